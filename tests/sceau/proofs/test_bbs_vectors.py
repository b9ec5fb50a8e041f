"""The W3C vectors of VC Data Integrity BBS Cryptosuites 1.0: the baseline of bbs-2023, step by step."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from sceau.errors import InputError
from sceau.keys import bbs
from sceau.keys.bls12381 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.canonical import to_nquads
from sceau.proofs import disclosure
from sceau.proofs.data_integrity.bbs_2023 import SUITE
from sceau.proofs.suite import Covered
from sceau.proofs.whole import configuration
from tests.sceau.vectors import contexts, folder, read_json

BBS = folder("vc-di-bbs")
KEYS = read_json(BBS / "BBSKeyMaterial.json")
DERIVING = read_json(BBS / "BBSDeriveMaterial.json")
PRIVATE = PrivateKey.from_secret(bytes.fromhex(KEYS["privateKeyHex"]))
HMAC_KEY = bytes.fromhex(KEYS["hmacKeyString"])
PRESENTATION = bytes.fromhex(DERIVING["presentationHeaderHex"])
CASES = [
    pytest.param(BBS, "windMandatory.json", "windSelective.json", id="windsurf"),
    pytest.param(BBS / "prc", "prCredMandatory.json", "prCredSelective.json", id="resident"),
]
each_case = pytest.mark.parametrize(("place", "mandatory", "selective"), CASES)


def seeded(count: int) -> Callable[[int], bytes]:
    """The bytes that the vectors draw ``count`` scalars from; their tag lacks the suffix of the draft's."""
    tag = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_"
    stream = iter(bbs._expand(bytes.fromhex(DERIVING["pseudoRandSeedHex"]), tag, 48 * count))
    return lambda length: bytes(next(stream) for _ in range(length))


@cache
def covered(place: Path) -> Covered:
    # not `prCredUnsigned.json`: its description was changed after the vectors were made
    document = {name: value for name, value in read_json(place / "addSignedSDBase.json").items() if name != "proof"}
    return Covered(document, read_json(place / "addProofConfig.json"), contexts())


def base_value(place: Path) -> str:
    value = read_json(place / "addSignedSDBase.json")["proof"]["proofValue"]
    assert isinstance(value, str)
    return value


def indexed(entries: dict[str, Any]) -> dict[int, str]:
    return dict(entries["value"])


@each_case
def test_statements_and_their_groups(place: Path, mandatory: str, selective: str) -> None:
    given = covered(place)
    assert to_nquads(given.document, contexts()) == "".join(read_json(place / "addBaseDocCanon.json"))
    transformed = read_json(place / "addBaseTransform.json")
    whole = read_json(place / "addBaseDocHMACCanon.json")
    grouped = disclosure.group(given, read_json(BBS / mandatory), disclosure.shuffled_labels(HMAC_KEY))
    assert sorted([*grouped.mandatory, *grouped.others]) == whole
    assert grouped.mandatory == [whole[index] for index in indexed(transformed["mandatory"])]
    assert grouped.mandatory == list(indexed(transformed["mandatory"]).values())
    assert grouped.others == list(indexed(transformed["nonMandatory"]).values())


@each_case
def test_hashes(place: Path, mandatory: str, selective: str) -> None:
    given = covered(place)
    expected = read_json(place / "addHashData.json")
    grouped = disclosure.group(given, read_json(BBS / mandatory), disclosure.shuffled_labels(HMAC_KEY))
    assert configuration(given) == (place / "addProofConfigCanon.txt").read_text()
    assert disclosure.hash_of_options(given).hex() == expected["proofHash"]
    assert disclosure.hash_of_lines(grouped.mandatory).hex() == expected["mandatoryHash"]


