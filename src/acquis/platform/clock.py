"""The one place that reads the time. Everything else asks here, so that tests can hold it still."""

from __future__ import annotations

from calendar import monthrange
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


def day_of(instant: datetime) -> date:
    """The day on which an instant falls in the network's zone: what every page and every file says of it."""
    return instant.astimezone(EASTERN).date()


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
