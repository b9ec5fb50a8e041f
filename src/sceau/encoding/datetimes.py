"""Moments as text: xsd:dateTimeStamp (XML Schema 1.1 §3.4.28), where the time zone is never left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from sceau.errors import InputError, UsageError

_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
    r"(?:(Z)|([+-])(0\d|1[0-3]):([0-5]\d)|([+-])14:00)",
    re.ASCII,
)

# What nearly everybody writes; Python reads it by itself, in a sixth of the time. The 24th hour is not meant.
_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\dZ", re.ASCII)

_FIRST_YEAR = 2
_USUAL_LENGTH = 40


def parse(value: object, pointer: str = "") -> datetime:
    """The aware moment that ``value`` spells; fractions beyond microseconds are cut off.

    Raises:
        InputError: ``date_malformed`` at ``pointer`` for anything but a dateTimeStamp that lies, in UTC, in the years
            2 to 9999: whoever reads it may then add a zone, or take away a minute, without leaving the calendar.
    """
    if not isinstance(value, str):
        raise InputError("date_malformed", pointer)
    try:
        return _usual(value) if len(value) <= _USUAL_LENGTH else _parsed(value)
    except InputError as error:
        raise InputError(error.code, pointer, error.detail) from error


def _parsed(value: str) -> datetime:
    if _PLAIN.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise InputError("date_malformed", detail="no such moment") from error
        if moment.year < _FIRST_YEAR:
            raise InputError("date_malformed", detail="no such moment")
        return moment
    return _by_parts(value)


def _by_parts(value: str) -> datetime:
    found = _STAMP.fullmatch(value)
    if found is None:
        raise InputError("date_malformed")
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    fraction, zulu, sign, hours, minutes, edge = found.groups()[6:]
    if zulu:
        zone = UTC
    else:
        offset = timedelta(hours=14) if edge else timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if "-" in (sign, edge) else offset)
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))
    # The fraction stays text: it has as many digits as somebody cared to write.
    end_of_day = (hour, minute, second) == (24, 0, 0) and not (fraction or "").strip("0")
    try:
        moment = datetime(year, month, day, 0 if end_of_day else hour, minute, second, microsecond, zone)
        moment += timedelta(days=1) if end_of_day else timedelta()
        early = moment.astimezone(UTC).year < _FIRST_YEAR
    except (ValueError, OverflowError) as error:
        raise InputError("date_malformed", detail="no such moment") from error
    if early:
        raise InputError("date_malformed", detail="no such moment")
    return moment


_usual = lru_cache(maxsize=1_024)(_parsed)
"""One verification asks for the same few moments again and again."""


@lru_cache(maxsize=1_024)
def text(moment: datetime) -> str:
    """``moment`` in UTC to the second: `2026-03-01T14:05:00Z`.

    Raises:
        UsageError: ``usage_wrong`` for a moment without time zone.
    """
    if moment.tzinfo is None:
        raise UsageError("usage_wrong", detail="a moment needs its time zone")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
