"""What stands between a draft and its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from acquis.catalogue import rules
from acquis.catalogue.content import Alignment, Assessment, Content, Module, Outcome, Underpinning
from acquis.platform.translatable import Text


def whole() -> Content:
    """A content that nothing blocks; no database is needed to judge it."""
    said = Text(fr="Oui", en="Yes")
    return Content(
        title=said,
        purpose=said,
        qa_kind="institution",
        outcomes=(Outcome("R1", said, (Underpinning("skill", said),)),),
        assessments=(Assessment(said, criteria=said, pass_rule=said, authenticity=said, outcomes=("R1",)),),
        alignments=(Alignment(skill_id=uuid4()),),
    )


def codes(content: Content, kind: str = "microcredential") -> list[tuple[str, str]]:
    return [(reason.code, reason.where) for reason in rules.blockers(content, kind)]


def assessed(**changes: object) -> Content:
    return replace(whole(), assessments=(replace(whole().assessments[0], **changes),))  # type: ignore[arg-type]


def achieved(**changes: object) -> Content:
    return replace(whole(), outcomes=(replace(whole().outcomes[0], **changes),))  # type: ignore[arg-type]


def test_nothing_blocks_a_whole_content() -> None:
    assert codes(whole()) == []
    assert rules.warnings(whole(), "microcredential") == []


ONE_FAULT = {
    "no title": (replace(whole(), title=Text()), ("title_missing", "title")),
    "no purpose": (replace(whole(), purpose=Text()), ("purpose_missing", "purpose")),
    "no competency": (replace(whole(), alignments=()), ("competency_missing", "alignments")),
    "free text without a reason": (
        replace(whole(), alignments=(Alignment(free_text=Text(en="Calm")),)),
        ("competency_reason_missing", "alignments.0.reason"),
    ),
    "an outcome that says nothing": (
        achieved(statement=Text()),
        ("outcome_unwritten", "outcomes.0.statement"),
    ),
    "an outcome that rests on nothing": (
        achieved(underpinnings=()),
        ("outcome_without_underpinning", "outcomes.0.knowledge"),
    ),
    "an outcome not assessed": (assessed(outcomes=()), ("outcome_not_assessed", "outcomes.0.assessed")),
    "an assessment without title": (
        assessed(title=Text()),
        ("assessment_title_missing", "assessments.0.title"),
    ),
    "an assessment without criteria": (
        assessed(criteria=Text()),
        ("assessment_criteria_missing", "assessments.0.criteria"),
    ),
    "an assessment without pass rule": (
        assessed(pass_rule=Text()),
        ("assessment_pass_rule_missing", "assessments.0.pass_rule"),
    ),
    "an assessment that is not authentic": (
        assessed(authenticity=Text()),
        ("assessment_authenticity_missing", "assessments.0.authenticity"),
    ),
    "6 hours without a reason": (
        replace(whole(), hours_typical=Decimal(6)),
        ("hours_reason_missing", "hours_reason"),
    ),
    "240 hours without a reason": (
        replace(whole(), hours_max=Decimal(240)),
        ("hours_reason_missing", "hours_reason"),
    ),
    "fewest above most": (
        replace(whole(), hours_min=Decimal(30), hours_max=Decimal(20)),
        ("hours_disordered", "hours_min"),
    ),
    "a duration without months": (
        replace(whole(), validity_kind="duration"),
        ("validity_months_missing", "validity_months"),
    ),
    "a fixed end without a date": (
        replace(whole(), validity_kind="fixed"),
        ("valid_until_missing", "valid_until"),
    ),
    "aid approved without a year": (
        replace(whole(), aid_status="approved", aid_source="List"),
        ("aid_unsourced", "aid_year"),
    ),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_one_fault_is_one_blocker_at_its_place(fault: str) -> None:
    content, expected = ONE_FAULT[fault]
    assert codes(content) == [expected]


def test_free_text_with_a_reason_passes_and_is_flagged() -> None:
    content = replace(whole(), alignments=(Alignment(free_text=Text(fr="Calme", en="Calm"), reason="Not in ESCO."),))
    assert codes(content) == []
    assert [w.code for w in rules.warnings(content, "microcredential")] == ["not_harmonized"]


@pytest.mark.parametrize(("hours", "expected"), [(6, ["hours_outside"]), (40, []), (240, ["hours_outside"])])
def test_hours_outside_the_usual_warn_and_do_not_forbid(hours: int, expected: list[str]) -> None:
    content = replace(whole(), hours_typical=Decimal(hours), hours_reason="A regulated course.")
    assert codes(content) == []
    assert [w.code for w in rules.warnings(content, "microcredential")] == expected


def test_a_size_like_a_degree_is_noted() -> None:
    content = replace(whole(), hours_max=Decimal(600), hours_reason="Long.")
    assert "degree_like" in [w.code for w in rules.warnings(content, "microcredential")]


def test_a_badge_skips_the_rules_of_assessment() -> None:
    assert codes(Content(title=Text(en="B"), purpose=Text(en="P")), "badge") == []


def test_each_language_is_measured_and_each_gap_named() -> None:
    content = replace(achieved(statement=Text(en="Do it")), description=Text(fr="Décrit"))
    measured = rules.completeness(content)
    assert [(gap.where, gap.languages) for gap in measured.gaps] == [
        ("description", ("en",)),
        ("outcomes.0.statement", ("fr",)),
    ]
    assert measured.french == measured.english < 100
    assert rules.completeness(whole()).gaps == ()


def test_the_price_is_the_sum_of_required_modules_and_unknown_is_not_free() -> None:
    def priced(*cents: int | None, **changes: object) -> int | None:
        modules = tuple(Module(Text(en="M"), None, price) for price in cents)
        return replace(whole(), modules=modules, **changes).total_cents  # type: ignore[arg-type]

    assert priced(9800, 9800, 9800, 9800) == 39200
    assert priced(9800, None) is None
    assert priced(0, 0) == 0
    assert priced() is None
    assert priced(price_cents=0) == 0
    assert priced(9800, other_costs_cents=200) == 10000
    assert priced(None, None, price_cents=500) == 500


def test_dates_and_codes_stay_out_of_the_way() -> None:
    fixed = replace(whole(), validity_kind="fixed", valid_until=date(2030, 1, 1))
    assert codes(fixed) == []
