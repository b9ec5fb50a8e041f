"""Evidence is fetched when asked, and compared with the digests that the issuer signed."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from sceau.encoding import base64url, multibase
from sceau.linked_data.contexts import CREDENTIALS_V2
from sceau.openbadges.evidence import digest_sri
from tests.sceau.openbadges import examples
from tests.sceau.verifying.asking import GENUINE, resigned, verify
from tests.sceau.verifying.world import CONTEXTS, NOW, World


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
