"""The portal's search as it grows, on SQLite and on PostgreSQL; each in a process and a database of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from benchmarks.goals import rounded
from tools.database import postgres
from tools.paths import PYTHON, ROOT, SetUpError, environment, say

LIMIT = 4.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far to go: the numbers of offers, and how many questions are asked of each."""

    sizes: tuple[int, ...]
    questions: int


QUICK = Reach((100, 1_000, 10_000), 60)
FULL = Reach((1_000, 10_000, 100_000), 200)
TINY = Reach((40, 80), 6)


def measure(
    reach: Reach, databases: tuple[str, ...] = ("SQLite", "PostgreSQL")
) -> dict[str, list[dict[str, Any]] | str]:
    """Database → what was found for each size, or why there is nothing."""
    found: dict[str, list[dict[str, Any]] | str] = {}
    for name in databases:
        with ExitStack() as stack:
            more = {}
            try:
                if name == "PostgreSQL":
                    more["ACQUIS_TEST_DATABASE_URL"] = stack.enter_context(postgres())
            except SetUpError as error:
                found[name] = str(error)
                continue
            say(f"the portal on {name}: {', '.join(f'{size:,}' for size in reach.sizes)} offers")
            found[name] = _side(reach, more)
    return found


def _side(reach: Reach, more: dict[str, str]) -> list[dict[str, Any]]:
    told = {key: value for key, value in os.environ.items() if key != "ACQUIS_TEST_DATABASE_URL"}
    done = subprocess.run(
        [PYTHON, "-m", "benchmarks.portal_side"],
        input=json.dumps({"sizes": reach.sizes, "questions": reach.questions}),
        env=environment() | told | {"DJANGO_SETTINGS_MODULE": "acquis.config.settings.test"} | more,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout))


def entries(found: dict[str, list[dict[str, Any]] | str]) -> list[dict[str, Any]]:
    """The goals: the 95th percentile with the most offers, beside that with a tenth of them."""
    return [_entry(name, several) for name, several in found.items()]


def _entry(name: str, several: list[dict[str, Any]] | str) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": "milliseconds, 95th percentile", "goal": f"≤ {LIMIT:g}"}
    if isinstance(several, str):
        nothing = {"value": None, "baseline": None, "ratio": None, "met": None, "reason": several}
        return {"name": f"portal search on {name}", **told, **nothing}
    most, tenth = several[-1], several[-2]
    value, baseline = most["search"]["p95"], tenth["search"]["p95"]
    title = f"portal search on {name}, {most['size']:,} offers ÷ {tenth['size']:,}"
    numbers = {"value": rounded(value), "baseline": rounded(baseline), "ratio": rounded(value / baseline)}
    return {"name": title, **told, **numbers, "met": value / baseline <= LIMIT}


def markdown(goals: list[dict[str, Any]], found: dict[str, list[dict[str, Any]] | str]) -> str:
    """Everything, in tables."""
    rows = ["| what | most | a tenth | ratio | goal | |", "|---|---:|---:|---:|---:|---|"]
    for each in goals:
        mark = each.get("reason") or ("met" if each["met"] else "**not met**")
        rows.append(
            f"| {each['name']} | {each['value']} | {each['baseline']} | {each['ratio']} | {each['goal']} | {mark} |"
        )
    parts = [
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "\n".join(rows),
        *(f"### {name}\n\n{_table(several)}" for name, several in found.items() if not isinstance(several, str)),
    ]
    return "\n\n".join(parts) + "\n"


def _table(several: list[dict[str, Any]]) -> str:
    head = ("offers", "found, median", "search, median", "95th percentile", "page, median", "95th percentile")
    names = (*head, "database queries", "index built in", "memory")
    rows = [f"| {' | '.join(names)} |", "|---:" * len(names) + "|"]
    for each in several:
        spent = [f"{each[what][which]:.1f} ms" for what in ("search", "page") for which in ("median", "p95")]
        shown = (f"{each['size']:,}", f"{each['found']:,.0f}", *spent, str(each["queries"]))
        rows.append(f"| {' | '.join(shown)} | {each['build']:.1f} s | {each['memory']:.0f} MB |")
    return "\n".join(rows)
