from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import PublicKey
from sceau.linked_data.contexts import CREDENTIALS_V1, DATA_INTEGRITY_V2, Contexts
from sceau.proofs import add_proof, catalogue, chain, find, verify_proof
from tests.sceau.documents import badge

SUITES = ["eddsa-jcs-2022", "eddsa-rdfc-2022"]


@pytest.fixture
def sign(signer: LocalSigner, now: datetime, contexts: Contexts) -> Callable[..., Any]:
    def signed(document: Any, **options: Any) -> Any:
        given = {"signer": signer, "cryptosuite": "eddsa-rdfc-2022", "created": now, "contexts": contexts}
        return add_proof(document, **(given | options))

    return signed


@pytest.fixture
def check(private_key: PrivateKey, contexts: Contexts) -> Callable[..., None]:
    def checked(document: Any, index: int = 0, public_key: PublicKey | None = None) -> None:
        proof = chain.listed(document)[index]
        verify_proof(
            document,
            proof,
            public_key=public_key or private_key.public,
            contexts=contexts,
            pointer=f"/proof/{index}",
        )

    return checked


def test_the_catalogue() -> None:
    names = ["bbs-2023", "ecdsa-jcs-2019", "ecdsa-rdfc-2019", "ecdsa-sd-2023", *SUITES]
    assert catalogue.names() == names
    suites = [find("DataIntegrityProof", name) for name in names]
    assert [suite and suite.name for suite in suites] == names
    selective = [suite.name for suite in suites if suite and catalogue.is_selective(suite)]
    assert selective == ["bbs-2023", "ecdsa-sd-2023"]
    assert find("Ed25519Signature2018", None) is find("DataIntegrityProof", ["eddsa-rdfc-2022"]) is None


@pytest.mark.parametrize("suite", SUITES)
def test_signed_verifies_and_is_reproducible(suite: str, private_key: PrivateKey, sign: Any, check: Any) -> None:
    document = badge(private_key)
    signed = sign(document, cryptosuite=suite)
    assert signed == sign(document, cryptosuite=suite)
    assert {**document, "proof": signed["proof"]} == signed
    assert "proof" not in document
    check(signed)


@pytest.mark.parametrize("suite", SUITES)
def test_another_key_or_text_is_refused(suite: str, private_key: PrivateKey, sign: Any, check: Any) -> None:
    signed = sign(badge(private_key), cryptosuite=suite)
    with pytest.raises(InputError, match="proof_signature_invalid: /proof/0/proofValue"):
        check(signed, public_key=PrivateKey.from_seed(bytes(32)).public)
    with pytest.raises(InputError, match="proof_signature_invalid"):
        check({**signed, "name": "x"})


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"type": "Ed25519Signature2020"}, "proof_type_unsupported", "/proof/0"),
        ({"cryptosuite": "rot13"}, "proof_type_unsupported", "/proof/0"),
        ({"cryptosuite": "bbs-2023"}, "proof_key_mismatch", "/proof/0/verificationMethod"),
        ({"verificationMethod": None}, "proof_member_missing", "/proof/0"),
        ({"proofPurpose": None}, "proof_member_missing", "/proof/0"),
        ({"proofValue": None}, "proof_member_missing", "/proof/0"),
        ({"proofValue": 7}, "proof_malformed", "/proof/0/proofValue"),
        ({"proofValue": "abc"}, "proof_value_malformed", "/proof/0/proofValue"),
        ({"proofValue": "z0"}, "proof_value_malformed", "/proof/0/proofValue"),
        ({"proofValue": multibase.encode58(bytes(63))}, "proof_value_malformed", "/proof/0/proofValue"),
        ({"proofValue": multibase.encode64(bytes(64))}, "proof_value_malformed", "/proof/0/proofValue"),
        ({"proofValue": multibase.encode58(bytes(64))}, "proof_signature_invalid", "/proof/0/proofValue"),
        ({"created": "2026-03-01"}, "date_malformed", "/proof/0/created"),
        ({"created": "2026-03-01T14:05:01Z"}, "proof_signature_invalid", "/proof/0/proofValue"),
        ({"expires": 7}, "date_malformed", "/proof/0/expires"),
        ({"previousProof": []}, "proof_malformed", "/proof/0/previousProof"),
        ({"previousProof": "urn:x"}, "proof_chain_broken", "/proof/0/previousProof"),
    ],
)
def test_ill_made_proofs(  # noqa: PLR0917 — fixtures
    suite: str,
    changes: dict[str, Any],
    code: str,
    pointer: str,
    private_key: PrivateKey,
    sign: Any,
    check: Any,
) -> None:
    signed = sign(badge(private_key), cryptosuite=suite)
    proof = {name: value for name, value in (signed["proof"][0] | changes).items() if value is not None}
    with pytest.raises(InputError) as refusal:
        check({**signed, "proof": [proof]})
    assert (refusal.value.code, refusal.value.pointer) == (code, pointer)


