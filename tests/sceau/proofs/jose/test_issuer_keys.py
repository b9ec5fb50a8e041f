"""Keys of issuers that are https addresses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError
from sceau.keys import ecdsa, jwk
from sceau.keys.ed25519 import PrivateKey
from sceau.proofs.jose import compact, issuer_keys
from tests.sceau.proofs.jose.texts import jwt

ISSUER = "https://college.example/tenant/7"
FIRST, SECOND = (PrivateKey.from_seed(bytes([number]) * 32).public for number in (1, 2))
CURVE = ecdsa.PrivateKey.from_secret("P-256", bytes(31) + b"\7").public
KEYS = {
    "keys": [
        jwk.from_public_key(FIRST) | {"kid": "a"},
        jwk.from_public_key(SECOND) | {"kid": "b"},
        jwk.from_public_key(CURVE),
        jwk.from_public_key(FIRST) | {"kid": "c", "use": "enc"},
        {"kty": "new"},
    ]
}


def body(document: Any) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("https://example.com", "https://example.com/.well-known/jwt-vc-issuer"),
        ("https://example.com/tenant/1234", "https://example.com/.well-known/jwt-vc-issuer/tenant/1234"),
        ("https://example.com/tenant/", "https://example.com/.well-known/jwt-vc-issuer/tenant"),
        ("https://example.com:8443/", "https://example.com:8443/.well-known/jwt-vc-issuer"),
    ],
)
def test_the_well_known_path_comes_between_host_and_path(issuer: str, address: str) -> None:
    assert issuer_keys.metadata_address(issuer) == address


@pytest.mark.parametrize(
    "issuer",
    [
        *("", "did:web:a.example", "http://a.example", "https://", "https://a.example?x", "https://a.example#x"),
        *("https://user@a.example", "https://[a.example"),
    ],
)
def test_another_issuer_has_no_metadata(issuer: str) -> None:
    with pytest.raises(InputError) as caught:
        issuer_keys.metadata_address(issuer)
    assert (caught.value.code, caught.value.pointer) == ("issuer_metadata_malformed", "/iss")


def test_keys_stand_in_the_metadata_or_elsewhere() -> None:
    inside = issuer_keys.read_metadata(body({"issuer": ISSUER, "jwks": KEYS}), ISSUER)
    assert [(key.key_id, key.public_key) for key in inside.keys] == [("a", FIRST), ("b", SECOND), (None, CURVE)]
    assert inside.key_set_address is None
    elsewhere = issuer_keys.read_metadata(body({"issuer": ISSUER, "jwks_uri": "https://a.example/k"}), ISSUER)
    assert (elsewhere.keys, elsewhere.key_set_address) == ((), "https://a.example/k")
    assert issuer_keys.read_key_set(body(KEYS)) == inside.keys


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"issuer": "https://college.example"}, "/issuer"),
        ({"jwks_uri": "https://a.example/k"}, "/jwks"),
        ({"jwks": []}, "/jwks/keys"),
        ({"jwks": {"keys": {}}}, "/jwks/keys"),
        ({"jwks": {"keys": [7]}}, "/jwks/keys/0"),
        ({"jwks": {"keys": [{"kid": 7}]}}, "/jwks/keys/0"),
        ({"jwks": {"keys": [{}] * 101}}, "/jwks/keys"),
    ],
)
def test_crooked_metadata_are_refused(changes: Any, pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        issuer_keys.read_metadata(body({"issuer": ISSUER, "jwks": KEYS} | changes), ISSUER)
    assert (caught.value.code, caught.value.pointer) == ("issuer_metadata_malformed", pointer)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b" " * 200_001], ids=["empty", "array", "cut", "long"])
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        issuer_keys.read_key_set(raw)
    assert caught.value.code == "issuer_metadata_malformed"


@pytest.mark.parametrize("address", [7, "http://a.example/k"])
def test_keys_elsewhere_stand_behind_https(address: Any) -> None:
    with pytest.raises(InputError) as caught:
        issuer_keys.read_metadata(body({"issuer": ISSUER, "jwks_uri": address}), ISSUER)
    assert (caught.value.code, caught.value.pointer) == ("issuer_metadata_malformed", "/jwks_uri")


def chosen(keys: Any, header: Any) -> Any:
    return issuer_keys.choose(issuer_keys.read_key_set(body(keys)), compact.parse(jwt({}, header)))


def test_a_key_is_chosen_by_name_or_thumbprint() -> None:
    assert chosen(KEYS, {"kid": "b"}) == SECOND
    assert chosen(KEYS, {"kid": jwk.thumbprint(jwk.from_public_key(SECOND))}) == SECOND
    assert chosen({"keys": [jwk.from_public_key(FIRST), jwk.from_public_key(CURVE)]}, {}) == FIRST


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "jws_key_unidentified"),
        ({"kid": "c"}, "verification_method_missing"),
        ({"kid": "none"}, "verification_method_missing"),
        ({"x5c": ["AAAA"]}, "jws_key_chain_unsupported"),
    ],
)
def test_a_key_that_cannot_be_told_is_not_guessed(header: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        chosen(KEYS, header)
    assert caught.value.code == code


@given(st.text(max_size=40))
def test_no_address_breaks_the_reader(issuer: str) -> None:
    try:
        assert issuer_keys.metadata_address(f"https://{issuer}").startswith("https://")
    except InputError as error:
        assert error.code == "issuer_metadata_malformed"  # noqa: PT017 — either way is right
