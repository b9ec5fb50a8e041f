"""openvc-core: an issuer and verifier in Python."""

from __future__ import annotations

import json
from datetime import datetime
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks import documents
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"openvc-core {version('openvc-core')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """Data Integrity, VC-JWT and SD-JWT VC."""
    keys, now = import_module("openvc.keys"), datetime.fromisoformat(setup["now"])
    ed25519, p256 = setup["keys"]["Ed25519"], setup["keys"]["P-256"]
    signing = keys.Ed25519SigningKey.from_jwk(ed25519["jwk"], ed25519["method"])
    rdfc = import_module("openvc.proof.data_integrity").DataIntegrityProofSuite()
    jcs = import_module("openvc.proof.di_jcs").EddsaJcsProofSuite()
    found: dict[str, Act] = {}
    known = {"extra_contexts": {documents.OPEN_BADGES: setup["contexts"][documents.OPEN_BADGES]}}
    for name, suite, more in (("eddsa-rdfc-2022", rdfc, known), ("eddsa-jcs-2022", jcs, {})):
        found |= _embedded(name, suite, {"signing_key": signing, "verification_method": ed25519["method"]}, more, now)
    jwt = import_module("openvc.proof.vc_jwt").VcJwtProofSuite()
    sd_jwt = import_module("openvc.proof.sd_jwt").SdJwtVcProofSuite()
    known_key, public = _public(ed25519["jwk"]), _public(p256["jwk"])
    es256 = keys.P256SigningKey.from_jwk(p256["jwk"], p256["method"])

    def jwt_issue(text: str) -> str:
        return str(jwt.sign(json.loads(text), signing_key=signing))

    def jwt_verify(text: str) -> str:
        jwt.verify(text, public_key_jwk=known_key)
        return ""

    def sd_jwt_issue(text: str) -> str:
        claims = json.loads(text) | {"iss": p256["did"]}
        given = {"vct": documents.VCT, "disclosable": setup["disclosable"], "holder_jwk": public}
        return str(sd_jwt.issue(claims, signing_key=es256, **given))

    def sd_jwt_verify(text: str) -> str:
        sd_jwt.verify(text, public_key_jwk=public, now=now)
        return ""

    found |= {"vc-jwt issue": jwt_issue, "vc-jwt verify": jwt_verify}
    return found | {"sd-jwt issue": sd_jwt_issue, "sd-jwt verify": sd_jwt_verify}


def _public(jwk: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in jwk.items() if name != "d"}


def _embedded(name: str, suite: Any, key: dict[str, Any], more: dict[str, Any], now: datetime) -> dict[str, Act]:
    def issue(text: str) -> str:
        signed = suite.add_proof(json.loads(text), created=now, **key, **more)
        return json.dumps(signed, ensure_ascii=False)

    def verify(text: str) -> str:
        signed = json.loads(text)
        if isinstance(signed["proof"], list):
            (signed["proof"],) = signed["proof"]
        suite.verify(signed, now=now, **more)
        return ""

    return {f"{name} issue": issue, f"{name} verify": verify}
