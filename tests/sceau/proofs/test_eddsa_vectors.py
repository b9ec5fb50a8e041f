"""The W3C vectors of VC Data Integrity EdDSA 1.0: both suites, and proof sets and chains.

Read as the suites read them: whether the key signed. In `proof-set-chain` the issuer does not control every key.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import datetimes, jcs
from sceau.errors import InputError
from sceau.keys import multikey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.canonical import to_nquads
from sceau.proofs import add_proof, chain, verify_proof
from tests.sceau.vectors import contexts, folder, read_json

EDDSA = folder("vc-di-eddsa")
# folder, suffix of its file names
SINGLE = [
    pytest.param(EDDSA / "eddsa-rdfc-2022", "DataInt", id="eddsa-rdfc-2022"),
    pytest.param(EDDSA / "eddsa-rdfc-2022" / "employ", "DataInt", id="eddsa-rdfc-2022-employ"),
    pytest.param(EDDSA / "eddsa-jcs-2022", "JCS", id="eddsa-jcs-2022"),
]
NUMBER_OF_PROOFS = {"signedProofSet1": 1, "signedProofSet2": 2, "signedProofChain1": 3, "signedProofChain2": 4}


def canonical(document: dict[str, Any], suffix: str) -> bytes:
    return jcs.canonicalize(document) if suffix == "JCS" else to_nquads(document, contexts()).encode()


def signer_of(pair: dict[str, str]) -> LocalSigner:
    private = PrivateKey(multikey.decode_secret(pair["privateKeyMultibase"]))
    assert private.public_multibase == pair["publicKeyMultibase"]
    return LocalSigner(private, key.method_of(private.public))


def key_of(proof: dict[str, Any]) -> multikey.PublicKey:
    return key.resolve(proof["verificationMethod"].partition("#")[0]).find(proof["verificationMethod"]).public_key


def verify_all(document: dict[str, Any]) -> int:
    proofs = chain.listed(document)
    for index, proof in enumerate(proofs):
        verify_proof(document, proof, public_key=key_of(proof), contexts=contexts(), pointer=f"/proof/{index}")
    return len(proofs)


@pytest.mark.parametrize(("place", "suffix"), SINGLE)
def test_every_intermediate_value(place: Path, suffix: str) -> None:
    signed = read_json(place / f"signed{suffix}.json")
    proof = signed.pop("proof")
    proof.pop("proofValue")
    document = canonical(signed, suffix)
    options = canonical({"@context": signed["@context"], **proof}, suffix)
    assert document.decode() == (place / f"canonDoc{suffix}.txt").read_text()
    assert options.decode() == (place / f"proofCanon{suffix}.txt").read_text()
    combined = sha256(options).hexdigest() + sha256(document).hexdigest()
    assert combined == (place / f"combinedHash{suffix}.txt").read_text().strip()


@pytest.mark.parametrize(("place", "suffix"), SINGLE)
def test_signature_verifies(place: Path, suffix: str) -> None:
    assert verify_all(read_json(place / f"signed{suffix}.json")) == 1


@pytest.mark.parametrize(("place", "suffix"), SINGLE)
def test_signature_is_reproduced(place: Path, suffix: str) -> None:
    signed = read_json(place / f"signed{suffix}.json")
    expected = signed.pop("proof")
    again = add_proof(
        signed,
        signer=signer_of(read_json(EDDSA / "keyPair.json")),
        cryptosuite=expected["cryptosuite"],
        created=datetimes.parse(expected["created"]),
        contexts=contexts(),
    )
    assert again == {**signed, "proof": [expected]}


@pytest.mark.parametrize("name", NUMBER_OF_PROOFS)
def test_sets_and_chains_verify(name: str) -> None:
    document = read_json(EDDSA / "proof-set-chain" / f"{name}.json")
    assert verify_all(document) == NUMBER_OF_PROOFS[name]


@pytest.mark.parametrize("name", NUMBER_OF_PROOFS)
def test_sets_and_chains_are_reproduced(name: str) -> None:
    expected = read_json(EDDSA / "proof-set-chain" / f"{name}.json")
    signers = {
        signer.verification_method: signer
        for signer in map(signer_of, read_json(EDDSA / "proof-set-chain" / "multiKeyPairs.json").values())
    }
    document = {member: value for member, value in expected.items() if member != "proof"}
    for proof in chain.listed(expected):
        document = add_proof(
            document,
            signer=signers[proof["verificationMethod"]],
            cryptosuite=proof["cryptosuite"],
            created=datetimes.parse(proof["created"]),
            contexts=contexts(),
            proof_id=proof.get("id"),
            previous_proof=proof.get("previousProof"),
        )
    assert document == {**expected, "proof": chain.listed(expected)}


def test_a_chain_without_its_first_link_is_broken() -> None:
    document = read_json(EDDSA / "proof-set-chain" / "signedProofChain2.json")
    del document["proof"][0]
    with pytest.raises(InputError, match="proof_chain_broken: /proof/1/previousProof"):
        verify_all(document)


def test_a_chain_with_another_first_link_is_refused() -> None:
    document = read_json(EDDSA / "proof-set-chain" / "signedProofChain2.json")
    document["proof"][0]["proofValue"] = document["proof"][1]["proofValue"]
    last = document["proof"][2]
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify_proof(document, last, public_key=key_of(last), contexts=contexts())
