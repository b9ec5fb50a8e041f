"""What the documents say is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.house.repository import ROOT, committed, shown
from tools.paths import console_script, environment

HELP = re.compile(r"<!-- help: (?P<command>[^>]+?) -->\s*```\w*\n(?P<text>.*?)\n```", re.DOTALL)
BUILT = re.compile(r"^#+ Built\b.*?\n(?P<text>.*?)(?=^#{1,2} |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")


def _help_blocks() -> list[tuple[str, str, str]]:
    """Document, command and text of each help shown in a document."""
    return [
        (shown(path), match["command"].strip(), match["text"].strip())
        for path in committed()
        if path.suffix == ".md"
        for match in HELP.finditer(path.read_text(encoding="utf-8"))
    ]


def test_the_help_in_the_documents_is_the_real_one() -> None:
    blocks = _help_blocks()
    assert ("README.md", "python3 dev.py") in {(document, command) for document, command, _ in blocks}
    for document, command, text in blocks:
        program, *words = command.split()
        real = [sys.executable] if program == "python3" else [str(console_script(program))]
        done = subprocess.run(
            [*real, *words],
            cwd=ROOT,
            env=environment({"COLUMNS": "100", "NO_COLOR": "1"}),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == text, f"{document}: {command}"


def test_every_path_under_built_exists() -> None:
    sections = BUILT.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert sections, "ARCHITECTURE.md has a section named Built"
    paths = {path for section in sections for path in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)}
    assert paths
    assert not sorted(path for path in paths if not (ROOT / path).exists())


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{shown(path)}: {target}"
        for path in committed()
        if path.suffix == ".md"
        for target in _LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not broken


def test_decisions_are_short_and_say_what_was_rejected() -> None:
    decisions: list[Path] = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert decisions
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 50, shown(path)
        headings = {line.lstrip("# ").casefold() for line in text.splitlines() if line.startswith("##")}
        assert any("reject" in heading for heading in headings), shown(path)
