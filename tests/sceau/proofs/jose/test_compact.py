"""The compact JWS: what is read, what is refused, and whose signature counts."""

from __future__ import annotations

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import base64url
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, SceauError, UsageError
from sceau.keys import jwk
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import ED25519, P256, PublicKey
from sceau.proofs.jose import compact

# RFC 8037, appendix A: the key, and the signed text "Example of Ed25519 signing"
RFC_8037_SEED = base64url.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
RFC_8037 = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
# RFC 7515, appendix A.3: the key's point and the signed claims, as ES256
RFC_7515_JWK: JsonObject = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
RFC_7515 = (
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)


def signer_of(private: PrivateKey) -> LocalSigner:
    return LocalSigner(private, "did:example:a#1")


def text(header: object, payload: bytes = b"{}", tail: bytes = bytes(64)) -> str:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (raw, payload, tail))


def code_of(given: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        compact.parse(given)
    return caught.value.code, caught.value.pointer


def test_the_ed25519_example_of_rfc_8037_is_made_and_verified() -> None:
    private = PrivateKey.from_seed(RFC_8037_SEED)
    assert compact.sign({}, b"Example of Ed25519 signing", signer_of(private)) == RFC_8037
    jws = compact.parse(RFC_8037)
    assert jws.payload == b"Example of Ed25519 signing"
    assert compact.verify(jws, private.public)
    assert not compact.verify(jws, PrivateKey.from_seed(bytes(32)).public)


def test_the_p256_example_of_rfc_7515_is_verified() -> None:
    key = jwk.to_public_key(RFC_7515_JWK)
    assert compact.verify(compact.parse(RFC_7515), key)
    assert compact.parse(RFC_7515).claims()["iss"] == "joe"
    assert not compact.verify(compact.parse(RFC_7515.replace(".DtEh", ".DtEi")), key)


def test_what_is_signed_is_read_back(private_key: PrivateKey) -> None:
    made = compact.sign({"typ": "application/VC+JWT", "cty": "vc", "kid": "#1"}, b'{"a":1}', signer_of(private_key))
    jws = compact.parse(made)
    assert (jws.type, jws.content_type, jws.key_id, jws.algorithm) == ("vc+jwt", "vc", "#1", "EdDSA")
    assert jws.claims() == {"a": 1}
    assert jws.text == made
    assert compact.sign(jws.header, jws.payload, signer_of(private_key)) == made


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ("", "jws_malformed", ""),
        ("a.b", "jws_malformed", ""),
        ("a.b.c.d.e", "jws_malformed", ""),
        (text({"alg": "EdDSA"}) + "=", "jws_malformed", "/signature"),
        (text({"alg": "EdDSA"})[:-1] + "B", "jws_malformed", "/signature"),
        (" " + text({"alg": "EdDSA"}), "jws_malformed", "/protected"),
        (text({"alg": "EdDSA"}) + "\n", "jws_malformed", "/signature"),
        (text({"alg": "EdDSA"}, tail=bytes(1_025)), "jws_malformed", "/signature"),
        (text({"alg": "EdDSA", "x": "y" * 32_000}), "jws_malformed", "/protected"),
        ("A" * 3_000_000, "jws_malformed", ""),
        (text(b"[]"), "json_malformed", "/protected"),
        (text(b'{"alg":"none","alg":"EdDSA"}'), "json_duplicate_key", "/protected/alg"),
        (text({}), "jws_malformed", "/protected/alg"),
        (text({"alg": 7}), "jws_malformed", "/protected/alg"),
        (text({"alg": "none"}, tail=b""), "jws_algorithm_forbidden", "/protected/alg"),
        (text({"alg": "nOnE"}), "jws_algorithm_forbidden", "/protected/alg"),
        (text({"alg": "HS256"}), "jws_algorithm_forbidden", "/protected/alg"),
        (text({"alg": "EdDSA", "crit": ["exp"]}), "jws_critical_unsupported", "/protected/crit"),
        (text({"alg": "EdDSA", "crit": []}), "jws_critical_unsupported", "/protected/crit"),
        (text({"alg": "EdDSA", "b64": False}), "jws_critical_unsupported", "/protected/b64"),
        (text({"alg": "EdDSA", "kid": 1}), "jws_malformed", "/protected/kid"),
        (text({"alg": "EdDSA", "typ": None}), "jws_malformed", "/protected/typ"),
    ],
    ids=map(str, range(22)),
)
def test_a_crooked_text_is_refused(given: str, code: str, pointer: str) -> None:
    assert code_of(given) == (code, pointer)


@pytest.mark.parametrize(
    ("algorithm", "key", "code"),
    [
        ("ES256", PublicKey(ED25519, bytes(32)), "jws_algorithm_mismatch"),
        ("EdDSA", PublicKey(P256, bytes(33)), "jws_algorithm_mismatch"),
        ("RS256", PublicKey(P256, bytes(33)), "jws_algorithm_mismatch"),
        ("ES256", PublicKey("X25519", bytes(32)), "jws_algorithm_mismatch"),
        ("ES256K", PublicKey(P256, bytes(33)), "jws_algorithm_unsupported"),
    ],
)
def test_the_key_says_which_algorithm_counts(algorithm: str, key: PublicKey, code: str) -> None:
    with pytest.raises(InputError) as caught:
        compact.verify(compact.parse(text({"alg": algorithm})), key)
    assert (caught.value.code, caught.value.pointer) == (code, "/protected/alg")


def test_a_key_without_algorithm_signs_nothing(private_key: PrivateKey) -> None:
    class Mute:
        key_type = "X25519"
        verification_method = "did:example:a#1"
        sign = private_key.sign

    with pytest.raises(UsageError):
        compact.sign({}, b"", Mute())


def test_every_flipped_bit_is_noticed(private_key: PrivateKey) -> None:
    made = compact.sign({"typ": "JWT"}, b'{"iss":"did:example:a"}', signer_of(private_key)).encode()
    for place in range(len(made)):
        for bit in range(7):
            other = bytearray(made)
            other[place] ^= 1 << bit
            try:
                passed = compact.verify(compact.parse(other.decode()), private_key.public)
            except InputError:
                passed = False
            assert not passed, (place, bit)


@given(st.one_of(st.text(), st.from_regex(r"[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}")))
@settings(max_examples=200)
def test_nothing_but_engine_errors_leaves(given: str) -> None:
    with suppress(SceauError):
        compact.parse(given).claims()
