"""sd-jwt: the reference implementation in Python."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks import documents
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"sd-jwt {version('sd-jwt')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """SD-JWT VC."""
    issuing, verifying = import_module("sd_jwt.issuer"), import_module("sd_jwt.verifier")
    common, jwk = import_module("sd_jwt.common"), import_module("jwcrypto.jwk")
    key = setup["keys"]["P-256"]
    pair = jwk.JWK(**key["jwk"])
    concealed = set(setup["disclosable"])

    def issue(text: str) -> str:
        claims = {
            common.SDObj(name) if name in concealed else name: value for name, value in json.loads(text).items()
        } | {"iss": key["did"], "vct": documents.VCT}
        headers = {"typ": "dc+sd-jwt", "kid": key["method"]}
        return str(issuing.SDJWTIssuer(claims, pair, pair, extra_header_parameters=headers).sd_jwt_issuance)

    def verify(text: str) -> str:
        verifying.SDJWTVerifier(text, lambda _issuer, _header: pair).get_verified_payload()
        return ""

    return {"sd-jwt issue": issue, "sd-jwt verify": verify}
