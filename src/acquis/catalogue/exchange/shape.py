"""What a definition and an offer consist of, once: columns, JSON, the API's schema and the help are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from acquis.catalogue import classifications, labels, offering, wording
from acquis.platform.translatable import LANGUAGES

LONG = 4000
MOST_ROWS = 40
"""Rows of one part, as in the editor."""


class Kind(Enum):
    """How a value is written."""

    TEXT = auto()  # in both languages
    STRING = auto()
    DECIMAL = auto()
    INTEGER = auto()
    CENTS = auto()  # dollars in a spreadsheet, integer cents in JSON
    DATE = auto()
    YES_NO = auto()
    CODE = auto()
    CODES = auto()
    LINES = auto()  # several texts in both languages: one a line in a spreadsheet
    NAMES = auto()  # several plain words, separated by commas in a spreadsheet
    SKILL = auto()  # the address of an entry of a framework


@dataclass(frozen=True, slots=True)
class Field:
    """One value.

    Attributes:
        name: in JSON, and in the value that is read.
        label: what it is called, translatable.
        column: in a spreadsheet, "" when it is ``name``.
        words: the codes that it may hold, with their words; None for anything.
        longest: the most characters, or the largest number.
        blank: what nothing means.
        reserved: codes that are read but never taken from a file: somebody else decides them.
    """

    name: str
    kind: Kind
    label: str | Promise
    column: str = ""
    words: Callable[[], list[tuple[str, Any]]] | None = None
    longest: int = 0
    blank: Any = None
    reserved: frozenset[str] = frozenset()

    @property
    def heading(self) -> str:
        """Its name in a spreadsheet."""
        return self.column or self.name

    @property
    def is_bilingual(self) -> bool:
        """Whether it has one column for each language."""
        return self.kind in {Kind.TEXT, Kind.LINES}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows inside one record: ``outcomes`` in JSON, ``outcome_1_…`` in a spreadsheet.

    Attributes:
        shown: how many of them a template offers.
    """

    name: str
    heading: str
    label: str | Promise
    fields: tuple[Field, ...]
    shown: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of record; ``head`` says which one it is, and is no part of what it says."""

    subject: str
    head: tuple[Field, ...]
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]

    def field(self, name: str) -> Field:
        """A field by its name."""
        return next(each for each in (*self.head, *self.fields) if each.name == name)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a spreadsheet: a field, of which row, in which language.

    Attributes:
        place: where it stands in JSON, as in ``outcomes.0.statement.fr``.
    """

    key: str
    field: Field
    part: Part | None = None
    index: int = 0
    language: str = ""

    @property
    def place(self) -> str:
        """Where it stands in JSON."""
        inside = f"{self.part.name}.{self.index}." if self.part else ""
        return f"{inside}{self.field.name}{f'.{self.language}' if self.language else ''}"

    @property
    def label(self) -> str:
        """What it is called in the language of the page."""
        words = str(self.field.label)
        if self.part is not None:
            words = _("%(part)s %(number)s – %(field)s") % {
                "part": self.part.label,
                "number": self.index + 1,
                "field": words,
            }
        if self.language:
            words = _("%(field)s (%(language)s)") % {"field": words, "language": wording.Language(self.language).label}
        return words


def columns(shape: Shape, rows: dict[str, int] | None = None) -> Iterator[Column]:
    """The columns of a spreadsheet, in order; ``rows`` says how many rows each part has, else as in a template."""
    for field in (*shape.head, *shape.fields):
        yield from _of_field(field)
    for part in shape.parts:
        for index in range(part.shown if rows is None else rows.get(part.name, 0)):
            for field in part.fields:
                yield from _of_field(field, part, index)


def _of_field(field: Field, part: Part | None = None, index: int = 0) -> Iterator[Column]:
    key = f"{part.heading}_{index + 1}_{field.heading}" if part else field.heading
    if field.is_bilingual:
        for language in LANGUAGES:
            yield Column(f"{key}_{language}", field, part, index, language)
    else:
        yield Column(key, field, part, index)


