"""What changed between two versions of a framework, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from acquis.platform.translatable import LANGUAGES, Text
from acquis.quality import wording
from acquis.quality.content import Framework, Line, Names, walk

Piece = tuple[Literal["kept", "gone", "new"], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect that reads otherwise than before.

    Attributes:
        aspect: a code of `wording.ASPECTS`.
        language: of the words that changed; "" when no language is concerned.
        pieces: the words, in order: kept, gone and new.
    """

    aspect: str
    language: str
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        """What changed, in the language of the page."""
        return str(wording.ASPECTS[self.aspect])


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to a line, or, without a code, to the framework itself.

    Attributes:
        kind: "added", "removed" or "changed".
    """

    kind: Literal["added", "removed", "changed"]
    code: str
    title: Text
    changes: tuple[Change, ...] = ()


def between(older: Framework, newer: Framework) -> tuple[Difference, ...]:
    """Every difference, the framework's own first, then in the reading order of the newer version."""
    found: list[Difference] = []
    if own := tuple(_own(older, newer)):
        found.append(Difference("changed", "", newer.name, own))
    before = {line.code: (line, parent) for line, parent in walk(older.lines)}
    after = {line.code for line, _ in walk(newer.lines)}
    moved = _moved([code for code in before if code in after], [line.code for line, _ in walk(newer.lines)])
    for line, parent in walk(newer.lines):
        if line.code not in before:
            nothing = Line(line.code, Text(), strength=line.strength)
            found.append(Difference("added", line.code, line.title, tuple(_of_line(nothing, line))))
            continue
        former, former_parent = before[line.code]
        changes = (*_of_line(former, line), *_place_of(line.code, former_parent, parent, moved))
        if changes:
            found.append(Difference("changed", line.code, line.title, changes))
    found += [
        Difference("removed", code, line.title, tuple(_of_line(line, Line(code, Text(), strength=line.strength))))
        for code, (line, _parent) in before.items()
        if code not in after
    ]
    return tuple(found)


def _own(older: Framework, newer: Framework) -> Iterator[Change]:
    for aspect in ("publisher", "name", "introduction", "note"):
        yield from _text(aspect, getattr(older, aspect), getattr(newer, aspect))
    yield from _names("synonyms", older.synonyms, newer.synonyms)
    yield from _plain("source", older.source_address, newer.source_address)
    yield from _plain("use", str(wording.Use(older.use).label), str(wording.Use(newer.use).label))
    for language in LANGUAGES:
        words = [str(wording.Provenance(told.wording[language]).label) for told in (older, newer)]
        yield from _plain("wording", words[0], words[1], language)


def _of_line(older: Line, newer: Line) -> Iterator[Change]:
    yield from _text("title", older.title, newer.title)
    yield from _text("text", older.text, newer.text)
    strengths = [str(wording.Strength(line.strength).label) for line in (older, newer)]
    yield from _plain("strength", strengths[0], strengths[1])
    yield from _names("synonyms", older.synonyms, newer.synonyms)
    yield from _plain("fields", ", ".join(older.fields), ", ".join(newer.fields))


def _moved(before: list[str], after: list[str]) -> dict[str, tuple[int, int]]:
    """The lines that left their place among those that both versions have: rank before, rank now."""
    order = [code for code in after if code in set(before)]
    still = {
        code
        for block in SequenceMatcher(None, before, order, autojunk=False).get_matching_blocks()
        for code in before[block.a : block.a + block.size]
    }
    return {code: (before.index(code) + 1, order.index(code) + 1) for code in order if code not in still}


def _place_of(code: str, former: str, parent: str, moved: dict[str, tuple[int, int]]) -> Iterator[Change]:
    if former != parent:
        yield from _plain("place", former or "—", parent or "—")
    elif code in moved:
        yield from _plain("place", str(moved[code][0]), str(moved[code][1]))


def _text(aspect: str, older: Text, newer: Text) -> Iterator[Change]:
    for language in LANGUAGES:
        yield from _plain(aspect, older.get(language, ""), newer.get(language, ""), language)


def _names(aspect: str, older: Names, newer: Names) -> Iterator[Change]:
    for language in LANGUAGES:
        before, after = (", ".join(names.get(language, ())) for names in (older, newer))
        yield from _plain(aspect, before, after, language)


def _plain(aspect: str, older: str, newer: str, language: str = "") -> Iterator[Change]:
    if older != newer:
        yield Change(aspect, language, _pieces(older, newer))


def _pieces(older: str, newer: str) -> tuple[Piece, ...]:
    """Word by word, so that one changed word does not strike out a paragraph."""
    before, after = older.split(), newer.split()
    pieces: list[Piece] = []
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("kept", " ".join(before[start:end])))
            continue
        parts: list[Any] = [("gone", " ".join(before[start:end])), ("new", " ".join(after[first:last]))]
        pieces += [piece for piece in parts if piece[1]]
    return tuple(pieces)
