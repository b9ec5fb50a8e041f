"""Where in the editor each thing stands: sections, and the anchors that blockers point at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.catalogue import wording
from acquis.catalogue.content import PARTS, Content
from acquis.web.issuer.forms_definition_rows import ASSESSMENT_PAIRS
from acquis.web.issuer.forms_definitions import PAIRS

SECTIONS: dict[str, str | Promise] = {
    "identity": _("Identity"),
    "need": _("Need and place in the world of work"),
    "competencies": _("Competencies"),
    "outcomes": _("Outcomes"),
    "assessments": _("Assessments"),
    "workload": _("Workload and modules"),
    "access": _("Access and cost"),
    "after": _("Validity and recognition"),
}
"""The parts of the page, in its order."""

_IN = {
    "identity": "title code unit purpose description criteria image_alt origin extracted_from extracted_courses",
    "need": "needs sectors occupations field_of_study standards prepares_for",
    "competencies": "alignments",
    "outcomes": "outcomes entry_level outcome_level qualification_level",
    "assessments": "assessments accountable_role evidence_kinds evidence_policy",
    "workload": "hours_min hours_typical hours_max hours_reason instruction_hours total_effort_hours weeks credits "
    "credit_scheme modules",
    "access": "delivery_mode assessment_mode languages assessment_languages start_policy prerequisites audiences "
    "audience literacy_paths price_cents other_costs_cents other_costs aid_status aid_year aid_source contact",
    "after": "validity_kind validity_months valid_until renewal relation stackability transcript transcript_code "
    "transcript_policy qa_kind accredited_by",
}
SECTION_OF = {name: section for section, names in _IN.items() for name in names.split()}
"""The section of each field."""

# A set of rows as a whole: where its heading is.
_WHOLE = {"alignments": "competencies", "outcomes": "outcomes", "assessments": "assessments"}
_PAIRS_OF_ROWS = {*ASSESSMENT_PAIRS, "statement", "free_text", "text", "name", "confirmed"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How one section stands.

    Attributes:
        blocking: how many things prevent publication.
        noted: how many deserve a second look.
        is_begun: whether anything is written.
    """

    code: str
    label: str
    blocking: int
    noted: int
    is_begun: bool


def anchor(where: str) -> str:
    """The place in the page of a place in the content: ``outcomes.0.statement`` → ``id_outcomes-0-statement_fr``."""
    part, *rest = where.split(".")
    if not rest:
        whole = _WHOLE.get(part) or (f"{part}-rows" if part in PARTS else "")
        return whole or (f"id_{part}_fr" if part in PAIRS else f"id_{part}")
    if len(rest) == 1:
        return f"{part}-{rest[0]}"
    index, name = rest
    if name == "assessed":
        return "assessments"
    if name == "underpinnings":
        name = wording.UnderpinningKind.KNOWLEDGE.value
    paired = name in _PAIRS_OF_ROWS or (part == "outcomes" and name in wording.UnderpinningKind.values)
    return f"id_{part}-{index}-{name}{'_fr' if paired else ''}"


def progress(content: Content, blocking: Iterable[str], noted: Iterable[str]) -> list[Progress]:
    """Every section with what is still to be settled in it, from the places of the blockers and of the remarks."""
    stops = [SECTION_OF[where.partition(".")[0]] for where in blocking]
    notes = [SECTION_OF[where.partition(".")[0]] for where in noted]
    begun = {
        section for name, section in SECTION_OF.items() if name != "code" and getattr(content, name) not in _UNTOUCHED
    }
    return [
        Progress(code, str(label), stops.count(code), notes.count(code), code in begun)
        for code, label in SECTIONS.items()
    ]


_UNTOUCHED: tuple[Any, ...] = ("", None, (), {}, "none", "standalone", "not_stated")
