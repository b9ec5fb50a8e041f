"""What changed between two versions, as a person reads it."""

from __future__ import annotations

import json
from typing import Any

from acquis.quality import actions
from acquis.quality import format as framework_file
from acquis.quality.content import Framework
from acquis.quality.differences import Difference, between
from tests.acquis.quality import factories


def read(told: Any) -> Framework:
    return framework_file.read(json.dumps(told).encode())


def compared(told: Any) -> tuple[Difference, ...]:
    return between(actions.bundled(factories.ELEMENTS), read(told))


def test_nothing_changed_gives_nothing() -> None:
    assert compared(factories.document()) == ()


def test_one_word_is_struck_out_and_one_is_new() -> None:
    told = factories.document()
    told["lines"][0]["text"]["en"] = told["lines"][0]["text"]["en"].replace("established", "recognized")
    (found,) = compared(told)
    (change,) = found.changes
    assert (found.kind, found.code, change.aspect, change.language) == ("changed", "issuing-body", "text", "en")
    assert ("gone", "established") in change.pieces
    assert ("new", "recognized") in change.pieces
    assert [kind for kind, _ in change.pieces] == ["kept", "gone", "new", "kept"]


def test_a_line_that_becomes_soft_says_so() -> None:
    told = factories.document()
    told["lines"][2]["strength"] = "soft"
    (found,) = compared(told)
    assert [(change.aspect, change.language) for change in found.changes] == [("strength", "")]


def test_added_removed_and_moved_lines() -> None:
    told = factories.document()
    told["lines"].append({"code": "renewal", "title": {"fr": "Renouvellement", "en": "Renewal"}, "strength": "hard"})
    removed = told["lines"].pop(4)
    told["lines"].insert(0, told["lines"].pop(2))
    found = {(one.kind, one.code): one for one in compared(told)}
    assert set(found) == {("added", "renewal"), ("removed", removed["code"]), ("changed", "outcomes")}
    assert [change.aspect for change in found["changed", "outcomes"].changes] == ["place"]


def test_a_line_under_another_one_says_where_it_was() -> None:
    told = factories.document()
    told["lines"].append(told["lines"][3].pop("lines")[0])
    found = {one.code: one for one in compared(told)}
    assert [change.pieces for change in found["evidence"].changes] == [(("gone", "summative-assessment"), ("new", "—"))]


def test_the_framework_itself_comes_first() -> None:
    told = factories.document()
    told["use"], told["wording"]["en"] = "optional", "translation"
    told["source"]["address"] = "https://cadre.example/"
    told["lines"][1]["fields"] = []
    found = compared(told)
    assert [one.code for one in found] == ["", "targeted-competencies"]
    assert {(change.aspect, change.language) for change in found[0].changes} == {
        ("source", ""),
        ("use", ""),
        ("wording", "en"),
    }
