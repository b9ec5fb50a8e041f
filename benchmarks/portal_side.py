"""The portal with many offers, in a process and a database of its own: ``python -m benchmarks.portal_side``.

Reads its orders as JSON on the standard input, writes what it found as JSON on the standard output.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import time
from datetime import timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

SPACE = UUID("7c1f0f5e-6a2b-4f53-9a63-7f6c2f6f8c11")
EACH = 4
"""Offers of one achievement."""
BATCH = 2000
ROUNDS = 3
"""Each question is asked so often, and its best time counts: what else the machine does is not the portal's."""
CHOICES = {
    "delivery": ("online", "hybrid", "in_person"),
    "language": ("fr", "en"),
    "price": ("free", "to_100", "to_250", "to_500", "over_500"),
    "hours": ("under_10", "to_25", "to_50"),
    "level": ("beginner", "intermediate", "advanced"),
    "start": ("within_30", "within_90", "continuous"),
    "sector": ("62", "54", "61", "23", "31-33", "44-45"),
    "region": ("nord", "est", "ouest", "centre"),
    "type": ("college", "university", "school_board"),
    "audience": ("newcomers", "full_time", "students"),
}


class World:
    """Invented definitions, the same in every run."""

    def __init__(self) -> None:
        stored = json.loads(files("acquis.skills").joinpath("data/esco_sample.json").read_bytes())
        self.skills = [skill["labels"] for skill in stored["skills"]]
        self.words = sorted(
            {word for labels in self.skills for word in " ".join(labels.values()).split() if len(word) > 4}
        )

    def labels(self, dice: random.Random) -> dict[str, str]:
        """A title in both languages."""
        first, second = dice.sample(self.skills, 2)
        return {language: f"{first[language]} {self.tail(dice)} {second[language]}"[:180] for language in ("fr", "en")}

    def tail(self, dice: random.Random) -> str:
        """A word of which there are some thousands."""
        return f"{dice.choice(self.words)}{dice.randrange(40):02d}"


