"""did:key and did:jwk: the examples of their specifications, every kind of key, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.did.document import parse
from sceau.did.methods import jwk, key
from sceau.did.resolver import Resolver
from sceau.encoding import base64url, multibase
from sceau.encoding.strict_json import dumps, loads_object
from sceau.errors import InputError, SceauError
from sceau.keys import jwk as web_keys
from sceau.keys import points
from sceau.keys.local import Private
from sceau.keys.multikey import PublicKey
from tests.sceau.did.test_resolver import World
from tests.sceau.keys.pairs import ED25519_PRIVATE, MULTIKEYS, RSA_PRIVATE, SIGNING

SIGNING_USES = ("authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation")
# did:key 0.7, the examples of each kind of key
EXAMPLES = [
    ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "Ed25519"),
    ("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "P-256"),
    ("did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "P-384"),
    ("did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F", "X25519"),
]
# did:jwk, the examples of its specification
P256_JWK = (
    "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAi"
    "LCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
)
X25519_JWK = (
    "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJYMjU1MTkiLCJ1c2UiOiJlbmMiLCJ4IjoiM3A3YmZYdDl3YlRUVzJIQzdPUTFOei1EUThoYmVH"
    "ZE5yZngtRkctSUswOCJ9"
)


@pytest.mark.parametrize(("did", "kind"), EXAMPLES)
def test_examples_of_did_key(did: str, kind: str) -> None:
    found = Resolver(World({})).resolve(did)
    (method,) = found.verification_methods
    url = f"{did}#{did.removeprefix('did:key:')}"
    assert (method.id, method.controller, method.public_key.kind) == (url, did, kind)
    assert parse(found.raw) == found
    agrees = kind == "X25519"
    assert found.key_agreement == (frozenset({url}) if agrees else frozenset())
    assert (found.authentication, found.assertion_method) == ((frozenset(),) * 2 if agrees else ({url},) * 2)


@pytest.mark.parametrize("pair", MULTIKEYS, ids=lambda pair: pair.public.kind)
def test_a_did_key_of_every_kind(pair: Private) -> None:
    did = key.of(pair.public)
    assert key.resolve(did).find(key.method_of(pair.public)).public_key == pair.public
    assert set(SIGNING_USES) < key.resolve(did).raw.keys()


def test_a_did_key_may_say_its_version() -> None:
    plain, versioned = key.of(ED25519_PRIVATE.public), "did:key:1:" + ED25519_PRIVATE.public_multibase
    assert key.resolve(versioned).id == versioned
    assert key.resolve(versioned).verification_methods[0].controller == versioned != plain


def test_the_example_of_a_signing_did_jwk() -> None:
    found = Resolver(World({})).resolve(P256_JWK)
    (method,) = found.verification_methods
    assert method.id == f"{P256_JWK}#0"
    assert method.raw["publicKeyJwk"] == {
        "crv": "P-256",
        "kty": "EC",
        "x": "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0",
        "y": "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE",
    }
    assert all(found.raw[name] == [method.id] for name in (*SIGNING_USES, "keyAgreement"))


def test_the_example_of_an_encrypting_did_jwk() -> None:
    found = Resolver(World({})).resolve(X25519_JWK)
    assert found.raw["keyAgreement"] == [f"{X25519_JWK}#0"]
    assert not found.raw.keys() & set(SIGNING_USES)


@pytest.mark.parametrize("pair", SIGNING, ids=lambda pair: pair.public.kind)
def test_a_did_jwk_of_every_kind(pair: Private) -> None:
    found = Resolver(World({})).method(jwk.method_of(pair.public))
    assert found.public_key == pair.public


@pytest.mark.parametrize(
    ("use", "kind", "expected"),
    [
        ("sig", "P-256", set(SIGNING_USES)),
        ("enc", "P-256", {"keyAgreement"}),
        (None, "P-256", {*SIGNING_USES, "keyAgreement"}),
        (None, "Ed25519", set(SIGNING_USES)),
        ("enc", "Ed25519", set()),
        (None, "RSA", set(SIGNING_USES)),
        (None, "X25519", {"keyAgreement"}),
        ("sig", "X25519", set()),
    ],
)
def test_use_and_kind_say_what_a_did_jwk_is_for(use: str | None, kind: str, expected: set[str]) -> None:
    keys = {pair.public.kind: pair.public for pair in SIGNING} | {"X25519": PublicKey("X25519", bytes(32))}
    published = web_keys.from_public_key(keys[kind]) | ({"use": use} if use else {})
    found = jwk.resolve(jwk.PREFIX + base64url.encode(dumps(published)))
    assert found.raw.keys() & {*SIGNING_USES, "keyAgreement"} == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@", "did_malformed"),
        ("AA", "did_malformed"),
        (base64url.encode(b"[]"), "did_malformed"),
        (base64url.encode(b'{"kty":"OKP","kty":"OKP"}'), "did_malformed"),
        (base64url.encode(dumps(web_keys.from_private(ED25519_PRIVATE))), "key_malformed"),
        (base64url.encode(dumps({"kty": "oct"})), "key_type_unsupported"),
        (base64url.encode(b" " * 9_000 + b"{}"), "did_malformed"),
    ],
)
def test_refused_did_jwks(text: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        jwk.resolve(jwk.PREFIX + text)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xed\x01" + b"\x02" + bytes(31), "key_malformed"),  # no such point
        (b"\xed\x01" + b"\xed" + b"\xff" * 30 + b"\x7f", "key_malformed"),  # y = p: a second spelling of 0
        (b"\x80\x24\x02" + bytes(31) + b"\x01", "key_malformed"),
        (b"\x80\x24\x04" + bytes(32), "key_malformed"),
        (b"\xed\x01" + bytes(31), "key_malformed"),
        (b"\xe7\x01" + bytes(33), "key_type_unsupported"),
    ],
)
def test_refused_did_keys(raw: bytes, code: str) -> None:
    with pytest.raises(InputError, match=code):
        key.resolve("did:key:" + multibase.encode58(raw))


@pytest.mark.parametrize("key_format", ["JsonWebKey", "Ed25519VerificationKey2020", "of 1998"])
def test_formats_that_do_not_hold_a_kind(key_format: str) -> None:
    with pytest.raises(InputError, match="key_type_unsupported"):
        key.resolve(key.of(MULTIKEYS[-1].public), key_format=key_format)


def test_the_neutral_point_has_no_twin() -> None:
    with pytest.raises(InputError, match="key_malformed"):
        points.to_x25519(PublicKey("Ed25519", b"\x01" + bytes(31)))


@given(text=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=80))
def test_no_identifier_brings_the_resolver_down(text: str) -> None:
    for prefix in ("did:key:", "did:key:z6Mk", "did:jwk:", "did:jwk:eyJ", "did:web:", "https://", ""):
        with pytest.raises(SceauError):
            Resolver(World({})).resolve(prefix + text)


@given(changes=st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "use", "d"]), st.text(max_size=50)))
def test_no_json_web_key_brings_did_jwk_down(changes: dict[str, str]) -> None:
    public = dict(loads_object(base64url.decode(P256_JWK.removeprefix(jwk.PREFIX))))

    def answer() -> str:
        try:
            return jwk.resolve(jwk.PREFIX + base64url.encode(dumps({**public, **changes}))).id[:8]
        except InputError as refusal:
            return refusal.code

    assert answer() in {"did:jwk:", "did_malformed", "key_malformed", "key_type_unsupported"}


def test_a_large_rsa_key_fits() -> None:
    assert Resolver(World({})).resolve(jwk.of(RSA_PRIVATE.public)).assertion_method
