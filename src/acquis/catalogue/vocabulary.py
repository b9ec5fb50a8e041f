"""Which codes a definition may hold: every coded field with the list it is taken from (R-060)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from acquis.catalogue import classifications, wording
from acquis.catalogue.content import Content, Occupation, entry_of
from acquis.platform.faults import Refused

ONE: dict[str, type[TextChoices]] = {
    "entry_level": wording.Level,
    "outcome_level": wording.Level,
    "delivery_mode": wording.DeliveryMode,
    "assessment_mode": wording.AssessmentMode,
    "validity_kind": wording.Validity,
    "relation": wording.Relation,
    "transcript": wording.Transcript,
    "origin": wording.Origin,
    "qa_kind": wording.QualityAssurance,
    "aid_status": wording.AidStatus,
}
"""Fields of one code; an empty one says nothing."""

SEVERAL: dict[str, type[TextChoices]] = {
    "languages": wording.Language,
    "assessment_languages": wording.Language,
    "audiences": wording.Audience,
    "literacy_paths": wording.LiteracyPath,
    "evidence_kinds": wording.EvidenceKind,
}
"""Fields of several codes."""

OF_ROWS: dict[str, dict[str, type[TextChoices]]] = {
    "assessments": {
        "method": wording.Method,
        "mode": wording.AssessmentMode,
        "supervision": wording.Supervision,
    },
    "alignments": {"relation": wording.Closeness},
    "prerequisites": {"strength": wording.PrerequisiteKind, "kind": wording.PrerequisiteNature},
    "needs": {"kind": wording.Need},
}
"""Fields of rows."""


def unknown(content: Content) -> Iterator[Refused]:
    """Every code that its list lacks, each with its place; reads the frameworks when there are occupations."""
    for name, words in ONE.items():
        yield from _strange(name, [getattr(content, name)], words.values)
    for name, words in SEVERAL.items():
        yield from _strange(name, getattr(content, name), words.values)
    for part, columns in OF_ROWS.items():
        for index, row in enumerate(getattr(content, part)):
            for name, words in columns.items():
                yield from _strange(f"{part}.{index}.{name}", [getattr(row, name)], words.values)
    for index, outcome in enumerate(content.outcomes):
        kinds = [item.kind for item in outcome.underpinnings]
        yield from _strange(f"outcomes.{index}", kinds, wording.UnderpinningKind.values)
    yield from _strange("sectors", content.sectors, classifications.sectors().entries)
    yield from _strange("field_of_study", [content.field_of_study], classifications.fields_of_study().entries)
    yield from _occupations(content)


def _strange(where: str, codes: Any, known: Container[str]) -> Iterator[Refused]:
    for code in codes:
        if code and code not in known:
            yield Refused("code_unknown", _("“%(code)s” is not in the list for this field.") % {"code": code}, where)


def _occupations(content: Content) -> Iterator[Refused]:
    if len(content.occupations) > classifications.MOST_OCCUPATIONS:
        yield Refused(
            "occupations_too_many",
            _("Name at most %(number)s occupations.") % {"number": classifications.MOST_OCCUPATIONS},
            "occupations",
        )
    codes = [each.code for each in content.occupations]
    strange = set(classifications.unknown_occupations(codes))
    for index, code in enumerate(codes):
        if code in strange:
            yield Refused("code_unknown", strange_occupation(code), f"occupations.{index}")


def strange_occupation(code: str) -> str:
    """Why a code is not taken for an occupation."""
    if classifications.NOC_CODE.fullmatch(code):
        sentence = _("“%(code)s” is not a code of the National Occupational Classification that is loaded here.")
    else:
        sentence = _("“%(code)s” is not a code of an occupation: the NOC 2021 has five digits, for example 21231.")
    return sentence % {"code": code}


def with_official_words(content: Content) -> Content:
    """The same with the words and the edition of every occupation that a loaded classification has."""
    known = classifications.occupations(each.code for each in content.occupations)
    official = (
        entry_of(known[each.code]) if each.code in known else Occupation(each.code, each.title)
        for each in content.occupations
    )
    return replace(content, occupations=tuple(official))
