"""The way from the documents of one shape to their canonical N-Quads, or to the answer that it does not lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sceau.encoding.strict_json import JsonObject
from sceau.linked_data import rdf
from sceau.linked_data.compiled.plan import Plan
from sceau.linked_data.compiled.shape import Shape, Values
from sceau.linked_data.nquads import escaped

SCHEMES = ("http", "https", "urn", "did", "mailto")

# An address of such a scheme means itself in every context in which the scheme names nothing.
_PLAIN = re.compile(rf"(?:{'|'.join(SCHEMES)}):[^\x00-\x20<>\"{{}}|^`\\\ud800-\udfff]+\Z")
_TO_ESCAPE = bytes([*range(0x20), 0x22, 0x5C, 0x7F])
_TO_ESCAPE_BEYOND = "\ufffe".encode(), "\uffff".encode()
_LARGEST_INTEGER = 2**53
_ONLY_TEXTS = frozenset({str})


@dataclass(slots=True, eq=False)
class Way:
    """How documents of one shape are read and written.

    Attributes:
        shape: of the documents.
        plan: how the lines are written.
        constants, constant: what must be the very text (or array of texts) of the document learned from.
        flags: places of true and false.
        equal: pairs of places that must hold the same text: two objects that are one by their identifier.
        texts: what becomes a literal.
        references: what becomes an IRI.
        numbers: places of numbers, with their type.
        used: when it last served; the greater, the later.
    """

    shape: Shape
    plan: Plan
    constants: Values
    constant: tuple[Any, ...]
    flags: tuple[tuple[int, bool], ...]
    equal: tuple[tuple[int, int], ...]
    texts: Values
    references: Values
    numbers: tuple[tuple[int, type], ...]
    used: int = 0

    def nquads(self, document: JsonObject, hash_name: str) -> str | None:
        """The canonical N-Quads; None for a document that is not covered."""
        row = self.row(document)
        return None if row is None else self.plan.write(row, hash_name)

    def row(self, document: JsonObject) -> list[str] | None:
        """The values as the plan wants them; None for a document of another shape or with unusual values."""
        flat = self.shape.lay_out(document)
        if flat is None or not self._fits(flat):
            return None
        texts, references = self.texts(flat), self.references(flat)
        if not (_ONLY_TEXTS.issuperset(map(type, texts)) and _ONLY_TEXTS.issuperset(map(type, references))):
            return None
        written = _escaped(texts)
        if written is None or not all(map(is_plain, references)):
            return None
        row = [*written, *references]
        row += [number_text(flat[place]) for place, _ in self.numbers]
        return row

    def _fits(self, flat: list[Any]) -> bool:
        """Whether all is as it was learned, but for texts."""
        if self.constants(flat) != self.constant:
            return False
        for place, flag in self.flags:
            if flat[place] is not flag:
                return False
        for place, other in self.equal:
            if flat[place] != flat[other]:
                return False
        return all(type(flat[place]) is kind and is_ordinary(flat[place]) for place, kind in self.numbers)


def is_plain(text: str) -> bool:
    """Whether ``text`` is an absolute IRI in whatever context it stands."""
    return _PLAIN.match(text) is not None


def is_ordinary(number: float) -> bool:
    """Whether `number_text` is its lexical form: integers that a double holds, and what has a fraction."""
    if isinstance(number, int):
        return -_LARGEST_INTEGER < number < _LARGEST_INTEGER
    return isfinite(number) and not number.is_integer()


def number_text(number: float) -> str:
    """The lexical form of an ordinary number of its native datatype."""
    return str(number) if isinstance(number, int) else rdf.canonical_double(number)


def _escaped(texts: Sequence[str]) -> Iterable[str] | None:
    """What stands between the quotes; None for a lone surrogate. All are looked at together first."""
    try:
        together = "".join(texts).encode()
    except UnicodeEncodeError:
        return None
    if len(together.translate(None, _TO_ESCAPE)) < len(together) or any(each in together for each in _TO_ESCAPE_BEYOND):
        return map(escaped, texts)
    return texts
