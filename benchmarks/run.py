"""Run a benchmark: ``python -m benchmarks.run engine|portal [--quick] [--json FILE]``.

Tables and pictures are written into the cache; the full run also writes them into the documents.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import alone, goals, growth, measure, portal, report
from tools.paths import CACHE, ROOT, say

PAGE = ROOT / "docs" / "performance.md"
PORTAL_PAGE = ROOT / "docs" / "performance-portal.md"
PICTURES = ROOT / "docs" / "pictures"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end of what was measured -->)", re.DOTALL)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="benchmarks.run")
    parser.add_argument("subject", choices=list(SUBJECTS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    before = time.monotonic()
    subject = SUBJECTS[options.subject]
    entries, text, pictures = subject.measure(quick=options.quick)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    write(options.subject, text, pictures, CACHE / "bench")
    if not options.quick:
        publish(subject, text, pictures)
    say(f"{time.monotonic() - before:.0f} seconds; tables and pictures are in {(CACHE / 'bench').relative_to(ROOT)}")
    return 0


def engine(*, quick: bool) -> tuple[list[dict[str, object]], str, dict[str, str]]:
    """The goals as JSON, everything as Markdown, the pictures."""
    rounds = measure.Rounds(measure.QUICK if quick else measure.FULL)
    try:
        rates = rounds.run()
        signed = rounds.signed()
    finally:
        rounds.close()
    found = alone.measure(quick=quick, signed=signed)
    if told := found.told("issue_many"):
        rates.notes.append(told)
    curves = growth.measure(growth.QUICK if quick else growth.FULL, rates.notes)
    entries = goals.entries(rates, found)
    return entries, report.markdown(entries, rates, curves, quick=quick), report.pictures(rates, curves)


def portal_search(*, quick: bool) -> tuple[list[dict[str, object]], str, dict[str, str]]:
    """The same for the portal; there are no pictures."""
    found = portal.measure(portal.QUICK if quick else portal.FULL)
    entries = portal.entries(found)
    return entries, portal.markdown(entries, found), {}


def write(subject: str, text: str, pictures: dict[str, str], folder: Path) -> None:
    """All of it as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{subject}.md").write_text(text, encoding="utf-8")
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")


def publish(subject: Subject, text: str, pictures: dict[str, str]) -> None:
    """Put the tables into their place in the document, and the pictures beside those of the others."""
    page = subject.page.read_text(encoding="utf-8")
    subject.page.write_text(MEASURED.sub(lambda _: f"\n{text}\n", page), encoding="utf-8")
    for name, picture in pictures.items():
        (PICTURES / name).write_text(picture, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to measure, and the document that its tables stand in."""

    measure: Callable[..., tuple[list[dict[str, object]], str, dict[str, str]]]
    page: Path


SUBJECTS = {"engine": Subject(engine, PAGE), "portal": Subject(portal_search, PORTAL_PAGE)}


if __name__ == "__main__":
    raise SystemExit(main())
