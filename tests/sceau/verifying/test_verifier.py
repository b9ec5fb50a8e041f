"""The verifier as a whole: what passes, what it answers to several faults, and its report."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps, loads
from sceau.errors import UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.openbadges.baking import bake_png, bake_svg
from sceau.status import bitstring
from sceau.verifying.outcome import Outcome
from sceau.verifying.policy import CHECKS, PROOF_ONLY
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.asking import GENUINE, REVOKED_LIST, outcomes, resigned, verify
from tests.sceau.verifying.world import COLLEGE, INDEX, NOW, SIGNED, STRANGER, World
from tests.vectors.negative import build

ASKED = [check for check in CHECKS if check not in {"holder", "credentials"}]
"""Of a credential by itself."""


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


def test_a_moment_without_zone_is_the_callers_fault() -> None:
    with pytest.raises(UsageError):
        World.usual().verifier().verify(GENUINE, now=NOW.replace(tzinfo=None))
