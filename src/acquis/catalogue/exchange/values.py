"""From what was told in JSON to values, with everything that is wrong; and back (`written`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from acquis.catalogue.exchange.shape import MOST_ROWS, Field, Kind, Part, Shape
from acquis.platform.translatable import LANGUAGES, Text

_CENT = Decimal("0.01")
_MOST_UNKNOWN = 12
"""So many names that mean nothing are told of one object: whoever sends thousands gets no answer of megabytes."""

_ADDRESS = re.compile(r"url$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or worth a second look, at a place such as ``outcomes.0.statement``.

    Attributes:
        code: stable.
        sentence: in the language that was active.
    """

    code: str
    sentence: str
    place: str = ""

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer (RFC 6901)."""
        return "".join(f"/{step}" for step in self.place.split(".")) if self.place else ""


class _Wrong(Exception):
    """A value that cannot be understood: its code and sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


def read(shape: Shape, told: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """Every value of a record by name, blank where nothing was told; and what is wrong with it.

    Rows of a part are dicts of values. What is wrong is left out of the values, or cut.
    """
    findings: list[Finding] = []
    values: dict[str, Any] = {}
    known = {field.name for field in (*shape.head, *shape.fields)} | {part.name for part in shape.parts}
    findings += _unknown(told, known, "")
    for field in (*shape.head, *shape.fields):
        values[field.name] = _value(field, told, "", findings)
    for part in shape.parts:
        values[part.name] = list(_rows(part, told.get(part.name), findings))
    return values, findings


def _unknown(told: Mapping[str, Any], known: set[str], place: str) -> Iterator[Finding]:
    for name in islice((name for name in told if name not in known), _MOST_UNKNOWN):
        yield Finding("field_unknown", _("There is no such field."), f"{place}{name}"[:100])


def _rows(part: Part, told: Any, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    if told is None:
        return
    if not isinstance(told, list):
        findings.append(Finding("list_expected", _("This must be a list."), part.name))
        return
    if len(told) > MOST_ROWS:
        sentence = _("At most %(number)s are possible here.") % {"number": MOST_ROWS}
        findings.append(Finding("too_many", sentence, part.name))
    known = {field.name for field in part.fields}
    for index, row in enumerate(told[:MOST_ROWS]):
        place = f"{part.name}.{index}."
        if not isinstance(row, dict):
            findings.append(Finding("object_expected", _("This must be an object."), place[:-1]))
            continue
        findings += _unknown(row, known, place)
        yield {field.name: _value(field, row, place, findings) for field in part.fields}


def _value(field: Field, told: Mapping[str, Any], place: str, findings: list[Finding]) -> Any:
    value = told.get(field.name)
    if value is None or value in ("", [], {}):
        return nothing(field)
    try:
        return _READERS[field.kind](field, value)
    except _Wrong as wrong:
        findings.append(Finding(wrong.code, wrong.sentence, f"{place}{field.name}"))
        return nothing(field)


def nothing(field: Field) -> Any:
    """The value that a field has when nothing is said."""
    if field.kind is Kind.TEXT:
        return Text()
    return () if field.kind is Kind.LINES else field.blank


def _text(field: Field, value: Any) -> Text:
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise _Wrong("text_expected", _("Give a text for each language, as in {“fr”: …, “en”: …}."))
    if not set(value) <= set(LANGUAGES):
        raise _Wrong("language_unknown", _("The languages here are “fr” and “en”."))
    text = Text(value)
    for words in text.values():
        _within(field, words)
    return text


def _within(field: Field, words: str) -> str:
    if field.longest and len(words) > field.longest:
        raise _Wrong("too_long", _("At most %(number)s characters fit here.") % {"number": field.longest})
    return words


def _string(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("string_expected", _("This must be a text."))
    words = _within(field, Text(fr=value).get("fr", ""))
    if _ADDRESS.search(field.name) and words and not _is_address(words):
        raise _Wrong("address_invalid", _("Give a full address that begins with https:// or http://."))
    return words


def _email(field: Field, value: Any) -> str:
    """Judged as the editor judges it."""
    words = _string(field, value)
    try:
        validate_email(words)
    except ValidationError as error:
        raise _Wrong("email_invalid", _("Give an e-mail address, like certificates@college.example.")) from error
    return words


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(mark.isspace() for mark in words)


def _decimal(field: Field, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise _Wrong("number_expected", _("This must be a number."))
    try:
        number = Decimal(str(value))
        exact = number.quantize(_CENT)
    except InvalidOperation as error:
        raise _Wrong("number_expected", _("This must be a number.")) from error
    if not number.is_finite() or exact != number:
        raise _Wrong("number_too_fine", _("Give at most two decimals."))
    if not 0 <= number <= field.longest:
        raise _Wrong("number_out_of_range", _("The number must lie between 0 and %(most)s.") % {"most": field.longest})
    return exact


def _integer(field: Field, value: Any) -> int:
    number = _decimal(field, value)
    if number != int(number):
        raise _Wrong("integer_expected", _("This must be a whole number."))
    return int(number)


def _date(field: Field, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise _Wrong("date_expected", _("Give the date as year-month-day, for example 2027-01-31.")) from error


def _yes_no(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("boolean_expected", _("This must be true or false."))
    return value


def _code(field: Field, value: Any) -> str:
    words = _string(field, value)
    if field.words is not None and words not in dict(field.words()):
        raise _Wrong("code_unknown", _("“%(code)s” is not in the list for this field.") % {"code": words[:60]})
    return words


def _codes(field: Field, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Wrong("list_expected", _("This must be a list."))
    if len(value) > MOST_ROWS:
        raise _Wrong("too_many", _("At most %(number)s are possible here.") % {"number": MOST_ROWS})
    return tuple(dict.fromkeys(_code(field, each) for each in value))


def _lines(field: Field, value: Any) -> tuple[Text, ...]:
    if not isinstance(value, list):
        raise _Wrong("list_expected", _("This must be a list."))
    if len(value) > MOST_ROWS:
        raise _Wrong("too_many", _("At most %(number)s are possible here.") % {"number": MOST_ROWS})
    return tuple(text for each in value if (text := _text(field, each)))


_READERS = {
    Kind.TEXT: _text,
    Kind.STRING: _string,
    Kind.EMAIL: _email,
    Kind.DECIMAL: _decimal,
    Kind.INTEGER: _integer,
    Kind.CENTS: _integer,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.LINES: _lines,
    Kind.NAMES: _codes,
    Kind.SKILL: _string,
}


def written(shape: Shape, values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a record: every field, in the order of the shape."""
    found = {field.name: _written(field, values[field.name]) for field in (*shape.head, *shape.fields)}
    for part in shape.parts:
        found[part.name] = [
            {field.name: _written(field, row[field.name]) for field in part.fields} for row in values[part.name]
        ]
    return found


def _written(field: Field, value: Any) -> Any:
    return value if value is None else _WRITERS.get(field.kind, lambda told: told)(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


_WRITERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.DECIMAL: _number,
    Kind.DATE: date.isoformat,
    Kind.TEXT: dict,
    Kind.LINES: lambda texts: [dict(text) for text in texts],
    Kind.CODES: list,
    Kind.NAMES: list,
}
