"""The verifier as a whole: what passes, what it asks of the world, and what an attacker would try."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import base64url, multibase
from sceau.encoding.strict_json import dumps, loads
from sceau.errors import InputError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import CREDENTIALS_V2
from sceau.openbadges.baking import bake_png, bake_svg
from sceau.openbadges.evidence import digest_sri
from sceau.proofs.jose import enveloped
from sceau.status import bitstring
from sceau.verifying.outcome import Outcome
from sceau.verifying.policy import CHECKS, PROOF_ONLY
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World
from tests.vectors.negative import build

ASKED = [check for check in CHECKS if check not in {"holder", "credentials"}]
"""Of a credential by itself."""

GENUINE = dumps(worlds.genuine())
REVOKED_LIST = worlds.status_list(INDEX)


def verify(data: bytes | dict[str, Any], world: World | None = None) -> Report:
    body = data if isinstance(data, bytes) else dumps(data)
    return (world or World.usual()).verifier().verify(body, now=NOW)


def outcomes(report: Report) -> dict[str, str]:
    return {result.check: str(result.outcome) for result in report.checks}


def resigned(change: Any, **signing: Any) -> dict[str, Any]:
    document: dict[str, Any] = deepcopy(examples.credential())
    change(document)
    return worlds.sign(document, **signing)


# What passes


@pytest.mark.parametrize(
    ("data", "carrier"),
    [
        (GENUINE, "json"),
        (bake_png(png(), GENUINE), "png"),
        (bake_svg(SVG, GENUINE), "svg"),
        (b"\xef\xbb\xbf " + GENUINE, "json"),
    ],
    ids=["json", "png", "svg", "byte-order-mark"],
)
def test_a_genuine_credential_passes_every_check(data: bytes, carrier: str) -> None:
    report = verify(data)
    assert outcomes(report) == dict.fromkeys(ASKED, "passed") | {"endorsements": "not_applicable"}
    assert (report.verdict, report.kind, report.carrier) == ("verified", "credential", carrier)
    assert report.document == worlds.genuine()


def test_without_register_status_and_evidence_it_still_passes() -> None:
    world = World.usual()
    world.register = None
    report = verify(worlds.genuine(status=[], evidence=[]), world)
    assert report.verdict == "verified"
    assert [name for name, outcome in outcomes(report).items() if outcome == "not_applicable"] == [
        "status",
        "recognition",
        "evidence",
        "endorsements",
    ]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_both_suites_pass(suite: str) -> None:
    assert verify(worlds.sign(examples.credential(), suite=suite)).verdict == "verified"


def test_a_credential_of_the_former_data_model_passes() -> None:
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/data-integrity/v2"],
        "type": ["VerifiableCredential"],
        "issuer": COLLEGE,
        "issuanceDate": "2026-01-15T12:00:00Z",
        "expirationDate": "2026-02-15T12:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
    }
    world = World.usual()
    world.register = None
    report = verify(worlds.sign(document), world)
    assert report.verdict == "check"
    assert report.codes() == {"credential_expired"}


def test_hostile_texts_are_data_like_others() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    report = verify(worlds.genuine(achievement=examples.achievement(description=hostile)))
    assert report.verdict == "verified"


# Proof sets: at least one must speak for the issuer, none may be broken


def test_a_stranger_may_sign_beside_the_issuer() -> None:
    document = worlds.genuine()
    both = worlds.sign(document, by=STRANGER)
    both["proof"] = list(reversed(both["proof"]))
    assert verify(both).verdict == "verified"


def test_a_proof_that_cannot_be_judged_is_a_remark_beside_the_issuers() -> None:
    document: dict[str, Any] = deepcopy(worlds.genuine())
    document["proof"].append(document["proof"][0] | {"cryptosuite": "bbs-2031"})
    report = verify(document)
    assert report.verdict == "verified"
    assert [problem.code for problem in report.check("proof").problems] == ["proof_type_unsupported"]


def test_an_unreadable_proof_in_the_issuers_name_leaves_the_question_open() -> None:
    """A notary's good proof, and one of the issuer in a suite unknown here: neither forged nor verified."""
    document: dict[str, Any] = worlds.sign(examples.credential(), by=STRANGER)
    document["proof"].append(worlds.genuine()["proof"][0] | {"cryptosuite": "bbs-2031"})
    report = verify(document)
    assert (report.verdict, report.check("issuer").outcome) == ("check", "inconclusive")


