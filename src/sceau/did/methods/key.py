"""did:key: the identifier is the public key."""

from __future__ import annotations

from sceau.did.document import DidDocument, parse
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk, multikey, points
from sceau.keys.multikey import ED25519, X25519, PublicKey

PREFIX = "did:key:"
MULTIKEY = "Multikey"
JSON_WEB_KEYS = frozenset({"JsonWebKey", "JsonWebKey2020"})

_CONTEXTS = {
    "Multikey": "https://w3id.org/security/multikey/v1",
    "JsonWebKey": "https://w3id.org/security/jwk/v1",
    "JsonWebKey2020": "https://w3id.org/security/suites/jws-2020/v1",
    "Ed25519VerificationKey2020": "https://w3id.org/security/suites/ed25519-2020/v1",
    "X25519KeyAgreementKey2020": "https://w3id.org/security/suites/x25519-2020/v1",
}
FORMATS = frozenset(_CONTEXTS)
"""The values of `publicKeyFormat` that are known here."""

_OF_ONE_KIND = {"Ed25519VerificationKey2020": ED25519, "X25519KeyAgreementKey2020": X25519}
_SIGNING = ("authentication", "assertionMethod", "capabilityDelegation", "capabilityInvocation")


def of(key: PublicKey) -> str:
    """The DID of ``key``."""
    return PREFIX + multikey.encode(key.kind, key.raw)


def method_of(key: PublicKey) -> str:
    """The DID URL of the one verification method of ``key``'s DID."""
    did = of(key)
    return f"{did}#{did.removeprefix(PREFIX)}"


def resolve(did: str, *, key_format: str = MULTIKEY, key_agreement: bool = False) -> DidDocument:
    """The document that ``did`` implies; nothing is fetched.

    Args:
        did: of an Ed25519, P-256, P-384, P-521 or BLS12-381 G2 key, which sign, or of an X25519 key, which does not.
        key_format: how the key is written, one of `FORMATS`.
        key_agreement: also list the X25519 key that an Ed25519 key implies.

    Raises:
        InputError: ``did_malformed`` when the identifier is no Multikey; ``key_malformed`` for a key of a wrong
            length, or one that is no point of its curve; ``key_type_unsupported``, also for a format that does not
            hold this kind of key.
    """
    multibase = _multibase(did)
    try:
        key = multikey.decode(multibase)
    except InputError as error:
        if error.code != "multibase_malformed":
            raise
        raise InputError("did_malformed", detail=error.detail) from error
    points.check(key)
    context: list[JsonValue] = ["https://www.w3.org/ns/did/v1", _context(key_format)]
    methods = [_method(did, key, key_format)]
    document: JsonObject = {"@context": context, "id": did, "verificationMethod": [methods[0]]}
    if key.kind == X25519:
        return parse(document | {"keyAgreement": [methods[0]["id"]]})
    document |= {name: [methods[0]["id"]] for name in _SIGNING}
    if key_agreement and key.kind == ED25519:
        agreement_format = key_format if key_format not in _OF_ONE_KIND else "X25519KeyAgreementKey2020"
        if agreement_format != key_format:
            context.append(_context(agreement_format))
        document["keyAgreement"] = [_method(did, points.to_x25519(key), agreement_format)]
    return parse(document)


def _multibase(did: str) -> str:
    """The key's text; a version may stand before it, and means nothing yet."""
    version, _, multibase = did.removeprefix(PREFIX).rpartition(":")
    if ":" in did.removeprefix(PREFIX) and not (version.isascii() and version.isdigit() and version.strip("0")):
        raise InputError("did_malformed", detail="the version is no positive integer")
    return multibase


def _context(key_format: str) -> str:
    if key_format not in FORMATS:
        raise InputError("key_type_unsupported", detail=key_format[:100])
    return _CONTEXTS[key_format]


def _method(did: str, key: PublicKey, key_format: str) -> JsonObject:
    multibase = multikey.encode(key.kind, key.raw)
    if _OF_ONE_KIND.get(key_format, key.kind) != key.kind:
        raise InputError("key_type_unsupported", detail=f"no {key_format} of kind {key.kind}")
    named: JsonObject = {"id": f"{did}#{multibase}", "type": key_format, "controller": did}
    if key_format in JSON_WEB_KEYS:
        return named | {"publicKeyJwk": jwk.from_public_key(key)}
    return named | {"publicKeyMultibase": multibase}
