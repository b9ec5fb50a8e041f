"""Presentations: who shows what, to whom, and whether what they show holds by itself."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import dumps
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.proofs import add_proof
from sceau.verifying.policy import PROOF_ONLY, STRICT, Policy
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import CONTEXTS, INDEX, NOW, SIGNED, World

HOLDER_KEY = PrivateKey.from_seed(b"h" * 32)
HOLDER = did_key.of(HOLDER_KEY.public)
SIGNER = LocalSigner(HOLDER_KEY, did_key.method_of(HOLDER_KEY.public))
ASKED = {"challenge": "9f3c", "domain": "employer.example"}
NOTHING: dict[str, Any] = {"challenge": None}


def presentation(*credentials: Any, **members: Any) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": list(credentials) or [worlds.genuine()],
    } | members


def shown(document: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A presentation signed by the holder."""
    arguments: dict[str, Any] = (
        {
            "signer": SIGNER,
            "cryptosuite": "eddsa-rdfc-2022",
            "created": SIGNED,
            "contexts": CONTEXTS,
            "purpose": "authentication",
        }
        | ASKED
        | changes
    )
    return add_proof(document or presentation(), **arguments)


def verify(document: dict[str, Any], world: World | None = None, **asked: Any) -> Report:
    return (world or World.usual()).verifier().verify(dumps(document), now=NOW, **(asked or ASKED))


def outcomes(report: Report) -> dict[str, str]:
    return {result.check: str(result.outcome) for result in report.checks}


def given_to(subject: str) -> dict[str, Any]:
    """The college's credential for somebody."""
    unsigned = deepcopy(examples.credential())
    unsigned["credentialSubject"]["id"] = subject
    return worlds.sign(unsigned)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_presentation_and_what_is_inside_pass(suite: str) -> None:
    report = verify(shown(presentation(worlds.genuine(), given_to(HOLDER)), cryptosuite=suite))
    assert outcomes(report) == dict.fromkeys(["format", "context", "proof", "holder", "credentials"], "passed")
    assert (report.verdict, report.kind) == ("verified", "presentation")
    assert [(each.pointer, each.role, each.report.verdict) for each in report.members] == [
        ("/verifiableCredential/0", "credential", "verified"),
        ("/verifiableCredential/1", "credential", "verified"),
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"challenge": "another", "domain": ASKED["domain"]}, "proof_challenge_differs"),
        ({"challenge": ASKED["challenge"], "domain": "other.example"}, "proof_domain_differs"),
    ],
)
def test_a_recording_is_refused(asked: dict[str, str], code: str) -> None:
    report = verify(shown(), **asked)
    assert (report.verdict, [each.code for each in report.check("proof").problems]) == ("rejected", [code])


def test_a_presentation_for_several_domains_passes_for_each() -> None:
    several: Any = ["employer.example", "agency.example"]
    assert verify(shown(domain=several)).verdict == "verified"


def test_who_shows_somebody_elses_credential_is_told() -> None:
    report = verify(shown(presentation(given_to("did:web:somebody.example"))))
    assert (report.verdict, report.check("holder").outcome) == ("check", "inconclusive")
    assert [(each.code, each.pointer) for each in report.check("holder").problems] == [
        ("holder_not_subject", "/verifiableCredential/0")
    ]


def test_another_key_does_not_speak_for_the_holder() -> None:
    report = verify(shown(presentation(holder="did:web:somebody.example")))
    assert (report.verdict, report.codes()) == ("rejected", {"holder_key_not_controlled"})


def test_an_assertion_is_no_authentication() -> None:
    assert "proof_purpose_wrong" in verify(shown(purpose="assertionMethod")).codes()


def test_nobody_signed_leaves_the_question_who_shows_it() -> None:
    report = verify(presentation(), **NOTHING)
    assert outcomes(report)["proof"] == outcomes(report)["holder"] == "not_applicable"
    assert (report.verdict, report.members[0].report.verdict) == ("check", "verified")


