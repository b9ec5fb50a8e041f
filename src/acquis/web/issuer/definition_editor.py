"""The achievement editor: its forms as one, between what is stored and what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import QueryDict

from acquis.catalogue import wording
from acquis.catalogue.content import PARTS, Alignment, Content, Occupation, entry_of
from acquis.catalogue.queries import VersionFacts
from acquis.platform.translatable import LANGUAGES, Text, read_pair
from acquis.skills import queries as skills
from acquis.web.issuer import definition_rows as rows
from acquis.web.issuer import forms_definition_rows as shapes
from acquis.web.issuer import forms_definitions as main_forms

ROWS: dict[str, tuple[type[shapes.Rows], Callable[[Any], dict[str, Any]]]] = {
    "needs": (shapes.NeedRows, rows.need_initial),
    "occupations": (shapes.OccupationRows, rows.occupation_initial),
    "standards": (shapes.StandardRows, rows.standard_initial),
    "alignments": (shapes.AlignmentRows, rows.alignment_initial),
    "outcomes": (shapes.OutcomeRows, rows.outcome_initial),
    "assessments": (shapes.AssessmentRows, rows.assessment_initial),
    "modules": (shapes.ModuleRows, rows.module_initial),
    "prerequisites": (shapes.PrerequisiteRows, rows.prerequisite_initial),
}
"""The repeated parts, in the order of the page."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """A line of the summary above the form."""

    label: str
    anchor: str
    sentence: str


class Editor:
    """The main form and the sets of rows, as one.

    Args:
        version: the draft as it is stored.
        data: what was posted, None to show what is stored.
    """

    def __init__(self, version: VersionFacts, data: QueryDict | None = None) -> None:
        content = version.content
        self.main = main_forms.MainForm(data, initial=_main_initial(version))
        self.rows: dict[str, shapes.Rows] = {}
        for name, (kind, initial) in ROWS.items():
            more = {"outcomes": _coverage_choices(content, data)} if name == "assessments" else {}
            # A row that was saved while its page still took it for a new one is not an untouched row.
            told = [initial(item) for item in getattr(content, name)] if data is None else None
            self.rows[name] = kind(data, prefix=name, initial=told, form_kwargs=more)
        self._name_skills()
        for each in self.sets:
            for place, form in enumerate(each.forms):
                form.is_blank = place >= each.initial_form_count() and not (data and form.has_changed())
        self.added = uuids(data.getlist("add_skill")) if data is not None else []
        self.added_occupations = uuids(data.getlist("add_occupation")) if data is not None else []

    @property
    def sets(self) -> tuple[shapes.Rows, ...]:
        """The sets of rows, in the order of the page."""
        return tuple(self.rows.values())

    def is_valid(self) -> bool:
        """Whether everything typed can be understood."""
        return all([self.main.is_valid(), *(each.is_valid() for each in self.sets)])

    def errors(self) -> list[FieldError]:
        """Everything that could not be understood, in the order of the page."""
        every = [self.main, *(form for each in self.sets for form in each.forms)]
        return [
            FieldError(str(bound.label), str(bound.id_for_label or bound.auto_id), str(sentence))
            for form in every
            for bound in form
            for sentence in bound.errors
        ] + [
            FieldError("", "", str(sentence))
            for source in [*(each.non_form_errors() for each in self.sets), self.main.non_field_errors()]
            for sentence in source
        ]

    def refuse(self, sentence: str, where: str) -> None:
        """Attach an action's refusal to its field."""
        part, _dot, index = where.partition(".")
        if part == "occupations" and (form := self._occupation(index)) is not None:
            form.add_error("code", sentence)
            return
        self.main.add_error(where if where in self.main.fields else None, sentence)

    def content(self) -> Content:
        """What was typed, without the rows that are empty or were taken away; call after `is_valid`."""
        told = self.main.cleaned_data
        outcomes = rows.read_outcomes(rows.kept(self.rows["outcomes"]))
        known = {outcome.code for outcome in outcomes}
        own: dict[str, Any] = {}
        for field in fields(Content):
            if field.name in main_forms.PAIRS:
                own[field.name] = read_pair(told, field.name)
            elif field.name not in PARTS:
                value = told[field.name]
                own[field.name] = tuple(value) if isinstance(value, list) else value
        return Content(
            **own,
            outcomes=outcomes,
            assessments=tuple(rows.read_assessments(rows.kept(self.rows["assessments"]), known)),
            alignments=tuple(self._read_alignments()),
            modules=tuple(rows.read_modules(rows.kept(self.rows["modules"]))),
            prerequisites=tuple(rows.read_prerequisites(rows.kept(self.rows["prerequisites"]))),
            standards=tuple(rows.read_standards(rows.kept(self.rows["standards"]))),
            needs=tuple(rows.read_needs(rows.kept(self.rows["needs"]))),
            occupations=tuple(self._read_occupations()),
        )

    def _read_occupations(self) -> Iterable[Occupation]:
        found = {each.code: each for each in rows.read_occupations(rows.kept(self.rows["occupations"]))}
        for skill in skills.skills(self.added_occupations).values():
            if skill.kind == "occupation":
                found.setdefault(skill.code, entry_of(skill))
        return found.values()

    def _occupation(self, index: str) -> Any:
        """The row that this occupation was read from, None for one that was chosen just now."""
        codes = [each.code for each in rows.read_occupations(rows.kept(self.rows["occupations"]))]
        code = codes[int(index)] if index.isdecimal() and int(index) < len(codes) else None
        forms = [form for form in self.rows["occupations"].forms if not form.cleaned_data.get("DELETE")]
        return next((form for form in forms if code and form.cleaned_data.get("code") == code), None)

    def _read_alignments(self) -> Iterable[Alignment]:
        taken: set[UUID] = set()
        typed = rows.kept(self.rows["alignments"])
        known = set(skills.skills({*(row["skill_id"] for row in typed if row["skill_id"]), *self.added}))
        for row in typed:
            free, skill_id = read_pair(row, "free_text"), row["skill_id"]
            if skill_id in taken or not (skill_id in known or free):
                continue
            skill_id = skill_id if skill_id in known else None
            if skill_id:
                taken.add(skill_id)
            relation = row["relation"] if skill_id else wording.Closeness.EXACT.value
            yield Alignment(skill_id, Text() if skill_id else free, row["reason"], row["transversal"], relation)
        yield from (Alignment(added) for added in self.added if added in known - taken)

    def _name_skills(self) -> None:
        chosen = {form: _one_uuid(form["skill_id"].value()) for form in self.rows["alignments"].forms}
        known = skills.skills({skill_id for skill_id in chosen.values() if skill_id})
        for form, skill_id in chosen.items():
            form.skill = known.get(skill_id) if skill_id else None


