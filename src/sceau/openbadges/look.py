"""Looking into documents of others: what does not have the expected shape is absent, and nothing is ever raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit

from sceau.encoding.strict_json import MAX_SAFE_INTEGER, JsonObject, JsonValue

_WEB = re.compile(r"https?://[^\x00-\x20\x7f\\\"<>]+", re.IGNORECASE)


class Kind(StrEnum):
    """What a credential is about, told by its `type`."""

    ACHIEVEMENT = "achievement"
    ENDORSEMENT = "endorsement"
    CLR = "clr"
    OTHER = "other"


_KINDS = {
    "OpenBadgeCredential": Kind.ACHIEVEMENT,
    "AchievementCredential": Kind.ACHIEVEMENT,
    "EndorsementCredential": Kind.ENDORSEMENT,
    "ClrCredential": Kind.CLR,
}


def kind_of(document: JsonObject) -> Kind:
    """The kind of ``document``; `Kind.OTHER` also for one that claims to be of several kinds at once."""
    found = {_KINDS[name] for name in types(document) if name in _KINDS}
    return found.pop() if len(found) == 1 else Kind.OTHER


def bare(value: JsonValue) -> JsonValue:
    """The one value inside arrays that say it once or again, value objects and objects that are mere names.

    No signature over linked data tells these apart: who holds a badge must not be able to hide what it says, such as
    the result "Failed", by writing it in another way.
    """
    while isinstance(value, list):
        told = [each for each in value if each is not None]
        if not told or any(each != told[0] for each in told):
            return value
        value = told[0]
    if isinstance(value, dict):
        if "@value" in value and value.keys() <= {"@value", "@type"}:
            return value["@value"]
        if value.keys() == {"id"}:
            return value["id"]
    return value


def text(holder: JsonObject, member: str) -> str:
    """The text in ``member``, or ""."""
    value = bare(holder.get(member))
    return value if isinstance(value, str) else ""


def number(holder: JsonObject, member: str) -> float | None:
    """The number in ``member``, or None."""
    value = bare(holder.get(member))
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > MAX_SAFE_INTEGER:
        return None
    return float(value)


def objects(value: JsonValue) -> Iterator[JsonObject]:
    """One object or an array of them, also of arrays of them; anything else is skipped."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
        elif isinstance(each, list):
            yield from objects(each)


def first(value: JsonValue) -> JsonObject:
    """The first of `objects`, or an empty one."""
    return next(objects(value), {})


def types(holder: JsonObject) -> set[str]:
    """The texts in `type`."""
    found = holder.get("type")
    return {each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)}


def profile(value: JsonValue) -> JsonObject:
    """A profile, also when only its id is given."""
    return value if isinstance(value, dict) else {"id": value}


def followable(address: str) -> str:
    """``address`` when a person may be offered it as a link, else "": http and https only."""
    # urlsplit forgives what browsers forgive, spaces and control characters first of all; this does not.
    if not _WEB.fullmatch(address):
        return ""
    try:
        return address if urlsplit(address).hostname else ""
    except ValueError:
        return ""
