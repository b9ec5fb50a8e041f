"""bbs-2023 over an Open Badges credential: what a derivation shows, what it binds, what it gives away."""

from __future__ import annotations

import random
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.keys import ed25519
from sceau.keys.bls12381 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.ports import RandomBytes
from sceau.proofs import add_proof, disclosure, verify_proof
from sceau.proofs.data_integrity.bbs_2023 import SUITE
from sceau.proofs.suite import Covered
from tests.sceau.documents import badge

PRIVATE = PrivateKey.generate(lambda length: bytes(range(length)))
METHOD = f"did:key:{PRIVATE.public_multibase}#{PRIVATE.public_multibase}"
MANDATORY = ("/issuer", "/validFrom")
ACHIEVEMENT = "/credentialSubject/achievement"
SELECTIVE = [f"{ACHIEVEMENT}/name", f"{ACHIEVEMENT}/related/0/name", "/evidence/1/name"]
EVIDENCE: list[Any] = [{"type": ["Evidence"], "name": name} for name in ("Essay", "Interview", "Portfolio")]


def chance(seed: int = 0) -> RandomBytes:
    return random.Random(seed).randbytes


@cache
def signed(mandatory: tuple[str, ...] = MANDATORY) -> Any:
    return add_proof(
        badge(ed25519.PrivateKey(bytes(32))) | {"evidence": EVIDENCE},
        signer=LocalSigner(PRIVATE, METHOD),
        cryptosuite="bbs-2023",
        created=datetime.fromisoformat("2026-03-01T14:05:00Z"),
        contexts=Contexts.bundled(),
        mandatory_pointers=mandatory,
        random=chance(),
    )


def covered(document: Any) -> Covered:
    """What the one proof of ``document`` covers."""
    (proof,) = document["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    return Covered({name: value for name, value in document.items() if name != "proof"}, options, Contexts.bundled())


def derive(selective: list[str] = SELECTIVE, seed: int = 1, **given: Any) -> Any:
    base = given.pop("base", signed())
    key = given.pop("key", PRIVATE.public)
    document, value = SUITE.derive(
        covered(base), base["proof"][0]["proofValue"], key, selective_pointers=selective, random=chance(seed), **given
    )
    return document | {"proof": [base["proof"][0] | {"proofValue": value}]}


def verify(document: Any) -> None:
    verify_proof(document, document["proof"][0], public_key=PRIVATE.public, contexts=Contexts.bundled())


def components(document: Any) -> list[Any]:
    return disclosure.read_components(covered(document), document["proof"][0]["proofValue"])[1]


def with_value(document: Any, header: bytes, parts: list[Any]) -> Any:
    return document | {"proof": [document["proof"][0] | {"proofValue": disclosure.write_value(header, parts)}]}


BASE = b"\xd9\x5d\x02"
DERIVED = b"\xd9\x5d\x03"


def test_what_the_holder_shows() -> None:
    derived = derive()
    verify(derived)
    achievement = derived["credentialSubject"]["achievement"]
    assert achievement["name"] == signed()["name"]
    assert achievement["related"][0]["name"] == "AI literacy"
    assert derived["validFrom"] == signed()["validFrom"]
    assert derived["evidence"] == [EVIDENCE[1]]
    assert "description" not in achievement
    assert "name" not in derived
    assert not {"criteria", "version"} & achievement.keys()


def test_what_is_shown_was_there() -> None:
    derived = derive()
    parts = components(derived)
    labels = {f"c14n{label}": f"b{other}" for label, other in parts[1].items()}
    shown = disclosure.revealed(covered(derived), labels, parts[2])
    base = disclosure.group(covered(signed()), MANDATORY, disclosure.shuffled_labels(components(signed())[3]))
    assert shown is not None
    assert shown.mandatory == base.mandatory
    assert shown.others == [base.others[index] for index in parts[3]]
    assert 0 < len(shown.others) < len(base.others)


@pytest.mark.parametrize(
    "selective",
    [
        pytest.param([], id="nothing-more"),
        pytest.param([""], id="everything"),
        pytest.param(["/credentialSubject"], id="the-subject"),
        pytest.param(["/issuer/name", "/validFrom"], id="what-is-mandatory"),
        pytest.param([f"{ACHIEVEMENT}/related/0"], id="an-item"),
    ],
)
def test_every_choice_verifies(selective: list[str]) -> None:
    verify(derive(selective))


def test_a_base_proof_without_mandatory_pointers() -> None:
    verify(derive(["/issuer"], base=signed(())))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert derive() == derive(SELECTIVE[::-1]) == derive()


def test_two_showings_share_only_what_they_show() -> None:
    first, second = derive(seed=1), derive(seed=2)
    verify(second)
    proofs = [components(document)[0] for document in (first, second)]
    pieces = [{proof[start : start + 8] for start in range(len(proof) - 7)} for proof in proofs]
    assert not pieces[0] & pieces[1]
    assert components(first)[1:] == components(second)[1:]
    base = set(components(signed())[:4])
    assert not any(secret[start : start + 16] in proof for proof in proofs for secret in base for start in (0, 16))


def test_the_proof_does_not_say_when_it_was_made() -> None:
    assert "created" not in signed()["proof"][0]


def test_a_presentation_header_is_bound() -> None:
    derived = derive(presentation_header=b"of this verifier")
    verify(derived)
    parts = components(derived)
    assert parts[4] == b"of this verifier"
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify(with_value(derived, DERIVED, [*parts[:4], b"of another"]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda document: document | {"validFrom": "2026-03-01T14:05:01Z"}, id="mandatory"),
        pytest.param(lambda document: document | {"name": signed()["name"]}, id="not-chosen"),
        pytest.param(lambda document: document | {"issuer": document["issuer"]["id"]}, id="left-out"),
        pytest.param(lambda document: document | {"type": ["VerifiableCredential"]}, id="type"),
    ],
)
def test_another_document_is_refused(change: Any) -> None:
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify(change(derive()))


