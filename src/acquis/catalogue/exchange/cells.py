"""Between the cells of a spreadsheet and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import zip_longest
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from acquis.catalogue.exchange.shape import SHAPES, Column, Field, Kind, Shape, columns, every_column
from acquis.catalogue.exchange.values import Finding
from acquis.platform.translatable import LANGUAGES
from acquis.skills.folding import fold

YES = frozenset({"yes", "y", "oui", "o", "true", "vrai", "1", "x"})
NO = frozenset({"no", "n", "non", "false", "faux", "0"})
_BETWEEN = re.compile(r"[,;\n]+")
# What a spreadsheet would take for a formula. On the way out an apostrophe stands before it, on the way in one goes.
_ACTIVE = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line of a file tells.

    Attributes:
        told: JSON, without what the file has no columns for.
        findings: cells that cannot be understood.
        places: for each part, the rows of the file that its rows come from.
        widths: for each part, how many rows the file has columns for.
        whole: its fields replace what is there, as in JSON; a column replaces one language or one field of a row.
    """

    told: dict[str, Any]
    findings: list[Finding]
    places: dict[str, list[int]]
    widths: dict[str, int]
    whole: bool = False

    def in_file(self, place: str) -> str:
        """A place in ``told`` as a place in the file, whose empty rows count too."""
        part, _dot, rest = place.partition(".")
        index, dot, name = rest.partition(".")
        rows = self.places.get(part)
        if rows is None or not index.isdecimal() or int(index) >= len(rows):
            return place
        return f"{part}.{rows[int(index)]}{dot}{name}"


# — out —


def passive(words: str) -> str:
    """The words, which no spreadsheet takes for a formula."""
    return f"'{words}" if _ACTIVE.match(words) else words


def typed(words: str) -> str:
    """What was meant by a cell that `passive` made, or that somebody typed."""
    return words[1:] if words.startswith("'") and _ACTIVE.match(words) else words


