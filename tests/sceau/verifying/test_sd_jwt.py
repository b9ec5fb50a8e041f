"""SD-JWT under the whole verifier: what is shown, by whom, and its status in a list of tokens."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import present_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt, issue_sd_jwt_vc
from sceau.keys import jwk
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt.holding import present
from sceau.status import token_list
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.texts import (
    ASKED,
    HOLDER,
    HOLDER_SIGNER,
    SOON,
    college,
    jwt,
    outcomes,
    sd_jwt_vc,
    shown,
    usual,
    verify,
)
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World

LIST = "https://college.example/status/tokens"
THIEF = LocalSigner(
    PrivateKey.from_secret(P256, b"t" * 32), did_key.method_of(PrivateKey.from_secret(P256, b"t" * 32).public)
)


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
