"""Which requirements are proven, claimed or open.

*Claimed*: a test bears ``@pytest.mark.req("R-…")``. *Proven*: in the last whole run of this very commit, on a clean
tree, every test that bears the number passed; a skip or an expected failure proves nothing.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.paths import ROOT, git
from tools.suite import RESULTS

TABLE = ROOT / "docs" / "requirements.tsv"
TESTS = ROOT / "tests"
NUMBER = re.compile(r"R-\d{3}")


@dataclass(frozen=True)
class Requirement:
    """A line of the table: the number, its short name, and the area it belongs to."""

    number: str
    name: str
    area: str
    title: str


def table() -> list[Requirement]:
    """Every requirement, in order."""
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t")
        return [Requirement(row["number"], row["name"], row["area"], row["title"]) for row in rows]


def claims(tests: Path = TESTS) -> dict[str, set[str]]:
    """Number → the test files that bear it, read from the source: nothing is imported or run."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(tests.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "req":
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and NUMBER.fullmatch(str(argument.value)):
                        found[str(argument.value)].add(str(path.relative_to(tests.parent)))
    return dict(found)


def proven() -> tuple[set[str], str]:
    """The proven numbers, and a sentence on what that rests on."""
    try:
        kept: dict[str, Any] = json.loads(RESULTS.read_text())
    except (OSError, ValueError):
        return set(), "No whole test run is on record: run python3 dev.py test."
    commit = git("rev-parse", "HEAD")
    if not kept["clean"] or not commit:
        return set(), "The last whole test run was not on a clean commit."
    if kept["commit"] != commit:
        return set(), "The last whole test run was on another commit."
    if git("status", "--porcelain") != "":
        return set(), "Files differ from the commit that the last whole test run saw."
    return proven_by(kept["tests"].values()), f"By the whole test run on {commit[:12]}."


def proven_by(tests: Any) -> set[str]:
    """The numbers of which at least one test passed and none did anything else."""
    outcomes: dict[str, set[str]] = defaultdict(set)
    for test in tests:
        for number in test["requirements"]:
            outcomes[number].add(test["outcome"])
    return {number for number, seen in outcomes.items() if seen == {"passed"}}


def states() -> tuple[dict[str, str], str]:
    """Number → *proven*, *claimed* or *open*, and what the proofs rest on."""
    claimed = claims()
    shown, basis = proven()
    return {
        item.number: "proven"
        if item.number in shown and item.number in claimed
        else "claimed"
        if item.number in claimed
        else "open"
        for item in table()
    }, basis


def report(*, as_json: bool) -> int:
    """Print the states, by area or as JSON."""
    found, basis = states()
    if as_json:
        print(json.dumps(found, indent=1))
        return 0
    areas: dict[tuple[str, str], list[Requirement]] = defaultdict(list)
    for item in table():
        areas[item.area, item.title].append(item)
    for (area, title), items in areas.items():
        count = {state: [i for i in items if found[i.number] == state] for state in ("proven", "claimed", "open")}
        numbers = "  ".join(f"{len(count[state]):>3} {state}" for state in count)
        print(f"{area:<3} {title:<62} {numbers}")
        for state in ("proven", "claimed"):
            for item in count[state]:
                print(f"      {item.number}  {state:<8} {item.name}")
    total = {state: sum(1 for value in found.values() if value == state) for state in ("proven", "claimed", "open")}
    print(", ".join(f"{number} {state}" for state, number in total.items()) + f", of {len(found)}. {basis}")
    return 0