def test_other_options_are_refused() -> None:
    derived = derive()
    for changes in ({"created": "2026-03-01T14:05:00Z"}, {"expires": "2030-01-01T00:00:00Z"}, {"domain": "x"}):
        with pytest.raises(InputError, match="proof_signature_invalid"):
            verify(derived | {"proof": [derived["proof"][0] | changes]})


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_bit_of_the_proof_value(data: st.DataObject) -> None:
    derived = derive()
    raw = multibase.decode(derived["proof"][0]["proofValue"])
    bit = data.draw(st.integers(0, 8 * len(raw) - 1))
    flipped = (int.from_bytes(raw) ^ (1 << bit)).to_bytes(len(raw))
    with pytest.raises(InputError, match="proof_"):
        verify(derived | {"proof": [derived["proof"][0] | {"proofValue": multibase.encode64(flipped)}]})


def without(parts: list[Any], index: int) -> list[Any]:
    return parts[:index] + parts[index + 1 :]


def replaced(parts: list[Any], index: int, part: Any) -> list[Any]:
    return [*parts[:index], part, *parts[index + 1 :]]


@pytest.mark.parametrize(
    ("index", "part"),
    [
        pytest.param(0, b"", id="no-proof"),
        pytest.param(0, bytes(272), id="no-points"),
        pytest.param(0, "text", id="proof-of-text"),
        pytest.param(1, [], id="labels-in-a-list"),
        pytest.param(1, {0: "b0"}, id="a-label-of-text"),
        pytest.param(1, {True: 0}, id="a-label-of-truth"),
        pytest.param(1, {-1: 0}, id="a-label-below-zero"),
        pytest.param(1, {1 << 20_000: 0}, id="an-immense-label"),
        pytest.param(2, [-1], id="an-index-below-zero"),
        pytest.param(2, [1, 0], id="falling-indexes"),
        pytest.param(2, [0, 0], id="repeated-indexes"),
        pytest.param(2, [0.0], id="a-fraction"),
        pytest.param(3, [1 << 70], id="an-immense-index"),
        pytest.param(3, [True], id="an-index-of-truth"),
        pytest.param(3, {}, id="indexes-in-a-map"),
        pytest.param(4, "", id="presentation-of-text"),
    ],
)
def test_ill_made_components_of_a_derived_proof(index: int, part: Any) -> None:
    derived = derive()
    with pytest.raises(InputError) as refusal:
        verify(with_value(derived, DERIVED, replaced(components(derived), index, part)))
    assert (refusal.value.code, refusal.value.pointer) == ("proof_value_malformed", "/proof/proofValue")


