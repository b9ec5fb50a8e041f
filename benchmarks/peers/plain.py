"""pyld and a signature: what a straightforward program in Python would do, without any check."""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks.peers import encoding
from benchmarks.serve import Act


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"pyld {version('pyld')}"


def acts(setup: dict[str, Any]) -> dict[str, Act]:
    """eddsa-rdfc-2022."""
    jsonld = import_module("pyld.jsonld")
    ed25519 = import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    key = setup["keys"]["Ed25519"]
    private = ed25519.Ed25519PrivateKey.from_private_bytes(encoding.unbase64url(key["jwk"]["d"]))

    def load(url: str, _options: Any) -> dict[str, Any]:
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": setup["contexts"][url],
            "contentType": "application/ld+json",
        }

    chosen = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}

    def digest(document: dict[str, Any]) -> bytes:
        return hashlib.sha256(jsonld.normalize(document, chosen).encode()).digest()

    def issue(text: str) -> str:
        document = json.loads(text)
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": setup["now"],
            "verificationMethod": key["method"],
            "proofPurpose": "assertionMethod",
        }
        covered = digest({"@context": document["@context"], **proof}) + digest(document)
        document["proof"] = [proof | {"proofValue": "z" + encoding.base58(private.sign(covered))}]
        return json.dumps(document, ensure_ascii=False)

    def verify(text: str) -> str:
        document = json.loads(text)
        (proof,) = document.pop("proof")
        signature = encoding.unbase58(proof.pop("proofValue")[1:])
        public = ed25519.Ed25519PublicKey.from_public_bytes(
            encoding.unbase58(proof["verificationMethod"].partition("#z")[2])[2:]
        )
        covered = digest({"@context": document["@context"], **proof}) + digest(document)
        public.verify(signature, covered)
        return ""

    return {"eddsa-rdfc-2022 issue": issue, "eddsa-rdfc-2022 verify": verify}
