"""A fetch for one verification: no address is asked twice, and not too many are asked at all."""

from __future__ import annotations

from sceau.errors import ResolutionError
from sceau.ports import Fetch, Fetched

MOST = 32
"""Addresses that one verification may visit, whatever the documents inside it name."""


class Visits:
    """A `sceau.ports.Fetch` that remembers, answers and failures alike.

    Args:
        fetch: who asks the world.
        others: visits of the same verification, made through somebody else: they count together.
    """

    def __init__(self, fetch: Fetch, others: Visits | None = None) -> None:
        self._fetch = fetch
        self._known: dict[tuple[str, str, int, int], Fetched | ResolutionError] = others._known if others else {}

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """See `sceau.ports.Fetch`."""
        key = url, accept, max_bytes, redirects
        if key not in self._known:
            if len(self._known) >= MOST:
                raise ResolutionError("fetch_failed", detail=f"more than {MOST} addresses")
            try:
                self._known[key] = self._fetch(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
            except ResolutionError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, ResolutionError):
            raise found
        return found
