"""The achievement editor between its forms and what a version says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.http import QueryDict

from acquis.catalogue import wording
from acquis.catalogue.content import PARTS, Alignment, Assessment, Content, Module, Outcome, Underpinning
from acquis.catalogue.queries import VersionFacts
from acquis.platform.translatable import LANGUAGES, Text, read_pair
from acquis.skills import queries as skills
from acquis.web.issuer import forms_definitions as shapes

SECTION = {"alignments": "competencies", "outcomes": "outcomes", "assessments": "assessments"}


@dataclass(frozen=True, slots=True)
class FieldError:
    """A line of the summary above the form."""

    label: str
    anchor: str
    sentence: str


class Editor:
    """The main form and the four sets of rows, as one.

    Args:
        version: the draft as it is stored.
        data: what was posted, None to show what is stored.
    """

    def __init__(self, version: VersionFacts, data: QueryDict | None = None) -> None:
        content = version.content
        self.main = shapes.MainForm(data, initial=_main_initial(version))
        self.alignments = shapes.AlignmentRows(
            data, prefix="alignments", initial=[_alignment_initial(item) for item in content.alignments]
        )
        self.outcomes = shapes.OutcomeRows(
            data, prefix="outcomes", initial=[_outcome_initial(item) for item in content.outcomes]
        )
        self.assessments = shapes.AssessmentRows(
            data,
            prefix="assessments",
            initial=[_assessment_initial(item) for item in content.assessments],
            form_kwargs={"outcomes": _coverage_choices(content, data)},
        )
        self.modules = shapes.ModuleRows(
            data, prefix="modules", initial=[_module_initial(item) for item in content.modules]
        )
        self._name_skills()
        for rows in self.sets:
            for place, form in enumerate(rows.forms):
                form.is_blank = place >= rows.initial_form_count() and not (data and form.has_changed())
        self.added = _uuids(data.getlist("add_skill")) if data is not None else []

    @property
    def sets(self) -> tuple[shapes.Rows, ...]:
        """The sets of rows, in the order of the page."""
        return (self.alignments, self.outcomes, self.assessments, self.modules)

    def is_valid(self) -> bool:
        """Whether everything typed can be understood."""
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.sets)])

    def errors(self) -> list[FieldError]:
        """Everything that could not be understood, in the order of the page."""
        every = [self.main, *(form for rows in self.sets for form in rows.forms)]
        return [
            FieldError(str(bound.label), str(bound.id_for_label or bound.auto_id), str(sentence))
            for form in every
            for bound in form
            for sentence in bound.errors
        ] + [
            FieldError("", "", str(sentence))
            for source in [*(rows.non_form_errors() for rows in self.sets), self.main.non_field_errors()]
            for sentence in source
        ]

    def refuse(self, sentence: str, where: str) -> None:
        """Attach an action's refusal to its field."""
        self.main.add_error(where if where in self.main.fields else None, sentence)

    def content(self) -> Content:
        """What was typed, without the rows that are empty or were taken away; call after `is_valid`."""
        told = self.main.cleaned_data
        outcomes = _read_outcomes(_kept(self.outcomes))
        known = {outcome.code for outcome in outcomes}
        own: dict[str, Any] = {}
        for field in fields(Content):
            if field.name in shapes.PAIRS:
                own[field.name] = read_pair(told, field.name)
            elif field.name not in PARTS:
                value = told[field.name]
                own[field.name] = tuple(value) if isinstance(value, list) else value
        return Content(
            **own,
            outcomes=outcomes,
            assessments=tuple(_read_assessments(_kept(self.assessments), known)),
            alignments=tuple(self._read_alignments()),
            modules=tuple(_read_modules(_kept(self.modules))),
        )

    def _read_alignments(self) -> Iterable[Alignment]:
        taken: set[UUID] = set()
        rows = _kept(self.alignments)
        known = set(skills.skills({*(row["skill_id"] for row in rows if row["skill_id"]), *self.added}))
        for row in rows:
            free, skill_id = read_pair(row, "free_text"), row["skill_id"]
            if skill_id in taken or not (skill_id in known or free):
                continue
            skill_id = skill_id if skill_id in known else None
            if skill_id:
                taken.add(skill_id)
            yield Alignment(skill_id, Text() if skill_id else free, row["reason"], row["transversal"])
        yield from (Alignment(added) for added in self.added if added in known - taken)

    def _name_skills(self) -> None:
        chosen = {form: _one_uuid(form["skill_id"].value()) for form in self.alignments.forms}
        known = skills.skills({skill_id for skill_id in chosen.values() if skill_id})
        for form, skill_id in chosen.items():
            form.skill = known.get(skill_id) if skill_id else None


