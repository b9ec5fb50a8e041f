"""Laws of ecdsa-sd-2023: what a derivation shows was signed, and nothing else passes."""

from __future__ import annotations

import random as chance
from collections.abc import Callable
from datetime import datetime
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.did.methods import key
from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.proofs import add_proof, catalogue, verify_proof
from sceau.proofs.data_integrity.ecdsa_sd_2023 import SUITE
from sceau.proofs.suite import Covered, SelectiveCryptosuite
from tests.sceau.documents import minimal

PRIVATE = PrivateKey.from_secret(P256, bytes(range(1, 33)))
CONTEXTS = Contexts.bundled()
BASE, DERIVED = bytes.fromhex("d95d00"), bytes.fromhex("d95d01")
SUBJECT = {
    "id": "did:example:learner",
    "type": ["AchievementSubject"],
    "achievement": {
        "id": "https://college.example/a",
        "type": ["Achievement"],
        "name": "Name",
        "description": "Text",
        "criteria": {"narrative": "How"},
        "resultDescription": [
            {"id": "urn:x:1", "type": ["ResultDescription"], "name": "R", "resultType": "x", "allowedValue": ["A", "B"]}
        ],
    },
    "result": [{"type": ["Result"], "value": "A"}, {"type": ["Result"], "value": "B"}],
}


def rolls(seed: int = 1) -> Callable[[int], bytes]:
    return chance.Random(seed).randbytes


