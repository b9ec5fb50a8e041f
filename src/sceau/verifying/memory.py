"""What one verification may leave for the next: keys and status lists, for some minutes, within bounds.

Only what cannot depend on who asks is kept: documents of identifiers, the bytes of a list that was found in order, and
what follows from these bytes alone (that a given key signed them, the bits inside). Whose list it is, whether the key
is still good, whether the list speaks about now: that is asked anew for every credential.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from sceau.did.document import DidDocument, VerificationMethod
from sceau.encoding import strict_json
from sceau.errors import ResolutionError, SceauError
from sceau.ports import Fetch, Fetched
from sceau.records import field, record, replace

SECONDS = 300.0
"""How long something is kept that does not ask for less: nobody waits longer for a revocation to be seen."""

MAX_ENTRIES = 1_000
MAX_BYTES = 64_000_000

DOCUMENT, KEY, LIST = "document", "key", "list"

_MOST_RESULTS = 64  # that follow from one list
_MOST_THINGS = 8  # of the caller's own
_LONGEST_NAME = 2_048
_OBJECTS_PER_BYTE = 4  # parsed JSON takes about that much more room than its text
_LEAST = 1_000  # bytes that any entry takes

LATEST = datetime.max.replace(tzinfo=UTC)

T = TypeVar("T")
_Found = TypeVar("_Found", DidDocument, VerificationMethod)


class Resolves(Protocol):
    """What is asked of a resolver; see `sceau.did.resolver.Resolver`."""

    def resolve(self, did: str) -> DidDocument: ...

    def method_at(self, url: str) -> VerificationMethod: ...


class Once(Protocol):
    """Work out something that follows from one thing alone, or know it from before. What fails is tried again."""

    def __call__(self, key: Hashable, work: Callable[[], T], *, size: Callable[[T], int] | None = None) -> T: ...


def every_time(key: Hashable, work: Callable[[], T], *, size: Callable[[T], int] | None = None) -> T:
    """`Once` for what nobody remembers."""
    return work()


class _Results:
    """What followed from one thing so far.

    Attributes:
        size: bytes it takes, about.
        grown: is told how much it grew.
        until: to when the thing was last said to be kept, [] before.
    """

    __slots__ = ("_known", "grown", "size", "until")

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self.size = 0
        self.grown: Callable[[int], None] | None = None
        self.until: list[datetime | None] = []

    def once(self, key: Hashable, work: Callable[[], T], *, size: Callable[[T], int] | None = None) -> T:
        """See `Once`."""
        if key in self._known:
            return cast("T", self._known[key])
        found = work()
        if len(self._known) < _MOST_RESULTS:
            self._known[key] = found
            if size is not None:
                self.size += size(found)
                if self.grown is not None:
                    self.grown(size(found))
        return found


@record
class _Remembered(Fetched):
    """An answer that a memory gave, or waits to be told to keep."""

    results: _Results = field(kw_only=True, compare=False, repr=False)
    keep: Callable[[datetime | None], None] = field(kw_only=True, compare=False, repr=False)


def once_from(fetched: Fetched) -> Once:
    """For what follows from the bytes of ``fetched`` alone."""
    return fetched.results.once if isinstance(fetched, _Remembered) else every_time


def keep(fetched: Fetched, *until: datetime | None) -> None:
    """Say that the list in ``fetched`` is in order, until the first of these moments at most; None says nothing."""
    if isinstance(fetched, _Remembered):
        fetched.keep(min([moment for moment in until if moment is not None], default=None))


@record
class Entry:
    """One thing kept.

    Attributes:
        kind: "document", "key" or "list".
        address: its DID or address.
        since: when it was asked for.
        until: first moment at which it is asked for again.
        size: bytes it takes, about.
    """

    kind: str
    address: str
    since: datetime
    until: datetime
    size: int


@record
class Stats:
    """How a memory is doing.

    Attributes:
        entries: things kept.
        size: bytes they take, about.
        hits, misses: questions answered from memory, and those that went on to the world.
    """

    entries: int
    size: int
    hits: int
    misses: int


@record(frozen=False)
class _Slot:
    value: Any
    entry: Entry


class Memory:
    """Keeps the keys and status lists that verifications ask for. Bounded; threads may share it.

    All who share one must ask the world in the same way: what one found, the other believes. Time is that of the
    verifications.

    Args:
        seconds: that anything is kept at most; a list whose `ttl` or `validUntil` comes first is kept until then.
        max_entries, max_bytes: beyond these the oldest use leaves first.
        spare: tells addresses and DIDs that must be asked for every time.
        failures: also keep what did not answer or was not in order: for a batch, which asks every address once.

    Attributes:
        failures: as given.
        generation: how often something was forgotten on request.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        max_entries: int = MAX_ENTRIES,
        max_bytes: int = MAX_BYTES,
        spare: Callable[[str], bool] | None = None,
        failures: bool = False,
    ) -> None:
        self._longest = timedelta(seconds=seconds)
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._spare = spare
        self.failures = failures
        self.generation = 0
        self._lock = threading.RLock()
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()
        self._things: OrderedDict[int, tuple[object, _Results]] = OrderedDict()
        self._size = self._hits = self._misses = 0

    def stats(self) -> Stats:
        """How it is doing."""
        with self._lock:
            return Stats(len(self._slots), self._size, self._hits, self._misses)

    def entries(self) -> list[Entry]:
        """What it keeps, the oldest use first; also what has expired and was not asked for since."""
        with self._lock:
            return [slot.entry for slot in self._slots.values()]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._slots.clear()
            self._things.clear()
            self._size = 0
            self.generation += 1

    def forget(self, address: str) -> None:
        """Forget what is known of one DID or address."""
        with self._lock:
            for key in [key for key, slot in self._slots.items() if slot.entry.address == address]:
                self._drop(key)
            self.generation += 1

    def resolving(self, resolver: Resolves, now: datetime) -> Resolves:
        """``resolver``, asked through this memory at ``now``."""
        return _Resolver(self, resolver, now)

    def fetching(self, fetch: Fetch, now: datetime) -> Fetch:
        """``fetch``, asked through this memory at ``now``: for status lists and the keys of issuers. What it brings
        is kept when `keep` says so.
        """
        return _Fetch(self, fetch, now)

    def once_from(self, thing: object) -> Once:
        """For what follows alone from something of the caller's own, which does not change, such as a register."""
        with self._lock:
            if id(thing) not in self._things:
                self._things[id(thing)] = thing, _Results()  # holds the thing: nothing else gets its identity
                while len(self._things) > _MOST_THINGS:
                    self._things.popitem(last=False)
            return self._things[id(thing)][1].once

    def is_spared(self, address: str) -> bool:
        """Whether ``address`` must be asked for every time."""
        return self._spare is not None and self._spare(address)

    def recall(self, key: Hashable, now: datetime) -> tuple[Any, Entry] | None:
        """What is kept under ``key`` and holds at ``now``."""
        with self._lock:
            slot = self._slots.get(key)
            if slot is None or not slot.entry.since <= now < slot.entry.until:
                self._misses += 1
                return None
            self._hits += 1
            self._slots.move_to_end(key)
            return slot.value, slot.entry

    def put(self, key: Hashable, value: object, entry: Entry, *, asked: int) -> None:
        """Keep ``value``, unless something was forgotten since generation ``asked``: it could be this."""
        with self._lock:
            self._drop(key)
            until = min(entry.until, entry.since + self._longest)
            if asked == self.generation and entry.since < until and len(entry.address) <= _LONGEST_NAME:
                self._slots[key] = _Slot(value, replace(entry, until=until))
                self._size += entry.size
                self._trim(key)

    def grow(self, key: Hashable, size: int) -> None:
        """What stands under ``key`` takes ``size`` bytes more."""
        with self._lock:
            if slot := self._slots.get(key):
                slot.entry = replace(slot.entry, size=slot.entry.size + size)
                self._size += size
                self._trim(key)

    def _trim(self, key: Hashable) -> None:
        if self._slots[key].entry.size * 4 > self._max_bytes:
            self._drop(key)
        while len(self._slots) > self._max_entries or self._size > self._max_bytes:
            self._drop(next(iter(self._slots)))

    def _drop(self, key: Hashable) -> None:
        if slot := self._slots.pop(key, None):
            self._size -= slot.entry.size


