"""What changed between two versions, told for people."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from acquis.catalogue import content as written
from acquis.catalogue import diff, labels
from acquis.catalogue.content import Alignment, Content, Module, NeedProof, Outcome, Prerequisite, Underpinning
from acquis.platform.translatable import Text

SAID = Text(fr="Trier les déchets du chantier", en="Sort the waste of the site")


def test_the_same_content_has_no_difference() -> None:
    whole = Content(title=SAID, outcomes=(Outcome("R1", SAID),), modules=(Module(SAID),))
    assert diff.between(whole, whole) == ()


@pytest.mark.req("R-057")
def test_one_changed_word_is_marked_in_its_language_and_the_others_are_kept() -> None:
    older = Content(title=SAID)
    newer = Content(title=Text(SAID, fr="Trier les matières du chantier"))
    (difference,) = diff.between(older, newer)
    (change,) = difference.changes
    assert (difference.kind, difference.part) == ("changed", "")
    assert (change.field, change.language) == ("title", "fr")
    assert change.pieces == (("kept", "Trier les"), ("gone", "déchets"), ("new", "matières"), ("kept", "du chantier"))


def test_texts_too_long_to_compare_word_by_word_are_told_whole() -> None:
    older, newer = (Content(title=SAID, description=Text(fr=words * 1000)) for words in ("a b ", "b a "))
    (difference,) = diff.between(older, newer)
    (change,) = difference.changes
    assert [kind for kind, _words in change.pieces] == ["gone", "new"]


def test_values_are_said_as_a_page_says_them() -> None:
    older = Content(title=SAID, price_cents=9800, delivery_mode="online", sectors=("23",), valid_until=date(2030, 1, 2))
    newer = Content(title=SAID, price_cents=0, delivery_mode="hybrid", weeks=6, hours_typical=Decimal("24.50"))
    with translation.override("en"):
        (difference,) = diff.between(older, newer)
        told = {change.field: change.pieces for change in difference.changes}
    # The page of a definition says "Free"; beside another amount a figure reads better.
    assert told["price_cents"] == (("gone", "$98.00"), ("new", "$0.00"))
    assert told["delivery_mode"] == (("gone", "Entirely online"), ("new", "Hybrid"))
    assert told["sectors"] == (("gone", "23 – Construction"),)
    assert told["weeks"] == (("new", "6"),)
    assert told["hours_typical"] == (("new", "24.5"),)
    assert told["valid_until"] == (("gone", "January 2, 2030"),)


def test_codes_in_another_order_are_the_same_and_others_are_told_one_by_one() -> None:
    older = Content(title=SAID, languages=("fr", "en"), audiences=("students", "newcomers"))
    newer = Content(title=SAID, languages=("en", "fr"), audiences=("newcomers", "contract"))
    with translation.override("en"):
        (difference,) = diff.between(older, newer)
    (change,) = difference.changes
    assert change.pieces == (("kept", "Newcomers"), ("gone", "Students"), ("new", "Contract or on-call workers"))


def test_rows_are_matched_by_what_they_are_not_by_their_place() -> None:
    first, second = Outcome("R1", SAID), Outcome("R2", Text(en="Lift"), (Underpinning("skill", Text(en="Lift well")),))
    older = Content(title=SAID, outcomes=(first, second))
    better = replace(second, underpinnings=(Underpinning("skill", Text(en="Lift safely")),))
    newer = Content(title=SAID, outcomes=(better, Outcome("R3", Text(en="Carry"))))
    with translation.override("en"):
        found = {(one.kind, one.title.partition(" ")[0]): one for one in diff.between(older, newer)}
    assert set(found) == {("changed", "R2"), ("added", "R3"), ("removed", "R1")}
    (change,) = found["changed", "R2"].changes
    assert (change.field, change.pieces) == ("skill", (("kept", "Lift"), ("gone", "well"), ("new", "safely")))


def test_two_rows_of_the_same_name_are_both_told() -> None:
    older = Content(title=SAID)
    newer = Content(title=SAID, modules=(Module(SAID, Decimal(2)), Module(SAID, Decimal(3))))
    assert [one.kind for one in diff.between(older, newer)] == ["added", "added"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_part_can_be_told(language: str) -> None:
    rows: dict[str, Any] = {
        "alignments": (Alignment(free_text=SAID, reason="None"),),
        "prerequisites": (Prerequisite(SAID, kind="licence", regulator="Ordre"),),
        "needs": (NeedProof("study", "Ministry", date(2025, 1, 1), SAID),),
        "standards": (written.Standard(SAID, "4.2", "https://norm.example/"),),
        "assessments": (written.Assessment(SAID, outcomes=("R1",)),),
        "modules": (Module(SAID, Decimal(2), 500),),
        "outcomes": (Outcome("R1", SAID),),
        "occupations": (written.Occupation("21231", SAID),),
    }
    assert set(rows) == set(written.PARTS)
    with translation.override(language):
        found = diff.between(Content(title=SAID), Content(title=SAID, **rows))
        assert {one.part for one in found} == set(rows)
        assert all(one.part_label and one.title and one.changes for one in found)


def test_every_field_has_a_name() -> None:
    assert set(labels.ONCE) == {field.name for field in fields(Content)} - set(written.PARTS)
    assert set(labels.PARTS) == set(written.PARTS)
