from __future__ import annotations

import random as chance
from datetime import datetime
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.errors import InputError, UsageError
from sceau.issuing import issue
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.ed25519 import PrivateKey as Ed25519Key
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.linked_data.contexts import Contexts
from sceau.presenting import base_method, derive
from sceau.proofs import add_proof
from tests.sceau.documents import badge

PRIVATE = PrivateKey.from_secret(P256, bytes(range(1, 33)))
CONTEXTS = Contexts.bundled()
SIGNER = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
MANDATORY = ["/issuer", "/validFrom", "/credentialStatus"]


def unsigned() -> dict[str, Any]:
    document: dict[str, Any] = badge(Ed25519Key.from_seed(bytes(32)))
    document["issuer"]["id"] = key.of(PRIVATE.public)
    document["credentialSubject"]["result"] = [{"type": ["Result"], "value": "A"}, {"type": ["Result"], "value": "C"}]
    return document | {
        "evidence": [{"type": ["Evidence"], "name": "Portfolio"}, {"type": ["Evidence"], "name": "Interview"}],
        "credentialStatus": {
            "id": "https://college.example/status/1#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://college.example/status/1",
        },
    }


def signed(now: datetime, document: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    given = {"mandatory_pointers": MANDATORY, "random": chance.Random(1).randbytes}
    return add_proof(
        document or unsigned(),
        signer=SIGNER,
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=CONTEXTS,
        **(given | options),
    )


def shown(credential: dict[str, Any], *chosen: str) -> dict[str, Any]:
    return derive(
        credential,
        selective_pointers=chosen,
        contexts=CONTEXTS,
        random=chance.Random(2).randbytes,
        public_key=PRIVATE.public,
    )


def test_a_badge_without_its_evidence_and_results(now: datetime) -> None:
    credential = signed(now)
    part = shown(credential, "/name", "/credentialSubject/achievement")
    assert part["credentialSubject"]["achievement"] == credential["credentialSubject"]["achievement"]
    assert part["credentialSubject"].keys() == {"id", "type", "achievement"}
    assert part.keys() == credential.keys() - {"evidence"}
    assert part["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert part["proof"][0]["proofValue"] != credential["proof"][0]["proofValue"]


def test_pointers_are_those_of_the_document_as_it_was_issued(now: datetime) -> None:
    # `related` is an array of one, which JSON-LD compaction would unfold.
    part = shown(signed(now), "/credentialSubject/achievement/related/0/name", "/evidence/1")
    assert part["evidence"] == [{"type": ["Evidence"], "name": "Interview"}]
    assert part["credentialSubject"]["achievement"]["related"] == [
        {"id": "https://college.example/id/achievements/101/2/en", "type": ["Related"], "name": "AI literacy"}
    ]


def test_one_proof_stays_one_proof(now: datetime) -> None:
    credential = signed(now)
    credential["proof"] = credential["proof"][0]
    assert isinstance(shown(credential, "/credentialSubject/achievement/name")["proof"], dict)


def test_other_proofs_are_left_out(now: datetime) -> None:
    other = Ed25519Key.from_seed(bytes(32))
    credential = add_proof(
        unsigned(),
        signer=LocalSigner(other, key.method_of(other.public)),
        cryptosuite="eddsa-rdfc-2022",
        created=now,
        contexts=CONTEXTS,
    )
    part = shown(signed(now, credential), "/credentialSubject")
    assert [proof["cryptosuite"] for proof in part["proof"]] == ["ecdsa-sd-2023"]


@pytest.mark.parametrize("pointer", ["/nowhere", "/credentialSubject/result/2", "/proof", "name"])
def test_a_pointer_that_leads_nowhere_is_named(now: datetime, pointer: str) -> None:
    with pytest.raises(InputError, match="pointer_unmatched") as caught:
        shown(signed(now), "/name", pointer)
    assert caught.value.pointer == pointer


def test_what_is_no_credential_is_not_shown(now: datetime) -> None:
    with pytest.raises(InputError, match="member_missing: /credentialSubject"):
        shown(signed(now), "/name")
    with pytest.raises(InputError, match="member_missing: /issuer"):
        shown(signed(now, mandatory_pointers=["/validFrom"]), "/credentialSubject/achievement")


def test_nothing_to_derive_from(now: datetime) -> None:
    with pytest.raises(InputError, match="proof_base_needed: /proof"):
        shown(unsigned(), "/name")
    part = shown(signed(now), "/credentialSubject/achievement")
    with pytest.raises(InputError, match="proof_base_needed: /proof/0/proofValue"):
        shown(part, "/credentialSubject/achievement/name")
    plain = add_proof(unsigned(), signer=SIGNER, cryptosuite="ecdsa-rdfc-2019", created=now, contexts=CONTEXTS)
    with pytest.raises(InputError, match="proof_base_needed: /proof"):
        shown(plain, "/name")


def test_a_proof_over_other_proofs_is_refused(now: datetime) -> None:
    first = signed(now, proof_id="urn:uuid:1")
    chained = signed(now, first, previous_proof="urn:uuid:1")
    chained["proof"] = [chained["proof"][1], chained["proof"][0]]
    with pytest.raises(InputError, match="proof_chain_broken: /proof/0/previousProof"):
        shown(chained, "/credentialSubject")


def test_what_the_key_did_not_sign_is_not_shown(now: datetime) -> None:
    with pytest.raises(InputError, match="proof_signature_invalid: /proof/0/proofValue"):
        derive(
            signed(now),
            selective_pointers=["/credentialSubject"],
            contexts=CONTEXTS,
            random=chance.Random(2).randbytes,
            public_key=PrivateKey.from_secret(P256, bytes([7] * 32)).public,
        )


def test_a_proof_value_that_is_no_text_is_refused(now: datetime) -> None:
    credential = signed(now)
    credential["proof"][0]["proofValue"] = 7
    with pytest.raises(InputError, match="proof_malformed: /proof/0/proofValue"):
        shown(credential, "/credentialSubject")


def test_nothing_to_show_is_refused(now: datetime) -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        shown(signed(now, mandatory_pointers=[]))


def test_the_method_that_a_derivation_starts_from(now: datetime) -> None:
    assert base_method(signed(now)) == SIGNER.verification_method
    with pytest.raises(InputError, match="proof_base_needed: /proof"):
        base_method(unsigned())


def test_what_no_holder_may_hide_is_shown_by_default(now: datetime) -> None:
    credential = issue(
        unsigned(),
        signer=SIGNER,
        now=now,
        contexts=CONTEXTS,
        cryptosuite="ecdsa-sd-2023",
        random=chance.Random(1).randbytes,
    )
    part = shown(credential, "/credentialSubject/achievement/name")
    assert part["credentialStatus"] == credential["credentialStatus"]
    assert part["validFrom"] == credential["validFrom"]
    assert part["issuer"] == credential["issuer"]