def anchor(where: str) -> str:
    """The place in the page of a place in the content: ``outcomes.0.statement`` → ``id_outcomes-0-statement_fr``."""
    part, *rest = where.split(".")
    if not rest:
        section = SECTION.get(part)
        return section or (f"id_{part}_fr" if part in shapes.PAIRS else f"id_{part}")
    if len(rest) == 1:
        return f"{part}-{rest[0]}"
    index, name = rest
    if name == "assessed":
        return "assessments"
    paired = name in {*shapes.ASSESSMENT_PAIRS, "statement", "free_text", *wording.UnderpinningKind.values}
    return f"id_{part}-{index}-{name}{'_fr' if paired else ''}"


# — from what is stored to the forms —


def _pair(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{language}": text.get(language, "") for language in LANGUAGES}


def _main_initial(version: VersionFacts) -> dict[str, Any]:
    found: dict[str, Any] = {"code": version.code}
    for field in fields(Content):
        value = getattr(version.content, field.name)
        if field.name in shapes.PAIRS:
            found |= _pair(field.name, value)
        elif field.name not in PARTS:
            found[field.name] = _short(value) if isinstance(value, Decimal) else value
    return found


def _short(hours: Decimal | None) -> Decimal | None:
    """25 rather than 25.00."""
    return hours.quantize(Decimal(1)) if hours is not None and hours == hours.to_integral() else hours


def _alignment_initial(item: Alignment) -> dict[str, Any]:
    return {
        "skill_id": item.skill_id,
        "transversal": item.transversal,
        "reason": item.reason,
        **_pair("free_text", item.free_text),
    }


def _outcome_initial(item: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": item.code,
        "required": item.required,
        **_pair("statement", item.statement),
    }
    for kind in wording.UnderpinningKind:
        texts = item.of(kind)
        for language in LANGUAGES:
            lines = "\n".join(text.get(language, "") for text in texts)
            found[f"{kind.value}_{language}"] = lines if lines.strip() else ""
    return found


def _assessment_initial(item: Assessment) -> dict[str, Any]:
    found: dict[str, Any] = {
        "method": item.method,
        "mode": item.mode,
        "supervision": item.supervision,
        "outcomes": list(item.outcomes),
    }
    for name in shapes.ASSESSMENT_PAIRS:
        found |= _pair(name, getattr(item, name))
    return found


def _module_initial(item: Module) -> dict[str, Any]:
    return {
        "hours": _short(item.hours),
        "price_cents": item.price_cents,
        "required": item.required,
        **_pair("title", item.title),
    }


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


# — from the forms to what is stored —


def _kept(rows: shapes.Rows) -> list[Mapping[str, Any]]:
    return [form.cleaned_data for form in rows.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def _read_outcomes(rows: list[Mapping[str, Any]]) -> tuple[Outcome, ...]:
    found: list[Outcome] = []
    taken = {str(row["code"]) for row in rows if row["code"]}
    for row in rows:
        statement, under = read_pair(row, "statement"), tuple(_read_underpinnings(row))
        if not statement and not under:
            continue
        code = row["code"] or next(f"R{n}" for n in range(1, 1000) if f"R{n}" not in taken)
        taken.add(code)
        found.append(Outcome(code, statement, under, row["required"]))
    return tuple(found)


def _read_underpinnings(row: Mapping[str, Any]) -> Iterable[Underpinning]:
    for kind in wording.UnderpinningKind:
        sides = [str(row[f"{kind.value}_{language}"]).splitlines() for language in LANGUAGES]
        for lines in zip_longest(*sides, fillvalue=""):
            text = Text(dict(zip(LANGUAGES, lines, strict=True)))
            if text:
                yield Underpinning(kind.value, text)


def _read_assessments(rows: list[Mapping[str, Any]], known: set[str]) -> Iterable[Assessment]:
    for row in rows:
        texts: dict[str, Any] = {name: read_pair(row, name) for name in shapes.ASSESSMENT_PAIRS}
        covered = tuple(code for code in row["outcomes"] if code in known)
        if covered or any(texts.values()):
            yield Assessment(
                **texts,
                method=row["method"],
                mode=row["mode"],
                supervision=row["supervision"],
                outcomes=covered,
            )


def _read_modules(rows: list[Mapping[str, Any]]) -> Iterable[Module]:
    for row in rows:
        title = read_pair(row, "title")
        if title or row["hours"] is not None or row["price_cents"] is not None:
            yield Module(title, row["hours"], row["price_cents"], row["required"])


def _one_uuid(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value)) if value else None
    except ValueError:
        return None


def _uuids(values: Iterable[str]) -> list[UUID]:
    return [found for found in map(_one_uuid, values) if found is not None][: shapes.MOST_ROWS]
