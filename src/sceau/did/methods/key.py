"""did:key: the identifier is the public key."""

from __future__ import annotations

from sceau.did.document import DidDocument, parse
from sceau.errors import InputError
from sceau.keys import multikey
from sceau.keys.multikey import PublicKey

PREFIX = "did:key:"


def of(key: PublicKey) -> str:
    """The DID of ``key``."""
    return PREFIX + multikey.encode(key.kind, key.raw)


def method_of(key: PublicKey) -> str:
    """The DID URL of the one verification method of ``key``'s DID."""
    did = of(key)
    return f"{did}#{did.removeprefix(PREFIX)}"


def resolve(did: str) -> DidDocument:
    """The document that ``did`` implies; nothing is fetched.

    Raises:
        InputError: ``did_malformed`` when the identifier is no Multikey; ``key_type_unsupported``.
    """
    multibase = did.removeprefix(PREFIX)
    try:
        multikey.decode(multibase)
    except InputError as error:
        if error.code == "key_type_unsupported":
            raise
        raise InputError("did_malformed", detail=error.detail) from error
    url = f"{did}#{multibase}"
    return parse(
        {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": did,
            "verificationMethod": [{"id": url, "type": "Multikey", "controller": did, "publicKeyMultibase": multibase}],
            "authentication": [url],
            "assertionMethod": [url],
        }
    )
