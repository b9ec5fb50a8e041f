"""Limits on how often something may be tried, counted in the cache that the processes share."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock

from django.core.cache import cache
from django.http import HttpRequest

from acquis.platform import clock

# Not every cache counts in one step; within a process this makes it one.
_counting = Lock()


class TooMany(Exception):
    """The limit was reached; answered with 429 and a sentence."""


def hit(scope: str, who: str, *, limit: int, seconds: int) -> None:
    """Count one try of ``who`` in ``scope``.

    Raises:
        TooMany: after ``limit`` tries within one window of ``seconds``.
    """
    # The window is part of the key: some caches forget a key's end when they count it up.
    window = int(clock.now().timestamp()) // seconds
    key = f"throttle:{scope}:{window}:{sha256(who.encode()).hexdigest()[:32]}"
    with _counting:
        cache.add(key, 0, seconds)
        try:
            tries = cache.incr(key)
        except ValueError:  # it expired between the two calls
            cache.set(key, 1, seconds)
            tries = 1
    if tries > limit:
        raise TooMany(scope)


def address_of(request: HttpRequest) -> str:
    """The peer's address, for counting only."""
    return str(request.META.get("REMOTE_ADDR", ""))
