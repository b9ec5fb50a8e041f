"""Run the benchmark: ``python -m benchmarks.run engine [--quick] [--json FILE]``.

Tables and pictures are written into the cache; the full run also writes them into the documents.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

from benchmarks import alone, goals, growth, measure, report
from tools.paths import CACHE, ROOT, say

PAGE = ROOT / "docs" / "performance.md"
PICTURES = ROOT / "docs" / "pictures"
MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end of what was measured -->)", re.DOTALL)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="benchmarks.run")
    parser.add_argument("subject", choices=["engine"])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    before = time.monotonic()
    entries, text, pictures = engine(quick=options.quick)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    write(text, pictures, CACHE / "bench")
    if not options.quick:
        publish(text, pictures)
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


def write(text: str, pictures: dict[str, str], folder: Path) -> None:
    """All of it as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "engine.md").write_text(text, encoding="utf-8")
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")


def publish(text: str, pictures: dict[str, str]) -> None:
    """Put the tables into their place in the document, and the pictures beside those of the others."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MEASURED.sub(lambda _: f"\n{text}\n", page), encoding="utf-8")
    for name, picture in pictures.items():
        (PICTURES / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
