"""SD-JWT credentials from issuer to verifier: what is shown, what is bound, what may never be hidden."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding import strict_json
from sceau.errors import InputError, UsageError
from sceau.issuing.sd_jwt import issue_sd_jwt, issue_sd_jwt_vc
from sceau.keys import jwk
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt import credential
from sceau.proofs.sd_jwt.holding import present
from sceau.proofs.sd_jwt.key_binding import verify_key_binding
from sceau.status import token_list
from tests.sceau.documents import badge
from tests.sceau.proofs.sd_jwt.texts import (
    HOLDER,
    HOLDER_SIGNER,
    ISSUER,
    PRIVATE,
    SIGNER,
    VCT,
    counting,
    digests,
    disclosure,
    sd_jwt,
)

VERIFIER = "https://verifier.example"
CLAIMS: dict[str, Any] = {
    "sub": "urn:uuid:1",
    "given_name": "Zoé",
    "address": {"city": "Québec", "country": "CA"},
    "languages": ["fr", "en"],
}
DISCLOSABLE = ["/given_name", "/address", "/address/city", "/languages/0", "/languages/1"]
STATUS = token_list.reference("https://college.example/status/1", 7)


@pytest.fixture
def issued(now: datetime) -> str:
    return issue_sd_jwt_vc(
        CLAIMS,
        vct=VCT,
        issuer=ISSUER,
        signer=SIGNER,
        now=now,
        random=counting(),
        disclosable=DISCLOSABLE,
        holder_key=HOLDER.public,
        status=STATUS,
        not_before=now,
        expires=now + timedelta(days=365),
        decoys=2,
    )


def shown(issued: str, *chosen: str, now: datetime) -> str:
    return present(issued, chosen, holder_signer=HOLDER_SIGNER, nonce="n-1", audience=VERIFIER, now=now)


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        credential.read(text)
    return caught.value.code, caught.value.pointer


def test_the_holder_receives_everything(issued: str, now: datetime) -> None:
    found = credential.read(issued)
    assert found.header == {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": "key-1"}
    assert found.claims == CLAIMS | {
        "iss": ISSUER,
        "vct": VCT,
        "iat": 1_772_373_900,
        "nbf": 1_772_373_900,
        "exp": 1_803_909_900,
        "cnf": {"jwk": jwk.from_public_key(HOLDER.public)},
        "status": STATUS,
    }
    assert (found.issuer, found.vct, found.is_vcdm, found.is_bound) == (ISSUER, VCT, False, False)
    assert found.confirmation_key == HOLDER.public
    assert set(found.disclosed) == set(DISCLOSABLE)
    assert found.withheld == 4
    assert (found.issued_at, found.expires) == (now, now + timedelta(days=365))
    assert compact.verify(found.sd_jwt.jws, PRIVATE.public)


def test_the_same_input_gives_the_same_text(issued: str, now: datetime) -> None:
    assert shown(issued, "/given_name", now=now) == shown(issued, "/given_name", now=now)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([], {"languages": []}),
        (["/given_name"], {"languages": [], "given_name": "Zoé"}),
        (["/address"], {"languages": [], "address": {"city": "Québec", "country": "CA"}}),
        (["/address/country"], {"languages": [], "address": {"country": "CA"}}),
        (["/languages/1"], {"languages": ["en"]}),
        (["/languages"], {"languages": ["fr", "en"]}),
        ([""], {name: value for name, value in CLAIMS.items() if name != "sub"}),
    ],
)
def test_the_holder_chooses(issued: str, chosen: list[str], expected: Any) -> None:
    found = credential.read(present(issued, chosen))
    hidden = {name: value for name, value in found.claims.items() if name in CLAIMS and name != "sub"}
    assert hidden == expected


def test_what_the_holder_signs_is_verified(issued: str, now: datetime) -> None:
    found = credential.read(shown(issued, "/given_name", now=now))
    assert found.is_bound
    assert found.confirmation_key is not None
    bound = verify_key_binding(
        found.sd_jwt, found.confirmation_key, audience=VERIFIER, nonce="n-1", now=now + timedelta(minutes=9)
    )
    assert (bound.audience, bound.nonce, bound.issued_at) == (VERIFIER, "n-1", now)


@pytest.mark.parametrize(
    ("expected", "code", "pointer"),
    [
        ({"audience": "https://other.example"}, "proof_domain_differs", "/key_binding/aud"),
        ({"nonce": "n-2"}, "proof_challenge_differs", "/key_binding/nonce"),
        ({"key": PRIVATE.public}, "sd_jwt_key_binding_invalid", "/key_binding/signature"),
        ({"later": timedelta(minutes=11)}, "sd_jwt_key_binding_stale", "/key_binding/iat"),
        ({"later": timedelta(minutes=-11)}, "sd_jwt_key_binding_stale", "/key_binding/iat"),
    ],
)
def test_a_replay_is_refused(issued: str, now: datetime, expected: Any, code: str, pointer: str) -> None:
    given = {"key": HOLDER.public, "audience": VERIFIER, "nonce": "n-1", "later": timedelta()} | expected
    found = credential.read(shown(issued, "/given_name", now=now))
    with pytest.raises(InputError) as caught:
        verify_key_binding(
            found.sd_jwt, given["key"], audience=given["audience"], nonce=given["nonce"], now=now + given["later"]
        )
    assert (caught.value.code, caught.value.pointer) == (code, pointer)


@pytest.mark.parametrize(
    ("header", "changes", "refusal"),
    [
        ({"typ": "JWT"}, {}, ("jws_type_wrong", "/key_binding/protected/typ")),
        ({}, {"sd_hash": "AAAA"}, ("sd_jwt_key_binding_invalid", "/key_binding/sd_hash")),
        ({}, {"sd_hash": None}, ("jwt_claim_malformed", "/key_binding/sd_hash")),
        ({}, {"aud": [VERIFIER]}, ("jwt_claim_malformed", "/key_binding/aud")),
        ({}, {"nonce": 7}, ("jwt_claim_malformed", "/key_binding/nonce")),
        ({}, {"iat": "now"}, ("jwt_claim_malformed", "/key_binding/iat")),
        ({}, {"exp": 1_772_373_899}, ("sd_jwt_key_binding_stale", "/key_binding/exp")),
    ],
)
def test_a_crooked_key_binding_is_refused(
    issued: str, now: datetime, header: Any, changes: Any, refusal: tuple[str, str]
) -> None:
    good = credential.read(shown(issued, now=now)).sd_jwt
    assert good.key_binding is not None
    payload = strict_json.dumps(good.key_binding.claims() | changes)
    binding = compact.sign({"typ": "kb+jwt"} | header, payload, HOLDER_SIGNER)
    with pytest.raises(InputError) as caught:
        verify_key_binding(
            credential.read(good.bound + binding).sd_jwt, HOLDER.public, audience=VERIFIER, nonce="n-1", now=now
        )
    assert (caught.value.code, caught.value.pointer) == refusal


def test_a_presentation_without_key_binding_is_told(issued: str, now: datetime) -> None:
    with pytest.raises(InputError) as caught:
        verify_key_binding(credential.read(issued).sd_jwt, HOLDER.public, audience=None, nonce=None, now=now)
    assert caught.value.code == "sd_jwt_key_binding_missing"


def test_another_selection_breaks_the_binding(issued: str, now: datetime) -> None:
    bound = shown(issued, "/given_name", now=now)
    signed, disclosed, binding = bound.split("~")
    assert disclosed
    with pytest.raises(InputError) as caught:
        verify_key_binding(
            credential.read(f"{signed}~{binding}").sd_jwt, HOLDER.public, audience=VERIFIER, nonce="n-1", now=now
        )
    assert (caught.value.code, caught.value.pointer) == ("sd_jwt_key_binding_invalid", "/key_binding/sd_hash")


def test_every_flipped_bit_is_noticed(issued: str, now: datetime) -> None:
    text = shown(issued, "/given_name", now=now)
    first = text.index("~")
    for place in [*range(0, first, 5), *range(first, len(text), 2)]:
        for bit in range(7):
            other = f"{text[:place]}{chr(ord(text[place]) ^ 1 << bit)}{text[place + 1 :]}"
            try:
                found = credential.read(other)
                passed = compact.verify(found.sd_jwt.jws, PRIVATE.public) and verify_key_binding(
                    found.sd_jwt, HOLDER.public, audience=VERIFIER, nonce="n-1", now=now
                )
            except InputError:
                passed = False
            assert not passed, (place, bit)


def test_what_is_bound_already_is_not_presented_again(issued: str, now: datetime) -> None:
    with pytest.raises(InputError) as caught:
        present(shown(issued, now=now), [])
    assert caught.value.code == "sd_jwt_malformed"


@pytest.mark.parametrize("pointer", ["/nothing", "/languages/2", "/languages/01", "given_name", "/given_name/x"])
def test_a_choice_that_leads_nowhere_is_refused(issued: str, pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        present(issued, [pointer])
    assert (caught.value.code, caught.value.pointer) == ("pointer_unmatched", pointer)


def test_a_signature_needs_something_to_answer(issued: str) -> None:
    with pytest.raises(UsageError):
        present(issued, [], holder_signer=HOLDER_SIGNER)


@pytest.mark.parametrize("name", ["iss", "nbf", "exp", "cnf", "vct", "status", "iat"])
def test_what_makes_it_valid_is_never_made_optional(now: datetime, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        issue_sd_jwt_vc(
            CLAIMS, vct=VCT, issuer=ISSUER, signer=SIGNER, now=now, random=counting(), disclosable=[f"/{name}/x"]
        )
    assert (caught.value.code, caught.value.pointer) == ("sd_jwt_claim_hidden", f"/{name}/x")


@pytest.mark.parametrize("name", ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"])
def test_what_makes_it_valid_is_refused_when_it_was_optional(name: str) -> None:
    text = disclosure("salt", name, {})
    payload = {"vct": VCT, "_sd": digests(text)}
    payload.pop(name, None)
    assert refused(sd_jwt(payload, text)) == ("sd_jwt_claim_hidden", f"/{name}")


@pytest.mark.parametrize(
    ("payload", "code", "pointer"),
    [
        ({"vct": VCT, "status": {"_sd": []}}, "sd_jwt_claim_hidden", "/status"),
        ({"vct": VCT, "cnf": {"jwk": {"_sd": ["x"]}}}, "sd_jwt_claim_hidden", "/cnf/jwk"),
        ({"vct": VCT, "aka_vcts": [{"...": "x"}]}, "sd_jwt_claim_hidden", "/aka_vcts/0"),
        ({}, "jwt_claim_missing", "/vct"),
        ({"vct": 7}, "jwt_claim_malformed", "/vct"),
        ({"vct": VCT, "iss": 7}, "jwt_claim_malformed", "/iss"),
        ({"vct": VCT, "exp": "2030"}, "jwt_claim_malformed", "/exp"),
        ({"vct": VCT, "cnf": 7}, "jwt_claim_malformed", "/cnf"),
        ({"vct": VCT, "cnf": {"kid": 7}}, "jwt_claim_malformed", "/cnf/kid"),
        ({"vct": VCT, "cnf": {"jwk": 7}}, "jwt_claim_malformed", "/cnf/jwk"),
        ({"vct": VCT, "cnf": {"jwk": {"kty": "OKP", "d": "x"}}}, "key_malformed", "/cnf/jwk/d"),
    ],
)
def test_a_crooked_credential_is_refused(payload: Any, code: str, pointer: str) -> None:
    assert refused(sd_jwt(payload)) == (code, pointer)


@pytest.mark.parametrize("kind", ["", "JWT", "vc+jwt", "kb+jwt", "example+sd-jwt"])
def test_another_kind_of_text_is_refused(kind: str) -> None:
    assert refused(sd_jwt({"vct": VCT}, kind=kind)) == ("jws_type_wrong", "/protected/typ")


def test_the_old_type_of_sd_jwt_vc_is_read() -> None:
    found = credential.read(sd_jwt({"vct": VCT, "cnf": {"kid": "did:example:h#1"}}, kind="vc+sd-jwt"))
    assert (found.is_vcdm, found.vct, found.issuer, found.confirmation_key_id) == (False, VCT, None, "did:example:h#1")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"issuer": "https://other.example"}, "issuer_key_not_controlled"), ({"claims": {"iss": "x"}}, "usage_wrong")],
)
def test_only_the_issuer_signs_and_only_once(now: datetime, changes: Any, code: str) -> None:
    given: Any = {"claims": CLAIMS, "issuer": ISSUER} | changes
    with pytest.raises(UsageError) as caught:
        issue_sd_jwt_vc(given["claims"], vct=VCT, issuer=given["issuer"], signer=SIGNER, now=now, random=counting())
    assert caught.value.code == code


def test_an_open_badge_is_shown_in_part(private_key: PrivateKey, signer: LocalSigner, now: datetime) -> None:
    subject = "/credentialSubject"
    text = issue_sd_jwt(
        badge(private_key),
        signer=signer,
        now=now,
        contexts=Contexts.bundled(),
        random=counting(),
        disclosable=[f"{subject}/id", f"{subject}/achievement/related/0", "/name"],
        holder_key=HOLDER.public,
    )
    whole = credential.read(text)
    assert whole.document == badge(private_key)
    assert (whole.is_vcdm, whole.vct, whole.issuer) == (True, None, key.of(private_key.public))
    assert whole.key_id == key.method_of(private_key.public)
    assert whole.header["typ"] == "vc+sd-jwt"
    part = credential.read(present(text, ["/name"]))
    expected: Any = badge(private_key)
    del expected["credentialSubject"]["id"]
    expected["credentialSubject"]["achievement"]["related"] = []
    assert part.document == expected
    assert part.disclosed == ("/name",)


@pytest.mark.parametrize("pointer", ["/issuer", "/issuer/name", "/@context/1", "/validFrom", "/type", "/cnf"])
def test_what_verifying_an_open_badge_needs_is_never_optional(
    private_key: PrivateKey, signer: LocalSigner, now: datetime, pointer: str
) -> None:
    with pytest.raises(UsageError) as caught:
        issue_sd_jwt(
            badge(private_key),
            signer=signer,
            now=now,
            contexts=Contexts.bundled(),
            random=counting(),
            disclosable=[pointer],
        )
    assert (caught.value.code, caught.value.pointer) == ("sd_jwt_claim_hidden", pointer)


def test_a_document_whose_end_could_be_held_back_is_refused(private_key: PrivateKey) -> None:
    text = disclosure("salt", "validUntil", "2030-01-01T00:00:00Z")
    payload = badge(private_key) | {"_sd": digests(text)}
    assert refused(sd_jwt(payload, text, kind="vc+sd-jwt")) == ("sd_jwt_claim_hidden", "/validUntil")


@pytest.mark.parametrize("kind", ["vp+sd-jwt", ""])
def test_a_presentation_may_be_an_sd_jwt(kind: str) -> None:
    payload = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:h",
    }
    found = credential.read(sd_jwt(payload, kind=kind))
    assert (found.is_presentation, found.is_vcdm, found.issuer) == (True, True, "did:example:h")


def test_the_type_of_a_document_is_only_recommended(private_key: PrivateKey) -> None:
    found = credential.read(sd_jwt(badge(private_key), kind=""))
    assert (found.is_presentation, found.is_vcdm, found.document) == (False, True, badge(private_key))


@pytest.mark.parametrize("kind", ["vc+sd-jwt", "vp+sd-jwt"])
def test_a_document_of_another_type_is_refused(private_key: PrivateKey, kind: str) -> None:
    payload = badge(private_key) | ({"type": ["VerifiablePresentation"]} if kind == "vc+sd-jwt" else {})
    assert refused(sd_jwt(payload, kind=kind)) == ("jws_type_wrong", "/type")
    text = compact.sign({"typ": kind, "cty": "JWT"}, strict_json.dumps(payload), SIGNER)
    assert refused(f"{text}~") == ("jws_type_wrong", "/protected/cty")
