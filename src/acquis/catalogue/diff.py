"""What changed between two versions of an achievement, for people to read. Pure: values in, differences out (R-057)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.catalogue import classifications, labels, vocabulary, wording
from acquis.catalogue.content import PARTS, Content, label
from acquis.platform import formats
from acquis.platform.translatable import LANGUAGES, Text

MOST_COMPARED = 1_000_000
"""Words times words; longer texts are shown whole, before and after, for comparing costs the square of their length."""

Piece = tuple[Literal["kept", "gone", "new"], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that reads otherwise than before.

    Attributes:
        field: its name in `Content`, or in the row.
        label: what it is called, in the language of the page.
        language: of the words that changed; "" when no language is concerned.
        pieces: the words in order: kept, gone and new.
    """

    field: str
    label: str
    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to a field, or to a row.

    Attributes:
        kind: "changed", or for a row "added" or "removed".
        part: the name of the field of `Content` that holds it.
        title: which row; "" for the fields that stand once.
    """

    kind: Literal["added", "removed", "changed"]
    part: str
    title: str
    changes: tuple[Change, ...]

    @property
    def part_label(self) -> str:
        """What the row is, in the language of the page."""
        return str(labels.PARTS[self.part]) if self.part else ""


def between(older: Content, newer: Content) -> tuple[Difference, ...]:
    """Every difference: the fields that stand once, in their order, then the rows of each part."""
    once = [
        change
        for field in fields(Content)
        if field.name not in PARTS
        for change in _changes("", field.name, getattr(older, field.name), getattr(newer, field.name))
    ]
    found = [Difference("changed", "", "", tuple(once))] if once else []
    for part in PARTS:
        found += _rows(part, getattr(older, part), getattr(newer, part))
    return tuple(found)


# — rows —


def _rows(part: str, older: Sequence[Any], newer: Sequence[Any]) -> Iterator[Difference]:
    before, after = _by_name(part, older), _by_name(part, newer)
    for name, row in after.items():
        kind: Literal["added", "changed"] = "changed" if name in before else "added"
        changes = tuple(_of_row(part, before.get(name), row))
        if changes or kind == "added":
            yield Difference(kind, part, _title(part, row), changes)
    for name, row in before.items():
        if name not in after:
            yield Difference("removed", part, _title(part, row), tuple(_of_row(part, row, None)))


def _by_name(part: str, rows: Sequence[Any]) -> dict[Any, Any]:
    """Each row under what tells it apart: its code, its entry, else its words; else its place."""
    found: dict[Any, Any] = {}
    for place, row in enumerate(rows):
        name = _name(part, row) or place
        found[name if name not in found else (name, place)] = row
    return found


def _name(part: str, row: Any) -> Any:
    if part in {"outcomes", "occupations"}:
        return row.code
    if part == "alignments":
        return row.skill_id or _words(row.free_text)
    if part == "needs":
        return (row.kind, row.held_with, row.held_on)
    return _words(getattr(row, {"standards": "name", "prerequisites": "text"}.get(part, "title")))


def _words(text: Text) -> str:
    return next((text[language] for language in LANGUAGES if language in text), "")


def _title(part: str, row: Any) -> str:
    if part == "outcomes":
        return f"{row.code} – {row.statement}"
    if part == "needs":
        return f"{row.kind_label} – {row.held_with}" if row.held_with else row.kind_label
    texts = {"alignments": "name", "standards": "name", "prerequisites": "text", "occupations": "label"}
    return str(getattr(row, texts.get(part, "title")))


def _of_row(part: str, older: Any, newer: Any) -> Iterator[Change]:
    for field in fields(newer if newer is not None else older):
        if field.name in _SILENT:
            continue
        before = getattr(older, field.name) if older is not None else None
        after = getattr(newer, field.name) if newer is not None else None
        if field.name == "underpinnings":
            for kind in wording.UnderpinningKind:
                yield from _changes(part, kind.value, _lines(before, kind), _lines(after, kind))
        else:
            yield from _changes(part, field.name, before, after)


_SILENT = {"id", "skill", "skill_id", "code", "decided_by", "decided_at"}


def _lines(items: Any, kind: str) -> Text:
    """The knowledge, attitudes or skills of an outcome as one text, a line each."""
    texts = [item.text for item in items or () if item.kind == kind]
    return Text({code: "\n".join(text.get(code, "") for text in texts).strip() for code in LANGUAGES})


# — values —


def _changes(part: str, name: str, older: Any, newer: Any) -> Iterator[Change]:
    if older == newer:
        return
    title = labels.label_of(name, part)
    if isinstance(older, Text) or isinstance(newer, Text):
        for language in LANGUAGES:
            before, after = ((text or {}).get(language, "") for text in (older, newer))
            if before != after:
                yield Change(name, title, language, _pieces(before, after))
    elif isinstance(older, tuple) and isinstance(newer, tuple):
        if pieces := _items(part, name, older, newer):
            yield Change(name, title, "", pieces)
    elif (before := _said(part, name, older)) != (after := _said(part, name, newer)):
        yield Change(name, title, "", _pieces(before, after))


def _said(part: str, name: str, value: Any) -> str:
    """A value as a page says it."""
    if isinstance(value, tuple):
        return ", ".join(_said(part, name, one) for one in value)
    language = get_language() or "fr"
    if value is None or value == "":
        said = ""
    elif isinstance(value, bool):
        said = _("yes") if value else _("no")
    elif name.endswith("_cents"):
        said = formats.money(value, language)
    elif isinstance(value, date):
        said = formats.day(value, language)
    elif isinstance(value, Decimal):
        said = formats.plain_number(value, language)
    else:
        said = _word(part, name, str(value))
    return said


def _word(part: str, name: str, code: str) -> str:
    """The word for a code; what is no code stays as it is."""
    classified = {"sectors": classifications.sectors, "field_of_study": classifications.fields_of_study}
    if name in classified:
        return classified[name]().label(code)
    words = vocabulary.OF_ROWS.get(part, {}) if part else {**vocabulary.ONE, **vocabulary.SEVERAL}
    return label(words[name], code) if name in words and code in words[name].values else code


def _items(part: str, name: str, older: tuple[Any, ...], newer: tuple[Any, ...]) -> tuple[Piece, ...]:
    """Codes one by one, whatever their order; nothing where both have the same ones."""
    if set(older) == set(newer):
        return ()
    told: tuple[tuple[Literal["kept", "gone", "new"], list[Any]], ...] = (
        ("kept", [one for one in newer if one in older]),
        ("gone", [one for one in older if one not in newer]),
        ("new", [one for one in newer if one not in older]),
    )
    return tuple((kind, ", ".join(_said(part, name, one) for one in some)) for kind, some in told if some)


def _pieces(older: str, newer: str) -> tuple[Piece, ...]:
    """Word by word, so that one changed word does not strike out a paragraph."""
    before, after = older.split(), newer.split()
    if len(before) * len(after) > MOST_COMPARED:
        return (("gone", older), ("new", newer))
    pieces: list[Piece] = []
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("kept", " ".join(before[start:end])))
            continue
        if start < end:
            pieces.append(("gone", " ".join(before[start:end])))
        if first < last:
            pieces.append(("new", " ".join(after[first:last])))
    return tuple(pieces)
