"""What a signed text holds, and every way in which it may contradict itself."""

from __future__ import annotations

import copy
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.errors import InputError, SceauError
from sceau.keys import jwk
from sceau.keys.ed25519 import PrivateKey
from sceau.proofs.jose import envelope
from tests.sceau.proofs.jose.texts import ISSUER, jwt, minimal, open_badge, version_1

PRESENTATION = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiablePresentation"],
    "holder": {"id": "did:example:learner"},
}


def changed(document: dict[str, Any], **members: Any) -> dict[str, Any]:
    return copy.deepcopy(document) | members


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        envelope.read(text)
    return caught.value.code, caught.value.pointer


def test_the_payload_of_vc_jwt_is_the_credential() -> None:
    payload = minimal() | {"iss": ISSUER, "iat": 1_772_373_900.5, "exp": 1_772_373_901, "nbf": 0, "x": {"y": [1]}}
    found = envelope.read(jwt(payload, {"typ": "vc+jwt", "cty": "vc", "kid": "#key-1"}))
    assert (found.form, found.is_presentation, found.signer_id) == ("vc+jwt", False, ISSUER)
    assert found.key_id == f"{ISSUER}#key-1"
    assert found.document == minimal() | {"x": {"y": [1]}}
    assert found.claims == payload
    assert found.issued_at == datetime(2026, 3, 1, 14, 5, 0, 500_000, tzinfo=UTC)
    assert found.expires == datetime(2026, 3, 1, 14, 5, 1, tzinfo=UTC)
    assert found.not_before == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_text_without_type_is_known_by_its_payload() -> None:
    assert envelope.read(jwt(minimal())).form == "vc+jwt"
    assert envelope.read(jwt(open_badge(), {"typ": "JWT"})).form == "vc-jwt"
    assert envelope.read(jwt(version_1(), {"typ": "JWT"})).form == "vc-jwt-1.1"
    assert envelope.read(jwt({"iss": "did:example:h", "vp": {"type": "VerifiablePresentation"}})).form == "vp-jwt-1.1"
    assert envelope.read(jwt(PRESENTATION)).form == "vp+jwt"


def test_a_presentation_says_for_whom_it_was_made() -> None:
    payload = PRESENTATION | {"aud": "https://verifier.example", "nonce": "n-1", "iss": "did:example:learner"}
    found = envelope.read(jwt(payload, {"typ": "vp+jwt", "cty": "vp"}))
    assert found.is_presentation
    assert (found.signer_id, found.audience, found.nonce) == (
        "did:example:learner",
        ("https://verifier.example",),
        "n-1",
    )
    assert found.document == PRESENTATION


def test_an_open_badge_repeats_itself_in_claims() -> None:
    found = envelope.read(jwt(open_badge(), {"typ": "JWT"}))
    assert found.document == minimal() | {"type": ["VerifiableCredential", "OpenBadgeCredential"]}


def test_an_open_badge_takes_its_end_from_the_claim() -> None:
    payload = open_badge()
    del payload["validUntil"]
    assert envelope.read(jwt(payload)).document["validUntil"] == "2027-02-28T23:00:00Z"


def test_the_claims_of_version_1_complete_the_credential() -> None:
    assert envelope.read(jwt(version_1())).document == {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-03-01T14:05:00Z",
        "expirationDate": "2027-02-28T23:00:00Z",
        "credentialSubject": {"id": "did:example:learner", "name": "Zoé"},
    }


def test_an_issuer_object_without_id_receives_it() -> None:
    payload = version_1()
    payload["vc"]["issuer"] = {"name": "Collège"}
    assert envelope.read(jwt(payload)).document["issuer"] == {"id": ISSUER, "name": "Collège"}


def test_the_status_claim_of_a_token_stays_with_the_claims() -> None:
    status = {"status_list": {"idx": 0, "uri": "https://college.example/status/1"}}
    found = envelope.read(jwt(minimal() | {"status": status}))
    assert "status" not in found.document
    assert found.claims["status"] == status
    assert envelope.read(jwt(minimal() | {"status": "new"})).document["status"] == "new"


def test_a_key_in_the_header_is_read() -> None:
    public = PrivateKey.from_seed(bytes(32)).public
    assert envelope.read(jwt(minimal(), {"jwk": jwk.from_public_key(public)})).header_key == public
    secret = jwk.from_public_key(public) | {"d": "AA"}
    assert refused(jwt(minimal(), {"jwk": secret})) == ("key_malformed", "/protected/jwk/d")
    assert refused(jwt(minimal(), {"jwk": "x"})) == ("jws_malformed", "/protected/jwk")


