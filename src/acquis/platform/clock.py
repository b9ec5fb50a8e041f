"""The one place that reads the time. Everything else asks here, so that tests can hold it still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/Toronto")

_held: ContextVar[datetime | None] = ContextVar("held_time", default=None)


def now() -> datetime:
    """The current instant, in UTC."""
    return _held.get() or datetime.now(UTC)  # noqa: TID251 -- the clock itself


def today() -> date:
    """The current day in the network's zone, America/Toronto."""
    return now().astimezone(EASTERN).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware ``instant`` inside the block."""
    if instant.tzinfo is None:
        raise ValueError("the clock takes aware instants only")
    token = _held.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)