def flat(shape: Shape, told: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a record by the key of their column, as they are meant (see `passive`)."""
    counts = {part.name: len(told.get(part.name) or []) for part in shape.parts}
    return {column.key: _cell(column, told) for column in columns(shape, counts)}


def _cell(column: Column, told: Mapping[str, Any]) -> str:
    row = told[column.part.name][column.index] if column.part else told
    value = row.get(column.field.name)
    if value is None:
        return ""
    if column.field.is_bilingual:
        return _of_language(column, value)
    return _SHOWN.get(column.field.kind, str)(value)


def _of_language(column: Column, value: Any) -> str:
    if column.field.kind is Kind.TEXT:
        return str(value.get(column.language, ""))
    lines = [_escaped(text.get(column.language, "")) for text in value]
    return "\n".join(lines) if any(lines) else ""


_SHOWN: dict[Kind, Callable[[Any], str]] = {
    Kind.CENTS: lambda cents: f"{Decimal(cents) / 100:.2f}",
    Kind.YES_NO: lambda answer: "yes" if answer else "no",
    Kind.CODES: ", ".join,
    Kind.NAMES: ", ".join,
}


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(line: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line)


# — in —


def guess(shape: Shape, header: Sequence[str]) -> list[str]:
    """The column that each heading seems to mean, "" for none; each is given once."""
    known = _spoken(shape.subject)
    taken: set[str] = set()
    found = []
    for heading in header:
        key = known.get(_plain(heading), "")
        found.append("" if key in taken else key)
        taken.add(key)
    return found


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(heading)).strip()


@cache
def _spoken(subject: str) -> dict[str, str]:
    """Every way to name a column: its key, and what it is called in both languages."""
    shape = SHAPES[subject]
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for key, column in every_column(shape).items():
                found.setdefault(_plain(column.label), key)
                if column.language == language:
                    found.setdefault(_plain(_without_language(column)), key)
    return found | {_plain(key): key for key in every_column(shape)}


def _without_language(column: Column) -> str:
    return Column(column.key, column.field, column.part, column.index).label


def read(shape: Shape, targets: Sequence[str], cells: Sequence[str]) -> Reading:
    """What a line tells, given the column that each of its cells is; "" skips one."""
    known = every_column(shape)
    findings: list[Finding] = []
    told: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    filled: set[tuple[str, int]] = set()
    lines: dict[str, dict[str, str]] = {}
    for key, cell in zip_longest(targets, cells, fillvalue=""):
        column = known.get(key)
        if column is None:
            continue
        words = typed(cell.strip())
        part = column.part.name if column.part else ""
        into = rows.setdefault(part, {}).setdefault(column.index, {}) if part else told
        if words and part:
            filled.add((part, column.index))
        if column.field.kind is Kind.LINES:
            lines.setdefault(column.place.rpartition(".")[0], {})[column.language] = words
            into.setdefault(column.field.name, [])
        else:
            _take(into, column, words, findings)
    _take_lines(rows, lines)
    places = {part: sorted(index for index in held if (part, index) in filled) for part, held in rows.items()}
    for part, held in rows.items():
        told[part] = [held[index] for index in places[part]]
    return Reading(told, findings, places, {part: max(held) + 1 for part, held in rows.items()})


def _take(into: dict[str, Any], column: Column, words: str, findings: list[Finding]) -> None:
    field = column.field
    if field.kind is Kind.TEXT:
        into.setdefault(field.name, {})[column.language] = words
        return
    try:
        into[field.name] = _understood(field, words) if words else None
    except ValueError as error:
        into[field.name] = None
        findings.append(Finding("cell_not_understood", str(error), column.place))


def _take_lines(rows: dict[str, dict[int, dict[str, Any]]], lines: dict[str, dict[str, str]]) -> None:
    for place, words in lines.items():
        part, index, name = place.split(".")
        sides = [words.get(language, "").splitlines() for language in LANGUAGES]
        rows[part][int(index)][name] = [
            {language: _unescaped(line.strip()) for language, line in zip(LANGUAGES, pair, strict=True) if line.strip()}
            for pair in zip_longest(*sides, fillvalue="")
            if any(line.strip() for line in pair)
        ]


def _understood(field: Field, words: str) -> Any:
    """JSON for a cell.

    Raises:
        ValueError: with a sentence.
    """
    reader = _READERS.get(field.kind)
    return reader(field, words) if reader else words


def _cents(field: Field, words: str) -> int:
    cents = _number(re.sub(r"\$|CAD", "", words)) * 100
    if cents != cents.to_integral():
        raise ValueError(_("Give an amount in dollars with at most two decimals, for example 98.00."))
    return int(cents)


def _answer(field: Field, words: str) -> bool:
    if fold(words) not in YES | NO:
        raise ValueError(_("Write “yes” or “no”."))
    return fold(words) in YES


def _pieces(words: str) -> list[str]:
    return [each.strip() for each in _BETWEEN.split(words) if each.strip()]


def _number(words: str) -> Decimal:
    plain = re.sub(r"\s", "", words)
    if "," in plain and "." not in plain and re.search(r",\d{1,2}$", plain):
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(_("“%(words)s” is not a number.") % {"words": words[:40]}) from error
    if not number.is_finite() or abs(number) > 10**12:
        raise ValueError(_("“%(words)s” is not a number.") % {"words": words[:40]})
    return number


def _coded(field: Field, words: str) -> str:
    """The code for a code, or for its words in either language."""
    if field.words is None:
        return words
    for language in ("", *LANGUAGES):
        with translation.override(language or "fr"):
            for code, label in field.words():
                if fold(words) in ({fold(code)} if not language else {fold(str(label))}):
                    return code
    raise ValueError(
        _("“%(code)s” is not in the list for this field: %(codes)s.")
        % {"code": words[:40], "codes": ", ".join(code for code, _label in field.words() if code)[:300]}
    )


_READERS: dict[Kind, Callable[[Field, str], Any]] = {
    Kind.DECIMAL: lambda _field, words: _number(words),
    Kind.INTEGER: lambda _field, words: _number(words),
    Kind.CENTS: _cents,
    Kind.YES_NO: _answer,
    Kind.CODE: _coded,
    Kind.CODES: lambda field, words: [_coded(field, each) for each in _pieces(words)],
    Kind.NAMES: lambda _field, words: _pieces(words),
}


def merged(shape: Shape, base: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """What is there with what the line tells: fields, languages and rows without a column stay as they are."""
    if reading.whole:
        return {**base, **reading.told}
    told = _over(base, {name: value for name, value in reading.told.items() if name not in reading.places})
    for part in shape.parts:
        if part.name not in reading.places:
            continue
        before = list(base.get(part.name) or [])
        told[part.name] = [
            _over(before[index] if index < len(before) else {}, row)
            for index, row in zip(reading.places[part.name], reading.told[part.name], strict=True)
        ] + before[reading.widths[part.name] :]
    return told


def _over(base: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **{
            name: {**(base.get(name) or {}), **value} if isinstance(value, dict) else value
            for name, value in told.items()
        },
    }
