"""The W3C vectors of ecdsa-sd-2023 (VC Data Integrity ECDSA 1.0 §A.7, §A.8), step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import datetimes
from sceau.errors import InputError
from sceau.keys import multikey
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.selection import Statements
from sceau.proofs import add_proof, disclosure, verify_proof
from sceau.proofs.data_integrity.ecdsa_sd_2023 import SUITE
from sceau.proofs.suite import Covered
from tests.sceau.vectors import contexts, folder, read_json

ECDSA = folder("vc-di-ecdsa")
KEYS = read_json(ECDSA / "ecdsa-sd-2023" / "SDKeyMaterial.json")
HMAC_KEY = bytes.fromhex(KEYS["hmacKeyString"])
CASES = {"employ": "employ", "prc": "prCred"}  # folder: beginning of the names of the files of pointers


class Case:
    def __init__(self, name: str) -> None:
        self.name = name
        self.document = self.read("addSignedSDBase")
        self.proof = self.document.pop("proof")
        options = {name: value for name, value in self.proof.items() if name != "proofValue"}
        self.covered = Covered(self.document, options, contexts())
        self.mandatory = read_json(ECDSA / f"{CASES[name]}Mandatory.json")
        self.selective = read_json(ECDSA / f"{CASES[name]}Selective.json")

    def read(self, step: str) -> Any:
        return read_json(ECDSA / "ecdsa-sd-2023" / self.name / f"{step}.json")


def secret_of(pair: str) -> bytes:
    return multikey.decode_secret(KEYS[pair]["secretKeyMultibase"], multikey.P256)


def issuer() -> PrivateKey:
    return PrivateKey(multikey.P256, secret_of("baseKeyPair"))


def drawn() -> Callable[[int], bytes]:
    """The randomness of the vectors: the HMAC key, then the key of the proof."""
    draws = iter([HMAC_KEY, secret_of("proofKeyPair")])
    return lambda _length: next(draws)


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(request.param)


def test_statements_under_other_labels(case: Case) -> None:
    statements = Statements(case.document, contexts(), lambda labels: {label: label for label in labels})
    assert statements.lines == case.read("addBaseDocCanon")
    statements = Statements(case.document, contexts(), disclosure.hmac_labels(HMAC_KEY))
    assert statements.lines == case.read("addBaseDocHMACCanon")


def test_mandatory_statements_and_digests(case: Case) -> None:
    grouped = disclosure.group(case.covered, case.mandatory, disclosure.hmac_labels(HMAC_KEY))
    expected = case.read("addBaseTransform")
    assert grouped.mandatory == [line for _, line in expected["mandatory"]["value"]]
    assert grouped.others == [line for _, line in expected["nonMandatory"]["value"]]
    assert case.read("addHashData") == {
        "proofHash": disclosure.hash_of_options(case.covered).hex(),
        "mandatoryHash": disclosure.hash_of_lines(grouped.mandatory).hex(),
    }


def test_the_base_proof_is_reproduced(case: Case) -> None:
    again = add_proof(
        case.document,
        signer=LocalSigner(issuer(), case.proof["verificationMethod"]),
        cryptosuite="ecdsa-sd-2023",
        created=datetimes.parse(case.proof["created"]),
        contexts=contexts(),
        mandatory_pointers=case.mandatory,
        random=drawn(),
    )
    assert again == {**case.document, "proof": [case.proof]}


def test_what_is_shown(case: Case) -> None:
    shown = disclosure.disclose(case.covered, case.mandatory, case.selective, disclosure.hmac_labels(HMAC_KEY))
    groups = case.read("derivedGroupIndexes")
    others, chosen = groups["nonMandatoryIndexes"], set(groups["selectiveIndexes"])
    assert shown.document == case.read("derivedUnsignedReveal")
    assert shown.chosen_indexes == [place for place, index in enumerate(others) if index in chosen]
    assert shown.mandatory_indexes == case.read("derivedAdjMandatoryIndexes")["adjMandatoryIndexes"]
    assert shown.labels == dict(case.read("derivedDisclosureData")["labelMap"]["value"])


def test_the_derived_proof_is_reproduced(case: Case) -> None:
    document, value = SUITE.derive(
        case.covered,
        case.proof["proofValue"],
        issuer().public,
        selective_pointers=case.selective,
        random=lambda _length: b"",
    )
    assert {**document, "proof": case.proof | {"proofValue": value}} == case.read("derivedRevealDocument")


def test_the_verifier_sees_the_same_statements(case: Case) -> None:
    data = case.read("verifyDerivedProofValue")
    revealed = case.read("derivedUnsignedReveal")
    covered = Covered(revealed, case.covered.options, contexts())
    grouped = disclosure.revealed(covered, dict(data["labelMap"]), data["mandatoryIndexes"])
    expected = case.read("verifyCreateVerifyData")
    assert grouped is not None
    assert sorted(grouped.mandatory + grouped.others) == case.read("verifyNQuads")
    assert grouped.others == expected["nonMandatory"]
    assert disclosure.hash_of_lines(grouped.mandatory).hex() == expected["mandatoryHash"]


def test_the_derived_proof_verifies_and_the_base_proof_does_not(case: Case) -> None:
    derived = case.read("derivedRevealDocument")
    public = key.resolve(case.proof["verificationMethod"].partition("#")[0]).find(case.proof["verificationMethod"])
    verify_proof(derived, derived["proof"], public_key=public.public_key, contexts=contexts())
    base = {**case.document, "proof": case.proof}
    with pytest.raises(InputError, match="proof_base_needed: /proof/proofValue"):
        verify_proof(base, case.proof, public_key=public.public_key, contexts=contexts())
