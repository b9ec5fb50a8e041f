"""The registered claims of a JSON Web Token (RFC 7519 §4.1), each with its type. Pointers go into the payload."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import isfinite

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = -62_104_060_800  # the year 2: as in `sceau.encoding.datetimes`
_LAST = 253_402_300_799
_MOST_RECEIVERS = 100
_MOST_KEPT = 1_024  # moments: one text is asked several times for the same few


def moment(claims: JsonObject, name: str) -> datetime | None:
    """A NumericDate (§2): seconds since 1970, with or without fraction; None when absent.

    Raises:
        InputError: ``jwt_claim_malformed`` for anything but a number in the years 2 to 9999.
    """
    if name not in claims:
        return None
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise InputError("jwt_claim_malformed", pointers.join("", name), "not a number of seconds")
    if not _FIRST <= value <= _LAST:
        raise InputError("jwt_claim_malformed", pointers.join("", name), "no such moment")
    return _at(value)


@lru_cache(maxsize=_MOST_KEPT)
def _at(value: float) -> datetime:
    return _EPOCH + timedelta(seconds=value)


def required_moment(claims: JsonObject, name: str) -> datetime:
    """As `moment`.

    Raises:
        InputError: as `moment`, and ``jwt_claim_missing``.
    """
    found = moment(claims, name)
    if found is None:
        raise InputError("jwt_claim_missing", pointers.join("", name))
    return found


def text(claims: JsonObject, name: str) -> str | None:
    """A claim that is a text, None when absent.

    Raises:
        InputError: ``jwt_claim_malformed`` for anything but a text that is not empty.
    """
    if name not in claims:
        return None
    value = claims[name]
    if not isinstance(value, str) or not value:
        raise InputError("jwt_claim_malformed", pointers.join("", name), "not a text")
    return value


def required_text(claims: JsonObject, name: str) -> str:
    """As `text`.

    Raises:
        InputError: as `text`, and ``jwt_claim_missing``.
    """
    found = text(claims, name)
    if found is None:
        raise InputError("jwt_claim_missing", pointers.join("", name))
    return found


def audience(claims: JsonObject) -> tuple[str, ...]:
    """Everyone named in `aud` (§4.1.3), whether written as text or array.

    Raises:
        InputError: ``jwt_claim_malformed``.
    """
    value = claims.get("aud", [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or len(listed) > _MOST_RECEIVERS:
        raise InputError("jwt_claim_malformed", "/aud")
    receivers = tuple(each for each in listed if isinstance(each, str))
    if len(receivers) != len(listed):
        raise InputError("jwt_claim_malformed", "/aud", "not texts")
    return receivers


@lru_cache(maxsize=_MOST_KEPT)
def seconds(moment: datetime) -> int:
    """``moment`` as a NumericDate; the fraction of a second is cut off.

    Raises:
        UsageError: ``usage_wrong`` for a moment without time zone.
    """
    if moment.tzinfo is None:
        raise UsageError("usage_wrong", detail="a moment needs its time zone")
    return (moment - _EPOCH) // timedelta(seconds=1)
