"""Signed texts that the tests of JWT start from."""

from __future__ import annotations

from typing import Any

from sceau.encoding import strict_json
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.proofs.jose import compact

ISSUER = "did:web:college.example"
SIGNER = LocalSigner(PrivateKey.from_seed(bytes(range(32))), f"{ISSUER}#key-1-jwk")


def jwt(payload: Any, header: Any = None) -> str:
    """``payload`` signed by `SIGNER`, under ``header`` or none in particular."""
    return compact.sign(header or {}, strict_json.dumps(payload), SIGNER)


def minimal() -> dict[str, Any]:
    """The least credential of VC Data Model 2.0."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": {"id": ISSUER, "name": "Collège"},
        "validFrom": "2026-03-01T14:05:00.750Z",
        "validUntil": "2027-03-01T00:00:00+01:00",
        "credentialSubject": {"id": "did:example:learner", "name": "Zoé"},
    }


def open_badge() -> dict[str, Any]:
    """The payload of an Open Badges 3.0 VC-JWT: the credential and the claims that repeat it."""
    return minimal() | {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "iss": ISSUER,
        "jti": "urn:uuid:1",
        "sub": "did:example:learner",
        "nbf": 1_772_373_900,
        "exp": 1_803_855_600,
    }


def version_1() -> dict[str, Any]:
    """The payload of a VC Data Model 1.1 JWT: what the claims say is left out of the credential."""
    return {
        "iss": ISSUER,
        "jti": "urn:uuid:1",
        "sub": "did:example:learner",
        "nbf": 1_772_373_900,
        "exp": 1_803_855_600,
        "vc": {
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiableCredential"],
            "credentialSubject": {"name": "Zoé"},
        },
    }