def test_a_chain_holds() -> None:
    first = worlds.sign(examples.credential(), by=STRANGER, proof_id="urn:uuid:1")
    assert verify(worlds.sign(first, previous_proof="urn:uuid:1")).verdict == "verified"


def test_a_new_key_does_not_bury_the_old_one() -> None:
    world = World.usual()
    later = worlds.published(COLLEGE, expires=SIGNED + timedelta(days=1))
    world.publish(worlds.did_url(COLLEGE), later)
    world.publish(examples.STATUS_LIST, worlds.status_list())
    assert verify(GENUINE, world).verdict == "verified"


def test_a_key_swapped_under_the_same_name_does_not_verify() -> None:
    other = LocalSigner(PrivateKey.from_seed(bytes(32)), f"{COLLEGE}#key-1")
    assert verify(resigned(lambda _: None, signer=other)).verdict == "rejected"


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


def test_evidence_is_not_fetched_unless_asked() -> None:
    world = World.usual()
    world.resources = {}
    report = verify(GENUINE, world)
    assert (report.verdict, report.check("evidence").outcome) == ("verified", "not_applicable")
    assert [problem.code for problem in report.check("evidence").problems] == ["evidence_not_shown"]
    assert examples.PORTFOLIO_URL not in world.asked


@pytest.mark.parametrize(
    ("body", "verdict", "outcome"),
    [(examples.PORTFOLIO, "verified", "passed"), (b"other", "check", "failed"), (None, "verified", "not_applicable")],
)
def test_evidence_that_is_fetched_is_compared(body: bytes | None, verdict: str, outcome: str) -> None:
    world = World.usual()
    world.resources, world.fetch_evidence = {}, True
    if body is not None:
        world.publish(examples.PORTFOLIO_URL, body)
    report = verify(GENUINE, world)
    assert (report.verdict, report.check("evidence").outcome) == (verdict, outcome)


def test_evidence_can_be_handed_in_for_one_verification() -> None:
    world = World.usual()
    world.resources = {}
    report = world.verifier().verify(GENUINE, now=NOW, resources={examples.PORTFOLIO_URL: b"other"})
    assert report.codes() == {"evidence_altered"}


