"""Limits on how often something may be tried, counted in the cache that the processes share."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import Lock

from django.conf import settings
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
    """The visitor's address, for counting only: what our own outermost proxy saw, else the peer.

    Of an IPv6 address the first half counts: the other half is the visitor's to choose.
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    behind = settings.ACQUIS_PROXIES
    told = seen[-behind] if 0 < behind <= len(seen) and seen[-behind] else str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if address.version == 6 and address.ipv4_mapped is None:  # noqa: PLR2004
        return str(ip_network((address, 64), strict=False))
    return told
