"""Badges with every member, endorsements and learner records between this engine and other people's packages."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.contexts import Contexts
from sceau.openbadges import clr, endorsement, envelope
from sceau.proofs import chain, verify_proof
from tests.interop import node
from tests.sceau.openbadges import everything, examples, records

pytestmark = [pytest.mark.node, pytest.mark.slow]

VERIFIED = {"verified": True, "errors": []}
# Contexts that the other packages do not bring along.
SERVED = {url: Contexts.bundled().document(url) for url in (clr.CLR_V2, envelope.EXTENSIONS)}


@pytest.fixture(scope="module")
def record() -> Any:
    return records.record()


@pytest.fixture(scope="module")
def whole() -> Any:
    return everything.signed(everything.credential(status=[]))


def holds(document: Any, public: PublicKey) -> bool:
    """Whether every proof of ``document``, and there is one, was made with ``public``."""
    proofs = chain.listed(document)
    try:
        for proof in proofs:
            verify_proof(document, proof, public_key=public, contexts=Contexts.bundled())
    except InputError:
        return False
    return bool(proofs)


def test_a_badge_with_every_member_verifies_there(whole: Any) -> None:
    assert node.verified("digitalbazaar", [whole], SERVED) == [VERIFIED]
    assert node.verified("verifier-core", [whole], SERVED) == [VERIFIED]


def test_endorsements_verify_there_as_credentials_of_their_own(whole: Any) -> None:
    inside = [content for _, content in endorsement.embedded(whole)]
    assert len(inside) == 3
    for verifier in ("digitalbazaar", "verifier-core"):
        assert node.verified(verifier, inside, SERVED) == [VERIFIED] * 3
    assert all(holds(each, everything.ENDORSER.public) for each in inside)


def test_a_record_and_what_is_in_it_verify_there(record: Any) -> None:
    first, _ = (content for _, content in clr.members(record))
    altered = copy.deepcopy(record)
    altered["credentialSubject"]["association"][0]["targetId"] = records.RECORD
    moved = copy.deepcopy(record)
    moved["credentialSubject"]["verifiableCredential"][1]["name"] = "Maîtrise"
    answers = node.verified("digitalbazaar", [record, first, altered, moved], SERVED)
    assert [answer["verified"] for answer in answers] == [True, True, False, False]
    assert [holds(each, everything.ISSUER.public) for each in (record, first, altered, moved)] == [
        *(True, True, False, False)
    ]


def test_a_record_made_there_verifies_here() -> None:
    private = everything.ISSUER
    multikey = {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": key.method_of(private.public),
        "type": "Multikey",
        "controller": key.of(private.public),
        "publicKeyMultibase": private.public_multibase,
        "secretKeyMultibase": private.secret_multibase,
    }
    given = {"issuer": "digitalbazaar", "credential": records.unsigned(), "key": multikey, "documents": SERVED}
    made = node.run("issue.mjs", given)
    assert holds(made, private.public)
    assert all(isinstance(each, dict) and holds(each, private.public) for _, each in clr.members(made))


def test_shapes_accept_all_three(whole: Any, record: Any) -> None:
    # This release of the package wants an array where the schema of CLR 2.0 has the one text "Association".
    listed = copy.deepcopy(record)
    for association in listed["credentialSubject"]["association"]:
        association["type"] = [association["type"]]
    for document in (whole, everything.endorsement(examples.PLACE), listed):
        assert node.run("shapes.mjs", document) == {"valid": True, "issues": []}
    del listed["credentialSubject"]["association"][0]["targetId"]
    assert not node.run("shapes.mjs", listed)["valid"]
