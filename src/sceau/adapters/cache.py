"""Answers kept for a while, so that a list is not asked for at every verification.

Besides speed this is a matter of privacy: who hosts a list should not see each look at a credential.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from sceau.errors import ResolutionError
from sceau.ports import Cache, Fetch, Fetched
from sceau.records import record, replace

Clock = Callable[[], datetime]


class MemoryCache:
    """`sceau.ports.Cache` in this process: bounded in entries and bytes, oldest use leaves first."""

    def __init__(self, clock: Clock, *, max_entries: int = 1_000, max_bytes: int = 64_000_000) -> None:
        self._clock = clock
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[datetime, Fetched]] = OrderedDict()

    def get(self, key: str) -> Fetched | None:
        """The answer under ``key``, unless its time has passed."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry[0] <= self._clock():
                self._drop(key)
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def put(self, key: str, value: Fetched, *, seconds: float) -> None:
        """Keep ``value`` for ``seconds``; an answer larger than a quarter of the room is not kept."""
        with self._lock:
            self._drop(key)
            if len(value.body) * 4 > self._max_bytes or seconds <= 0:
                return
            self._entries[key] = (self._clock() + timedelta(seconds=seconds), value)
            self._bytes += len(value.body)
            while len(self._entries) > self._max_entries or self._bytes > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        if entry := self._entries.pop(key, None):
            self._bytes -= len(entry[1].body)


@record
class CachingFetch:
    """A `Fetch` that asks ``cache`` first. Failures are not kept.

    Attributes:
        fetch: where answers come from.
        cache: where they are kept.
        clock: stamps `Fetched.fetched_at`, so that a report can say how old an answer is.
        seconds: how long an answer is kept.
    """

    fetch: Fetch
    cache: Cache
    clock: Clock
    seconds: float = 300.0

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """As the wrapped fetcher, or from the cache under the same limits.

        Raises:
            ResolutionError: as the wrapped fetcher.
        """
        key = f"{accept} {redirects} {url}"  # an answer found by redirects must not serve who forbids them
        if kept := self.cache.get(key):
            if len(kept.body) > max_bytes:
                raise ResolutionError("fetch_too_large", detail=f"more than {max_bytes} bytes")
            return kept
        found = self.fetch(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
        stamped = found if found.fetched_at else replace(found, fetched_at=self.clock())
        self.cache.put(key, stamped, seconds=self.seconds)
        return stamped