@each_case
def test_the_base_proof_is_reproduced(place: Path, mandatory: str, selective: str) -> None:
    assert PRIVATE.public.raw.hex() == KEYS["publicKeyHex"]
    signer = LocalSigner(PRIVATE, read_json(place / "addProofConfig.json")["verificationMethod"])
    value = SUITE.sign_base(
        covered(place), signer, mandatory_pointers=read_json(BBS / mandatory), random=lambda _: HMAC_KEY
    )
    assert value == base_value(place)
    recovered = read_json(place / "derivedRecoveredBaseData.json")
    _, components = disclosure.read_components(covered(place), value)
    signature, _, _, hmac_key, pointers = cast("Any", components)
    assert {"bbsSignature": signature.hex(), "hmacKey": hmac_key.hex(), "mandatoryPointers": pointers} == recovered


@each_case
def test_what_is_disclosed(place: Path, mandatory: str, selective: str) -> None:
    pointers = read_json(BBS / mandatory), read_json(BBS / selective)
    shown = disclosure.disclose(covered(place), *pointers, disclosure.shuffled_labels(HMAC_KEY))
    groups = read_json(place / "derivedGroupIndexes.json")
    adjusted = read_json(place / "derivedAdjIndexes.json")
    assert len(groups["combinedIndexes"]) == len(shown.mandatory_indexes) + len(shown.chosen_indexes)
    assert shown.mandatory_indexes == adjusted["adjMandatoryIndexes"]
    assert shown.chosen_indexes == adjusted["adjSelectiveIndexes"]
    assert shown.document == read_json(place / "derivedUnsignedReveal.json")
    assert shown.labels == dict(read_json(place / "derivedDisclosureData.json")["labelMap"]["value"])


@each_case
def test_the_derived_proof_is_reproduced(place: Path, mandatory: str, selective: str) -> None:
    given = covered(place)
    expected = read_json(place / "derivedRevealDocument.json")
    hidden = len(read_json(place / "addBaseDocCanon.json")) - len(
        set(read_json(place / "derivedGroupIndexes.json")["combinedIndexes"])
    )
    revealed, value = SUITE.derive(
        given,
        base_value(place),
        PRIVATE.public,
        selective_pointers=read_json(BBS / selective),
        random=seeded(5 + hidden),
        presentation_header=PRESENTATION,
    )
    assert value == expected["proof"]["proofValue"]
    assert revealed == {name: member for name, member in expected.items() if name != "proof"}


@each_case
def test_the_derived_proof_verifies(place: Path, mandatory: str, selective: str) -> None:
    derived = read_json(place / "derivedRevealDocument.json")
    proof = derived.pop("proof")
    value = proof.pop("proofValue")
    assert SUITE.verify(Covered(derived, proof, contexts()), value, PRIVATE.public)
    assert not SUITE.verify(
        Covered(derived, proof | {"created": "2024-01-01T00:00:00Z"}, contexts()), value, PRIVATE.public
    )


def test_statements_as_the_verifier_sees_them() -> None:
    derived = read_json(BBS / "prc" / "derivedRevealDocument.json")
    proof = derived.pop("proof")
    parsed = read_json(BBS / "prc" / "verifyDerivedProofValue.json")
    grouped = disclosure.revealed(
        Covered(derived, proof, contexts()), dict(parsed["labelMap"]), parsed["mandatoryIndexes"]
    )
    assert grouped is not None
    assert sorted([*grouped.mandatory, *grouped.others]) == read_json(BBS / "prc" / "verifyNQuads.json")


@pytest.mark.parametrize("feature", ["HolderBinding", "Pseudonym", "PseudonymHB"])
def test_optional_features_are_told_apart_and_refused(feature: str) -> None:
    for name, act in (("addSignedSDBase", derive), ("derivedRevealDocument", verify)):
        document = read_json(BBS / feature / f"{name}.json")
        proof = document.pop("proof")
        value = proof.pop("proofValue")
        with pytest.raises(InputError, match=r"proof_type_unsupported: /proof/proofValue: .* is not supported"):
            act(Covered(document, proof, contexts()), value)


def derive(given: Covered, value: str) -> None:
    SUITE.derive(given, value, PRIVATE.public, selective_pointers=[], random=bytes)


def verify(given: Covered, value: str) -> None:
    SUITE.verify(given, value, PRIVATE.public)
