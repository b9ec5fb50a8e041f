"""Older badges issued by another library, verified here; pictures baked here, read there."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from openbadgeslib import baking as other_baking
from openbadgeslib.ob2 import models, signer, verifier

from sceau.openbadges import baking
from sceau.openbadges.baking import Generation
from sceau.openbadges.v2.model import Assertion
from sceau.openbadges.v2.recipient import matches
from sceau.verifying import open_badges_2
from sceau.verifying.outcome import CheckResult, Outcome
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.openbadges.v2.world import ASSERTION, BADGE, EMAIL, ISSUER, KEY, LIST, NOW, World

ALGORITHMS = ["RS256", "ES256", "EdDSA"]
IDENTITY = "urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b"


def issued(kind: str = "SignedBadge") -> models.Assertion:
    """Their assertion about our usual badge."""
    return models.Assertion(
        recipient=models.IdentityObject.create(EMAIL, "deadsea"),
        badge=BADGE,
        verification=models.Verification(kind, creator=KEY if kind == "SignedBadge" else None),
        id=IDENTITY if kind == "SignedBadge" else ASSERTION,
        issued_on=datetime(2025, 12, 31, tzinfo=UTC),
        evidence=["https://badges.example/work"],
    )


def world(algorithm: str) -> World:
    """The hosts of an issuer whose documents are all made by the other library."""
    profile = models.Profile(ISSUER, "Atelier Boréal", public_key=[KEY], revocation_list=LIST)
    badge = models.BadgeClass(BADGE, "Robots", "Build one.", "https://badges.example/b.png", "Built.", ISSUER)
    return World(
        {
            ISSUER: profile.to_dict(),
            BADGE: badge.to_dict(),
            KEY: models.CryptographicKey(KEY, ISSUER, v2.public_pem(algorithm)).to_dict(),
            LIST: models.RevocationList(LIST, ISSUER, []).to_dict(),
            ASSERTION: issued("HostedBadge").to_dict(),
        }
    )


def ask(handed: Any, hosts: World) -> dict[str, CheckResult]:
    return {result.check: result for result in open_badges_2.answers(handed, fetch=hosts.fetch, now=NOW)}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("picture", [png(), SVG], ids=["png", "svg"])
def test_their_signed_badge_is_verified_here(algorithm: str, picture: bytes) -> None:
    theirs = signer.OB2Signer(v2.private_pem(algorithm), algorithm)
    bake = theirs.sign_into_svg if picture is SVG else theirs.sign_into_png
    found = baking.look(bake(issued(), picture))
    assert found.generation is Generation.OB2
    hosts = world(algorithm)
    assert {each.outcome for each in ask(found.body.decode(), hosts).values()} == {Outcome.PASSED}
    hosts.pages[LIST] = models.RevocationList(LIST, ISSUER, [{"id": IDENTITY}]).to_dict()
    assert ask(found.body.decode(), hosts)["status"].outcome is Outcome.FAILED


def test_their_hosted_badge_is_verified_here_and_awarded_to_the_same_person() -> None:
    hosts = world("EdDSA")
    handed = issued("HostedBadge").to_dict()
    assert {each.outcome for each in ask(handed, hosts).values()} == {Outcome.PASSED}
    recipient = Assertion.parse(handed).recipient
    assert recipient is not None
    assert matches(recipient, EMAIL) is True
    assert matches(recipient, "eve@example.org") is False


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_both_judge_alike(algorithm: str) -> None:
    """The badges of our own tests: good, altered, signed by another key, of another owner, revoked."""
    text = v2.jws(v2.signed(expires=None), algorithm)
    header, payload, signature = text.split(".")
    stranger = v2.private_pem("ES256" if algorithm != "ES256" else "EdDSA")
    forged = signer.OB2Signer(stranger, "ES256" if algorithm != "ES256" else "EdDSA").sign(issued())
    cases: list[tuple[str, dict[str, Any]]] = [
        (text, {}),
        (f"{header}.{payload}.{signature[::-1]}", {}),
        (forged, {}),
        (text, {KEY: v2.key(v2.public_pem(algorithm), owner="https://other.example/issuer")}),
        (text, {ISSUER: v2.issuer(publicKey="https://badges.example/keys/2")}),
        (text, {LIST: v2.revocations(IDENTITY)}),
    ]
    for number, (handed, pages) in enumerate(cases):
        hosts = World.usual(algorithm)
        hosts.pages |= pages
        results = ask(handed, hosts)
        ours = all(result.outcome is Outcome.PASSED for result in results.values())
        assert ours is theirs_accepts(handed, hosts), number
        assert ours is (number == 0)


def theirs_accepts(text: str, hosts: World) -> bool:
    other = verifier.OB2Verifier(download=lambda url: hosts.fetch(url).body)
    try:
        other.verify(text, expected_recipient=EMAIL, check_revocation=True)
    except verifier.OB2VerificationError:
        return False
    return True


def test_pictures_baked_here_are_read_there() -> None:
    text = v2.jws(v2.signed())
    keyword, element = other_baking.ITXT_KEYWORD_OB3, other_baking.SVG_ELEMENT_OB3
    assert other_baking.extract_png(baking.bake_png(png(), text.encode()), keyword=keyword) == text
    assert other_baking.extract_svg(baking.bake_svg(SVG, text.encode()), element=element) == text
    json = b'{"name":"\xc3\xa9 & <b>"}'
    found = other_baking.extract_svg(baking.bake_svg(SVG, json), element=element, text_fallback=True)
    assert found == json.decode()


def test_their_pictures_may_also_be_compressed() -> None:
    body = b"openbadges\0\1\0\0\0" + zlib.compress(b"{}")
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    picture = png(chunk)
    assert other_baking.extract_png(picture) == "{}"
    assert baking.look(picture).body == b"{}"
