"""did:jwk: the identifier is a public JSON Web Key."""

from __future__ import annotations

from sceau.did.document import DidDocument, parse
from sceau.encoding import base64url
from sceau.encoding.strict_json import JsonObject, JsonValue, dumps, loads_object
from sceau.errors import InputError
from sceau.keys import jwk
from sceau.keys.multikey import ED25519, RSA, X25519, PublicKey

PREFIX = "did:jwk:"
MAX_BYTES = 8_192

_SIGNING = ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")


def of(key: PublicKey) -> str:
    """The DID of ``key``.

    Raises:
        InputError: ``key_type_unsupported`` for a kind that has no JWK.
    """
    return PREFIX + base64url.encode(dumps(jwk.from_public_key(key)))


def method_of(key: PublicKey) -> str:
    """The DID URL of the one verification method of ``key``'s DID."""
    return f"{of(key)}#0"


def resolve(did: str) -> DidDocument:
    """The document that ``did`` implies; nothing is fetched.

    The key's `use` decides what it is for, and so does its kind: X25519 signs nothing, Ed25519 and RSA keys agree
    on nothing.

    Raises:
        InputError: ``did_malformed`` when the identifier is no JSON object in base64url; ``key_malformed``, also for
            a private key; ``key_type_unsupported``.
    """
    try:
        key = loads_object(base64url.decode(did.removeprefix(PREFIX)), max_bytes=MAX_BYTES)
    except InputError as error:
        raise InputError("did_malformed", detail=error.code) from error
    kind, use, url = jwk.to_public_key(key).kind, key.get("use"), f"{did}#0"
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did,
        "verificationMethod": [{"id": url, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key}],
    }
    one: list[JsonValue] = [url]
    if use != "enc" and kind != X25519:
        document |= dict.fromkeys(_SIGNING, one)
    if use != "sig" and kind not in (ED25519, RSA):
        document["keyAgreement"] = one
    return parse(document)
