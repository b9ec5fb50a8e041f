"""What plain contexts define, worked out here: most documents then need no general processor at all.

Importing that takes longer than a whole verification. The algorithm is JSON-LD 1.1 API §4.1 and §4.2 for the few
features that plain contexts have; the state has the form of the general processor's, which goes on from it wherever
something else is met (`NotPlain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data.contexts import BUNDLED, Contexts
from sceau.linked_data.nquads import is_iri

_ALIASED = frozenset({"@id", "@type"})
_TYPES = frozenset({"@id", "@vocab", "@json", "@none"})
_DEFINING = frozenset({"@id", "@type", "@container", "@context", "@protected"})
_PREFIX_ENDS = tuple(":/?#[]@")
_numbers = count()


class NotPlain(Exception):
    """To be answered by the general processor."""


class State(dict[str, Any]):
    """An active context made of plain contexts only. Never changed once it is made."""


class Definitions:
    """The plain ones among a closed set of contexts."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._plain: dict[str, JsonObject | None] = {}

    def within(self, state: Mapping[str, Any], local: object, *, of_member: bool, of_type: bool) -> State:
        """See `sceau.linked_data.loader.Processor.within`.

        Raises:
            NotPlain: ``state`` or ``local`` is not plain, or there is something wrong with them.
        """
        if not isinstance(state, State) or not local:
            raise NotPlain
        if isinstance(local, list):
            listed = [self._document(each) for each in local]
        else:
            listed = [local if isinstance(local, dict) and _is_plain(local, at_top=False) else None]
        changed = state
        if of_type and not state.get("previousContext"):
            changed = State(state, previousContext=state)
        for context in listed:
            if context is None:
                raise NotPlain
            changed = _defined(changed, context, of_member=of_member)
        return changed

    def is_plain(self, address: str) -> bool:
        """Whether the context behind ``address`` is one of those that were proven plain."""
        if address not in self._plain:
            # Only the bundled ones: they are few and locked, and each is compared with the general processor.
            bundled = address in BUNDLED and self._contexts.digest(address) == BUNDLED[address][2]
            found = self._contexts.document(address).get("@context") if bundled else None
            self._plain[address] = found if isinstance(found, dict) and _is_plain(found, at_top=True) else None
        return self._plain[address] is not None

    def _document(self, address: object) -> JsonObject | None:
        return self._plain[address] if isinstance(address, str) and self.is_plain(address) else None


def initial() -> State:
    """See `sceau.linked_data.loader.Processor.initial`."""
    return State(_uuid=_name(), processingMode="json-ld-1.1", mappings={})


def iri(state: Mapping[str, Any], text: str) -> str:
    """See `sceau.linked_data.loader.Processor.iri`.

    Raises:
        NotPlain: ``state`` is not plain, or ``text`` looks like a keyword.
    """
    if text in _ALIASED:
        return text
    if not isinstance(state, State) or text.startswith("@"):
        raise NotPlain
    mappings = state["mappings"]
    if text in mappings:
        return str(mappings[text]["@id"])
    prefix, _, suffix = text.partition(":")
    mapping = mappings.get(prefix)
    if mapping is None or not mapping["_prefix"] or text == prefix or suffix.startswith("//"):
        return text
    return f"{mapping['@id']}{suffix}"


def _name() -> str:
    # The general processor remembers by these names what it made of which state.
    return f"plain {next(_numbers)}"


def _defined(state: State, context: JsonObject, *, of_member: bool) -> State:
    """``state`` with the terms of one plain context."""
    mappings = dict(state["mappings"])
    changed = State(state, _uuid=_name(), mappings=mappings)
    protects = context.get("@protected", False)
    waiting = {name: value for name, value in context.items() if not name.startswith("@")}

    def define(name: str) -> None:
        value = waiting.pop(name)
        simple = isinstance(value, str)
        told: Any = {"@id": value} if simple else value
        for text in (told["@id"], told.get("@type", "")):
            for other in _needed(text, waiting):
                define(other)
        old = mappings.pop(name, None)
        mapping: dict[str, Any] = {
            "reverse": False,
            "protected": bool(told.get("@protected", protects)),
            "_term_has_colon": False,
            "@id": iri(changed, told["@id"]),
        }
        mapping["_prefix"] = simple and mapping["@id"].endswith(_PREFIX_ENDS)
        if "@type" in told:
            mapping["@type"] = told["@type"] if told["@type"].startswith("@") else iri(changed, told["@type"])
        if "@container" in told:
            mapping["@container"] = _listed(told["@container"])
        if "@context" in told:
            mapping["@context"] = told["@context"] or False
        if old and old["protected"] and not of_member:
            mapping["protected"] = True
            if old != mapping:
                raise NotPlain
        mappings[name] = mapping

    while waiting:
        define(next(iter(waiting)))
    return changed


def _is_plain(context: JsonObject, *, at_top: bool) -> bool:
    """Whether every definition has the plain form, so that none of them can be at fault wherever it is used."""
    for name, value in context.items():
        if name in ("@protected", "@version"):
            if value is not True and value != 1.1:  # noqa: PLR2004 — the version of JSON-LD
                return False
        elif not name or name[0] == "@" or ":" in name or "/" in name or not _is_definition(name, context, at_top):
            return False
    return True


def _is_definition(name: str, context: JsonObject, at_top: bool) -> bool:
    value = context[name]
    told = {"@id": value} if isinstance(value, str) else value
    if not isinstance(told, dict) or told.keys() - _DEFINING:
        return False
    iri, datatype, inner = told.get("@id"), told.get("@type", "@id"), told.get("@context")
    containers = _listed(told.get("@container", []))
    return (
        isinstance(iri, str)
        and isinstance(datatype, str)
        and (iri in _ALIASED or _is_reference(iri, name, context, at_top))
        and (datatype in _TYPES or _is_reference(datatype, name, context, at_top))
        and containers in ([], ["@list"], ["@set"], ["@graph"], ["@graph", "@set"])
        and isinstance(told.get("@protected", True), bool)
        and (inner is None or (isinstance(inner, dict) and _is_plain(inner, at_top=False)))
    )


def _is_reference(text: str, name: str, context: JsonObject, at_top: bool) -> bool:
    """An address; at the top also one that hangs on another definition, if that one hangs on none."""
    if not (needed := _needed(text, context)):
        return is_iri(text)
    return at_top and not any(each == name or _needed(_iri(context[each]), context) for each in needed)


def _needed(text: str, context: Mapping[str, JsonValue]) -> list[str]:
    return [each for each in (text, text.partition(":")[0]) if each in context]


def _iri(value: JsonValue) -> str:
    return str(value.get("@id") if isinstance(value, dict) else value)


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