@pytest.mark.parametrize(
    "digests",
    [
        {"digestSRI": digest_sri(hashlib.sha256(examples.PORTFOLIO).digest())},
        {"digestSRI": "md5-AAAA " + digest_sri(hashlib.sha256(examples.PORTFOLIO).digest())},
        {"digestMultibase": multibase.encode58(b"\x12\x20" + hashlib.sha256(examples.PORTFOLIO).digest())},
        {"digestMultibase": "u" + base64url.encode(hashlib.sha256(examples.PORTFOLIO).digest())},
        {"digestMultibase": multibase.encode64(b"\x13\x40" + hashlib.sha512(examples.PORTFOLIO).digest())},
    ],
    ids=["sri", "sri-with-weaker", "multihash", "bare", "sha512"],
)
def test_every_spelling_of_a_digest_is_understood(digests: dict[str, str]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["relatedResource"] = [{"id": examples.PORTFOLIO_URL, **digests}]

    assert verify(resigned(change)).check("evidence").outcome == "passed"


def test_two_digests_must_both_hold() -> None:
    def change(document: dict[str, Any]) -> None:
        document["relatedResource"][0]["digestMultibase"] = "u" + base64url.encode(bytes(32))

    assert verify(resigned(change)).codes() == {"evidence_altered"}


@pytest.mark.parametrize(
    ("digest", "codes"),
    [
        (hashlib.sha256(CONTEXTS.body(CREDENTIALS_V2)).digest(), set()),
        (bytes(32), {"evidence_altered"}),
        (bytes(5), {"evidence_digest_malformed"}),
    ],
)
def test_a_context_is_no_evidence_but_must_be_the_one_its_issuer_meant(digest: bytes, codes: set[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        named = {"id": CREDENTIALS_V2, "digestMultibase": "u" + base64url.encode(digest)}
        document["relatedResource"] = named

    report = verify(resigned(change))
    assert report.codes() == codes
    assert {each.pointer for each in report.check("evidence").problems} <= {"/relatedResource"}


# Several faults


def test_revoked_is_revoked_even_when_another_list_is_silent() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    entries = [bitstring.entry("https://college.example/silent", 1), bitstring.entry(examples.STATUS_LIST, INDEX)]
    report = verify(worlds.genuine(status=entries), world)
    assert report.verdict == "rejected"
    assert [(problem.code, problem.pointer) for problem in report.check("status").problems] == [
        ("status_list_unreachable", "/credentialStatus/0"),
        ("credential_revoked", "/credentialStatus/1"),
    ]


def test_suspended_and_revoked_is_revoked() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX, purposes=["revocation", "suspension"]))
    entries = [bitstring.entry(examples.STATUS_LIST, INDEX, purpose=each) for each in ("suspension", "revocation")]
    assert verify(worlds.genuine(status=entries), world).verdict == "rejected"


def test_expired_and_revoked_is_revoked() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    report = verify(worlds.genuine(valid_until=NOW - timedelta(days=1)), world)
    assert (report.verdict, report.codes()) == ("rejected", {"credential_expired", "credential_revoked"})


@pytest.mark.parametrize(("offset", "verdict"), [(timedelta(), "verified"), (timedelta(seconds=-1), "check")])
def test_the_last_second_still_counts(offset: timedelta, verdict: str) -> None:
    assert verify(worlds.genuine(valid_until=NOW + offset)).verdict == verdict


# Proof only


def test_proof_only_asks_three_questions_and_does_not_ask_whose() -> None:
    world = replace(World.usual(), policy=PROOF_ONLY)
    report = verify(resigned(lambda _: None, by=STRANGER), world)
    assert outcomes(report) == {"format": "passed", "context": "passed", "proof": "passed"}
    assert report.verdict == "verified"


def test_proof_only_takes_a_context_written_inside_for_what_it_says() -> None:
    inside = resigned(lambda document: document["@context"].append({"motto": "https://college.example/motto"}))
    report = verify(inside, replace(World.usual(), policy=PROOF_ONLY))
    assert (report.verdict, report.codes()) == ("verified", {"context_inline"})
    assert verify(inside).verdict == "check"


@pytest.mark.parametrize("name", ["no-proof", "altered-name", "protected-term", "proof-expired", "cut"])
def test_proof_only_rejects_what_is_broken(name: str) -> None:
    case = next(case for case in build.CASES if case.name == name)
    assert verify(case.data, replace(World.usual(), policy=PROOF_ONLY)).verdict == "rejected"


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


def test_a_moment_without_zone_is_the_callers_fault() -> None:
    with pytest.raises(UsageError):
        World.usual().verifier().verify(GENUINE, now=NOW.replace(tzinfo=None))


# The report


def test_the_report_speaks_in_codes_and_pointers() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, REVOKED_LIST)
    told = verify(GENUINE, world).to_json()
    assert {name: told[name] for name in ("verdict", "policy", "kind", "carrier", "credential", "checkedAt")} == {
        "verdict": "rejected",
        "policy": "strict",
        "kind": "credential",
        "carrier": "json",
        "credential": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0001",
        "checkedAt": "2026-03-01T14:05:00Z",
    }
    checks: Any = told["checks"]
    assert [each["check"] for each in checks] == ASKED
    assert checks[5]["problems"] == [{"code": "credential_revoked", "pointer": "/credentialStatus"}]
    assert loads(dumps(told)) == told


def test_the_report_of_a_document_read_already_is_the_same() -> None:
    report = World.usual().verifier().verify_document(worlds.genuine(), now=NOW)
    assert report.to_json() == verify(GENUINE).to_json()


def test_a_question_not_asked_has_no_answer() -> None:
    report = verify(GENUINE, replace(World.usual(), policy=PROOF_ONLY))
    with pytest.raises(KeyError):
        report.check("status")


def test_outcomes_are_those_of_the_interface() -> None:
    assert [str(outcome) for outcome in Outcome] == ["passed", "failed", "inconclusive", "not_applicable"]


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