# — steps —


def _main_initial(version: VersionFacts) -> dict[str, Any]:
    found: dict[str, Any] = {"code": version.code}
    for field in fields(Content):
        value = getattr(version.content, field.name)
        if field.name in main_forms.PAIRS:
            found |= rows.pair_initial(field.name, value)
        elif field.name not in PARTS:
            found[field.name] = rows.short(value) if isinstance(value, Decimal) else value
    return found


def _coverage_choices(content: Content, data: QueryDict | None) -> list[tuple[str, str]]:
    """The outcomes that stand in the page, so that a tick survives whatever else is refused."""
    if data is None:
        return [(outcome.code, f"{outcome.code} – {outcome.statement}") for outcome in content.outcomes]
    rows = {key.removesuffix("-code"): code for key, code in data.items() if code and _is_code(key)}
    statements = {row: Text(_posted_pair(data, f"{row}-statement")) for row in rows}
    return [(str(code), f"{code} – {statements[row]}") for row, code in rows.items()]


def _is_code(key: str) -> bool:
    return key.startswith("outcomes-") and key.endswith("-code")


def _posted_pair(data: QueryDict, name: str) -> dict[str, str]:
    return {language: str(data.get(f"{name}_{language}", "")) for language in LANGUAGES}


def _one_uuid(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value)) if value else None
    except ValueError:
        return None


def uuids(values: Iterable[str]) -> list[UUID]:
    """The identifiers among what was posted, as many as there may be rows."""
    return [found for found in map(_one_uuid, values) if found is not None][: main_forms.MOST_ROWS]
