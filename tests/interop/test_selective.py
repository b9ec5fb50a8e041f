"""ecdsa-sd-2023 between this engine and another: each of issuing, deriving and verifying on either side."""

from __future__ import annotations

import random as chance
from datetime import datetime
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.ed25519 import PrivateKey as Ed25519Key
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.linked_data.contexts import Contexts
from sceau.presenting import derive
from sceau.proofs import add_proof, chain, verify_proof
from tests.interop import node
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

PRIVATE = PrivateKey.from_secret(P256, bytes(range(1, 33)))
METHOD = key.method_of(PRIVATE.public)
CONTEXTS = Contexts.bundled()
MANDATORY = ["/issuer", "/validFrom"]
CHOICES = [
    ["/credentialSubject/achievement"],
    ["/credentialSubject/achievement/name", "/credentialSubject/result/1", "/name"],
    ["/evidence/0", "/credentialSubject/achievement/criteria/narrative"],
    ["/credentialSubject", "/evidence", "/name"],
]


def unsigned() -> dict[str, Any]:
    document: dict[str, Any] = badge(Ed25519Key.from_seed(bytes(32)))
    document["issuer"]["id"] = key.of(PRIVATE.public)
    document["credentialSubject"]["result"] = [
        {"type": ["Result"], "value": "A"},
        {"type": ["Result"], "value": "« 😀 »", "status": "Completed"},
    ]
    evidence = [{"type": ["Evidence"], "name": "Portfolio"}, {"type": ["Evidence"], "name": "Interview"}]
    return document | {"evidence": evidence}


def issued_here(now: datetime, document: JsonObject | None = None) -> JsonObject:
    return add_proof(
        document or unsigned(),
        signer=LocalSigner(PRIVATE, METHOD),
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=CONTEXTS,
        mandatory_pointers=MANDATORY,
        random=chance.Random(1).randbytes,
    )


def issued_there() -> JsonObject:
    pair = {
        "@context": "https://w3id.org/security/multikey/v1",
        "type": "Multikey",
        "id": METHOD,
        "controller": key.of(PRIVATE.public),
        "publicKeyMultibase": PRIVATE.public_multibase,
        "secretKeyMultibase": PRIVATE.secret_multibase,
    }
    answer: JsonObject
    (answer,) = there([{"act": "issue", "credential": unsigned(), "key": pair, "mandatoryPointers": MANDATORY}])
    return answer


def there(tasks: list[dict[str, Any]]) -> list[Any]:
    answers: list[Any] = node.run("suites.mjs", [task | {"cryptosuite": "ecdsa-sd-2023"} for task in tasks])
    return answers


def derived_here(credential: JsonObject, chosen: list[str]) -> JsonObject:
    return derive(
        credential,
        selective_pointers=chosen,
        contexts=CONTEXTS,
        random=chance.Random(2).randbytes,
        public_key=PRIVATE.public,
    )


def derived_there(credential: JsonObject) -> list[JsonObject]:
    return there([{"act": "derive", "credential": credential, "selectivePointers": chosen} for chosen in CHOICES])


def verify_here(credential: JsonObject) -> None:
    (proof,) = chain.listed(credential)
    verify_proof(credential, proof, public_key=PRIVATE.public, contexts=CONTEXTS)


def verify_there(credentials: list[JsonObject]) -> list[bool]:
    answers = there([{"act": "verify", "credential": credential} for credential in credentials])
    return [answer["verified"] for answer in answers]


def values(credential: JsonObject) -> list[object]:
    return [proof["proofValue"] for proof in chain.listed(credential)]


@pytest.mark.parametrize("issued", ["here", "there"])
def test_both_derive_the_same_and_verify_each_other(issued: str, now: datetime) -> None:
    base = issued_here(now) if issued == "here" else issued_there()
    ours = [derived_here(base, chosen) for chosen in CHOICES]
    theirs = derived_there(base)
    for mine, other in zip(ours, theirs, strict=True):
        assert {**mine, "proof": None} == {**other, "proof": None}
        assert values(mine) == values(other)
        verify_here(other)
    assert verify_there([*ours, *theirs]) == [True] * (2 * len(CHOICES))


def test_what_was_changed_is_refused_on_both_sides(now: datetime) -> None:
    shown = derived_here(issued_here(now), CHOICES[1])
    subject: Any = shown["credentialSubject"]
    changed: list[JsonObject] = [
        {**shown, "name": "Other"},
        {name: value for name, value in shown.items() if name != "name"},
        {**shown, "credentialSubject": {**subject, "result": [{"type": ["Result"], "value": "B"}]}},
        {**shown, "validFrom": "2026-03-01T14:05:01Z"},
    ]
    assert verify_there(changed) == [False] * len(changed)
    for each in changed:
        with pytest.raises(InputError, match="proof_signature_invalid"):
            verify_here(each)


def test_a_base_proof_is_refused_on_both_sides(now: datetime) -> None:
    base = issued_here(now)
    assert verify_there([base]) == [False]
    with pytest.raises(InputError, match="proof_base_needed"):
        verify_here(base)


def test_a_list_derived_here_verifies_there(now: datetime) -> None:
    # The other engine gives names to nodes only, and so derives nothing from a credential with a list.
    document = unsigned()
    result = {"id": "urn:x:1", "type": ["ResultDescription"], "name": "Level", "resultType": "LetterGrade"}
    document["credentialSubject"]["achievement"]["resultDescription"] = [result | {"allowedValue": ["A", "B", "C"]}]
    shown = derived_here(
        issued_here(now, document), ["/credentialSubject/achievement/resultDescription/0/allowedValue"]
    )
    assert verify_there([shown]) == [True]
