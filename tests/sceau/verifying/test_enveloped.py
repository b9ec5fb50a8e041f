"""Credentials and presentations as JWT, under the whole verifier."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sceau.did import document as did_document
from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt, present_jwt
from sceau.keys import jwk
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import encode
from sceau.openbadges.baking import bake_png
from sceau.proofs.jose import compact
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.texts import ASKED, HOLDER, HOLDER_SIGNER, SOON, college, jwt, outcomes, usual, verify
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World

# JWT


@pytest.mark.parametrize("form", ["vc-jwt", "vc+jwt"])
def test_a_jwt_passes_every_check(form: str) -> None:
    report = verify(jwt(form))
    asked = ["format", "context", "proof", "issuer", "validity", "status", "recognition", "evidence"]
    assert outcomes(report) == dict.fromkeys(asked, "passed") | {"endorsements": "not_applicable"}
    assert (report.verdict, report.kind, report.carrier, report.secured) == ("verified", "credential", "text", "jwt")
    assert report.document is not None
    assert report.document["id"] == examples.credential()["id"]


def test_a_jwt_in_a_picture_passes() -> None:
    report = World.usual().verifier().verify(bake_png(png(), jwt().encode()), now=NOW)
    assert (report.verdict, report.carrier, report.secured) == ("verified", "png", "jwt")


def test_a_revoked_one_is_revoked() -> None:
    world = World.usual()
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))
    assert verify(jwt(), world).codes() == {"credential_revoked"}


def test_a_status_list_may_be_a_jwt_itself() -> None:
    world = World.usual()
    plain = {name: value for name, value in worlds.status_list(INDEX).items() if name != "proof"}
    world.publish(examples.STATUS_LIST, issue_jwt(plain, signer=college(), now=SIGNED, contexts=CONTEXTS).encode())
    assert verify(jwt(), world).codes() == {"credential_revoked"}
    by_another = issue_jwt(plain | {"issuer": STRANGER}, signer=worlds.signer(STRANGER), now=SIGNED, contexts=CONTEXTS)
    world.publish(examples.STATUS_LIST, by_another.encode())
    assert verify(jwt(), world).codes() == {"status_list_issuer_differs"}


def test_every_flipped_bit_of_the_signature_is_seen() -> None:
    head, payload, signature = jwt().split(".")
    raw = base64url.decode(signature)
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        report = verify(f"{head}.{payload}.{base64url.encode(bytes(changed))}")
        assert (report.verdict, report.codes()) == ("rejected", {"jws_signature_invalid"})


def test_a_strangers_key_does_not_speak_for_the_issuer() -> None:
    payload = compact.parse(jwt()).payload
    stranger = worlds.signer(STRANGER, "key-1-jwk")
    forged = compact.sign({"alg": "EdDSA", "kid": stranger.verification_method}, payload, stranger)
    assert verify(forged).codes() == {"issuer_key_not_controlled"}


def test_a_key_that_only_the_text_shows_proves_nothing_about_its_issuer() -> None:
    payload = compact.parse(jwt()).payload
    shown_key = jwk.from_public_key(worlds.KEYS[STRANGER].public)
    forged = compact.sign({"alg": "EdDSA", "jwk": shown_key}, payload, worlds.signer(STRANGER))
    report = verify(forged)
    assert (report.check("proof").outcome, report.verdict) == ("passed", "rejected")
    assert report.codes() == {"issuer_key_not_controlled"}
    own = compact.sign({"jwk": jwk.from_public_key(worlds.KEYS[COLLEGE].public)}, payload, college())
    assert verify(own).verdict == "verified"


def test_without_a_name_the_keys_of_the_issuer_are_tried() -> None:
    assert verify(compact.sign({}, compact.parse(jwt()).payload, college())).verdict == "verified"
    forged = compact.sign({}, compact.parse(jwt()).payload, worlds.signer(STRANGER))
    assert verify(forged).codes() == {"jws_signature_invalid"}


def test_a_signature_with_an_end_ends() -> None:
    payload = json.loads(compact.parse(jwt("vc+jwt")).payload) | {"exp": int(SIGNED.timestamp())}
    header = {"typ": "vc+jwt", "kid": college().verification_method}
    assert verify(compact.sign(header, dumps(payload), college())).verdict == "check"


def test_a_key_alone_at_an_address_speaks_for_its_own_origin_only() -> None:
    """Open Badges 3.0 §8.2.4: an https issuer and the address of a JWK."""
    world = World.usual()
    world.register = None
    for host, verdict in (("college.example", "verified"), ("elsewhere.example", "rejected")):
        address = f"https://{host}/keys/1"
        world.publish(address, jwk.from_public_key(worlds.KEYS[COLLEGE].public))
        unsigned = examples.credential(status=[])
        unsigned["issuer"]["id"] = "https://college.example/issuers/7"
        claims = json.loads(compact.parse(jwt(status=[])).payload) | unsigned | {"iss": unsigned["issuer"]["id"]}
        text = compact.sign({"kid": address}, dumps(claims), college())
        assert verify(text, world).verdict == verdict


# Presentations


def test_a_presentation_of_envelopes_passes() -> None:
    text = present_jwt(
        [jwt(), worlds.genuine()],
        signer=HOLDER_SIGNER,
        now=SOON,
        audience=ASKED["domain"],
        nonce=ASKED["challenge"],
    )
    report = verify(text, **ASKED)
    assert (report.verdict, report.kind, report.secured) == ("verified", "presentation", "jwt")
    assert [member.report.secured for member in report.members] == ["jwt", "embedded"]
    assert verify(text, challenge="another").codes() == {"proof_challenge_differs"}
    assert verify(text, domain="https://other.example").codes() == {"proof_domain_differs"}


# Key history


def test_a_rotated_key_still_verifies_and_a_compromised_one_fails_from_its_date() -> None:
    world = World.usual()
    for change, verdict, code in (
        ({"expires": SIGNED + timedelta(days=1)}, "verified", None),
        ({"revoked": SIGNED - timedelta(days=1)}, "rejected", "issuer_key_revoked"),
        ({"revoked": SIGNED + timedelta(days=1)}, "check", "issuer_key_compromised"),
    ):
        document = did_document.build(
            COLLEGE, [did_document.PublishedKey("key-1", worlds.KEYS[COLLEGE].public, **change)]
        )
        world.publish(worlds.did_url(COLLEGE), document)
        report = verify(jwt(status=[]), world)
        assert report.verdict == verdict
        assert code is None or code in report.codes()


# What could be said where nobody looks


def old_presentation(credential: Any, name: str = "vp", **claims: Any) -> str:
    """The way of the data model 1.1."""
    inner = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [credential],
    }
    payload = {"iss": HOLDER, "nonce": ASKED["challenge"], "aud": ASKED["domain"], name: inner} | claims
    return compact.sign({"kid": HOLDER_SIGNER.verification_method}, dumps(payload), HOLDER_SIGNER)


@pytest.mark.parametrize(
    ("claims", "code"), [({"exp": 1_700_000_000}, "proof_expired"), ({"nbf": 1_900_000_000}, "proof_not_yet_valid")]
)
def test_an_old_presentation_ends_as_well(claims: dict[str, int], code: str) -> None:
    assert verify(old_presentation(worlds.genuine()), **ASKED).verdict == "verified"
    assert verify(old_presentation(worlds.genuine(), **claims), **ASKED).codes() == {code}


def test_a_credential_is_no_presentation_nor_the_reverse() -> None:
    report = verify(old_presentation(worlds.genuine(), "vc"), **ASKED)
    assert (report.kind, report.codes()) == ("unknown", {"jws_type_wrong"})
    report = verify(old_presentation(worlds.genuine(), vp=examples.credential() | {"issuer": HOLDER}))
    assert (report.kind, report.codes()) == ("unknown", {"jws_type_wrong"})


@pytest.mark.parametrize(
    ("members", "verdict", "code"),
    [
        ({}, "verified", None),
        ({"revoked": "2025-01-01T00:00:00Z"}, "rejected", "issuer_key_revoked"),
        ({"revoked": "2026-02-01T00:00:00Z"}, "check", "issuer_key_compromised"),
        ({"expires": "2025-01-01T00:00:00Z"}, "rejected", "issuer_key_expired"),
        ({"controller": "https://elsewhere.example/"}, "rejected", "verification_method_missing"),
    ],
)
def test_a_key_alone_says_whose_it_is_and_how_long(members: dict[str, str], verdict: str, code: str | None) -> None:
    issuer, url = "https://college.example/issuers/7", "https://college.example/keys#1"
    world, key = World.usual(), worlds.KEYS[COLLEGE].public
    world.register = None
    method = {"id": url, "type": "Multikey", "controller": issuer, "publicKeyMultibase": encode(key.kind, key.raw)}
    world.publish("https://college.example/keys", method | members)
    unsigned: Any = examples.credential(status=[])
    unsigned["issuer"]["id"] = issuer
    signed = worlds.sign(unsigned, signer=LocalSigner(worlds.KEYS[COLLEGE], url))
    report = verify(dumps(signed).decode(), world)
    assert (report.verdict, code in report.codes() or code is None) == (verdict, True)


def test_whoever_may_upload_a_file_does_not_become_the_issuer() -> None:
    """The issuer's own document lists its keys: a key that lies beside it is not one of them."""
    issuer, lone = "https://college.example/issuers/7", "https://college.example/uploads/key.json"
    world = usual()
    world.register = None
    world.publish(lone, jwk.from_public_key(worlds.KEYS[STRANGER].public))
    unsigned = examples.credential(status=[])
    unsigned["issuer"]["id"] = issuer
    claims = json.loads(compact.parse(jwt(status=[])).payload) | unsigned | {"iss": issuer}
    text = compact.sign({"kid": lone}, dumps(claims), worlds.signer(STRANGER))
    assert verify(text, world).verdict == "verified"
    world.publish(issuer, did_document.build(issuer, [did_document.PublishedKey("k1", worlds.KEYS[COLLEGE].public)]))
    report = verify(text, world)
    assert (report.verdict, report.codes()) == ("rejected", {"issuer_key_not_controlled"})


def test_a_presentation_of_the_former_data_model_lists_texts() -> None:
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [jwt()],
    }
    payload = {"iss": HOLDER, "aud": ASKED["domain"], "nonce": ASKED["challenge"], "vp": document}
    text = compact.sign({"kid": HOLDER_SIGNER.verification_method, "typ": "JWT"}, dumps(payload), HOLDER_SIGNER)
    report = verify(text, **ASKED)
    assert (report.verdict, report.members[0].report.verdict) == ("verified", "verified")
