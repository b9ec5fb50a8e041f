"""The way from the documents of one shape to their canonical N-Quads, or to the answer that it does not lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

from sceau.encoding.strict_json import JsonObject
from sceau.linked_data import rdf
from sceau.linked_data.compiled.plan import Plan, Statement
from sceau.linked_data.compiled.shape import Shape, Values
from sceau.linked_data.nquads import escaped
from sceau.records import field, record

SCHEMES = ("http", "https", "urn", "did", "mailto")

# An address of such a scheme means itself in every context in which the scheme names nothing.
_PLAIN = re.compile(rf"(?:(?:{'|'.join(SCHEMES)}):[^\n]+\n)*".encode())
_NOT_IN_PLAIN = bytes([*range(0x0A), *range(0x0B, 0x21), *b'<>"{}|^`\\'])
_DOUBTFUL = re.compile(b"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_LARGEST_INTEGER = 2**53


@record(frozen=False, eq=False)
class Way:
    """How documents of one shape are read and written.

    Attributes:
        shape: of the documents.
        plan: how the lines are written.
        statements: what is written, see `Plan`.
        constants, constant: what must be the very text (or array of texts), true or false of the document learned from.
        equal: pairs of places that must hold the same text: two objects that are one by their identifier.
        texts: what becomes a literal.
        references: what becomes an IRI.
        numbers: what becomes the literal of a number.
        used: when it last served; the greater, the later.
        facts: see `sceau.linked_data.compiled.ways.Known`.
    """

    shape: Shape
    plan: Plan
    statements: tuple[Statement, ...]
    constants: Values
    constant: tuple[Any, ...]
    equal: tuple[tuple[int, int], ...]
    texts: Values
    references: Values
    numbers: Values
    used: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    def nquads(self, document: JsonObject, hash_name: str) -> bytes | None:
        """The canonical N-Quads; None for a document that is not covered."""
        row = self.row(document)
        return None if row is None else self.plan.write(row, hash_name)

    def row(self, document: JsonObject) -> list[bytes] | None:
        """The values as the plan wants them; None for a document of another shape or with unusual values."""
        flat = self.shape.lay_out(document)
        if flat is None or self.constants(flat) != self.constant:
            return None
        for place, other in self.equal:
            if flat[place] != flat[other]:
                return None
        numbers = self.numbers(flat)
        if not all(map(is_ordinary, numbers)):
            return None
        references = _plain(self.references(flat))
        texts = None if references is None else _escaped(self.texts(flat))
        if references is None or texts is None:
            return None
        row = [*texts, *references, *(number_text(number).encode() for number in numbers)]
        return row if self.plan.tells_apart(row) else None


def is_plain(text: str) -> bool:
    """Whether ``text`` is an absolute IRI in whatever context it stands."""
    return _plain([text]) is not None


def is_ordinary(number: float) -> bool:
    """Whether `number_text` is its lexical form: integers that a double holds, and what has a fraction."""
    if isinstance(number, int):
        return -_LARGEST_INTEGER < number < _LARGEST_INTEGER
    return isfinite(number) and not number.is_integer()


def number_text(number: float) -> str:
    """The lexical form of an ordinary number of its native datatype."""
    return str(number) if isinstance(number, int) else rdf.canonical_double(number)


def _plain(references: Sequence[str]) -> list[bytes] | None:
    """The references as UTF-8; None when one is not plain. All are looked at together."""
    try:
        together = "\n".join((*references, "")).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    if len(together.translate(None, _NOT_IN_PLAIN)) < len(together) or not _PLAIN.fullmatch(together):
        return None
    *found, _ = together.split(b"\n")
    return found if len(found) == len(references) else None  # a line feed inside


def _escaped(texts: Sequence[str]) -> Iterable[bytes] | None:
    """What stands between the quotes, as UTF-8; None for a lone surrogate. All are looked at together first."""
    import orjson  # noqa: PLC0415 — slow to import, and only what comes again has a way

    try:
        together = orjson.dumps(texts)  # has a backslash for nearly all that we escape
    except orjson.JSONEncodeError:
        return None
    if b"\\" in together or b"\x7f" in together or (b"\xef" in together and _DOUBTFUL.search(together)):
        texts = [*map(escaped, texts)]
    return map(str.encode, texts)
