"""What stands between a draft and its publication. Pure: values in, refusals out (R-080)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acquis.catalogue import wording
from acquis.catalogue.content import Assessment, Content, Outcome
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text

FEWEST_HOURS, MOST_HOURS = Decimal(8), Decimal(200)
DEGREE_LIKE_HOURS = Decimal(600)


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that lacks a language.

    Attributes:
        where: the place in the editor, for example ``outcomes.0.statement``.
        label: what the field is called.
        languages: the official languages in which nothing is written.
    """

    where: str
    label: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a version is written in each language; shares are percentages of the texts begun or required."""

    gaps: tuple[Gap, ...]
    french: int
    english: int


def blockers(content: Content, kind: str) -> list[Refused]:
    """Every reason why this may not be published, in the order of the editor; ``where`` names the field.

    Places are written like ``assessments.0.criteria``, counted from zero.
    """
    found = [*_identity(content), *_hours(content), *_validity(content), *_aid(content)]
    if kind == wording.Kind.MICROCREDENTIAL:
        found += [*_competencies(content), *_outcomes(content), *_assessments(content)]
    return found


def warnings(content: Content, kind: str) -> list[Refused]:
    """What may be published but deserves a second look."""
    found = [Refused("language_missing", _language_sentence(gap), gap.where) for gap in completeness(content).gaps]
    if _outside_hours(content) and content.hours_reason.strip():
        found.append(
            Refused(
                "hours_outside",
                _("Microcredentials usually take from 8 to 200 hours. The reason given will be published."),
                "hours_typical",
            )
        )
    if (content.hours_max or content.hours_typical or Decimal(0)) >= DEGREE_LIKE_HOURS:
        found.append(
            Refused(
                "degree_like",
                _("This takes as long as a part of a degree. Check that it is still a microcredential."),
                "hours_max",
            )
        )
    if kind == wording.Kind.MICROCREDENTIAL:
        found += [
            Refused(
                "not_harmonized",
                _("“%(name)s” is not an entry of a recognized framework: it will be marked as not harmonized.")
                % {"name": str(alignment.name)},
                f"alignments.{index}",
            )
            for index, alignment in enumerate(content.alignments)
            if not alignment.harmonized and alignment.name
        ]
        if not content.qa_kind:
            found.append(
                Refused("quality_missing", _("Say who answers for quality: employers look for it."), "qa_kind")
            )
    return found


def completeness(content: Content) -> Completeness:
    """What is missing in French or in English, over every text that is begun or that publication needs."""
    texts = list(_texts(content))
    gaps = tuple(Gap(where, str(label), text.missing) for where, label, text in texts if text.missing)
    total = len(texts) or 1
    return Completeness(
        gaps,
        french=100 * sum("fr" in text for _where, _label, text in texts) // total,
        english=100 * sum("en" in text for _where, _label, text in texts) // total,
    )


Written = tuple[str, str | Promise, Text]


def _texts(content: Content) -> Iterator[Written]:
    for name, label in ALWAYS.items():
        yield name, label, getattr(content, name)
    for name, label in IF_BEGUN.items():
        if getattr(content, name):
            yield name, label, getattr(content, name)
    for index, alignment in enumerate(content.alignments):
        if alignment.free_text:
            yield f"alignments.{index}.free_text", gettext_lazy("Competency"), alignment.free_text
    yield from _texts_of_parts(content)


def _texts_of_parts(content: Content) -> Iterator[Written]:
    for index, outcome in enumerate(content.outcomes):
        yield f"outcomes.{index}.statement", gettext_lazy("What the person can do"), outcome.statement
        for item in outcome.underpinnings:
            label = wording.UnderpinningKind(item.kind).label
            yield f"outcomes.{index}.{item.kind}", label, item.text
    for index, assessment in enumerate(content.assessments):
        for name, label in OF_ASSESSMENT.items():
            yield f"assessments.{index}.{name}", label, getattr(assessment, name)
    for index, module in enumerate(content.modules):
        yield f"modules.{index}.title", gettext_lazy("Title of the module"), module.title


ALWAYS = {"title": gettext_lazy("Title"), "purpose": gettext_lazy("Purpose")}
IF_BEGUN = {
    "unit": gettext_lazy("Unit"),
    "description": gettext_lazy("Description"),
    "criteria": gettext_lazy("Criteria"),
    "prerequisites": gettext_lazy("Prerequisites"),
    "audience": gettext_lazy("Audience"),
    "other_costs": gettext_lazy("Other costs"),
    "start_policy": gettext_lazy("Start dates"),
    "evidence_policy": gettext_lazy("Evidence"),
    "renewal": gettext_lazy("Renewal"),
    "stackability": gettext_lazy("Stackability"),
    "transcript_policy": gettext_lazy("Transcript"),
    "accredited_by": gettext_lazy("Accredited or recognized by"),
    "image_alt": gettext_lazy("Description of the picture"),
}
OF_ASSESSMENT = {
    "title": gettext_lazy("Title of the assessment"),
    "criteria": gettext_lazy("Criteria"),
    "pass_rule": gettext_lazy("Pass rule"),
    "authenticity": gettext_lazy("Authenticity"),
}


def _language_sentence(gap: Gap) -> str:
    if gap.languages == ("fr",):
        return _("%(field)s: the French is missing.") % {"field": gap.label}
    if gap.languages == ("en",):
        return _("%(field)s: the English is missing.") % {"field": gap.label}
    return _("%(field)s: nothing is written yet.") % {"field": gap.label}


def _identity(content: Content) -> Iterator[Refused]:
    if not content.title:
        yield Refused("title_missing", _("Give it a title."), "title")
    if not content.purpose:
        yield Refused("purpose_missing", _("Say what a holder can do and for whom it is meant."), "purpose")


def _outside_hours(content: Content) -> bool:
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
    if _outside_hours(content) and not content.hours_reason.strip():
        yield Refused(
            "hours_reason_missing",
            _("The hours lie outside 8 to 200. Give the reason; it does not prevent publication."),
            "hours_reason",
        )


def _validity(content: Content) -> Iterator[Refused]:
    if content.validity_kind == wording.Validity.DURATION and not content.validity_months:
        yield Refused("validity_months_missing", _("Say how many months it stays valid."), "validity_months")
    if content.validity_kind == wording.Validity.FIXED and content.valid_until is None:
        yield Refused("valid_until_missing", _("Say until which date it stays valid."), "valid_until")


def _aid(content: Content) -> Iterator[Refused]:
    if content.aid_status == wording.AidStatus.APPROVED and not (content.aid_year and content.aid_source):
        yield Refused(
            "aid_unsourced",
            _("An approval for financial assistance needs its academic year and its source."),
            "aid_year" if not content.aid_year else "aid_source",
        )


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
            if not alignment.reason.strip():
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