@record
class _Resolver:
    memory: Memory
    resolver: Resolves
    now: datetime

    def resolve(self, did: str) -> DidDocument:
        return self._asked(DOCUMENT, did, self.resolver.resolve)

    def method_at(self, url: str) -> VerificationMethod:
        return self._asked(KEY, url, self.resolver.method_at)

    def _asked(self, kind: str, address: str, ask: Callable[[str], _Found]) -> _Found:
        if self.memory.is_spared(address):
            return ask(address)
        key = kind, address
        if kept := self.memory.recall(key, self.now):
            if isinstance(kept[0], SceauError):
                raise kept[0]
            return cast("_Found", kept[0])
        asked = self.memory.generation
        try:
            found = ask(address)
        except SceauError as error:
            if self.memory.failures:
                self.memory.put(key, error, Entry(kind, address, self.now, LATEST, _LEAST), asked=asked)
            raise
        size = _LEAST + _OBJECTS_PER_BYTE * len(strict_json.dumps(found.raw))
        self.memory.put(key, found, Entry(kind, address, self.now, LATEST, size), asked=asked)
        return found


@record
class _Fetch:
    memory: Memory
    fetch: Fetch
    now: datetime

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """See `sceau.ports.Fetch`."""
        if self.memory.is_spared(url):
            return self.fetch(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
        key = LIST, url, accept, max_bytes, redirects
        if kept := self.memory.recall(key, self.now):
            return self._again(*kept)
        asked = self.memory.generation
        try:
            fetched = self.fetch(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
        except ResolutionError as error:
            if self.memory.failures:
                self.memory.put(key, error, Entry(LIST, url, self.now, LATEST, _LEAST), asked=asked)
            raise
        results = _Results()

        def keep_it(until: datetime | None) -> None:
            if results.until == [until]:
                return  # nothing new: whoever looks at a list says so
            results.until = [until]
            size = _LEAST + len(url) + _OBJECTS_PER_BYTE * len(fetched.body) + results.size
            results.grown = partial(self.memory.grow, key)
            self.memory.put(key, answer, Entry(LIST, url, self.now, until or LATEST, size), asked=asked)

        answer = _Remembered(
            fetched.url, fetched.body, fetched.media_type, fetched.fetched_at, results=results, keep=keep_it
        )
        if self.memory.failures:
            keep_it(None)
        return answer

    def _again(self, found: Fetched | ResolutionError, entry: Entry) -> Fetched:
        if isinstance(found, ResolutionError):
            raise found
        if self.now > entry.since and found.fetched_at is None:
            return replace(found, fetched_at=entry.since)  # a report says how old its sources are
        return found
