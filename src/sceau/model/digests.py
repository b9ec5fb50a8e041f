"""The digests by which a credential names what lies elsewhere (VC Data Model 2.0 §5.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping

from sceau.encoding import multibase
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import items

_STRENGTH = ("sha256", "sha384", "sha512")
_MULTIHASH = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
_RAW_SHA256 = 32


def matches(resource: JsonObject, body: bytes) -> bool:
    """Whether ``body`` has every digest that ``resource`` states, in either spelling.

    Raises:
        InputError: ``evidence_digest_malformed``; ``multibase_malformed``.
    """
    return all(hashlib.new(name, body).digest() in accepted for name, accepted in _stated(resource))


def matches_context(resource: JsonObject, url: str, contexts: Contexts) -> bool:
    """Whether ``resource`` states the digests of a context that we know, in its present or an earlier edition.

    Raises:
        InputError: as `matches`.
    """
    if matches(resource, contexts.body(url)):
        return True
    return any(_is_edition(resource, edition) for edition in contexts.earlier(url))


def _is_edition(resource: JsonObject, edition: Mapping[str, bytes]) -> bool:
    return all(edition.get(name) in accepted for name, accepted in _stated(resource))


def _stated(resource: JsonObject) -> Iterator[tuple[str, set[bytes]]]:
    """Each digest that must match: the algorithm, and the values that do."""
    values = [_sri(value) for value in items(resource.get("digestSRI"))]
    values += [_multibase(value) for value in items(resource.get("digestMultibase"))]
    if not values:
        raise InputError("evidence_digest_malformed", detail="no digest")
    yield from values


def _sri(value: JsonValue) -> tuple[str, set[bytes]]:
    """Subresource Integrity §3.3: among several digests, any of the strongest kind."""
    digests: dict[str, set[bytes]] = {}
    for part in value.split() if isinstance(value, str) else []:
        name, _, text = part.partition("-")
        try:
            digests.setdefault(name, set()).add(base64.b64decode(text.partition("?")[0], validate=True))
        except (binascii.Error, ValueError) as error:
            raise InputError("evidence_digest_malformed", detail="not base64") from error
    known = [name for name in _STRENGTH if name in digests]
    if not known:
        raise InputError("evidence_digest_malformed", detail="no known digest")
    return known[-1], digests[known[-1]]


def _multibase(value: JsonValue) -> tuple[str, set[bytes]]:
    raw = multibase.decode(value) if isinstance(value, str) else b""
    if len(raw) == _RAW_SHA256:  # without multihash header, as early examples of the specification
        return "sha256", {raw}
    name = _MULTIHASH.get(raw[:2])
    if name is None or len(raw) - 2 != hashlib.new(name).digest_size:
        raise InputError("evidence_digest_malformed", detail="no known digest")
    return name, {raw[2:]}