@pytest.mark.parametrize("policy", [STRICT, PROOF_ONLY], ids=lambda policy: policy.name)
@pytest.mark.parametrize("asked", [{"challenge": "9f3c"}, {"domain": "employer.example"}])
def test_an_unsigned_presentation_answers_nothing(policy: Policy, asked: dict[str, str]) -> None:
    report = verify(presentation(), replace(World.usual(), policy=policy), **asked)
    assert (report.verdict, report.codes()) == ("rejected", {"proof_missing"})


@pytest.mark.parametrize("policy", [STRICT, PROOF_ONLY], ids=lambda policy: policy.name)
@pytest.mark.parametrize(
    ("asked", "code"),
    [({"challenge": "9f3c"}, "proof_challenge_differs"), ({"domain": "employer.example"}, "proof_domain_differs")],
)
def test_a_credential_handed_in_answers_nothing(policy: Policy, asked: dict[str, str], code: str) -> None:
    """Whoever has a copy could do that."""
    world = replace(World.usual(), policy=policy)
    assert verify(worlds.genuine(), world, **NOTHING).verdict == "verified"
    report = verify(worlds.genuine(), world, **asked)
    assert (report.verdict, report.codes() & {code}) == ("rejected", {code})


def test_a_signature_says_nothing_about_what_is_inside() -> None:
    tampered: dict[str, Any] = deepcopy(worlds.genuine())
    tampered["credentialSubject"]["achievement"]["name"] = "Doctorate"
    report = verify(shown(presentation(worlds.genuine(), tampered)))
    assert report.check("proof").outcome == "passed"
    assert [(each.code, each.pointer) for each in report.check("credentials").problems] == [
        ("member_rejected", "/verifiableCredential/1")
    ]
    assert report.verdict == "rejected"


def test_a_revoked_credential_inside_rejects() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))
    assert verify(shown(), world).verdict == "rejected"


def test_an_open_question_inside_stays_open() -> None:
    world = World.usual()
    del world.pages[examples.STATUS_LIST]
    report = verify(shown(), world)
    assert (report.verdict, report.codes()) == ("check", {"member_to_check"})
    assert report.members[0].report.codes() == {"status_list_unreachable"}


def test_each_address_is_visited_once_however_many_credentials_name_it() -> None:
    world = World.usual()
    verify(shown(presentation(*[worlds.genuine(id=f"urn:uuid:{n}") for n in range(4)])), world)
    assert len(world.asked) == len(set(world.asked))


def test_what_is_no_credential_is_no_member() -> None:
    report = verify(shown(presentation(presentation())))
    assert report.verdict == "rejected"


def test_too_many_inside_are_told() -> None:
    report = verify(presentation(*[worlds.genuine()] * 52), **NOTHING)
    assert "members_too_many" in report.codes()
    assert report.verdict == "check"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda d: d.update(holder=7), "/holder"),
        (lambda d: d.update(holder={"name": "x"}), "/holder/id"),
        (lambda d: d.update(verifiableCredential=[7]), "/verifiableCredential"),
        (lambda d: d.update(id="no address"), "/id"),
        (lambda d: d.pop("@context"), "/@context"),
    ],
)
def test_its_shape_is_asked_first(change: Callable[[Any], object], pointer: str) -> None:
    document = presentation()
    change(document)
    report = verify(document)
    assert (report.verdict, [each.pointer for each in report.check("format").problems]) == ("rejected", [pointer])


def test_proof_only_asks_for_signatures_and_for_no_holder() -> None:
    world = replace(World.usual(), policy=PROOF_ONLY)
    assert verify(presentation(), world, **NOTHING).verdict == "verified"
    assert verify(shown(presentation(holder="did:web:somebody.example")), world).verdict == "verified"
    unsigned: dict[str, Any] = deepcopy(worlds.genuine())
    del unsigned["proof"]
    assert verify(presentation(unsigned), world, **NOTHING).verdict == "rejected"
