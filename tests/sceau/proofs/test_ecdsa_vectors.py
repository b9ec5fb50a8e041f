"""The W3C vectors of VC Data Integrity ECDSA 1.0: ecdsa-rdfc-2019 and ecdsa-jcs-2019, over P-256 and P-384."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import datetimes, jcs, multibase
from sceau.errors import InputError
from sceau.keys import private
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import PublicKey, decode
from sceau.linked_data.canonical import to_nquads
from sceau.proofs import add_proof, verify_proof
from tests.sceau.vectors import contexts, folder, read_json

ECDSA = folder("vc-di-ecdsa")
HASHES = {"P256": "sha256", "P384": "sha384"}
# folder, suffix of its file names
CASES = [
    pytest.param(
        ECDSA / f"ecdsa-{kind}-2019-{curve.lower()}" / extra, f"{prefix}ECDSA{curve}", id=f"{kind}-{curve}{extra}"
    )
    for kind, prefix, extras in (("rdfc", "", ("", "employ")), ("jcs", "JCS", ("",)))
    for curve in HASHES
    for extra in extras
]
each_case = pytest.mark.parametrize(("place", "suffix"), CASES)


def signer(suffix: str) -> LocalSigner:
    pair = read_json(ECDSA / f"{suffix[-4:].lower()}KeyPair.json")
    own = private.from_multibase(pair["secretKeyMultibase"])
    assert own.public_multibase == pair["publicKeyMultibase"]
    return LocalSigner(own, key.method_of(own.public))


def key_of(suffix: str) -> PublicKey:
    return decode(read_json(ECDSA / f"{suffix[-4:].lower()}KeyPair.json")["publicKeyMultibase"])


def canonical(document: dict[str, Any], suffix: str) -> str:
    if suffix.startswith("JCS"):
        return jcs.canonicalize(document).decode()
    # P-384 takes SHA-384 inside the canonicalization as well (§3.2.3)
    return to_nquads(document, contexts(), hash_name=HASHES[suffix[-4:]])


def text(place: Path, name: str, suffix: str) -> str:
    return (place / f"{name}{suffix}.txt").read_text()


@each_case
def test_every_intermediate_value(place: Path, suffix: str) -> None:
    signed = read_json(place / f"signed{suffix}.json")
    proof = signed.pop("proof")
    proof_value = proof.pop("proofValue")
    document, options = canonical(signed, suffix), canonical({"@context": signed["@context"]} | proof, suffix)
    hashed = {
        name: hashlib.new(HASHES[suffix[-4:]], value.encode()).hexdigest()
        for name, value in {"docHash": document, "proofHash": options}.items()
    }
    assert document == text(place, "canonDoc", suffix)
    assert options == text(place, "proofCanon", suffix)
    assert hashed == {name: text(place, name, suffix).strip() for name in hashed}
    assert hashed["proofHash"] + hashed["docHash"] == text(place, "combinedHash", suffix).strip()
    assert proof_value == text(place, "sigBTC58", suffix).strip()
    assert multibase.decode(proof_value).hex() == text(place, "sigHex", suffix).strip()


@each_case
def test_the_signature_verifies(place: Path, suffix: str) -> None:
    signed = read_json(place / f"signed{suffix}.json")
    assert key.resolve(signed["proof"]["verificationMethod"].partition("#")[0]).find(
        signed["proof"]["verificationMethod"]
    ).public_key == key_of(suffix)
    verify_proof(signed, signed["proof"], public_key=key_of(suffix), contexts=contexts())
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify_proof(signed | {"issuer": "did:web:x"}, signed["proof"], public_key=key_of(suffix), contexts=contexts())


@each_case
def test_the_signature_is_reproduced(place: Path, suffix: str) -> None:
    # RFC 6979: the authors of the vectors signed deterministically, too
    signed = read_json(place / f"signed{suffix}.json")
    expected = signed.pop("proof")
    again = add_proof(
        signed,
        signer=signer(suffix),
        cryptosuite=expected["cryptosuite"],
        created=datetimes.parse(expected["created"]),
        contexts=contexts(),
    )
    assert again == {**signed, "proof": [expected]}
