"""What a `BitstringStatusListEntry` inside a credential says (Bitstring Status List 1.0 §2.1)."""

from __future__ import annotations

import re

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.model.shape import items
from sceau.records import record
from sceau.status import bitstring

_INDEX = re.compile(r"[0-9]+")
_SIZE = re.compile(r"[1-9][0-9]{0,2}")
_STATUS = re.compile(r"0x0*([0-9A-Fa-f]{1,2})")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SAME = (f"{_XSD}string", "https://www.w3.org/2001/XMLSchema#integer")
"""What these members are without saying so; the context of credentials 2.0 writes the second one with https."""

_LONGEST = 2_048


@record
class Entry:
    """One entry, read.

    Attributes:
        purpose: as written: "revocation", "suspension", "refresh", "message" or another word.
        index: number of the entry in its list.
        url: where the list is served.
        size: bits of each entry of that list, 1 to 8.
        messages: value → message for developers; empty when the entry brings none.
        references: addresses of more about the messages.
    """

    purpose: str
    index: int
    url: str
    size: int = 1
    messages: tuple[tuple[int, str], ...] = ()
    references: tuple[str, ...] = ()


def read(raw: JsonValue, pointer: str = "") -> Entry:
    """Read one `credentialStatus`.

    Whoever holds a credential may write a list of one for a value, or a bare value object, and no signature over
    linked data tells them apart: nobody must be able to make a revocation unreadable by writing it so.

    Args:
        raw: the entry.
        pointer: where it stands.

    Raises:
        InputError: ``status_type_unsupported`` for another type, or entries larger than 8 bits;
            ``status_entry_malformed`` at the guilty member.
    """
    if not isinstance(raw, dict) or bitstring.ENTRY_TYPE not in items(raw.get("type")):
        raise InputError("status_type_unsupported", pointer)
    purpose = _text(raw, "statusPurpose", pointer)
    url = _text(raw, "statusListCredential", pointer)
    index = _text(raw, "statusListIndex", pointer)
    if not _INDEX.fullmatch(index):
        raise InputError("status_entry_malformed", f"{pointer}/statusListIndex")
    if raw.get("id") == url:
        raise InputError("status_entry_malformed", f"{pointer}/id", "the address of the list itself")
    size = _size(raw, pointer)
    messages = _messages(raw, size, pointer)
    references = tuple([each for each in items(raw.get("statusReference")) if isinstance(each, str)])
    return Entry(purpose, int(index), url, size, messages, references)


def message_of(entry: Entry, value: int) -> str | None:
    """What ``entry`` says that ``value`` means; None when it does not say. A note for developers, not for people."""
    return dict(entry.messages).get(value)


def _size(raw: JsonObject, pointer: str) -> int:
    if "statusSize" not in raw:
        return 1
    value = _bare(raw["statusSize"])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not _SIZE.fullmatch(str(value)):
        raise InputError("status_entry_malformed", f"{pointer}/statusSize")
    if int(value) > bitstring.MAX_SIZE:
        raise InputError("status_type_unsupported", f"{pointer}/statusSize", f"{value} bits")
    return int(value)


def _messages(raw: JsonObject, size: int, pointer: str) -> tuple[tuple[int, str], ...]:
    """Found by their `status`, never by their place: the order of an array is not signed."""
    place = f"{pointer}/statusMessage"
    if "statusMessage" not in raw:
        if size > 1:
            raise InputError("status_entry_malformed", place, "missing")
        return ()
    found: dict[int, str] = {}
    listed = items(raw["statusMessage"])
    if len(listed) != 2**size:
        raise InputError("status_entry_malformed", place, f"{len(listed)} messages for {size} bits")
    for number, each in enumerate(listed):
        here = f"{place}/{number}"
        if not isinstance(each, dict):
            raise InputError("status_entry_malformed", here)
        status = _STATUS.fullmatch(_text(each, "status", here))
        value = int(status[1], 16) if status else None
        if value is None or value >= 2**size or value in found:
            raise InputError("status_entry_malformed", f"{here}/status")
        found[value] = _text(each, "message", here)
    return tuple(sorted(found.items()))


def _text(holder: JsonObject, name: str, pointer: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str):
        value = _bare(value)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise InputError("status_entry_malformed", f"{pointer}/{name}")
    return value


def _bare(value: JsonValue) -> JsonValue:
    """The one value inside lists that say it once or again, and value objects that state just it."""
    while isinstance(value, list):
        told = [each for each in value if each is not None]
        if not told or any(each != told[0] for each in told):
            return value
        value = told[0]
    if isinstance(value, dict) and "@value" in value and value.keys() <= {"@value", "@type"}:
        return value["@value"] if value.get("@type", f"{_XSD}string") in _SAME else value
    return value
