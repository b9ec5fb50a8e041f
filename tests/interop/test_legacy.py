"""Badges with the proof of older issuers, Ed25519Signature2020, made by other people's package and read here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_V3, Contexts
from sceau.proofs import chain, find, verify_proof
from sceau.proofs.suite import Covered
from tests.interop import node
from tests.interop.test_engine import tampered, verifies_here
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

SUITE_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
PRIVATE = PrivateKey.from_seed(bytes(range(32)))


def unsigned(model: str) -> dict[str, Any]:
    """A badge of either version of the data model, with the contexts that this proof needs."""
    document: dict[str, Any] = badge(PRIVATE)
    document["@context"] = [model, OPEN_BADGES_V3, SUITE_CONTEXT]
    if model == CREDENTIALS_V1:
        document["issuanceDate"] = document.pop("validFrom")
    return document


@pytest.fixture(scope="module")
def signed() -> dict[str, Any]:
    """The badges as the other package signs them, by the version of the data model."""
    models = [CREDENTIALS_V1, CREDENTIALS_V2]
    pair = {
        "@context": SUITE_CONTEXT,
        "id": key.method_of(PRIVATE.public),
        "type": "Ed25519VerificationKey2020",
        "controller": key.of(PRIVATE.public),
        "publicKeyMultibase": PRIVATE.public_multibase,
        # this package keeps the public half behind the secret one, under the header of private Ed25519 keys
        "privateKeyMultibase": multibase.encode58(b"\x80\x26" + bytes(range(32)) + PRIVATE.public.raw),
    }
    documents = {SUITE_CONTEXT: Contexts.bundled().document(SUITE_CONTEXT)}
    given = {"credentials": [unsigned(model) for model in models], "key": pair, "documents": documents}
    return dict(zip(models, node.run("legacy.mjs", given), strict=True))


@pytest.mark.parametrize("model", [CREDENTIALS_V1, CREDENTIALS_V2])
def test_issued_there_verifies_here(model: str, signed: dict[str, Any], now: datetime) -> None:
    assert signed[model]["proof"]["type"] == "Ed25519Signature2020"
    assert verifies_here(signed[model], now)


@pytest.mark.parametrize("model", [CREDENTIALS_V1, CREDENTIALS_V2])
def test_every_tampering_is_refused_here(model: str, signed: dict[str, Any], now: datetime) -> None:
    assert [what for what, other in tampered(signed[model]) if verifies_here(other, now)] == []


def check(document: Any) -> None:
    proof = chain.listed(document)[0]
    verify_proof(document, proof, public_key=PRIVATE.public, contexts=Contexts.bundled())


def test_the_type_of_the_proof_is_signed(signed: dict[str, Any]) -> None:
    document = signed[CREDENTIALS_V2]
    check(document)
    renamed = document["proof"] | {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}
    with pytest.raises(InputError) as caught:
        check(document | {"proof": renamed})
    assert caught.value.code == "proof_signature_invalid"


def test_it_means_nothing_without_its_context(signed: dict[str, Any]) -> None:
    document = signed[CREDENTIALS_V2]
    with pytest.raises(InputError) as caught:
        check(document | {"@context": [CREDENTIALS_V2, OPEN_BADGES_V3]})
    assert caught.value.code == "term_undefined"
    assert caught.value.pointer.startswith("/proof/")


def test_it_is_never_issued() -> None:
    suite = find("Ed25519Signature2020", None)
    assert suite is not None
    signer = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
    with pytest.raises(UsageError):
        suite.sign(Covered(unsigned(CREDENTIALS_V2), {}, Contexts.bundled()), signer)
    assert find("Ed25519Signature2020", "eddsa-rdfc-2022") is None
