"""openbadgeslib: Open Badges in Python."""

from __future__ import annotations

import json
from datetime import datetime
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks.peers import encoding, jwt_claims
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"openbadgeslib {version('openbadgeslib')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """Data Integrity and VC-JWT."""
    ldp, did = import_module("openbadgeslib.ob3.ldp"), import_module("openbadgeslib.ob3.did")
    serialization = import_module("cryptography.hazmat.primitives.serialization")
    ed25519 = import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    key = setup["keys"]["Ed25519"]
    private = ed25519.Ed25519PrivateKey.from_private_bytes(encoding.unbase64url(key["jwk"]["d"])).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public, now = did.resolve_did(key["did"]), datetime.fromisoformat(setup["now"])
    signer = import_module("openbadgeslib.ob3.signer").OB3Signer(private, algorithm="EdDSA")
    verifier = import_module("openbadgeslib.ob3.verifier").OB3Verifier.for_issuer_did(key["did"])

    def issue(text: str) -> str:
        signed = ldp.add_data_integrity_proof(json.loads(text), private, key["method"], created=now)
        return json.dumps(signed, ensure_ascii=False)

    def verify(text: str) -> str:
        signed = json.loads(text)
        if isinstance(signed["proof"], list):
            (signed["proof"],) = signed["proof"]
        ldp.verify_data_integrity_proof(signed, public)
        return ""

    def jwt_issue(text: str) -> str:
        return str(signer.sign_payload(jwt_claims.of(json.loads(text))))

    def jwt_verify(text: str) -> str:
        verifier.verify(text)
        return ""

    return {
        "eddsa-rdfc-2022 issue": issue,
        "eddsa-rdfc-2022 verify": verify,
        "vc-jwt issue": jwt_issue,
        "vc-jwt verify": jwt_verify,
    }