@pytest.mark.parametrize(
    ("index", "part"),
    [
        pytest.param(1, {}, id="no-labels"),
        pytest.param(1, {0: 3}, id="another-label"),
        pytest.param(2, [], id="nothing-mandatory"),
        pytest.param(2, [10_000], id="a-statement-beyond"),
        pytest.param(3, [], id="nothing-chosen"),
    ],
)
def test_components_of_another_derivation(index: int, part: Any) -> None:
    derived = derive()
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify(with_value(derived, DERIVED, replaced(components(derived), index, part)))


@pytest.mark.parametrize("index", range(5))
def test_a_component_missing(index: int) -> None:
    for document, header, act in ((derive(), DERIVED, verify), (signed(), BASE, lambda base: derive(base=base))):
        with pytest.raises(InputError, match="proof_value_malformed: /proof/proofValue"):
            act(with_value(document, header, without(components(document), index)))


@pytest.mark.parametrize(
    ("index", "part", "code"),
    [
        pytest.param(0, bytes(80), "proof_value_malformed", id="no-point"),
        pytest.param(0, bytes(79), "proof_value_malformed", id="a-short-signature"),
        pytest.param(1, bytes(63), "proof_value_malformed", id="a-short-header"),
        pytest.param(1, bytes(64), "proof_signature_invalid", id="another-header"),
        pytest.param(2, bytes(96), "proof_signature_invalid", id="another-key"),
        pytest.param(3, bytes(31), "proof_value_malformed", id="a-short-hmac-key"),
        pytest.param(3, bytes(32), "proof_signature_invalid", id="another-hmac-key"),
        pytest.param(4, [7], "proof_value_malformed", id="a-pointer-of-number"),
        pytest.param(4, ["/issuer"], "proof_signature_invalid", id="other-pointers"),
    ],
)
def test_ill_made_components_of_a_base_proof(index: int, part: Any, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        derive(base=with_value(signed(), BASE, replaced(components(signed()), index, part)))
    assert (refusal.value.code, refusal.value.pointer) == (code, "/proof/proofValue")


def test_a_base_proof_is_between_issuer_and_holder() -> None:
    with pytest.raises(InputError, match="proof_base_needed: /proof/proofValue: a base proof"):
        verify(signed())
    with pytest.raises(InputError, match="proof_base_needed: /proof/proofValue: a derived proof"):
        derive(base=derive())


@pytest.mark.parametrize("header", [b"\xd9\x5d\x04", b"\xd9\x5d\x05", b"\xd9\x5d\x06", b"\xd9\x5d\x09"])
def test_optional_features_are_refused(header: bytes) -> None:
    with pytest.raises(InputError, match=r"proof_type_unsupported: .* is not supported"):
        verify(with_value(signed(), header, components(signed())))


@pytest.mark.parametrize("header", [b"\xd9\x5d\x00", b"\xd9\x5d\x01", b"\xd9\x5d\x0a", b"\x00\x00\x00"])
def test_headers_of_something_else(header: bytes) -> None:
    with pytest.raises(InputError, match="proof_value_malformed: /proof/proofValue: header"):
        verify(with_value(derive(), header, components(derive())))


def test_nothing_is_derived_by_another_key_or_from_another_document() -> None:
    with pytest.raises(InputError, match="proof_signature_invalid: /proof/proofValue"):
        derive(key=PrivateKey.generate(chance()).public)
    for changes in ({"name": "x"}, {"validFrom": "2026-03-01T14:05:01Z"}):
        with pytest.raises(InputError, match="proof_signature_invalid: /proof/proofValue"):
            derive(base=signed() | changes)


def test_pointers_that_lead_nowhere() -> None:
    with pytest.raises(InputError, match="pointer_unmatched"):
        derive(["/credentialSubject/result"])
    with pytest.raises(InputError, match="pointer_unmatched"):
        SUITE.sign_base(
            covered(signed()), LocalSigner(PRIVATE, METHOD), mandatory_pointers=["/result"], random=chance()
        )


def test_signers_that_do_not_fit() -> None:
    class OneMessage:
        key_type = "BLS12-381-G2"
        verification_method = METHOD

        def sign(self, message: bytes) -> bytes:
            return message

    with pytest.raises(UsageError, match="usage_wrong"):
        SUITE.sign_base(covered(signed()), OneMessage(), mandatory_pointers=[], random=chance())
    with pytest.raises(UsageError, match="usage_wrong"):
        SUITE.sign(covered(signed()), LocalSigner(PRIVATE, METHOD))