def unsigned() -> dict[str, Any]:
    issuer = key.of(PRIVATE.public)
    document = minimal(issuer)
    document["@context"] = [*document["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
    return document | {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "id": "urn:uuid:1",
        "name": "Badge",
        "validFrom": "2026-03-01T14:05:00Z",
        "credentialSubject": SUBJECT,
        "evidence": [{"type": ["Evidence"], "name": "First"}, {"type": ["Evidence"], "name": "Second"}],
    }


@pytest.fixture
def signed(now: datetime) -> dict[str, Any]:
    return base(now)


def base(now: datetime, *mandatory: str, seed: int = 1) -> dict[str, Any]:
    return add_proof(
        unsigned(),
        signer=LocalSigner(PRIVATE, key.method_of(PRIVATE.public)),
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=CONTEXTS,
        mandatory_pointers=mandatory or ("/issuer", "/validFrom"),
        random=rolls(seed),
    )


def derived(given: dict[str, Any], *chosen: str) -> dict[str, Any]:
    proof = given["proof"][0]
    document = {name: value for name, value in given.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    covered = Covered(document, options, CONTEXTS, "/proof/0")
    shown, value = SUITE.derive(covered, proof["proofValue"], PRIVATE.public, selective_pointers=chosen, random=rolls())
    return {**shown, "proof": [options | {"proofValue": value}]}


def check(given: dict[str, Any]) -> None:
    verify_proof(given, given["proof"][0], public_key=PRIVATE.public, contexts=CONTEXTS, pointer="/proof/0")


class Raw(bytes):
    """A whole proof value."""


def respelled(given: dict[str, Any], change: Callable[[list[Any]], object]) -> dict[str, Any]:
    """``given`` with a changed proof value: ``change`` alters the components in place, or makes it `Raw`."""
    proof = given["proof"][0]
    raw = multibase.decode(proof["proofValue"])
    components = cbor2.loads(raw[3:])
    changed = change(components)
    body = bytes(changed) if isinstance(changed, Raw) else raw[:3] + cbor2.dumps(components)
    return {**given, "proof": [{**proof, "proofValue": multibase.encode64(body)}]}


def test_the_suite_is_in_the_catalogue() -> None:
    suite = catalogue.find("DataIntegrityProof", "ecdsa-sd-2023")
    assert suite is SUITE
    assert isinstance(suite, SelectiveCryptosuite)
    assert catalogue.is_selective(suite)


def test_the_same_randomness_gives_the_same_bytes(now: datetime) -> None:
    assert base(now) == base(now)
    assert base(now, seed=2) != base(now)
    one, other = derived(base(now), "/name", "/evidence/1"), derived(base(now), "/evidence/1", "/name")
    assert one == other
    assert list(one) == list(other)


@pytest.mark.parametrize(
    "chosen",
    [
        (),
        ("/name",),
        ("/credentialSubject/result/1",),
        ("/credentialSubject/result/1/value", "/evidence/0/name"),
        ("/credentialSubject/achievement/criteria",),
        ("/credentialSubject/achievement/resultDescription/0/allowedValue",),
        ("/credentialSubject", "/evidence", "/name"),
        ("",),
    ],
)
def test_what_is_shown_verifies_and_was_there(signed: dict[str, Any], chosen: tuple[str, ...]) -> None:
    shown = derived(signed, *chosen)
    check(shown)
    body = {name: value for name, value in shown.items() if name != "proof"}
    assert body["issuer"] == signed["issuer"]
    assert body["validFrom"] == signed["validFrom"]
    predicates = {line.split(" ", 1)[1] for line in to_nquads(unsigned(), CONTEXTS).splitlines() if "_:" not in line}
    assert {line.split(" ", 1)[1] for line in to_nquads(body, CONTEXTS).splitlines() if "_:" not in line} <= predicates


def test_what_is_hidden_is_gone(signed: dict[str, Any]) -> None:
    shown = derived(signed, "/credentialSubject/result/0")
    assert "evidence" not in shown
    assert shown["credentialSubject"] == {
        "id": SUBJECT["id"],
        "type": SUBJECT["type"],
        "result": [{"type": ["Result"], "value": "A"}],
    }
    assert len(derived(signed, "/name")["proof"][0]["proofValue"]) < len(shown["proof"][0]["proofValue"])


def test_nothing_at_all_is_refused(now: datetime) -> None:
    document = add_proof(
        unsigned(),
        signer=LocalSigner(PRIVATE, key.method_of(PRIVATE.public)),
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=CONTEXTS,
        random=rolls(),
    )
    with pytest.raises(UsageError, match="usage_wrong"):
        derived(document)
    check(derived(document, "/name"))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("name",), "Other"),
        (("issuer",), "did:web:other.example"),
        (("validFrom",), "2026-03-01T14:05:01Z"),
        (("id",), "urn:uuid:2"),
        (("type",), ["VerifiableCredential"]),
        (("credentialSubject", "id"), "did:example:other"),
        (("credentialSubject", "result"), [{"type": ["Result"], "value": "B"}]),
        (("credentialSubject", "result"), [{"type": ["Result"], "value": "A"}, {"type": ["Result"], "value": "A"}]),
        (("description",), "Added"),
        (("proof", 0, "created"), "2026-03-01T14:05:01Z"),
        (("proof", 0, "proofPurpose"), "authentication"),
        (("proof", 0, "domain"), "x"),
    ],
)
def test_a_changed_value_is_refused(signed: dict[str, Any], place: tuple[str | int, ...], value: object) -> None:
    shown = derived(signed, "/name", "/credentialSubject/result/0")
    inside: Any = shown
    for step in place[:-1]:
        if isinstance(inside[step], dict):
            inside[step] = dict(inside[step])
        inside = inside[step]
    inside[place[-1]] = value
    with pytest.raises(InputError, match="proof_signature_invalid: /proof/0/proofValue"):
        check(shown)


def test_a_removed_mandatory_or_chosen_value_is_refused(signed: dict[str, Any]) -> None:
    shown = derived(signed, "/name")
    for name in ("validFrom", "name", "id"):
        with pytest.raises(InputError, match="proof_signature_invalid"):
            check({member: value for member, value in shown.items() if member != name})


