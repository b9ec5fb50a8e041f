"""What stands between a draft and its publication. Pure: values in, refusals out (R-080)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from acquis.catalogue import wording
from acquis.catalogue.content import Assessment, Content, Outcome
from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.translatable import cleaned

FEWEST_HOURS, MOST_HOURS = Decimal(8), Decimal(200)
DEGREE_LIKE_HOURS = Decimal(600)
LONGEST_PURPOSE = 600
RELEVANT_MONTHS = 12
GRACE_DAYS = 60
"""After the day on which relevance was to be confirmed, awards go on for so long (R-039, SM-1)."""


def blockers(content: Content, kind: str) -> list[Refused]:
    """Every reason why this may not be published, in the order of the editor; ``where`` names the field.

    Places are written like ``assessments.0.criteria``, counted from zero.
    """
    is_formal = kind == wording.Kind.MICROCREDENTIAL
    steps: tuple[tuple[bool, Callable[[Content], Iterator[Refused]]], ...] = (
        (True, _identity),
        (is_formal, _need),
        (True, _standards),
        (is_formal, _competencies),
        (is_formal, _outcomes),
        (is_formal, _assessments),
        (is_formal, _accountable),
        (True, _hours),
        (True, _workload),
        (True, _prerequisites),
        (True, _aid),
        (True, _validity),
        (is_formal, _quality),
    )
    return [refused for applies, step in steps if applies for refused in step(content)]


def has(content: Content, name: str) -> bool:
    """Whether a definition says this: a field (``purpose``), or a field of its rows (``assessments.criteria``).

    Of rows, every one must say it, and there must be one. Zero is an answer; an unknown price is not.
    """
    return _is_said(content, name)


def _is_said(value: Any, path: str) -> bool:
    if not path:
        return bool(value) if isinstance(value, (tuple, dict)) else value not in UNSAID
    if isinstance(value, tuple):
        return bool(value) and all(_is_said(row, path) for row in value)
    name, _dot, rest = path.partition(".")
    return _is_said(getattr(value, name), rest)


UNSAID = (None, "", "not_stated")


def _identity(content: Content) -> Iterator[Refused]:
    if not content.title:
        yield Refused("title_missing", _("Give it a title."), "title")
    if not content.purpose:
        yield Refused("purpose_missing", _("Say what a holder can do and for whom it is meant."), "purpose")
    if any(len(words) > LONGEST_PURPOSE for words in content.purpose.values()):
        yield Refused(
            "purpose_too_long",
            _("Say the purpose in at most %(number)s characters.") % {"number": LONGEST_PURPOSE},
            "purpose",
        )


def _need(content: Content) -> Iterator[Refused]:
    """R-038: somebody who employs confirmed it on a day that has come; a study alone tells what nobody confirmed."""
    told = [need for need in content.needs if need.kind != wording.Need.STUDY]
    if not told:
        yield Refused(
            "need_missing",
            _("Record at least one consultation, partnership or statement of a sector that confirms the need."),
            "needs",
        )
    for index, need in enumerate(content.needs):
        name = {"name": need.held_with or str(wording.Need(need.kind).label)}
        if need.held_on is None:
            yield Refused("need_undated", _("Need, %(name)s: give its date.") % name, f"needs.{index}.held_on")
        elif need.held_on > clock.today():
            yield Refused(
                "need_to_come", _("Need, %(name)s: its date is still to come.") % name, f"needs.{index}.held_on"
            )
        if not cleaned(need.held_with):
            yield Refused("need_unnamed", _("Need, %(name)s: say with whom.") % name, f"needs.{index}.held_with")
        if not need.confirmed:
            yield Refused(
                "need_unconfirmed", _("Need, %(name)s: write what was confirmed.") % name, f"needs.{index}.confirmed"
            )


def _standards(content: Content) -> Iterator[Refused]:
    for index, standard in enumerate(content.standards):
        if not standard.name:
            yield Refused("standard_unnamed", _("Name the standard, or take it away."), f"standards.{index}.name")


def _accountable(content: Content) -> Iterator[Refused]:
    if not content.accountable_role:
        yield Refused(
            "accountable_role_missing",
            _("Name the role that answers for teaching and for attesting the competence, for example a professor."),
            "accountable_role",
        )


def outside_hours(content: Content) -> bool:
    stated = [hours for hours in (content.hours_min, content.hours_typical, content.hours_max) if hours is not None]
    return any(not FEWEST_HOURS <= hours <= MOST_HOURS for hours in stated)


def _hours(content: Content) -> Iterator[Refused]:
    stated = [hours for hours in (content.hours_min, content.hours_typical, content.hours_max) if hours is not None]
    if stated != sorted(stated):
        yield Refused(
            "hours_disordered",
            _("The fewest hours may not exceed the typical hours, nor those the most."),
            "hours_min",
        )
    if outside_hours(content) and not cleaned(content.hours_reason):
        yield Refused(
            "hours_reason_missing",
            _("The hours lie outside 8 to 200. Give the reason; it does not prevent publication."),
            "hours_reason",
        )


def _workload(content: Content) -> Iterator[Refused]:
    taught, whole = content.instruction_hours, content.total_effort_hours
    if taught is not None and whole is not None and taught > whole:
        yield Refused(
            "effort_disordered",
            _("The hours of instruction are a part of the total effort: they may not exceed it."),
            "instruction_hours",
        )
    if content.credits is not None and not cleaned(content.credit_scheme):
        yield Refused("credit_scheme_missing", _("Say whose credits these are."), "credit_scheme")


def _prerequisites(content: Content) -> Iterator[Refused]:
    for index, asked in enumerate(content.prerequisites):
        if not asked.text:
            yield Refused(
                "prerequisite_unwritten", _("Say what is asked for beforehand."), f"prerequisites.{index}.text"
            )
        if asked.kind == wording.PrerequisiteNature.LICENCE and not cleaned(asked.regulator):
            yield Refused(
                "regulator_missing",
                _("Name the body that grants the licence or keeps the register of members."),
                f"prerequisites.{index}.regulator",
            )


def _validity(content: Content) -> Iterator[Refused]:
    if content.validity_kind == wording.Validity.DURATION and not content.validity_months:
        yield Refused("validity_months_missing", _("Say how many months it stays valid."), "validity_months")
    if content.validity_kind == wording.Validity.FIXED and content.valid_until is None:
        yield Refused("valid_until_missing", _("Say until which date it stays valid."), "valid_until")


def _quality(content: Content) -> Iterator[Refused]:
    if not content.qa_kind:
        yield Refused("quality_missing", _("Say who answers for quality: employers look for it."), "qa_kind")


def _aid(content: Content) -> Iterator[Refused]:
    if content.aid_status in wording.DECIDED_AID:
        yield Refused("aid_not_yours", wording.AID_NOT_YOURS, "aid_status")


def _competencies(content: Content) -> Iterator[Refused]:
    if not content.alignments:
        yield Refused(
            "competency_missing",
            _("Choose at least one competency of a recognized framework."),
            "alignments",
        )
        return
    if not any(alignment.harmonized for alignment in content.alignments):
        for index, alignment in enumerate(content.alignments):
            if not cleaned(alignment.reason):
                yield Refused(
                    "competency_reason_missing",
                    _("“%(name)s” is free text: choose an entry of a framework, or say why none fits.")
                    % {"name": str(alignment.name)},
                    f"alignments.{index}.reason",
                )


def _outcomes(content: Content) -> Iterator[Refused]:
    if not content.outcomes:
        yield Refused("outcome_missing", _("Write at least one outcome: what the person can do."), "outcomes")
    covered = {code for assessment in content.assessments for code in assessment.outcomes}
    for index, outcome in enumerate(content.outcomes):
        yield from _outcome(index, outcome, covered)


def _outcome(index: int, outcome: Outcome, covered: set[str]) -> Iterator[Refused]:
    code = {"code": outcome.code}
    if not outcome.statement:
        yield Refused(
            "outcome_unwritten",
            _("Outcome %(code)s: say what the person can do.") % code,
            f"outcomes.{index}.statement",
        )
    if not outcome.underpinnings:
        yield Refused(
            "outcome_without_underpinning",
            _("Outcome %(code)s: name at least one knowledge, attitude or skill that it rests on.") % code,
            f"outcomes.{index}.knowledge",
        )
    if outcome.code not in covered:
        yield Refused(
            "outcome_not_assessed",
            _("Outcome %(code)s: no assessment covers it. Tick it in an assessment.") % code,
            f"outcomes.{index}.assessed",
        )


def _assessments(content: Content) -> Iterator[Refused]:
    if not content.assessments:
        yield Refused(
            "assessment_missing",
            _("Describe at least one summative assessment: without it there is no microcredential."),
            "assessments",
        )
    for index, assessment in enumerate(content.assessments):
        yield from _assessment(index, assessment)


def _assessment(index: int, assessment: Assessment) -> Iterator[Refused]:
    name = {"name": str(assessment.title) or _("number %(number)s") % {"number": index + 1}}
    needed = {
        "title": ("assessment_title_missing", _("Assessment %(name)s: give it a title.")),
        "criteria": ("assessment_criteria_missing", _("Assessment “%(name)s”: write its criteria.")),
        "pass_rule": ("assessment_pass_rule_missing", _("Assessment “%(name)s”: say when it is passed.")),
        "authenticity": (
            "assessment_authenticity_missing",
            _("Assessment “%(name)s”: say how its task resembles real work."),
        ),
    }
    for field, (code, sentence) in needed.items():
        if not getattr(assessment, field):
            yield Refused(code, sentence % name, f"assessments.{index}.{field}")
