"""joserfc: JOSE in Python; the signature of the text, and nothing of credentials."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks.peers import jwt_claims
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"joserfc {version('joserfc')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """VC-JWT."""
    warnings.simplefilter("ignore")  # EdDSA without its curve is called old there; it is what badges have
    jwt, jwk = import_module("joserfc.jwt"), import_module("joserfc.jwk")
    key = setup["keys"]["Ed25519"]
    private = jwk.OKPKey.import_key(key["jwk"])
    public = jwk.OKPKey.import_key({name: value for name, value in key["jwk"].items() if name != "d"})
    header = {"alg": "EdDSA", "typ": "JWT", "kid": key["method"]}

    def issue(text: str) -> str:
        return str(jwt.encode(header, jwt_claims.of(json.loads(text)), private, algorithms=["EdDSA"]))

    def verify(text: str) -> str:
        jwt.decode(text, public, algorithms=["EdDSA"])
        return ""

    return {"vc-jwt issue": issue, "vc-jwt verify": verify}