@pytest.mark.parametrize(
    ("header", "payload", "code", "pointer"),
    [
        ({"typ": "kb+jwt"}, minimal(), "jws_type_wrong", "/protected/typ"),
        ({"typ": "dc+sd-jwt"}, minimal(), "jws_type_wrong", "/protected/typ"),
        ({"typ": "vc+jwt", "cty": "vp"}, minimal(), "jws_type_wrong", "/protected/cty"),
        ({"typ": "JWT", "cty": "JWT"}, minimal(), "jws_type_wrong", "/protected/cty"),
        ({"typ": "vc+jwt"}, PRESENTATION, "jws_type_wrong", "/type"),
        ({"typ": "vp+jwt"}, minimal(), "jws_type_wrong", "/type"),
        ({}, {"iss": ISSUER}, "jws_type_wrong", ""),
        ({}, {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}, "jws_type_wrong", ""),
        (
            {"typ": "vc+jwt"},
            minimal() | {"@context": ["https://www.w3.org/2018/credentials/v1"]},
            "jws_type_wrong",
            "/@context",
        ),
        ({"typ": "vc+jwt"}, minimal() | {"vc": {}}, "jwt_claim_malformed", "/vc"),
        ({"typ": "vp+jwt"}, PRESENTATION | {"vp": {}}, "jwt_claim_malformed", "/vp"),
        ({}, {"vc": {}, "vp": {}}, "jwt_claim_malformed", "/vp"),
        ({}, {"vc": "text"}, "jwt_claim_malformed", "/vc"),
        ({}, minimal() | {"exp": "2027-03-01T00:00:00Z"}, "jwt_claim_malformed", "/exp"),
        ({}, minimal() | {"exp": True}, "jwt_claim_malformed", "/exp"),
        ({}, minimal() | {"nbf": 1e300}, "jwt_claim_malformed", "/nbf"),
        ({}, minimal() | {"iat": -1e12}, "jwt_claim_malformed", "/iat"),
        ({}, minimal() | {"iss": 7}, "jwt_claim_malformed", "/iss"),
        ({}, minimal() | {"aud": 7}, "jwt_claim_malformed", "/aud"),
        ({}, minimal() | {"aud": ["a", 7]}, "jwt_claim_malformed", "/aud"),
        ({}, minimal() | {"nonce": ""}, "jwt_claim_malformed", "/nonce"),
    ],
)
def test_a_text_of_another_kind_is_refused(header: Any, payload: Any, code: str, pointer: str) -> None:
    assert refused(jwt(payload, header)) == (code, pointer)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "did:web:other.example"),
        ("jti", "urn:uuid:2"),
        ("sub", "did:example:other"),
        ("nbf", 1_772_373_901),
        ("exp", 1_803_855_599),
    ],
)
def test_a_claim_that_contradicts_an_open_badge_is_refused(claim: str, value: Any) -> None:
    assert refused(jwt(changed(open_badge(), **{claim: value}))) == ("jwt_claims_disagree", f"/{claim}")


def test_an_open_badge_of_an_issuer_who_leaves_the_subject_out_is_read() -> None:
    payload = open_badge()
    del payload["sub"]
    assert envelope.read(jwt(payload)).form == "vc-jwt"


@pytest.mark.parametrize("claim", ["iss", "jti", "nbf", "exp"])
def test_an_open_badge_lacks_no_claim(claim: str) -> None:
    payload = open_badge()
    del payload[claim]
    assert refused(jwt(payload)) == ("jwt_claim_missing", f"/{claim}")


@pytest.mark.parametrize(
    ("claim", "member", "value"),
    [
        ("iss", "issuer", "did:web:other.example"),
        ("iss", "issuer", ["x"]),
        ("jti", "id", "urn:uuid:2"),
        ("sub", "credentialSubject", {"id": "did:example:other"}),
        ("sub", "credentialSubject", [{"name": "A"}, {"name": "B"}]),
        ("sub", "credentialSubject", "text"),
        ("nbf", "issuanceDate", "2026-03-01T14:05:01Z"),
        ("exp", "expirationDate", "2027-03-01T00:00:00Z"),
    ],
)
def test_a_claim_that_contradicts_version_1_is_refused(claim: str, member: str, value: Any) -> None:
    payload = version_1()
    payload["vc"][member] = value
    assert refused(jwt(payload)) == ("jwt_claims_disagree", f"/{claim}")


@pytest.mark.parametrize("claim", ["iss", "jti", "sub"])
def test_vc_jwt_names_the_same_parties_twice_or_once(claim: str) -> None:
    assert refused(jwt(minimal() | {claim: "urn:x:other"}, {"typ": "vc+jwt"})) == ("jwt_claims_disagree", f"/{claim}")


def test_the_issuer_of_a_presentation_is_its_holder() -> None:
    assert refused(jwt(PRESENTATION | {"iss": ISSUER}, {"typ": "vp+jwt"})) == ("jwt_claims_disagree", "/iss")


def test_one_of_several_subjects_may_be_named() -> None:
    subjects = [{"id": "did:example:a"}, {"id": "did:example:b"}]
    payload = minimal() | {"credentialSubject": subjects, "sub": "did:example:b"}
    assert envelope.read(jwt(payload)).document["credentialSubject"] == subjects


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["iss", "sub", "jti", "nbf", "exp", "iat", "aud", "nonce", "vc", "vp", "type", "@context", "issuer", "id"]


@given(
    st.sampled_from([minimal(), open_badge(), version_1()]),
    st.dictionaries(st.sampled_from([*NAMES, "credentialSubject", "validFrom", "status"]), JSON, max_size=4),
    st.sampled_from(["", "JWT", "vc+jwt", "vp+jwt"]),
)
@settings(max_examples=200)
def test_nothing_but_engine_errors_leaves(payload: Any, members: Any, kind: str) -> None:
    with suppress(SceauError):
        envelope.read(jwt(payload | members, {"typ": kind}))
