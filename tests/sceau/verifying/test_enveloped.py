"""Credentials and presentations inside signed texts, under the whole verifier."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sceau.did import document as did_document
from sceau.did.methods import key as did_key
from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt, present_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt, issue_sd_jwt_vc
from sceau.keys import jwk
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256, encode
from sceau.openbadges.baking import bake_png
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt.holding import present
from sceau.status import token_list
from sceau.verifying.register import Register
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World

HOLDER_KEY = PrivateKey.from_secret(P256, b"h" * 32)
HOLDER = did_key.of(HOLDER_KEY.public)
HOLDER_SIGNER = LocalSigner(HOLDER_KEY, did_key.method_of(HOLDER_KEY.public))
ASKED = {"challenge": "9f3c", "domain": "https://employer.example"}
LIST = "https://college.example/status/tokens"
THIEF = LocalSigner(
    PrivateKey.from_secret(P256, b"t" * 32), did_key.method_of(PrivateKey.from_secret(P256, b"t" * 32).public)
)
SOON = NOW - timedelta(minutes=1)


def college() -> Any:
    return worlds.signer(COLLEGE, "key-1-jwk")


def jwt(form: Any = "vc-jwt", by: Any = None, **changes: Any) -> str:
    unsigned = examples.credential(**changes)
    return issue_jwt(unsigned, signer=by or college(), now=SIGNED, contexts=CONTEXTS, form=form)


def sd_jwt_vc(**changes: Any) -> str:
    arguments: dict[str, Any] = {
        "vct": "https://college.example/vct/badge",
        "issuer": COLLEGE,
        "signer": college(),
        "now": SIGNED,
        "random": bytes,
        "disclosable": ["/name", "/level"],
        "holder_key": HOLDER_KEY.public,
    } | changes
    return issue_sd_jwt_vc({"name": "Marie Tremblay", "level": 3, "title": "Littératie de l’IA"}, **arguments)


def shown(text: str, *pointers: str, **changes: Any) -> str:
    arguments: dict[str, Any] = {
        "holder_signer": HOLDER_SIGNER,
        "nonce": ASKED["challenge"],
        "audience": ASKED["domain"],
        "now": SOON,
    } | changes
    return present(text, pointers, **arguments)


def usual(**recognition: Any) -> World:
    """The usual world, where the college is recognised for every kind: an SD-JWT says nothing about its own."""
    world = World.usual()
    world.register = Register.parse(worlds.register(recognizedFor=[], **recognition))
    return world


def verify(text: str, world: World | None = None, **asked: Any) -> Report:
    return (world or usual()).verifier().verify(text.encode(), now=NOW, **asked)


def outcomes(report: Report) -> dict[str, str]:
    return {result.check: str(result.outcome) for result in report.checks}


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


# SD-JWT


def test_an_sd_jwt_passes_and_shows_what_was_chosen() -> None:
    report = verify(shown(sd_jwt_vc(), "/level"), **ASKED)
    assert outcomes(report) == {
        "format": "passed",
        "proof": "passed",
        "issuer": "passed",
        "holder": "passed",
        "validity": "not_applicable",
        "status": "not_applicable",
        "recognition": "passed",
    }
    assert (report.verdict, report.kind, report.secured) == ("verified", "sd-jwt-vc", "sd-jwt")
    assert report.document is not None
    assert report.document["level"] == 3
    assert "name" not in report.document


@pytest.mark.parametrize(
    ("text", "asked", "code"),
    [
        (shown(sd_jwt_vc()), {"challenge": "another"}, "proof_challenge_differs"),
        (shown(sd_jwt_vc()), {"challenge": "9f3c", "domain": "https://other.example"}, "proof_domain_differs"),
        (sd_jwt_vc(), ASKED, "sd_jwt_key_binding_missing"),
        (shown(sd_jwt_vc(), now=NOW - timedelta(hours=1)), ASKED, "sd_jwt_key_binding_stale"),
        (
            shown(sd_jwt_vc(), holder_signer=worlds.signer(STRANGER)),
            ASKED,
            "jws_algorithm_mismatch",
        ),
        (sd_jwt_vc(holder_key=None), ASKED, "sd_jwt_key_binding_missing"),
    ],
    ids=["nonce", "audience", "unbound", "old", "another-key", "bearer"],
)
def test_whoever_is_not_its_holder_is_refused(text: str, asked: dict[str, str], code: str) -> None:
    report = verify(text, **asked)
    assert (report.verdict, report.codes()) == ("rejected", {code})


def test_a_file_without_binding_is_read_by_itself() -> None:
    report = verify(sd_jwt_vc())
    assert (report.verdict, outcomes(report)["holder"]) == ("verified", "not_applicable")


def test_its_period_counts() -> None:
    assert verify(sd_jwt_vc(expires=NOW - timedelta(days=1))).codes() == {"credential_expired"}
    assert verify(sd_jwt_vc(not_before=NOW + timedelta(days=1))).codes() == {"credential_not_yet_valid"}


def published_list(value: int, **changes: Any) -> World:
    statuses = token_list.StatusList(bits=2)
    statuses[INDEX] = value
    arguments: dict[str, Any] = {"uri": LIST, "statuses": statuses, "signer": college(), "now": SIGNED} | changes
    world = usual()
    world.publish(LIST, token_list.token(**arguments).encode())
    return world


@pytest.mark.parametrize(
    ("value", "verdict", "codes"),
    [
        (0, "verified", set[str]()),
        (1, "rejected", {"credential_revoked"}),
        (2, "check", {"credential_suspended"}),
        (3, "check", {"status_value_unknown"}),
    ],
)
def test_its_status_is_in_a_list_of_tokens(value: int, verdict: str, codes: set[str]) -> None:
    text = sd_jwt_vc(status=token_list.reference(LIST, INDEX))
    report = verify(text, published_list(value))
    assert (report.verdict, report.codes()) == (verdict, codes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signer": worlds.signer(STRANGER, "key-1-jwk")}, "status_list_proof_invalid"),
        ({"uri": f"{LIST}/2"}, "status_list_id_differs"),
        ({"issuer": STRANGER}, "status_list_issuer_differs"),
        ({"expires": NOW}, "status_list_out_of_date"),
    ],
)
def test_a_list_that_is_not_the_issuers_word_leaves_it_open(changes: dict[str, Any], code: str) -> None:
    report = verify(sd_jwt_vc(status=token_list.reference(LIST, INDEX)), published_list(1, **changes))
    assert (report.verdict, report.codes()) == ("check", {code})


def test_a_list_that_is_gone_or_too_short_leaves_it_open() -> None:
    text = sd_jwt_vc(status=token_list.reference(LIST, INDEX))
    assert verify(text).codes() == {"status_list_unreachable"}
    beyond = sd_jwt_vc(status=token_list.reference(LIST, 10_000_000))
    assert verify(beyond, published_list(1)).codes() == {"status_index_out_of_range"}


def test_an_https_issuer_publishes_its_keys_under_its_own_name() -> None:
    issuer = "https://college.example/tenants/7"
    text = sd_jwt_vc(issuer=issuer, signer=LocalSigner(worlds.KEYS[COLLEGE], f"{issuer}#k1"))
    keys = {"keys": [jwk.from_public_key(worlds.KEYS[COLLEGE].public) | {"kid": "k1"}]}
    world = World.usual()
    world.register = None
    world.publish("https://college.example/.well-known/jwt-vc-issuer/tenants/7", {"issuer": issuer, "jwks": keys})
    assert verify(text, world).verdict == "verified"
    other = {"keys": [jwk.from_public_key(worlds.KEYS[STRANGER].public) | {"kid": "k1"}]}
    world.publish("https://college.example/.well-known/jwt-vc-issuer/tenants/7", {"issuer": issuer, "jwks": other})
    assert verify(text, world).codes() == {"jws_signature_invalid"}
    world.pages.clear()
    assert verify(text, world).verdict == "check"


def test_a_data_model_credential_as_sd_jwt_passes() -> None:
    text = issue_sd_jwt(
        examples.credential(),
        signer=college(),
        now=SIGNED,
        contexts=CONTEXTS,
        random=bytes,
        disclosable=["/evidence", "/credentialSubject/result"],
    )
    report = verify(present(text, ["/evidence"]))
    assert (report.verdict, report.kind, report.secured) == ("verified", "credential", "sd-jwt")
    assert report.document is not None
    assert "evidence" in report.document
    subject: Any = report.document["credentialSubject"]
    assert "result" not in subject


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


@pytest.mark.parametrize("form", ["vc-jwt", "vc+jwt", "vc-jwt-1.1", "vc+sd-jwt"])
def test_a_claim_beside_the_document_revokes_it(form: str) -> None:
    header, claims = {"kid": college().verification_method}, json.loads(compact.parse(jwt(status=[])).payload)
    if form == "vc-jwt-1.1":
        inner = {name: value for name, value in claims.items() if name not in ("iss", "sub", "jti", "iat", "nbf")}
        claims = {"vc": inner, "iss": COLLEGE}
    elif form != "vc-jwt":
        header["typ"] = form
    claims["status"] = token_list.reference(LIST, INDEX)
    text = compact.sign({**header}, dumps(claims), college()) + ("~" if form == "vc+sd-jwt" else "")
    assert verify(text, published_list(0)).verdict == "verified"
    report = verify(text, published_list(1))
    assert (report.verdict, report.codes()) == ("rejected", {"credential_revoked"})


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


@pytest.mark.parametrize(
    "text",
    [
        sd_jwt_vc(),
        shown(sd_jwt_vc(), now=NOW - timedelta(days=100), nonce="old", audience="https://other.example"),
        issue_sd_jwt_vc(
            {"sub": HOLDER}, vct="https://college.example/v", issuer=COLLEGE, signer=college(), now=SIGNED, random=bytes
        ),
    ],
    ids=["by key", "a recording", "by name"],
)
def test_nobody_shows_what_was_given_to_another(text: str) -> None:
    for holder, verdict in ((HOLDER_SIGNER, "verified"), (THIEF, "check")):
        report = verify(
            present_jwt([text], signer=holder, now=SOON, audience=ASKED["domain"], nonce=ASKED["challenge"]), **ASKED
        )
        assert [str(member.report.verdict) for member in report.members] == ["verified"]
        assert (report.verdict, report.codes()) == (verdict, set() if verdict == "verified" else {"holder_not_subject"})


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