def test_a_flipped_bit_in_any_byte_of_a_derived_proof_is_refused(signed: dict[str, Any]) -> None:
    shown = derived(signed, "/name", "/credentialSubject/result/0")
    proof = shown["proof"][0]
    raw = multibase.decode(proof["proofValue"])
    for place in range(len(raw)):
        flipped = bytearray(raw)
        flipped[place] ^= 1 << place % 8
        changed = {**shown, "proof": [{**proof, "proofValue": multibase.encode64(bytes(flipped))}]}
        with pytest.raises(InputError, match=r"proof_.*: /proof/0/proofValue") as caught:
            check(changed)
        assert caught.value.code in {"proof_signature_invalid", "proof_value_malformed", "proof_base_needed"}


def _first(labels: dict[int, bytes]) -> None:
    labels[0] = labels[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda parts: parts[2].pop(), "proof_signature_invalid"),
        (lambda parts: parts[2].reverse(), "proof_signature_invalid"),
        (lambda parts: parts[2].append(parts[2][0]), "proof_signature_invalid"),
        (lambda parts: parts[2].append(b"x"), "proof_value_malformed"),
        (lambda parts: _first(parts[3]), "proof_signature_invalid"),
        (lambda parts: parts[3].update({99: bytes(32)}), "proof_signature_invalid"),
        (lambda parts: parts[3].pop(0), "proof_signature_invalid"),
        (lambda parts: parts[3].update({0: bytes(31)}), "proof_value_malformed"),
        (lambda parts: parts[3].update({-1: bytes(32)}), "proof_value_malformed"),
        (lambda parts: parts[3].update({1 << 20_000: bytes(32)}), "proof_value_malformed"),
        (lambda parts: parts[3].update({True: parts[3].pop(1)}), "proof_value_malformed"),
        (lambda parts: parts[4].append(999), "proof_signature_invalid"),
        (lambda parts: parts[3].update({10**5_000: bytes(32)}), "proof_value_malformed"),
        (lambda parts: parts[4].append(10**5_000), "proof_value_malformed"),
        (lambda parts: parts[4].append(parts[4][-1]), "proof_value_malformed"),
        (lambda parts: parts[4].reverse(), "proof_value_malformed"),
        (lambda parts: parts[4].clear(), "proof_signature_invalid"),
        (lambda parts: parts.append(1), "proof_value_malformed"),
        (lambda parts: parts.pop(), "proof_value_malformed"),
        (lambda parts: parts.__setitem__(1, b"\x80\x24\x02" + bytes(32)), "proof_signature_invalid"),
        (lambda parts: parts.__setitem__(1, b"\xed\x01" + bytes(33)), "proof_value_malformed"),
        (lambda parts: parts.__setitem__(0, parts[0][:63]), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + cbor2.dumps(parts) + b"\x00"), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + b"\x9f" + cbor2.dumps(parts)[1:] + b"\xff"), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + b"\x98\x05" + cbor2.dumps(parts)[1:]), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + cbor2.dumps({"a": parts})), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + cbor2.dumps(cbor2.CBORTag(64, parts))), "proof_value_malformed"),
        (lambda _parts: Raw(DERIVED + b"\x81" * 100_000), "proof_value_malformed"),
        (lambda _parts: Raw(DERIVED + b"\x9b" + b"\xff" * 8), "proof_value_malformed"),
        (lambda _parts: Raw(DERIVED), "proof_value_malformed"),
        (lambda _parts: Raw(b""), "proof_value_malformed"),
        (lambda parts: Raw(bytes.fromhex("d95d03") + cbor2.dumps(parts)), "proof_value_malformed"),
        (lambda parts: Raw(BASE + cbor2.dumps(parts)), "proof_base_needed"),
    ],
)
def test_a_crafted_derived_proof_is_refused(signed: dict[str, Any], change: Any, code: str) -> None:
    shown = derived(signed, "/name", "/credentialSubject/result")
    with pytest.raises(InputError, match=f"{code}: /proof/0/proofValue"):
        check(respelled(shown, change))