def every_column(shape: Shape) -> dict[str, Column]:
    """Every column that a file may have, by its key."""
    return {column.key: column for column in columns(shape, {part.name: MOST_ROWS for part in shape.parts})}


def _choices(words: type[TextChoices]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: list(words.choices)


def _once(name: str, kind: Kind, *, column: str = "", words: Any = None, longest: int = 0, blank: Any = "") -> Field:
    choices = _choices(words) if isinstance(words, type) else words
    return Field(name, kind, labels.ONCE[name], column, choices, longest, blank)


def _of(part: str, name: str, kind: Kind, *, column: str = "", words: Any = None, **more: Any) -> Field:
    label = labels.OF_ROWS[part][_LABELLED_AS.get(name, name)]
    return Field(name, kind, label, column, _choices(words) if words else None, **more)


_LABELLED_AS = {"attitudes": "attitude", "skills": "skill"}


def _text(name: str, longest: int = LONG) -> Field:
    return _once(name, Kind.TEXT, longest=longest, blank=None)


def _number(name: str, kind: Kind = Kind.DECIMAL, longest: int = 9999, column: str = "") -> Field:
    return _once(name, kind, longest=longest, column=column, blank=None)


def _several(name: str, words: Any) -> Field:
    return _once(name, Kind.CODES, words=words, blank=())


DEFINITION = Shape(
    subject="definitions",
    head=(
        Field("code", Kind.STRING, gettext_lazy("Local code"), longest=40, blank=""),
        Field("kind", Kind.CODE, gettext_lazy("Kind"), words=_choices(wording.Kind), blank="microcredential"),
    ),
    fields=(
        _text("title", 200),
        _text("unit", 200),
        _text("purpose", 600),
        _text("description"),
        _text("criteria"),
        _number("hours_min"),
        _number("hours_typical"),
        _number("hours_max"),
        _once("hours_reason", Kind.STRING, longest=400),
        _number("instruction_hours"),
        _number("total_effort_hours"),
        _number("weeks", Kind.INTEGER, 200),
        _number("credits", longest=999),
        _once("credit_scheme", Kind.STRING, longest=60),
        _once("entry_level", Kind.CODE, words=wording.Level),
        _once("outcome_level", Kind.CODE, words=wording.Level),
        _once("qualification_level", Kind.STRING, longest=40),
        _once("delivery_mode", Kind.CODE, words=wording.DeliveryMode),
        _once("assessment_mode", Kind.CODE, words=wording.AssessmentMode),
        _several("languages", wording.Language),
        _several("assessment_languages", wording.Language),
        _several("audiences", wording.Audience),
        _several("literacy_paths", wording.LiteracyPath),
        _several("sectors", lambda: classifications.sectors().choices),
        Field("occupations", Kind.CODES, gettext_lazy("Occupations (NOC)"), blank=()),
        _once("field_of_study", Kind.CODE, words=lambda: classifications.fields_of_study().choices),
        _text("audience", 600),
        _number("price_cents", Kind.CENTS, 999_999_999, "price"),
        _number("other_costs_cents", Kind.CENTS, 999_999_999, "other_costs_amount"),
        _text("other_costs", 300),
        _text("start_policy", 300),
        _several("evidence_kinds", wording.EvidenceKind),
        _text("evidence_policy", 1000),
        _once("validity_kind", Kind.CODE, words=wording.Validity, blank="none"),
        _number("validity_months", Kind.INTEGER, 600),
        _once("valid_until", Kind.DATE, blank=None),
        _text("renewal", 600),
        _once("relation", Kind.CODE, words=wording.Relation, blank="standalone"),
        _text("stackability", 600),
        _once("transcript", Kind.CODE, words=wording.Transcript),
        _once("transcript_code", Kind.STRING, longest=40),
        _text("transcript_policy", 600),
        _text("prepares_for", 300),
        _once("origin", Kind.CODE, words=wording.Origin),
        _text("extracted_from", 300),
        _once("extracted_courses", Kind.STRING, longest=200),
        _text("accountable_role", 200),
        _once("qa_kind", Kind.CODE, words=wording.QualityAssurance),
        _text("accredited_by", 300),
        replace(
            _once("aid_status", Kind.CODE, words=wording.AidStatus, blank="not_stated"), reserved=wording.DECIDED_AID
        ),
        _once("aid_year", Kind.STRING, longest=9),
        _once("aid_source", Kind.STRING, longest=300),
        _text("image_alt", 300),
        _once("contact", Kind.STRING, longest=200),
    ),
    parts=(
        Part(
            "outcomes",
            "outcome",
            labels.PARTS["outcomes"],
            (
                Field("code", Kind.STRING, gettext_lazy("Code"), longest=10, blank=""),
                _of("outcomes", "statement", Kind.TEXT, longest=600),
                _of("outcomes", "required", Kind.YES_NO, blank=True),
                _of("outcomes", "knowledge", Kind.LINES, longest=LONG),
                _of("outcomes", "attitudes", Kind.LINES, longest=LONG),
                _of("outcomes", "skills", Kind.LINES, longest=LONG),
            ),
            shown=3,
        ),
        Part(
            "assessments",
            "assessment",
            labels.PARTS["assessments"],
            (
                _of("assessments", "title", Kind.TEXT, longest=200),
                _of("assessments", "method", Kind.CODE, words=wording.Method, blank="demonstration"),
                _of("assessments", "description", Kind.TEXT, longest=LONG),
                _of("assessments", "criteria", Kind.TEXT, longest=LONG),
                _of("assessments", "pass_rule", Kind.TEXT, longest=200),
                _of("assessments", "authenticity", Kind.TEXT, longest=1000),
                _of("assessments", "mode", Kind.CODE, words=wording.AssessmentMode, blank="online"),
                _of("assessments", "supervision", Kind.CODE, words=wording.Supervision, blank="supervised"),
                _of("assessments", "outcomes", Kind.NAMES, blank=()),
            ),
        ),
        Part(
            "alignments",
            "competency",
            labels.PARTS["alignments"],
            (
                Field("skill", Kind.SKILL, gettext_lazy("Address of the entry"), longest=500, blank=""),
                _of("alignments", "free_text", Kind.TEXT, longest=300),
                _of("alignments", "reason", Kind.STRING, longest=400, blank=""),
                _of("alignments", "transversal", Kind.YES_NO, blank=False),
                _of("alignments", "relation", Kind.CODE, words=wording.Closeness, blank="exact"),
            ),
            shown=2,
        ),
        Part(
            "modules",
            "module",
            labels.PARTS["modules"],
            (
                _of("modules", "title", Kind.TEXT, longest=200),
                _of("modules", "hours", Kind.DECIMAL, longest=9999),
                _of("modules", "price_cents", Kind.CENTS, column="price", longest=999_999_999),
                _of("modules", "required", Kind.YES_NO, blank=True),
            ),
        ),
        Part(
            "prerequisites",
            "prerequisite",
            labels.PARTS["prerequisites"],
            (
                _of("prerequisites", "text", Kind.TEXT, longest=600),
                _of("prerequisites", "strength", Kind.CODE, words=wording.PrerequisiteKind, blank="required"),
                _of("prerequisites", "kind", Kind.CODE, words=wording.PrerequisiteNature, blank="academic"),
                _of("prerequisites", "regulator", Kind.STRING, longest=200, blank=""),
            ),
        ),
        Part(
            "standards",
            "standard",
            labels.PARTS["standards"],
            (
                _of("standards", "name", Kind.TEXT, longest=300),
                _of("standards", "clause", Kind.STRING, longest=80, blank=""),
                _of("standards", "url", Kind.STRING, longest=300, blank=""),
            ),
        ),
        Part(
            "needs",
            "need",
            labels.PARTS["needs"],
            (
                _of("needs", "kind", Kind.CODE, words=wording.Need, blank="consultation"),
                _of("needs", "held_with", Kind.STRING, longest=200, blank=""),
                _of("needs", "held_on", Kind.DATE),
                _of("needs", "confirmed", Kind.TEXT, longest=1000),
                _of("needs", "url", Kind.STRING, longest=300, blank=""),
            ),
        ),
    ),
)

OFFER = Shape(
    subject="offers",
    head=(
        Field("id", Kind.STRING, gettext_lazy("Identifier of the offer"), longest=36, blank=""),
        Field("code", Kind.STRING, gettext_lazy("Local code of what is offered"), longest=40, blank=""),
    ),
    fields=(
        Field("label", Kind.TEXT, pgettext_lazy("offer", "Name of the offer"), longest=200),
        Field("by_module", Kind.YES_NO, gettext_lazy("The modules are paid one by one"), blank=False),
        Field("tuition_cents", Kind.CENTS, gettext_lazy("Tuition, in dollars"), "tuition", longest=999_999_999),
        Field("materials_cents", Kind.CENTS, gettext_lazy("Materials, in dollars"), "materials", longest=999_999_999),
        Field("exam_cents", Kind.CENTS, gettext_lazy("Examination, in dollars"), "exam", longest=999_999_999),
        Field("delivery_mode", Kind.CODE, labels.ONCE["delivery_mode"], words=_choices(wording.DeliveryMode), blank=""),
        Field(
            "assessment_mode",
            Kind.CODE,
            labels.ONCE["assessment_mode"],
            words=_choices(wording.AssessmentMode),
            blank="",
        ),
        Field("languages", Kind.CODES, labels.ONCE["languages"], words=_choices(wording.Language), blank=()),
        Field("place", Kind.STRING, gettext_lazy("Place"), longest=120, blank=""),
        Field("region", Kind.STRING, gettext_lazy("Region"), longest=20, blank=""),
        Field("registration_url", Kind.STRING, gettext_lazy("Address for registration"), longest=500, blank=""),
        Field("aids", Kind.CODES, gettext_lazy("Help with the cost"), words=_choices(offering.AidKind), blank=()),
        Field("aid_note", Kind.TEXT, gettext_lazy("About the help with the cost"), longest=600),
    ),
    parts=(
        Part(
            "sessions",
            "session",
            gettext_lazy("Session"),
            (
                Field("intake", Kind.CODE, gettext_lazy("Intake"), words=_choices(offering.Intake), blank="fixed"),
                Field("starts_on", Kind.DATE, gettext_lazy("First day")),
                Field("ends_on", Kind.DATE, gettext_lazy("Last day")),
                Field("places", Kind.INTEGER, gettext_lazy("Places"), longest=100_000),
                Field("module", Kind.TEXT, labels.PARTS["modules"], longest=200),
            ),
            shown=2,
        ),
    ),
)

SHAPES = {shape.subject: shape for shape in (DEFINITION, OFFER)}


def named(shape: Shape, place: str) -> str:
    """What a place in a record is called, in the language of the page; "" for the whole."""
    part_name, _dot, rest = place.partition(".")
    part = next((each for each in shape.parts if each.name == part_name), None)
    if part is not None and rest:
        index, _dot, name = rest.partition(".")
        field = next((each for each in part.fields if each.name == name.partition(".")[0]), None)
        number = int(index) if index.isdecimal() else 0
        if field is not None:
            return Column("", field, part, number).label
        return f"{part.label} {number + 1}"
    found = next((each for each in (*shape.head, *shape.fields) if each.name == part_name), None)
    return str(found.label if found else part.label if part else part_name)
