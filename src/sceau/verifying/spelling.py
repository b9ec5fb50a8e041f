"""Whether the words of a document mean what they seem to.

A proof over linked data covers statements, not spelling: the same statements can be written so that a reader of JSON
sees others, or misses some. A holder may rename `credentialStatus` to its full IRI, and the signature still holds while
the revocation is out of sight. So words must be spelled the one way that their known contexts give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import items
from sceau.openbadges.endorsement import says_nothing_else
from sceau.problems import Problem

_ALLOWED_KEYWORDS = frozenset({"@context", "@value", "@language", "@direction"})
_EMBEDDED = frozenset(
    {
        "VerifiableCredential",
        "EnvelopedVerifiableCredential",
        "VerifiablePresentation",
        "EnvelopedVerifiablePresentation",
    }
)
_LOCAL_NAME = re.compile(r"[^#/:]*\Z")
_GUARDED = frozenset(
    name.casefold()
    for name in (
        *("id", "type", "issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate", "awardedDate"),
        *("credentialStatus", "credentialSubject", "credentialSchema", "evidence", "relatedResource", "proof"),
        *("digestSRI", "digestMultibase", "statusPurpose", "statusListIndex", "statusListCredential"),
        *("statusSize", "encodedList", "ttl", "refreshService", "termsOfUse", "verifiableCredential"),
        *("achievement", "achievementType", "name", "description", "criteria", "narrative", "inLanguage"),
        *("version", "related", "alignment", "result", "resultDescription", "identifier", "identityHash"),
    )
)
"""Local names of what this engine reads: another spelling of these could hide them."""

_LOOKED_INTO = frozenset({"type", "proof", "verifiableCredential"})

_OTHER_NAMES_IN_PROOFS = frozenset({"expiration"})
"""What `https://w3id.org/security/v1` and `v2` also call `expires`; a holder may add these contexts."""


def problems(document: JsonObject, contexts: Contexts) -> Iterator[Problem]:
    """Everything about contexts and spelling that keeps JSON from saying what is signed.

    ``context_unknown`` and ``context_inline`` leave the meaning open, as does ``identifier_repeated``: objects of
    one id are one thing, so what is said of it could be moved from where readers look to where they do not.
    ``term_respelled`` is an answer: somebody hides something.
    """
    for index, context in enumerate(items(document.get("@context"))):
        place = f"/@context/{index}" if isinstance(document["@context"], list) else "/@context"
        if not isinstance(context, str):
            yield Problem("context_inline", place)
        elif not contexts.known(context):
            yield Problem("context_unknown", place, context[:200])
    above = _identified(document)
    if _is_usual({name: value for name, value in document.items() if name != "@context"}, frozenset()):
        return
    for name, value in document.items():
        if name == "proof":
            yield from of_proofs(value)
        elif name != "@context":
            here = pointers.join("", name)
            yield from _spelled(name, value, here, document)
            yield from _inside(name, value, here, above, contexts)


def _is_usual(value: JsonObject, above: frozenset[str]) -> bool:
    """Whether nothing below can be a problem. A quick look: False only means that it takes a closer one."""
    identifier = value.get("id")
    if isinstance(identifier, str):
        if identifier in above or identifier.startswith("_:"):
            return False
        above |= {identifier}
    for name, inner in value.items():
        kind = type(inner)
        if not _is_usual_name(name):
            if not _is_usual_member(name, inner):
                return False
        elif kind is dict:
            if not _is_usual(cast("JsonObject", inner), above):
                return False
        elif kind is list and not _are_usual(cast("list[JsonValue]", inner), above):
            return False
    return True


def _are_usual(values: list[JsonValue], above: frozenset[str]) -> bool:
    for each in values:
        if isinstance(each, list) or (isinstance(each, dict) and not _is_usual(each, above)):
            return False
        if isinstance(each, dict):
            above |= _identified(each)
    return True


@lru_cache(maxsize=1_024)
def _is_usual_name(name: str) -> bool:
    return not (name.startswith("@") or ":" in name or name in _LOOKED_INTO)


def _is_usual_member(name: str, value: JsonValue) -> bool:
    if name == "type":
        return all(isinstance(each, str) and ":" not in each for each in items(value))
    return name == "proof" and next(of_proofs(value, ""), None) is None


def of_proofs(value: JsonValue, place: str = "/proof") -> Iterator[Problem]:
    """A proof may repeat the contexts (the JCS suites want that); it is read with those of the document."""
    for index, proof in enumerate(items(value)):
        here = pointers.join(place, index) if isinstance(value, list) else place
        for name in proof if isinstance(proof, dict) else ():
            if ":" in name or name in _OTHER_NAMES_IN_PROOFS or (name.startswith("@") and name != "@context"):
                yield Problem("term_respelled", pointers.join(here, name))


def _inside(name: str, value: JsonValue, here: str, above: frozenset[str], contexts: Contexts) -> Iterator[Problem]:
    if name == "verifiableCredential":
        # Each must hold by itself for the whole to hold, so that nothing can be moved into one, or out of it.
        for index, item in enumerate(items(value)):
            place = pointers.join(here, index) if isinstance(value, list) else here
            yield from _below(item, place, frozenset(), contexts)
    else:
        yield from _below(value, here, above, contexts)


def _below(value: JsonValue, here: str, above: frozenset[str], contexts: Contexts) -> Iterator[Problem]:
    """Walk down; ``above`` are the ids of the objects around ``value``, and of its neighbours in an array."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(item, pointers.join(here, index), above, contexts)
            if isinstance(item, dict):
                above |= _identified(item)
    elif isinstance(value, dict):
        own = _identified(value)
        if own & above and len(value) > 1 and not says_nothing_else(value):
            yield Problem("identifier_repeated", f"{here}/id")
        for name, inner in value.items():
            place = pointers.join(here, name)
            if name == "@context":
                yield from _nested(value, place, contexts)
                continue
            if name == "proof":
                yield from of_proofs(inner, place)
                continue
            yield from _spelled(name, inner, place, value)
            yield from _inside(name, inner, place, above | own, contexts)


