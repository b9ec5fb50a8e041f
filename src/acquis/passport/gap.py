"""What a passport shows of the competencies of an occupation or a microcredential, and what it lacks (R-077).

Competencies are compared by their addresses, so that versions of a framework do not matter; those written freely, which
have none, by their words. Nothing of a comparison is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from acquis.catalogue import queries as catalogue
from acquis.catalogue.queries import portal
from acquis.passport import queries
from acquis.passport.queries import ItemFacts
from acquis.platform.translatable import Text
from acquis.skills import folding
from acquis.skills import queries as skills
from acquis.skills.queries import SkillFacts
from sceau.encoding import strict_json

MOST_ITEMS = 200
COUNTING = frozenset({"active"})
"""States of a credential that still shows something: not revoked, not suspended, not replaced, not expired."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One competency that is asked for.

    Attributes:
        skill: the entry of a framework; None for one that was written freely.
        how: "essential", "optional", or "rated" with ``level`` from 1 to 5.
        shown_by: the credentials of the passport that show it.
        taught_by: how many published microcredentials target it.
    """

    skill: SkillFacts | None
    name: Text
    how: str = "essential"
    level: int = 0
    shown_by: tuple[ItemFacts, ...] = ()
    taught_by: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A comparison.

    Attributes:
        shown, missing: what the passport shows, and what it does not; what is essential comes first.
        is_partial: the passport holds more than the `MOST_ITEMS` credentials that were read, the latest ones.
    """

    title: Text
    shown: tuple[Wanted, ...]
    missing: tuple[Wanted, ...]
    is_partial: bool

    @property
    def size(self) -> int:
        """How many competencies are asked for."""
        return len(self.shown) + len(self.missing)


def with_achievement(person_id: UUID, achievement_id: UUID) -> Gap | None:
    """Compare with what a public definition targets; None when there is no such definition."""
    version = catalogue.achievement_page(achievement_id)
    if version is None:
        return None
    wanted = [Wanted(each.skill, each.name) for each in version.content.alignments]
    return _compared(person_id, version.title, wanted)


def with_occupation(person_id: UUID, skill_id: UUID) -> Gap | None:
    """Compare with what a framework says of an occupation; None when there is no such occupation."""
    occupation = skills.skill(skill_id)
    if occupation is None or occupation.kind != "occupation":
        return None
    wanted = [Wanted(one.skill, one.skill.labels, one.how, one.level) for one in skills.asked_by(skill_id)]
    return _compared(person_id, occupation.labels, wanted)


def _compared(person_id: UUID, title: Text, wanted: Sequence[Wanted]) -> Gap:
    rows = list(queries.passport(person_id)[: MOST_ITEMS + 1])
    held = [item for item in queries.item_facts(rows[:MOST_ITEMS]) if item.credential.state in COUNTING]
    by_key: dict[str, list[ItemFacts]] = {}
    for item in held:
        for key in _named_in(item.document):
            by_key.setdefault(key, []).append(item)
    taught = portal.teaching(one.skill.id for one in wanted if one.skill)
    told = [
        Wanted(
            one.skill,
            one.name,
            one.how,
            one.level,
            tuple({item.id: item for key in _keys_of(one) for item in by_key.get(key, ())}.values()),
            taught.get(one.skill.id, 0) if one.skill else 0,
        )
        for one in wanted
    ]
    return Gap(
        title,
        tuple(one for one in told if one.shown_by),
        tuple(one for one in told if not one.shown_by),
        len(rows) > MOST_ITEMS,
    )


def _keys_of(one: Wanted) -> Iterator[str]:
    if one.skill is not None:
        yield one.skill.uri
    else:
        yield from (folding.fold(words) for words in one.name.values())


def _named_in(document: bytes) -> set[str]:
    """The addresses of the competencies that a credential names, and the words of all, folded."""
    subject = strict_json.loads_object(document).get("credentialSubject")
    found: set[str] = set()
    for one in _objects(subject):
        for achievement in _objects(one.get("achievement")):
            for said in (achievement, *_objects(achievement.get("related"))):
                for alignment in _objects(said.get("alignment")):
                    found |= {
                        text if name == "targetUrl" else folding.fold(text)
                        for name in ("targetUrl", "targetName")
                        if isinstance(text := alignment.get(name), str) and text
                    }
    return found


def _objects(value: Any) -> Iterable[dict[str, Any]]:
    """The objects of a member that holds one or several."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict)]
