"""The ways known for one closed set of contexts: learned when a shape comes again, forgotten when room is needed.

Shapes come from anybody. What is kept is bounded, and what is spent on learning is earned by the documents read:
whoever sends ever new shapes makes them some times as dear at most.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from threading import Lock
from typing import Any, TypeAlias

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.linked_data.compiled.learning import Read, Unlearned, learn
from sceau.linked_data.compiled.way import Way
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.nquads import Quad

MOST_WAYS = 100
MOST_ALIKE = 8
"""Ways kept for documents with the same contexts and the same top-level members; each is tried."""

PRICE = 40
"""Documents of unknown shapes that cost as much as learning one."""

_CONTAINERS = frozenset({dict, list})
_SIGHTINGS = 3  # of a shape before it is learned
_AGAIN_AFTER = 1_000  # sightings, of a shape that could not be learned or was forgotten
_MOST_SIGHTINGS = 2_000
_MOST_CREDIT = 10 * PRICE

_Key: TypeAlias = tuple[str | tuple[str, ...], frozenset[str]]
_Sighting: TypeAlias = tuple[_Key, int]


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

    def nquads(self, document: JsonObject, hash_name: str) -> str | None:
        """The canonical N-Quads of a document of a known shape; None for any other."""
        for way in self._alike(document):
            text = way.nquads(document, hash_name)
            if text is not None:
                way.used = next(self._ticks)
                return text
        return None

    def covers(self, document: JsonObject) -> bool:
        """Whether the document is of a known shape, so that nothing in it is at fault."""
        return any(way.row(document) is not None for way in self._alike(document))

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
    if isinstance(context, list) and all(isinstance(each, str) for each in context):
        return tuple(map(str, context)), frozenset(document)
    return None


def _outline(document: JsonObject) -> int:
    """A number that documents of one shape have in common, and others hardly ever."""
    found: list[object] = []
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        inner = value
        if type(value) is dict:
            found.append(tuple(value))
            inner = value.values()
        else:
            found.append(len(value))
        waiting += [each for each in inner if type(each) in _CONTAINERS]
    return hash(tuple(found))