def _identified(holder: JsonObject) -> frozenset[str]:
    identifier = holder.get("id")
    return frozenset({identifier}) if isinstance(identifier, str) else frozenset()


def _nested(holder: JsonObject, place: str, contexts: Contexts) -> Iterator[Problem]:
    """A context inside is in order for an embedded document alone: elsewhere it gives words a second meaning."""
    listed = items(holder["@context"])
    embedded = _EMBEDDED.intersection(kind for kind in items(holder.get("type")) if isinstance(kind, str))
    if not embedded or not listed or not all(isinstance(context, str) for context in listed):
        yield Problem("context_inline", place)
        return
    for context in listed:
        if not contexts.known(str(context)):
            yield Problem("context_unknown", place, str(context)[:200])


def _spelled(name: str, value: JsonValue, place: str, holder: JsonObject) -> Iterator[Problem]:
    if name.startswith("@"):
        if name not in _ALLOWED_KEYWORDS and not (name == "@type" and "@value" in holder):
            yield Problem("term_respelled", place)
    elif ":" in name:
        local = _LOCAL_NAME.search(name)
        hides = local is not None and local[0].casefold() in _GUARDED
        yield Problem("term_respelled" if hides else "context_inline", place)
    elif name.casefold() in _GUARDED and any(isinstance(item, list) and _holds_objects(item) for item in items(value)):
        # To linked data it is one array; readers of JSON pass over the objects in the inner one.
        yield Problem("term_respelled", place)
    elif name == "id" and isinstance(value, str) and value.startswith("_:"):
        yield Problem("term_respelled", place)
    elif name == "type" and any(isinstance(kind, str) and ":" in kind for kind in items(value)):
        yield Problem("context_inline", place)


def _holds_objects(value: JsonValue) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_objects, value)))
