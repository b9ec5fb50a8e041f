"""PyJWT: the signature of the text, and nothing of credentials."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks.peers import jwt_claims
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"PyJWT {version('PyJWT')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """VC-JWT."""
    jwt = import_module("jwt")
    key = setup["keys"]["Ed25519"]
    private = jwt.PyJWK(key["jwk"]).key
    public = private.public_key()

    def issue(text: str) -> str:
        return str(
            jwt.encode(jwt_claims.of(json.loads(text)), private, algorithm="EdDSA", headers={"kid": key["method"]})
        )

    def verify(text: str) -> str:
        # Its own checks of times are off: the badge of a measurement has a moment of its own.
        jwt.decode(text, public, algorithms=["EdDSA"], options={"verify_exp": False, "verify_nbf": False})
        return ""

    return {"vc-jwt issue": issue, "vc-jwt verify": verify}
