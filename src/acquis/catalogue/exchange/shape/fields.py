"""What a shape is made of: fields, rows of fields, and the columns of a spreadsheet that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from acquis.catalogue import wording
from acquis.platform.translatable import LANGUAGES

LONG = 4000
MOST_ROWS = 40
"""Rows of one part, as in the editor."""


class Kind(Enum):
    """How a value is written."""

    TEXT = auto()  # in both languages
    STRING = auto()
    EMAIL = auto()
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


def choices_of(words: type[TextChoices]) -> Callable[[], list[tuple[str, Any]]]:
    """The codes of a list, with their words in the language that is then spoken."""
    return lambda: list(words.choices)