def test_an_undefined_term_in_the_proof_has_its_place(private_key: PrivateKey, sign: Any, check: Any) -> None:
    signed = sign(badge(private_key))
    signed["proof"][0]["motto"] = "x"
    with pytest.raises(InputError) as refusal:
        check(signed)
    assert (refusal.value.code, refusal.value.pointer) == ("term_undefined", "/proof/0/motto")


def test_a_key_of_another_kind(private_key: PrivateKey, sign: Any, check: Any) -> None:
    with pytest.raises(InputError, match="proof_key_mismatch"):
        check(sign(badge(private_key)), public_key=PublicKey("P-256", bytes(33)))


def test_contexts_appended_after_a_jcs_proof(private_key: PrivateKey, sign: Any, check: Any) -> None:
    signed = sign(badge(private_key), cryptosuite="eddsa-jcs-2022")
    check({**signed, "@context": [*signed["@context"], DATA_INTEGRITY_V2]})
    with pytest.raises(InputError, match="proof_signature_invalid: /proof/0/@context"):
        check({**signed, "@context": list(reversed(signed["@context"]))})


def test_version_1_gets_the_context_that_its_proof_needs(sign: Any, check: Any) -> None:
    document = {
        "@context": CREDENTIALS_V1,
        "type": ["VerifiableCredential"],
        "issuer": "did:web:college.example",
        "issuanceDate": "2026-03-01T14:05:00Z",
        "credentialSubject": {"id": "did:example:learner"},
    }
    signed = sign(document)
    assert signed["@context"] == [CREDENTIALS_V1, DATA_INTEGRITY_V2]
    check(signed)


def test_a_set_and_a_chain(private_key: PrivateKey, sign: Any, check: Any) -> None:
    first = sign(badge(private_key), proof_id="urn:uuid:1")
    second = sign(first, proof_id="urn:uuid:2", cryptosuite="eddsa-jcs-2022")
    last = sign(second, previous_proof=["urn:uuid:1", "urn:uuid:2"], expires=datetime(2027, 1, 1, tzinfo=UTC))
    for index in range(3):
        check(last, index)
    del last["proof"][0]
    check(last, 0)
    with pytest.raises(InputError, match="proof_chain_broken"):
        check(last, 1)


@pytest.mark.parametrize(
    ("proof", "pointer"), [("x", "/proof"), ([{}, 7], "/proof/1"), ([{}] * 33, "/proof"), (None, "/proof")]
)
def test_what_is_no_list_of_proofs(proof: Any, pointer: str) -> None:
    with pytest.raises(InputError) as refusal:
        chain.listed({"proof": proof})
    assert (refusal.value.code, refusal.value.pointer) == ("proof_malformed", pointer)


def test_an_unknown_suite_is_a_wrong_call(private_key: PrivateKey, sign: Any) -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        sign(badge(private_key), cryptosuite="rot13")
