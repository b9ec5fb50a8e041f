"""Values as Open Badges 2.0 writes them: moments, addresses, one or many, an object or its id."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError

MAX_ADDRESS = 2_048

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII | re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_LAST_SECOND = 253_402_300_799  # of the year 9999


def moment(value: JsonValue, pointer: str, *, old: bool = False) -> datetime:
    """The moment that ``value`` spells (ISO 8601, seconds may be left out).

    Args:
        value: from the document.
        pointer: where it stands.
        old: also read what 1.x allowed: Unix time, a day alone, a time without zone; all in UTC.

    Raises:
        InputError: ``date_malformed`` at ``pointer``.
    """
    if old and isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LAST_SECOND:
        return datetime.fromtimestamp(value, UTC)
    if not isinstance(value, str):
        raise InputError("date_malformed", pointer)
    if old and _DAY.fullmatch(value):
        return datetimes.parse(f"{value}T00:00:00Z", pointer)
    found = _MOMENT.fullmatch(value)
    if found is None or not (found[4] or old):
        raise InputError("date_malformed", pointer)
    day, minutes, seconds, zone = found.groups()
    zone = (zone or "Z").upper()
    if zone != "Z":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return datetimes.parse(f"{day}T{minutes}:{seconds or '00'}{zone}", pointer)


def is_address(value: JsonValue) -> bool:
    """Whether ``value`` is an absolute identifier of any scheme."""
    return isinstance(value, str) and len(value) <= MAX_ADDRESS and _NAMED.fullmatch(value) is not None


def origin(address: JsonValue) -> str:
    """`https://host` with the port where it is not the usual one; "" for anything but an address of the web."""
    if not isinstance(address, str) or not is_address(address):
        return ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    usual = port is None or port == {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" if usual else f"{scheme}://{host}:{port}"


def identifier(value: JsonValue) -> str:
    """The id of something written as its address or as an object; "" without one."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def texts(value: JsonValue) -> list[str]:
    """One text or an array of them; anything else is skipped."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def objects(value: JsonValue) -> list[JsonObject]:
    """One object or an array of them; anything else is skipped."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
