"""Ed25519Signature2020, without other people's package: tests/interop/test_legacy.py has its signatures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sceau.encoding import datetimes, multibase
from sceau.errors import InputError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.proofs import catalogue, find, verify_proof
from sceau.proofs.suite import Covered
from sceau.proofs.whole import of_statements
from tests.sceau.documents import badge

SUITE_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


@pytest.fixture
def signed(private_key: PrivateKey, signer: LocalSigner, now: datetime, contexts: Contexts) -> dict[str, Any]:
    document: dict[str, Any] = badge(private_key)
    document["@context"].append(SUITE_CONTEXT)
    proof: dict[str, Any] = {
        "type": "Ed25519Signature2020",
        "created": datetimes.text(now),
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    value = multibase.encode58(private_key.sign(of_statements(Covered(document, proof, contexts))))
    return document | {"proof": proof | {"proofValue": value}}


def check(document: dict[str, Any], private_key: PrivateKey, contexts: Contexts) -> None:
    verify_proof(document, document["proof"], public_key=private_key.public, contexts=contexts)


def test_it_is_verified(signed: dict[str, Any], private_key: PrivateKey, contexts: Contexts) -> None:
    check(signed, private_key, contexts)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"created": "2026-03-01T14:05:01Z"}, "proof_signature_invalid"),
        ({"proofPurpose": "authentication"}, "proof_signature_invalid"),
        ({"cryptosuite": "eddsa-rdfc-2022"}, "proof_type_unsupported"),
        ({"type": "Ed25519Signature2018"}, "proof_type_unsupported"),
        ({"proofValue": "u" + "A" * 86}, "proof_value_malformed"),
        ({"proofValue": "z6Mk"}, "proof_value_malformed"),
        ({"jws": "a..b"}, "term_undefined"),
    ],
)
def test_what_was_changed_is_refused(
    signed: dict[str, Any], private_key: PrivateKey, contexts: Contexts, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        check(signed | {"proof": signed["proof"] | changes}, private_key, contexts)
    assert caught.value.code == code


def test_another_key_did_not_sign(signed: dict[str, Any], contexts: Contexts) -> None:
    with pytest.raises(InputError) as caught:
        check(signed, PrivateKey.from_seed(bytes(32)), contexts)
    assert caught.value.code == "proof_signature_invalid"


def test_it_is_never_made(signed: dict[str, Any], signer: LocalSigner, contexts: Contexts) -> None:
    suite = find("Ed25519Signature2020", None)
    assert suite is not None
    with pytest.raises(UsageError):
        suite.sign(Covered(signed, {}, contexts), signer)
    assert suite.name not in catalogue.names()
