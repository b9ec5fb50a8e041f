from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.keys import ed25519, jwk, multikey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import PublicKey

# RFC 8032 §7.1, test 2
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
ORDER = 2**252 + 27742317777372353535851937790883648493


def point(curve: ec.EllipticCurve) -> bytes:
    key = ec.derive_private_key(7, curve).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


KEYS = [
    PublicKey("Ed25519", PUBLIC),
    PublicKey("P-256", point(ec.SECP256R1())),
    PublicKey("P-384", point(ec.SECP384R1())),
]


def test_rfc_8032() -> None:
    private = PrivateKey.from_seed(SEED)
    assert private.public.raw == PUBLIC
    assert private.sign(b"\x72") == SIGNATURE
    assert ed25519.verify(PUBLIC, b"\x72", SIGNATURE)
    assert not ed25519.verify(PUBLIC, b"\x73", SIGNATURE)


def test_a_signature_has_one_spelling() -> None:
    beyond = (int.from_bytes(SIGNATURE[32:], "little") + ORDER).to_bytes(32, "little")
    assert not ed25519.verify(PUBLIC, b"\x72", SIGNATURE[:32] + beyond)


def test_secrets_stay_out_of_sight() -> None:
    private = PrivateKey.generate(lambda size: b"\x07" * size)
    assert private.seed == b"\x07" * 32
    assert private.secret_multibase not in repr(private)
    assert multikey.decode_secret(private.secret_multibase) == private.seed


def test_a_signer_names_its_method() -> None:
    signer = LocalSigner(PrivateKey(SEED), "did:web:a.example#key-1")
    assert (signer.verification_method, signer.key_type) == ("did:web:a.example#key-1", "Ed25519")
    assert signer.sign(b"\x72") == SIGNATURE


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.kind)
def test_both_published_forms_hold_the_key(key: PublicKey) -> None:
    assert multikey.decode(multikey.encode(key.kind, key.raw)) == key
    assert jwk.to_public_key(jwk.from_public_key(key)) == key


@pytest.mark.parametrize(("key", "header"), list(zip(KEYS, ["z6Mk", "zDna", "z82L"], strict=True)))
def test_multikeys_show_their_kind(key: PublicKey, header: str) -> None:
    assert multikey.encode(key.kind, key.raw).startswith(header)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("u7QEA", "multibase_malformed"),
        ("z0", "multibase_malformed"),
        (multibase.encode58(b"\xed\x01" + bytes(31)), "key_malformed"),
        (multibase.encode58(b"\xe7\x01" + bytes(33)), "key_type_unsupported"),
        (PrivateKey(SEED).secret_multibase, "key_type_unsupported"),
    ],
)
def test_multikey_refusals(text: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        multikey.decode(text)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"d": "AA"}, "key_malformed", "/d"),
        ({"x": "AA"}, "key_malformed", "/x"),
        ({"x": 7}, "key_malformed", "/x"),
        ({"x": "é"}, "key_malformed", "/x"),
        ({"crv": "X448"}, "key_type_unsupported", ""),
    ],
)
def test_jwk_refusals(change: dict[str, str], code: str, pointer: str) -> None:
    with pytest.raises(InputError) as refusal:
        jwk.to_public_key(jwk.from_public_key(KEYS[0]) | change)  # type: ignore[operator]
    assert (refusal.value.code, refusal.value.pointer) == (code, pointer)


def test_a_jwk_off_the_curve_is_refused() -> None:
    key = jwk.from_public_key(KEYS[1])
    with pytest.raises(InputError, match="key_malformed"):
        jwk.to_public_key(key | {"y": key["x"]})


def test_wrong_calls_are_ours() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        PrivateKey(b"short")
    with pytest.raises(UsageError, match="usage_wrong"):
        multikey.encode("Ed448", bytes(57))
