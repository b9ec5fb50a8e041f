"""The ways known for one closed set of contexts: learned when a shape comes again, forgotten when room is needed.

Shapes come from anybody. What is kept is bounded, and what is spent on learning is earned by the documents read:
whoever sends ever new shapes makes them some times as dear at most.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.nquads import Quad

if TYPE_CHECKING:
    from sceau.linked_data.compiled.learning import Read
    from sceau.linked_data.compiled.way import Way

MOST_WAYS = 100
MOST_ALIKE = 8
"""Ways kept for documents with the same contexts and the same top-level members; each is tried."""

PRICE = 40
"""Documents of unknown shapes that cost as much as learning one."""

_ONLY_TEXTS = frozenset({str})
_SIGHTINGS = 3  # of a shape before it is learned
_AGAIN_AFTER = 1_000  # sightings, of a shape that could not be learned or was forgotten
_MOST_SIGHTINGS = 2_000
_MOST_CREDIT = 10 * PRICE

_Key: TypeAlias = tuple[str | tuple[str, ...], frozenset[str]]
_Sighting: TypeAlias = tuple[_Key, int]


class Known:
    """A document of a known shape: every member of it reaches a statement, and it is not walked through again.

    Of all documents of the shape the following is the same: the addresses of the contexts; the names of the members of
    every object (in any order) and the number of items of every array; which value is an object, an array, a text, an
    integer, a number with a fraction, true or false (null is nowhere); every name of a type, in its order; every
    reference that is no absolute address of a common scheme (such a one keeps its text). Objects with members beside
    their identifier are one by it in all of the documents, or in none. Anything else differs: every other text and
    number, the identifiers and references themselves, whether two texts are alike, and the order of members.

    Attributes:
        row: the values of the document.
        statements: of the shape, with places of values, and of blank nodes behind these; see `Plan`.
        facts: what other rooms found to follow from what is the same, and from nothing else; one dictionary for all
            documents of the shape, which is forgotten with it. Each room keeps a few values under names of its own
            (no text of a document is such a name), and never changes a value that it kept: threads share them.
    """

    __slots__ = ("_way", "facts", "row", "statements")

    def __init__(self, way: Way, row: list[bytes]) -> None:
        self._way = way
        self.row = row
        self.statements = way.statements
        self.facts = way.facts

    def nquads(self, hash_name: str) -> str | None:
        """The canonical N-Quads; None when nodes can be told apart only by their place, or statements coincide.

        Args:
            hash_name: "sha256" or "sha384".
        """
        written = self.encoded(hash_name)
        return None if written is None else written.decode()

    def encoded(self, hash_name: str) -> bytes | None:
        """`nquads` as UTF-8, and sooner: for who wants a digest of them."""
        return self._way.plan.write(self.row, hash_name)


class Ways:
    """Known ways, for one set of contexts. Safe to share between threads."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._ways: dict[_Key, tuple[Way, ...]] = {}
        self._ticks = count()
        self._seen: dict[_Sighting, int] = {}
        self._credit = _MOST_CREDIT
        self._lock = Lock()

    def __len__(self) -> int:
        return sum(map(len, self._ways.values()))

    def known(self, document: JsonObject) -> Known | None:
        """The document, when it is of a known shape and all its values are usual."""
        for way in self._alike(document):
            row = way.row(document)
            if row is not None:
                way.used = next(self._ticks)
                return Known(way, row)
        return None

    def notice(self, document: JsonObject, quads: set[Quad], read: Read) -> None:
        """Take note of a good document of unknown shape; learn the shape when it came before.

        Args:
            document: as it was read.
            quads: what it states.
            read: the general processor.
        """
        key = _key(document)
        if key is None or not self._is_due((key, _outline(document))):
            return
        from sceau.linked_data.compiled.learning import Unlearned, learn  # noqa: PLC0415 — only for what comes again

        try:
            way = learn(document, quads, self._contexts, read)
        except (Unlearned, InputError, RecursionError):
            return
        self._keep(key, way)

    def _is_due(self, sighting: _Sighting) -> bool:
        with self._lock:
            self._credit = min(self._credit + 1, _MOST_CREDIT)
            if len(self._seen) >= _MOST_SIGHTINGS:
                self._seen.clear()
            times = self._seen[sighting] = self._seen.get(sighting, 0) + 1
            if times < _SIGHTINGS or self._credit < PRICE:
                return False
            self._credit -= PRICE
            self._seen[sighting] = -_AGAIN_AFTER
            return True

    def _alike(self, document: JsonObject) -> tuple[Way, ...]:
        key = _key(document)
        return () if key is None else self._ways.get(key, ())

    def _keep(self, key: _Key, way: Way) -> None:
        way.used = next(self._ticks)
        with self._lock:
            alike = self._ways.get(key, ())
            if len(alike) == MOST_ALIKE:
                self._forget(key, min(alike, key=lambda each: each.used))
            elif len(self) >= MOST_WAYS:
                everywhere = [(where, each) for where, ways in self._ways.items() for each in ways]
                self._forget(*min(everywhere, key=lambda each: each[1].used))
            self._ways[key] = (way, *self._ways.get(key, ()))

    def _forget(self, key: _Key, way: Way) -> None:
        left = tuple(other for other in self._ways[key] if other is not way)
        if left:
            self._ways[key] = left
        else:
            del self._ways[key]


@lru_cache(maxsize=8)
def ways(contexts: Contexts) -> Ways:
    """The known ways of ``contexts``; contexts are locked by their digests, so a set of them never changes."""
    return Ways(contexts)


def _key(document: JsonObject) -> _Key | None:
    context = document.get("@context")
    if isinstance(context, str):
        return context, frozenset(document)
    if type(context) is list and _ONLY_TEXTS.issuperset(map(type, context)):
        return cast("tuple[str, ...]", tuple(context)), frozenset(document)
    return None


def _outline(document: JsonObject) -> int:
    """A number that documents of one shape have in common, and others hardly ever."""
    found: list[str | int] = []
    waiting: list[Any] = [document]
    for value in waiting:  # which grows while it is walked through
        found.append(len(value))
        inner = value
        if type(value) is dict:
            found += value
            inner = value.values()
        for each in inner:
            if type(each) is dict or type(each) is list:
                waiting.append(each)
    return hash(tuple(found))
