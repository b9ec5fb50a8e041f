"""JSON Web Keys, public and private, and their thumbprints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError, UsageError
from sceau.keys import jwk, multikey, private
from sceau.keys.multikey import PublicKey
from tests.sceau.keys.pairs import BLS_PRIVATE, ED25519_PRIVATE, MULTIKEYS, P256_PRIVATE, RSA_PRIVATE, SIGNING

# RFC 7638 §3.1 and RFC 8037 §A.3
THUMBPRINTS = [
    (
        {
            "kty": "RSA",
            "n": (
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF"
                "V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9"
                "c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1"
                "jF44-csFCur-kEgU8awapJzKnqDKgw"
            ),
            "e": "AQAB",
            "alg": "RS256",
            "kid": "2011-04-29",
        },
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    ),
    (
        {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
    ),
]
PUBLIC = [pair.public for pair in SIGNING] + [PublicKey("X25519", bytes(range(32)))]


def kind(value: Any) -> str | None:
    return getattr(value, "kind", None) or (value.public.kind if hasattr(value, "public") else None)


@pytest.mark.parametrize(("key", "expected"), THUMBPRINTS, ids=["RSA", "Ed25519"])
def test_thumbprints(key: dict[str, Any], expected: str) -> None:
    assert jwk.thumbprint(key) == expected
    assert jwk.thumbprint(jwk.from_public_key(jwk.to_public_key(key))) == expected


@pytest.mark.parametrize("key", PUBLIC, ids=kind)
def test_public_keys_make_the_round(key: PublicKey) -> None:
    assert jwk.to_public_key(jwk.from_public_key(key)) == key


@pytest.mark.parametrize("pair", SIGNING, ids=kind)
def test_private_keys_make_the_round(pair: Any) -> None:
    secret = jwk.from_private(pair)
    again = jwk.to_private(secret)
    assert jwk.from_private(again) == secret
    assert again.sign(b"message") == pair.sign(b"message")
    assert jwk.from_public_key(pair.public).items() <= secret.items()


@pytest.mark.parametrize("pair", MULTIKEYS, ids=kind)
def test_multikeys_make_the_round(pair: Any) -> None:
    assert private.from_multibase(pair.secret_multibase).public == pair.public
    assert multikey.decode(pair.public_multibase) == pair.public
    assert multikey.read_secret(pair.secret_multibase)[0] == pair.public.kind


@pytest.mark.parametrize("pair", SIGNING, ids=kind)
def test_a_published_key_without_its_private_part(pair: Any) -> None:
    secret = jwk.from_private(pair)
    for name in secret.keys() - jwk.from_public_key(pair.public).keys():
        with pytest.raises(InputError) as refusal:
            jwk.to_public_key(jwk.from_public_key(pair.public) | {name: secret[name]})
        assert (refusal.value.code, refusal.value.pointer) == ("key_malformed", f"/{name}")


def test_a_secret_of_other_public_members_is_refused() -> None:
    other = private.generate("P-256", lambda size: b"\x05" * size)
    with pytest.raises(InputError, match="key_malformed: /d"):
        jwk.to_private(jwk.from_private(P256_PRIVATE) | jwk.from_public_key(other.public))
    with pytest.raises(InputError, match="key_malformed: /d"):
        jwk.to_private(jwk.from_private(ED25519_PRIVATE) | {"d": "AA"})


def test_kinds_without_a_private_json_web_key() -> None:
    with pytest.raises(InputError, match="key_type_unsupported: /d"):
        jwk.to_private(jwk.from_public_key(PublicKey("X25519", bytes(32))) | {"d": "AA"})
    with pytest.raises(InputError, match="key_type_unsupported"):
        jwk.from_public_key(BLS_PRIVATE.public)
    with pytest.raises(UsageError, match="usage_wrong"):
        jwk.from_private(BLS_PRIVATE)
    with pytest.raises(UsageError, match="usage_wrong"):
        multikey.encode("RSA", RSA_PRIVATE.public.raw)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ({"kty": "oct", "k": "AA"}, "key_malformed"),
        ({"kty": "oct"}, "key_type_unsupported"),
        ({}, "key_type_unsupported"),
        ({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"}, "key_type_unsupported"),
        ({"kty": "EC", "crv": "Ed25519", "x": "AA"}, "key_type_unsupported"),
        ({"kty": "RSA", "n": "", "e": "AQAB"}, "key_malformed"),
        ({"kty": "RSA", "n": "A" * 5_000, "e": "AQAB"}, "key_malformed"),
        ({"kty": "OKP", "crv": "X25519", "x": "AA"}, "key_malformed"),
    ],
)
def test_refused(key: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError, match=code):
        jwk.to_public_key(key)


@pytest.mark.parametrize("key", [{}, {"kty": "oct", "k": "AA"}, {"kty": ["EC"]}, {"kty": "EC", "crv": "P-256"}])
def test_no_thumbprint(key: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="key_"):
        jwk.thumbprint(key)


MEMBERS = st.sampled_from(["kty", "crv", "x", "y", "n", "e", "d", "p", "q", "kid", "use"])
VALUES = st.one_of(
    st.sampled_from(["EC", "OKP", "RSA", "Ed25519", "P-256", "P-521", "X25519", "AQAB", "AA"]),
    st.text(max_size=90),
    st.none(),
    st.integers(),
    st.lists(st.text(max_size=3), max_size=2),
)


@given(key=st.dictionaries(MEMBERS, VALUES), base=st.sampled_from([jwk.from_private(pair) for pair in SIGNING]))
def test_no_members_bring_the_reader_down(key: Any, base: Any) -> None:
    def answer(read: Callable[[Any], object], candidate: Any) -> str:
        try:
            return str(read(candidate)) and ""
        except InputError as refusal:
            return refusal.code

    for candidate in (key, base | key):
        for read in (jwk.to_public_key, jwk.to_private, jwk.thumbprint):
            assert answer(read, candidate) in {"", "key_malformed", "key_type_unsupported"}


@given(text=st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: "z" + raw.hex())))
def test_no_text_brings_the_reader_of_secrets_down(text: str) -> None:
    with pytest.raises(InputError):
        private.from_multibase(text)
