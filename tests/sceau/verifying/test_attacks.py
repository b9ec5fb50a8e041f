"""What an attacker would try: deceptions, documents that cost much, and bytes of any kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps, loads
from sceau.errors import InputError
from sceau.linked_data.contexts import CREDENTIALS_V2
from sceau.proofs.jose import enveloped
from sceau.status import bitstring
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.asking import GENUINE, REVOKED_LIST, outcomes, resigned, verify
from tests.sceau.verifying.world import COLLEGE, INDEX, NOW, SIGNED, STRANGER, World
from tests.vectors.negative import build

# Spelling: the signature holds, the reader would be deceived


@pytest.mark.parametrize("name", ["status-respelled", "end-respelled", "end-nested", "subject-split"])
def test_the_seal_holds_under_the_deception_and_yet_it_does_not_pass(name: str) -> None:
    """These attacks are real: whoever asks the proof alone is told that all is well."""
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    case = next(case for case in build.CASES if case.name == name)
    report = verify(case.data, world)
    assert report.check("proof").outcome == "passed"
    assert report.verdict != "verified"


# What it asks of the world


def test_a_forgery_makes_us_visit_nothing_but_its_signer() -> None:
    world = World.usual()
    assert verify(resigned(lambda _: None, by=STRANGER), world).verdict == "rejected"
    assert world.asked == [worlds.did_url(STRANGER)]


def test_a_forgery_does_not_borrow_the_issuers_good_name() -> None:
    report = verify(resigned(lambda _: None, by=STRANGER))
    assert outcomes(report)["recognition"] == "not_applicable"


def test_many_signers_make_us_visit_few_addresses() -> None:
    document: dict[str, Any] = worlds.sign(examples.credential())
    proof = document["proof"][0]
    document["proof"] = [proof | {"verificationMethod": f"did:web:h{n}.example#k"} for n in range(30)]
    world = World.usual()
    assert verify(document, world).verdict == "check"
    assert len([url for url in world.asked if url.startswith("https://h")]) == 4


def test_many_status_entries_make_us_visit_none() -> None:
    entries = [bitstring.entry(f"https://h{n}.example/", n) for n in range(5)]
    world = World.usual()
    report = verify(worlds.genuine(status=entries), world)
    assert [problem.code for problem in report.check("status").problems] == ["status_entry_malformed"]
    assert not [url for url in world.asked if url.startswith("https://h")]


def _with_proofs(count: int, **members: Any) -> dict[str, Any]:
    document = worlds.genuine()
    document["credentialSubject"]["achievement"] |= members
    return document | {"proof": document["proof"] * count}


@pytest.mark.parametrize(
    ("document", "check"),
    [
        (_with_proofs(32, tag=[str(number) for number in range(2_000)]), "proof"),
        (_with_proofs(3, tag=[str(number) for number in range(9_500)]), "proof"),
        (_with_proofs(1, tag=[0] * 500_000), "format"),
        (_with_proofs(1, **{"x" * 900_000: [0] * 500_000}), "format"),
    ],
    ids=["many proofs", "few proofs", "many values", "a long name"],
)
def test_a_document_that_would_take_long_is_left_open(document: dict[str, Any], check: str) -> None:
    started = time.perf_counter()
    report = verify(document)
    assert time.perf_counter() - started < 5
    (found,) = [result for result in report.checks if result.check == check]
    assert (str(found.outcome), found.problems[0].code) == ("inconclusive", "canonicalization_budget_exceeded")
    assert report.verdict != "verified"


def test_an_unreadable_document_is_read_once_for_all_its_proofs() -> None:
    document = _with_proofs(20, motto="x")
    (proof,) = [result for result in verify(document).checks if result.check == "proof"]
    assert [problem.code for problem in proof.problems] == ["term_undefined"] * 20
    assert {problem.pointer for problem in proof.problems} == {"/credentialSubject/achievement/motto"}


@pytest.mark.parametrize("member", ["statusPurpose", "statusListIndex", "statusListCredential"])
@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: [[value]]], ids=["list", "list of a list"])
def test_a_revocation_cannot_be_written_out_of_sight(member: str, wrap: Callable[[Any], Any]) -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    document = worlds.genuine()
    document["credentialStatus"][member] = wrap(document["credentialStatus"][member])
    report = verify(document, world)
    assert outcomes(report) | {"proof": "passed", "status": "failed"} == outcomes(report)
    assert report.verdict == "rejected"


def test_a_text_object_says_what_its_text_says() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    document = worlds.genuine()
    document["credentialStatus"]["statusListIndex"] = {"@value": str(INDEX)}
    assert verify(document, world).verdict == "rejected"


@pytest.mark.parametrize("second", [{"achievementType": "Degree"}, {}], ids=["of another kind", "of no kind"])
def test_every_achievement_must_be_of_a_recognised_kind(second: dict[str, Any]) -> None:
    def double(document: dict[str, Any]) -> None:
        first = document["credentialSubject"]["achievement"]
        other = {name: first[name] for name in ("type", "name", "description", "criteria")} | second
        document["credentialSubject"]["achievement"] = [other | {"id": "urn:uuid:" + "0" * 8}, first]

    report = verify(resigned(double))
    assert outcomes(report)["recognition"] == "failed"
    assert report.verdict == "check"


# Laws


@given(st.integers(0, len(GENUINE) - 1), st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_no_flipped_bit_is_verified(place: int, bit: int) -> None:
    flipped = bytearray(GENUINE)
    flipped[place] ^= 1 << bit
    report = verify(bytes(flipped))
    if report.verdict == "verified":  # only where JSON spells the same document otherwise
        assert loads(bytes(flipped)) == loads(GENUINE)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_make_it_raise_or_pass(data: bytes) -> None:
    assert verify(data).verdict != "verified"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(worlds.genuine())), json_values)
@settings(max_examples=150, deadline=None)
def test_no_replaced_member_makes_it_raise_or_pass(member: str, value: object) -> None:
    document: dict[str, Any] = dict(worlds.genuine())
    former, document[member] = document[member], value
    try:
        data = dumps(document)
    except InputError:
        return  # a lone surrogate cannot even be written
    assert verify(data).verdict != "verified" or value == former


def test_fifty_megabytes_are_refused_at_once() -> None:
    report = verify(b"[" * 50_000_000)
    assert (report.verdict, report.codes()) == ("rejected", {"json_too_large"})


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_proof_cannot_end_under_another_name(version: str) -> None:
    document = worlds.sign(examples.credential(), expires=NOW - timedelta(days=1))
    assert verify(document).codes() == {"proof_expired"}
    document["@context"] = [*document["@context"], f"https://w3id.org/security/{version}"]
    (proof,) = document["proof"]
    proof["expiration"] = proof.pop("expires")
    report = verify(document)
    assert (report.verdict, report.codes()) == ("rejected", {"term_respelled"})


def test_signed_texts_inside_count_together() -> None:
    """Each is one text to the presentation around it."""
    header, inner = base64url.encode(b'{"alg":"EdDSA","typ":"vc+jwt"}'), worlds.genuine()
    inner["@context"] = [CREDENTIALS_V2, "https://unknown.example/"]
    inner["credentialSubject"]["achievement"]["tag"] = [str(number) for number in range(9_000)]
    text = f"{header}.{base64url.encode(dumps(inner))}.{base64url.encode(bytes(64))}"
    report = verify(
        {
            "@context": [CREDENTIALS_V2],
            "type": ["VerifiablePresentation"],
            "verifiableCredential": [enveloped.wrap(text)] * 12,
        }
    )
    codes = [member.report.check("format").problems for member in report.members]
    assert [each[0].code if each else "" for each in codes] == [""] * 6 + ["canonicalization_budget_exceeded"] * 6


def test_lists_that_unfold_count_together() -> None:
    world = World.usual()
    address, large = "https://college.example/status/large-0", bitstring.BitString(8 * bitstring.MAX_BYTES)
    unsigned = bitstring.credential(url=address, issuer=COLLEGE, bits=large, valid_from=SIGNED)
    badges = []
    for number in range(9):
        url = f"{address}{number}"
        world.publish(url, worlds.sign(deepcopy(unsigned) | {"id": url}))
        badges.append(worlds.genuine(status=[bitstring.entry(url, INDEX)]))
    report = verify(
        {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"], "verifiableCredential": badges}, world
    )
    found = [member.report.codes() for member in report.members]
    assert found == [set()] * 6 + [{"canonicalization_budget_exceeded"}] * 3