def test_an_ephemeral_key_off_its_curve_is_refused(signed: dict[str, Any], now: datetime) -> None:
    # Signed by the issuer itself: only then is the key of the proof looked at.
    class Broken:
        key_type = P256
        verification_method = key.method_of(PRIVATE.public)

        def sign(self, message: bytes) -> bytes:
            return PRIVATE.sign(message[:32] + OFF_CURVE + message[67:])

    document = add_proof(
        unsigned(),
        signer=Broken(),
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=CONTEXTS,
        mandatory_pointers=("/issuer", "/validFrom"),
        random=rolls(),
    )
    shown = respelled(derived(document, "/name"), lambda parts: parts.__setitem__(1, OFF_CURVE))
    with pytest.raises(InputError, match="proof_value_malformed: /proof/0/proofValue"):
        check(shown)


OFF_CURVE = b"\x80\x24\x02" + bytes(31) + b"\x01"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda parts: parts[3].pop(), "proof_value_malformed"),
        (lambda parts: parts[4].append("/nowhere"), "pointer_unmatched"),
        (lambda parts: parts[4].append(1), "proof_value_malformed"),
        (lambda parts: parts[4].extend(["/name"] * 1_000), "proof_value_malformed"),
        (lambda parts: parts.__setitem__(2, b"short"), "proof_value_malformed"),
        (lambda parts: Raw(DERIVED + cbor2.dumps(parts)), "proof_base_needed"),
    ],
)
def test_a_crafted_base_proof_is_refused(signed: dict[str, Any], change: Any, code: str) -> None:
    with pytest.raises(InputError, match=code):
        derived(respelled(signed, change), "/name")


def test_base_and_derived_proofs_are_told_apart(signed: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="proof_base_needed: /proof/0/proofValue"):
        check(signed)
    with pytest.raises(InputError, match="proof_base_needed: /proof/0/proofValue"):
        derived(derived(signed, "/name"), "/name")


CBOR = st.recursive(
    st.integers(-(2**70), 2**70) | st.binary(max_size=64) | st.text(max_size=8) | st.floats() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.integers() | st.binary(max_size=2), inner, max_size=3)
        | st.builds(cbor2.CBORTag, st.sampled_from([0, 1, 2, 4, 24, 28, 29, 30, 35, 64, 258]), inner)
    ),
    max_leaves=12,
)


@given(st.sampled_from([BASE, DERIVED]), st.binary(max_size=64) | CBOR.map(cbor2.dumps))
def test_no_bytes_do_anything_but_be_refused(header: bytes, body: bytes) -> None:
    covered = Covered(unsigned(), {}, CONTEXTS)
    value = multibase.encode64(header + body)
    with pytest.raises(InputError, match="/proof/proofValue"):
        SUITE.verify(covered, value, PRIVATE.public)
    with pytest.raises(InputError, match="/proof/proofValue"):
        SUITE.derive(covered, value, PRIVATE.public, selective_pointers=["/name"], random=rolls())


def test_base58_is_refused(signed: dict[str, Any]) -> None:
    shown = derived(signed)
    value = multibase.encode58(multibase.decode(shown["proof"][0]["proofValue"])[:100])
    with pytest.raises(InputError, match="proof_value_malformed"):
        check({**shown, "proof": [{**shown["proof"][0], "proofValue": value}]})


@pytest.mark.parametrize(
    "options",
    [
        {"cryptosuite": "ecdsa-sd-2023"},
        {"cryptosuite": "ecdsa-rdfc-2019", "mandatory_pointers": ["/issuer"]},
    ],
)
def test_wrong_uses(now: datetime, options: dict[str, Any]) -> None:
    signer = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
    with pytest.raises(UsageError, match="usage_wrong"):
        add_proof(unsigned(), signer=signer, created=now, contexts=CONTEXTS, **options)
    with pytest.raises(UsageError, match="usage_wrong"):
        SUITE.sign(Covered(unsigned(), {}, CONTEXTS), signer)


def test_a_mandatory_pointer_that_leads_nowhere(now: datetime) -> None:
    with pytest.raises(InputError, match="pointer_unmatched: /nowhere"):
        base(now, "/issuer", "/nowhere")
