"""The code that the engine's guide shows is run, and its tables are compared with the engine.

Blocks of Python run one after the other in one namespace. What a block prints is what its comments say, beside a
`print` or on lines of their own. Lines `$ sceau …` of a console block run in the same folder; the lines below one are
found in its output in this order, `…` standing for anything.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sceau.cli.main import main
from sceau.proofs import catalogue
from sceau.proofs.suite import Cryptosuite
from sceau.verifying import intake
from sceau.verifying.policy import CHECKS, POLICIES
from sceau.verifying.questions import ABOUT_MEMBERS, ANSWERS
from tests.house.repository import ROOT

GUIDE = (ROOT / "docs" / "sceau.md").read_text(encoding="utf-8")
KINDS = (intake.CREDENTIAL, intake.CLR, intake.PRESENTATION, intake.SD_JWT_VC, intake.OPEN_BADGE_2)

_BLOCK = re.compile(r"^```(?P<language>python|console)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"^ *(?:print\(.*\)  )?# (?P<text>.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")

Captured = pytest.CaptureFixture[bytes]


def test_the_code_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = [(match["language"], match["text"]) for match in _BLOCK.finditer(GUIDE)]
    assert {language for language, _ in blocks} == {"python", "console"}
    assert len(blocks) == GUIDE.count("\n```") / 2, "every block is of Python or of a console"
    names: dict[str, Any] = {"__name__": "guide"}
    for language, text in blocks:
        if language == "python":
            exec(compile(text, "docs/sceau.md", "exec"), names)
            printed = capsysbinary.readouterr().out.decode().splitlines()
            assert printed == [match["text"] for match in _SAID.finditer(text)], text
        else:
            _run(text, capsysbinary)


def _run(text: str, capsysbinary: Captured) -> None:
    for command, expected in _commands(text):
        program, *words = shlex.split(command)
        assert program == "sceau"
        assert main(words) == 0, command
        printed = iter(capsysbinary.readouterr().out.decode().splitlines())
        for line in expected:
            assert any(_agrees(line, found) for found in printed), f"{command}: {line}"


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in text.split("$ ")[1:]:
        command, *expected = part.splitlines()
        yield command, [line for line in expected if line != "…"]


def _agrees(line: str, found: str) -> bool:
    return re.fullmatch(re.escape(line).replace("…", ".*"), found) is not None


def _rows(after: str) -> Iterator[list[str]]:
    """The cells of the first table below a text, its head and rule left out."""
    lines = GUIDE.partition(after)[2].lstrip().splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("|"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("name", POLICIES)
def test_the_table_of_a_policy_is_the_policy(name: str) -> None:
    policy = POLICIES[name]

    def asked(check: str, kind: str) -> str:
        if check not in ANSWERS[kind] and check not in ABOUT_MEMBERS.get(kind, {}):
            return "–"
        if check not in policy.required:
            return "asked"
        # nobody need sign a presentation, but every credential
        dispensable = check in policy.dispensable and (check != "proof" or kind == intake.PRESENTATION)
        return "must, if any" if dispensable else "must"

    real = [[check, *(asked(check, kind) for kind in KINDS)] for check in CHECKS if check in policy.checks]
    told = [[_CODE.findall(first)[0], *others] for first, *others in _rows(f"<!-- policy: {name} -->")]
    assert told == real


def test_the_table_of_limits_is_true() -> None:
    rows = list(_rows("## Limits"))
    assert rows
    for what, limit, place in rows:
        module, _, constant = _CODE.findall(place)[0].rpartition(".")
        assert int(limit.split()[0].replace(",", "")) == getattr(import_module(module), constant), what


def test_the_table_of_suites_is_true() -> None:
    told = {
        _CODE.findall(kind)[0]: (set(_CODE.findall(suites)), *_CODE.findall(usual))
        for kind, suites, usual in _rows("## Suites")
    }
    suites: dict[str, Cryptosuite | None] = {
        name: catalogue.find(catalogue.DATA_INTEGRITY, name) for name in catalogue.names()
    }
    kinds = {kind for suite in suites.values() if suite for kind in suite.key_kinds}
    assert told == {
        kind: ({name for name, suite in suites.items() if suite and kind in suite.key_kinds}, catalogue.usual(kind))
        for kind in kinds
    }
