"""Credentials as signed texts: what each form says, and what is never signed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import base64url
from sceau.errors import InputError, UsageError
from sceau.issuing.enveloping import issue_jwt, present_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt
from sceau.keys import ecdsa
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.proofs.jose import compact, envelope, enveloped
from tests.sceau.documents import badge, minimal

CONTEXTS = Contexts.bundled()
VERSION_1 = {"@context": ["https://www.w3.org/2018/credentials/v1"], "issuanceDate": "2026-03-01T14:05:00Z"}


def identified(private: PrivateKey) -> dict[str, Any]:
    return badge(private) | {"validUntil": "2027-03-01T14:05:00Z"}


def parts(text: str) -> list[Any]:
    return [json.loads(base64url.decode(part)) for part in text.split(".")[:2]]


def test_vc_jwt_is_the_credential_and_its_moment(private_key: PrivateKey, signer: LocalSigner, now: datetime) -> None:
    text = issue_jwt(badge(private_key), signer=signer, now=now, contexts=CONTEXTS)
    header, payload = parts(text)
    assert header == {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": key.method_of(private_key.public)}
    assert payload == badge(private_key) | {"iat": 1_772_373_900}
    found = envelope.read(text)
    assert (found.form, found.document, found.issued_at) == ("vc+jwt", badge(private_key), now)
    assert compact.verify(found.jws, private_key.public)


def test_an_open_badge_repeats_itself(private_key: PrivateKey, signer: LocalSigner, now: datetime) -> None:
    text = issue_jwt(identified(private_key), signer=signer, now=now, contexts=CONTEXTS, form="vc-jwt")
    header, payload = parts(text)
    assert header == {"alg": "EdDSA", "typ": "JWT", "kid": key.method_of(private_key.public)}
    assert payload == identified(private_key) | {
        "iss": key.of(private_key.public),
        "jti": "urn:uuid:3b7c8a52-6c7d-4e0a-9a53-0a6f2f6f1c11",
        "sub": "urn:uuid:5a3a2a0e-1c0f-4a53-93fb-6e2f6f0c9d22",
        "nbf": 1_772_373_900,
        "exp": 1_803_909_900,
        "iat": 1_772_373_900,
    }
    found = envelope.read(text)
    assert (found.form, found.document) == ("vc-jwt", identified(private_key))


def test_version_1_stands_in_a_claim(signer: LocalSigner, private_key: PrivateKey, now: datetime) -> None:
    credential = minimal(key.of(private_key.public)) | VERSION_1 | {"id": "urn:uuid:1"}
    text = issue_jwt(credential, signer=signer, now=now, contexts=CONTEXTS, form="vc-jwt-1.1")
    assert parts(text)[1]["vc"] == credential
    assert envelope.read(text).document == credential


def test_a_p256_key_signs_es256(now: datetime) -> None:
    private = ecdsa.PrivateKey.from_secret("P-256", bytes(31) + b"\7")
    did = key.of(private.public)
    signer = LocalSigner(private, key.method_of(private.public))
    found = envelope.read(issue_jwt(minimal(did), signer=signer, now=now, contexts=CONTEXTS))
    assert found.jws.algorithm == "ES256"
    assert compact.verify(found.jws, private.public)


def test_the_same_input_gives_the_same_text(private_key: PrivateKey, signer: LocalSigner, now: datetime) -> None:
    first, second = (issue_jwt(badge(private_key), signer=signer, now=now, contexts=CONTEXTS) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("changes", "form", "refusal"),
    [
        ({"id": None}, "vc+jwt", ("member_malformed", "/id")),
        ({"unheard": "of"}, "vc+jwt", ("term_undefined", "/unheard")),
        ({"issuer": "did:web:other.example"}, "vc+jwt", ("issuer_key_not_controlled", "/issuer")),
        (VERSION_1, "vc+jwt", ("usage_wrong", "/@context")),
        ({}, "vc-jwt-1.1", ("usage_wrong", "/@context")),
        (
            {"credentialSubject": {"type": "AchievementSubject"}},
            "vc-jwt",
            ("member_missing", "/credentialSubject/id"),
        ),
        (
            {"credentialSubject": [{"id": "urn:x:a"}, {"id": "urn:x:b"}]},
            "vc-jwt",
            ("member_missing", "/credentialSubject/id"),
        ),
    ],
)
def test_what_cannot_be_read_as_meant_is_not_signed(
    private_key: PrivateKey, now: datetime, changes: Any, form: Any, refusal: tuple[str, str]
) -> None:
    signer = LocalSigner(private_key, key.method_of(private_key.public))
    with pytest.raises((InputError, UsageError)) as caught:
        issue_jwt(badge(private_key) | changes, signer=signer, now=now, contexts=CONTEXTS, form=form)
    assert (caught.value.code, caught.value.pointer) == refusal


@pytest.mark.parametrize("name", ["id", "validFrom"])
def test_an_open_badge_needs_what_its_claims_say(
    private_key: PrivateKey, signer: LocalSigner, now: datetime, name: str
) -> None:
    credential = badge(private_key)
    del credential[name]
    with pytest.raises(InputError) as caught:
        issue_jwt(credential, signer=signer, now=now, contexts=CONTEXTS, form="vc-jwt")
    assert (caught.value.code, caught.value.pointer) == ("member_missing", f"/{name}")


def test_a_presentation_wraps_what_it_shows(private_key: PrivateKey, signer: LocalSigner, now: datetime) -> None:
    credential = issue_jwt(badge(private_key), signer=signer, now=now, contexts=CONTEXTS)
    partial = issue_sd_jwt(
        badge(private_key), signer=signer, now=now, contexts=CONTEXTS, random=bytes, disclosable=["/name"]
    )
    text = present_jwt(
        [credential, {"type": ["VerifiableCredential"], "proof": {}}, partial],
        signer=signer,
        now=now,
        audience="https://verifier.example",
        nonce="n-1",
        expires=now + timedelta(minutes=5),
        identifier="urn:uuid:2",
    )
    assert parts(text)[0]["typ"] == "vp+jwt"
    found = envelope.read(text)
    assert (found.audience, found.nonce, found.signer_id) == (
        ("https://verifier.example",),
        "n-1",
        key.of(private_key.public),
    )
    assert found.expires == now + timedelta(minutes=5)
    assert found.document["id"] == "urn:uuid:2"
    members: Any = found.document["verifiableCredential"]
    assert members[2]["id"].startswith("data:application/vc+sd-jwt,")
    assert [enveloped.unwrap(member) for member in members] == [credential, None, partial]