def fill(world: World, start: int, stop: int) -> None:
    """Write the offers from one number to another."""
    from django.db import transaction

    for first in range(start, stop, BATCH):
        with transaction.atomic():
            _write(world, range(first // EACH, min(first + BATCH, stop) // EACH))


def _write(world: World, numbers: range) -> None:
    from acquis.catalogue import models
    from acquis.catalogue.queries import folded
    from acquis.organizations.models import Organization
    from acquis.platform import clock
    from acquis.skills.models import Skill

    now = clock.now() - timedelta(days=1)  # nothing is changing while it is measured
    skills = list(Skill.objects.order_by("pk").values_list("pk", flat=True))
    made: dict[Any, list[Any]] = {model: [] for model in (Organization, models.Achievement)}
    made |= {model: [] for model in (models.AchievementVersion, models.Alignment, models.Offer, models.Session)}
    for number in numbers:
        dice = random.Random(number)
        place = number // 80
        owner = uuid5(SPACE, f"organization {place}")
        if number % 80 == 0:
            name = f"Collège {world.words[place % len(world.words)]} {place}"
            kind = ("college", "university", "school_board", "employer")[place % 4]
            region = ("nord", "est", "ouest", "centre")[place % 4]
            made[Organization].append(
                Organization(
                    id=owner, key=f"o{place}", kind=kind, name={"fr": name, "en": name}, region=region,
                    state="active", is_fictional=True, created_at=now,
                )
            )  # fmt: skip
        own = {"organization_id": owner}
        title = world.labels(dice)
        achievement = models.Achievement(
            id=uuid5(SPACE, f"achievement {number}"), code=f"A{number}", kind="microcredential",
            created_at=now, changed_at=now, **own,
        )  # fmt: skip
        told = " ".join(" ".join(world.labels(dice).values()) for _ in range(6))
        version = models.AchievementVersion(
            id=uuid5(SPACE, f"version {number}"), achievement=achievement, number=1, state="published", title=title,
            purpose={"fr": told[:200], "en": told[200:400]},
            search_words=folded(" ".join([*title.values(), told])),
            hours_typical=dice.choice((5, 12, 30, 45, 80, 120)), delivery_mode="online", languages=["fr"],
            entry_level=dice.choice(CHOICES["level"]), sectors=dice.sample(CHOICES["sector"], 2),
            audiences=dice.sample(CHOICES["audience"], 2), approval={}, created_at=now, edited_at=now,
            published_at=now - timedelta(minutes=number), content_digest=achievement.id.hex * 2, **own,
        )  # fmt: skip
        made[models.Achievement].append(achievement)
        made[models.AchievementVersion].append(version)
        made[models.Alignment] += [
            models.Alignment(version=version, skill_id=skill, position=at, **own)
            for at, skill in enumerate(dice.sample(skills, 3))
        ]
        for turn in range(EACH):
            offer = models.Offer(
                id=uuid5(SPACE, f"offer {number} {turn}"), achievement=achievement, state="listed",
                tuition_cents=dice.choice((0, 90_00, 200_00, 400_00, 900_00)), materials_cents=0, exam_cents=0,
                delivery_mode=dice.choice(CHOICES["delivery"]), assessment_mode="online",
                languages=[dice.choice(CHOICES["language"])], region=dice.choice(CHOICES["region"]),
                created_at=now, changed_at=now, last_confirmed_at=now - timedelta(days=dice.randrange(120)), **own,
            )  # fmt: skip
            made[models.Offer].append(offer)
            starts = clock.today() + timedelta(days=dice.randrange(200))
            intake = dice.choice(("fixed", "fixed", "fixed", "monthly", "continuous"))
            made[models.Session].append(models.Session(offer=offer, intake=intake, starts_on=starts, **own))
    for model, rows in made.items():
        # Past the guard that keeps published versions from being written to: these were never drafts.
        model._base_manager.bulk_create(rows, batch_size=500)


def questions(world: World, several: int) -> list[dict[str, Any]]:
    """Searches with words and three facets; every eighth is misspelt."""
    found = []
    for number in range(several):
        dice = random.Random(1_000_000 + number)
        words = [dice.choice(world.words) for _ in range(dice.choice((0, 1, 1, 2)))]
        if words and number % 8 == 0:
            words[0] = words[0][:3] + words[0][4:]
        chosen = {name: (dice.choice(CHOICES[name]),) for name in dice.sample(sorted(CHOICES), 3)}
        sort = ("relevance", "relevance", "start", "price", "newest")[number % 5]
        found.append({"words": " ".join(words), "chosen": chosen, "sort": sort})
    return found


def measure(size: int, asked: list[dict[str, Any]]) -> dict[str, Any]:
    """Build the index, then ask everything: the search alone, and whole pages."""
    from django.db import connection
    from django.test import Client

    from acquis.catalogue.queries import portal, portal_facets
    from acquis.catalogue.search.asking import Question

    portal.forget()
    before, started = _held(), time.perf_counter()
    index = portal.current()
    built, memory = time.perf_counter() - started, _held() - before
    searches, pages, found, client = [], [], [], Client()
    for each in asked[:5]:
        portal.search(Question(**each))  # what is put in order once
    for each in asked:
        question = Question(**each)
        spent = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            answer, page = portal.search(question)
            portal_facets.shown(answer, question)
            list(page)
            spent.append(time.perf_counter() - started)
        searches.append(min(spent))
        found.append(len(answer.hits))
    asked_database: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked_database.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        _page(client, {"words": "", "chosen": {}, "sort": "newest"})
    for each in asked:
        spent = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            _page(client, each)
            spent.append(time.perf_counter() - started)
        pages.append(min(spent))
    return {
        "offers": len(index),
        "found": statistics.median(found),
        "build": built,
        "memory": memory,
        "search": _told(searches),
        "page": _told(pages),
        "queries": len(asked_database),
        "size": size,
    }


def _page(client: Any, asked: dict[str, Any]) -> None:
    told = {"q": asked["words"], "sort": asked["sort"]} | {
        name: list(several) for name, several in asked["chosen"].items()
    }
    answer = client.get("/fr/microcredentials/", told)
    assert answer.status_code == 200, answer.status_code


def _told(seconds: list[float]) -> dict[str, float]:
    """Milliseconds: the median and the 95th percentile."""
    return {
        "median": statistics.median(seconds) * 1000,
        "p95": statistics.quantiles(seconds, n=20, method="inclusive")[-1] * 1000,
    }


def _held() -> float:
    """MB that this process holds; the most it ever held, where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 -- no file
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> int:
    """Migrate, fill and measure, size after size."""
    orders = json.load(sys.stdin)
    import django

    django.setup()
    from django.core.management import call_command

    from acquis.platform.actor import Actor
    from acquis.skills import actions as skills

    call_command("migrate", interactive=False, verbosity=0)
    skills.load_sample(Actor(None, None, "command", "benchmark"))
    world, filled, found = World(), 0, []
    asked = questions(world, orders["questions"])
    for size in orders["sizes"]:
        fill(world, filled, size)
        filled = size
        found.append(measure(size, asked))
        print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
