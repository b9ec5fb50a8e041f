"""How the builders of this package put objects together: nothing empty, nothing said twice, nothing unknown lost."""

from __future__ import annotations

from collections.abc import Mapping

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError

Extra = Mapping[str, JsonValue]
"""Members beyond the specification, copied as they are. Their names must be defined by a context of the document:
signing refuses what would stay unsigned."""


def filled(members: Mapping[str, JsonValue]) -> JsonObject:
    """``members`` without those that say nothing: None, "" and []."""
    return {name: value for name, value in members.items() if value is not None and value not in ("", [])}


def extended(found: JsonObject, extra: Extra) -> JsonObject:
    """``found`` and ``extra``.

    Raises:
        UsageError: ``usage_wrong`` when ``extra`` would say again what ``found`` says.
    """
    if taken := found.keys() & extra.keys():
        raise UsageError("usage_wrong", detail=f"said already: {', '.join(sorted(taken))}")
    return found | dict(extra)


def image(address: str, caption: str = "") -> JsonObject | None:
    """The Image at ``address`` with its text alternative; None without an address."""
    return filled({"id": address, "type": "Image", "caption": caption}) if address else None
