"""What stands between a draft and its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from acquis.catalogue import advice, completeness, rules
from acquis.catalogue.content import (
    Alignment,
    Assessment,
    Content,
    Module,
    NeedProof,
    Outcome,
    Prerequisite,
    Standard,
    Underpinning,
)
from acquis.platform.translatable import Text


def whole() -> Content:
    """A content that nothing blocks; no database is needed to judge it."""
    said = Text(fr="Oui", en="Yes")
    return Content(
        title=said,
        purpose=said,
        hours_typical=Decimal(24),
        delivery_mode="online",
        languages=("fr",),
        qa_kind="institution",
        accountable_role=said,
        needs=(NeedProof("consultation", "Chamber", date(2025, 3, 14), said),),
        outcomes=(Outcome("R1", said, (Underpinning("skill", said),)),),
        assessments=(Assessment(said, criteria=said, pass_rule=said, authenticity=said, outcomes=("R1",)),),
        alignments=(Alignment(skill_id=uuid4()),),
    )


def codes(content: Content, kind: str = "microcredential") -> list[tuple[str, str]]:
    return [(reason.code, reason.where) for reason in rules.blockers(content, kind)]


def assessed(**changes: object) -> Content:
    return replace(whole(), assessments=(replace(whole().assessments[0], **changes),))  # type: ignore[arg-type]


def needed(**changes: object) -> Content:
    return replace(whole(), needs=(replace(whole().needs[0], **changes),))  # type: ignore[arg-type]


def achieved(**changes: object) -> Content:
    return replace(whole(), outcomes=(replace(whole().outcomes[0], **changes),))  # type: ignore[arg-type]


def test_nothing_blocks_a_whole_content() -> None:
    assert codes(whole()) == []
    assert advice.warnings(whole(), "microcredential") == []


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
    "a purpose of 601 characters": (
        replace(whole(), purpose=Text(fr="é" * 601, en="Short")),
        ("purpose_too_long", "purpose"),
    ),
    "nobody asked whether it is needed": (replace(whole(), needs=()), ("need_missing", "needs")),
    "a study and nothing else": (
        replace(whole(), needs=(NeedProof("study", "Ministry", date(2025, 1, 1), Text(fr="Oui", en="Yes")),)),
        ("need_missing", "needs"),
    ),
    "a consultation without a date": (needed(held_on=None), ("need_undated", "needs.0.held_on")),
    "a consultation to come": (needed(held_on=date(2999, 1, 1)), ("need_to_come", "needs.0.held_on")),
    "a consultation with nobody": (needed(held_with=" "), ("need_unnamed", "needs.0.held_with")),
    "a consultation that confirmed nothing": (
        needed(confirmed=Text()),
        ("need_unconfirmed", "needs.0.confirmed"),
    ),
    "nobody answers for it": (
        replace(whole(), accountable_role=Text()),
        ("accountable_role_missing", "accountable_role"),
    ),
    "more instruction than effort": (
        replace(whole(), instruction_hours=Decimal(30), total_effort_hours=Decimal(20)),
        ("effort_disordered", "instruction_hours"),
    ),
    "credits of nobody": (replace(whole(), credits=Decimal(1)), ("credit_scheme_missing", "credit_scheme")),
    "a licence of nobody": (
        replace(whole(), prerequisites=(Prerequisite(Text(fr="IA", en="RN"), kind="licence"),)),
        ("regulator_missing", "prerequisites.0.regulator"),
    ),
    "a prerequisite that says nothing": (
        replace(whole(), prerequisites=(Prerequisite(Text(), kind="licence", regulator="Ordre"),)),
        ("prerequisite_unwritten", "prerequisites.0.text"),
    ),
    "a standard without a name": (
        replace(whole(), standards=(Standard(Text(), "4.2"),)),
        ("standard_unnamed", "standards.0.name"),
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
        replace(whole(), hours_min=Decimal(30), hours_typical=None, hours_max=Decimal(20)),
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
    "nobody answers for quality": (replace(whole(), qa_kind=""), ("quality_missing", "qa_kind")),
    "aid approved without a year": (
        replace(whole(), aid_status="approved", aid_source="List"),
        ("aid_not_yours", "aid_status"),
    ),
    "aid decided by the author": (
        replace(whole(), aid_status="not_eligible", aid_year="2026-2027", aid_source="List"),
        ("aid_not_yours", "aid_status"),
    ),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_one_fault_is_one_blocker_at_its_place(fault: str) -> None:
    content, expected = ONE_FAULT[fault]
    assert codes(content) == [expected]


def test_free_text_with_a_reason_passes_and_is_flagged() -> None:
    content = replace(whole(), alignments=(Alignment(free_text=Text(fr="Calme", en="Calm"), reason="Not in ESCO."),))
    assert codes(content) == []
    assert [w.code for w in advice.warnings(content, "microcredential")] == [
        "free_text_only",
        "not_harmonized",
    ]


@pytest.mark.parametrize(("hours", "expected"), [(6, ["hours_outside"]), (40, []), (240, ["hours_outside"])])
def test_hours_outside_the_usual_warn_and_do_not_forbid(hours: int, expected: list[str]) -> None:
    content = replace(whole(), hours_typical=Decimal(hours), hours_reason="A regulated course.")
    assert codes(content) == []
    assert [w.code for w in advice.warnings(content, "microcredential")] == expected


@pytest.mark.req("R-069")
@pytest.mark.parametrize("name", ["hours_max", "hours_typical", "total_effort_hours", "instruction_hours"])
def test_a_size_like_a_degree_is_noted_once(name: str) -> None:
    hours = {"hours_typical": None, name: Decimal(600)}
    content = replace(whole(), **hours, hours_reason="Long.")  # type: ignore[arg-type]
    assert [w.code for w in advice.warnings(content, "microcredential")].count("degree_like") == 1
    below = replace(content, **{name: Decimal("599.5")})  # type: ignore[arg-type]
    assert "degree_like" not in [w.code for w in advice.warnings(below, "microcredential")]


def test_a_study_may_stand_beside_a_consultation() -> None:
    study = NeedProof("study", "Ministry", date(2025, 1, 1), Text(fr="Oui", en="Yes"))
    assert codes(replace(whole(), needs=(*whole().needs, study))) == []


REMARKS = {
    "no hours": (replace(whole(), hours_typical=None), ("hours_missing", "hours_typical")),
    "a purpose of one long sentence": (
        replace(whole(), purpose=Text(fr="mot " * 31, en="Short. And short.")),
        ("purpose_not_plain", "purpose"),
    ),
    "no mode": (replace(whole(), delivery_mode=""), ("delivery_missing", "delivery_mode")),
    "no language": (replace(whole(), languages=()), ("languages_missing", "languages")),
    "an end without renewal": (
        replace(whole(), validity_kind="duration", validity_months=24),
        ("renewal_missing", "renewal"),
    ),
    "a price that nobody counts": (
        replace(whole(), price_cents=100, modules=(Module(Text(fr="M", en="M"), None, 5),)),
        ("price_ignored", "price_cents"),
    ),
}


@pytest.mark.parametrize("case", REMARKS)
def test_one_thing_unsaid_is_one_remark_at_its_place(case: str) -> None:
    content, expected = REMARKS[case]
    assert codes(content) == []
    assert [(w.code, w.where) for w in advice.warnings(content, "microcredential")] == [expected]


def test_what_is_said_can_be_asked_by_name() -> None:
    content = replace(whole(), price_cents=0)
    for name in ("title", "price_cents", "assessments", "assessments.criteria", "needs.held_on"):
        assert rules.has(content, name), name
    for name in ("weeks", "standards", "standards.name", "aid_status", "description", "modules.hours"):
        assert not rules.has(content, name), name
    halved = replace(content, needs=(*content.needs, NeedProof("study")))
    assert not rules.has(halved, "needs.held_on")


def test_a_badge_skips_the_rules_of_assessment() -> None:
    assert codes(Content(title=Text(en="B"), purpose=Text(en="P")), "badge") == []


def test_each_language_is_measured_and_each_gap_named() -> None:
    content = replace(achieved(statement=Text(en="Do it")), description=Text(fr="Décrit"))
    measured = completeness.measured(content)
    assert [(gap.where, gap.languages) for gap in measured.gaps] == [
        ("description", ("en",)),
        ("outcomes.0.statement", ("fr",)),
    ]
    assert measured.french == measured.english < 100
    assert completeness.measured(whole()).gaps == ()


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
