"""Signatures of every kind of key: the examples of the standards, laws, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric import rsa as openssl_rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError, UsageError
from sceau.keys import bls12381, ecdsa, private, rsa, signature
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import PublicKey
from tests.sceau.keys.pairs import BLS_PRIVATE, MULTIKEYS, P256_PRIVATE, RSA_PRIVATE, SIGNING

# RFC 6979 §A.2.5 to §A.2.7: kind, secret, r, s of the text "sample" with the curve's own hash
RFC_6979 = [
    (
        "P-256",
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    ),
    (
        "P-384",
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
        "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46",
        "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
    ),
    (
        "P-521",
        (
            "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC"
            "1466F6D8FBEC67DB89EC0C08B0E996B83538"
        ),
        (
            "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B53"
            "4931D7D4E8455CC91F9B15BF05EC36E377FA"
        ),
        (
            "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF077"
            "7B1A20F8CCB1DCCC43997F1EE0E44DA4A67A"
        ),
    ),
]
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def kind(value: Any) -> str | None:
    return value.public.kind if hasattr(value, "public") else None


@pytest.mark.parametrize(("curve", "secret", "r", "s"), RFC_6979)
def test_rfc_6979(curve: str, secret: str, r: str, s: str) -> None:
    pair = ecdsa.PrivateKey.from_secret(curve, bytes.fromhex(secret))
    assert pair.sign(b"sample") == bytes.fromhex(r + s)
    assert ecdsa.verify(pair.public, b"sample", bytes.fromhex(r + s))


@pytest.mark.parametrize("pair", SIGNING, ids=kind)
@given(data=st.data())
def test_what_is_signed_verifies_and_a_flipped_bit_does_not(pair: Any, data: st.DataObject) -> None:
    message = data.draw(st.binary(min_size=1, max_size=64))
    made = pair.sign(message)
    assert made == LocalSigner(pair, "did:example:a#b").sign(message)
    assert signature.verify(pair.public, message, made)
    bit = data.draw(st.integers(0, 8 * len(made) - 1))
    flipped = (int.from_bytes(made) ^ (1 << bit)).to_bytes(len(made))
    assert not signature.verify(pair.public, message, flipped)
    assert not signature.verify(pair.public, bytes([message[0] ^ 1]) + message[1:], made)


@pytest.mark.parametrize(("size", "bits"), [(32, 256), (48, 384), (66, 521)])
@given(data=st.data())
def test_the_two_numbers_of_a_signature(size: int, bits: int, data: st.DataObject) -> None:
    number = st.integers(0, bits - 1).flatmap(lambda most: st.integers(1, 2 ** (most + 1) - 1))
    r, s = data.draw(number), data.draw(number)
    assert ecdsa._raw(encode_dss_signature(r, s), size) == r.to_bytes(size) + s.to_bytes(size)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5), st.data())
def test_several_messages_at_once(messages: list[bytes], data: st.DataObject) -> None:
    made = P256_PRIVATE.sign_each(messages)
    assert made == [P256_PRIVATE.sign(message) for message in messages]
    assert ecdsa.verify_each(P256_PRIVATE.public, zip(messages, made, strict=True))
    wrong = data.draw(st.integers(0, len(messages) - 1))
    for other in (messages[wrong] + b"x", made[wrong]):
        pairs = [*zip(messages, made, strict=True)]
        pairs[wrong] = (other, made[wrong])
        assert not ecdsa.verify_each(P256_PRIVATE.public, pairs)


@pytest.mark.parametrize("pair", SIGNING, ids=kind)
@given(raw=st.binary(max_size=300))
def test_no_bytes_are_a_signature_by_chance(pair: Any, raw: bytes) -> None:
    assert not signature.verify(pair.public, b"message", raw)


@pytest.mark.parametrize("name", ["Ed25519", "P-256", "P-384", "P-521", "RSA", "X25519", "BLS12-381-G2", "other"])
@given(raw=st.binary(max_size=200))
def test_no_bytes_as_key_bring_the_engine_down(name: str, raw: bytes) -> None:
    def answer() -> str:
        try:
            return str(signature.verify(PublicKey(name, raw), b"message", bytes(64)))
        except InputError as refusal:
            return refusal.code

    assert answer() in {"False", "key_malformed", "key_type_unsupported"}


@pytest.mark.parametrize("key", [BLS_PRIVATE.public, PublicKey("X25519", bytes(32))], ids=lambda key: key.kind)
def test_kinds_that_sign_no_single_message(key: PublicKey) -> None:
    with pytest.raises(InputError, match="key_type_unsupported"):
        signature.verify(key, b"message", bytes(64))


def test_numbers_out_of_range_are_no_signature() -> None:
    made = P256_PRIVATE.sign(b"message")
    r, s = made[:32], made[32:]
    for other_r, other_s in [
        (bytes(32), s),
        (r, bytes(32)),
        (bytes(32), bytes(32)),
        (ORDER.to_bytes(32), s),
        (r, ORDER.to_bytes(32)),
    ]:
        assert not ecdsa.verify(P256_PRIVATE.public, b"message", other_r + other_s)


def test_der_is_no_signature() -> None:
    openssl = ec.derive_private_key(int.from_bytes(P256_PRIVATE.secret), ec.SECP256R1())
    der = openssl.sign(b"message", ec.ECDSA(hashes.SHA256()))
    assert not ecdsa.verify(P256_PRIVATE.public, b"message", der)


def test_a_key_off_its_curve_is_refused() -> None:
    raw = next(b"\x02" + bytes(31) + bytes([x]) for x in range(256) if not is_point(b"\x02" + bytes(31) + bytes([x])))
    with pytest.raises(InputError, match="key_malformed"):
        ecdsa.verify(PublicKey("P-256", raw), b"message", bytes(64))


def is_point(raw: bytes) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return True


def test_rsa_with_pss() -> None:
    openssl = openssl_rsa.generate_private_key(65_537, 2_048)
    numbers = openssl.public_key().public_numbers()
    key = rsa.from_numbers(numbers.n, numbers.e)
    made = openssl.sign(b"message", padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    assert rsa.verify(key, b"message", made, pss=True)
    assert not rsa.verify(key, b"message", made)
    assert not rsa.verify(key, b"other", made, pss=True)
    assert not rsa.verify(RSA_PRIVATE.public, b"message", RSA_PRIVATE.sign(b"message"), pss=True)


@pytest.mark.parametrize(
    ("n", "e"),
    [
        (2**1024 - 105, 65_537),
        ((2**1024 - 105) * (2**8000 + 1), 65_537),
        ((2**1024 - 105) * (3 * 2**1022 - 91), 3),
        ((2**1024 - 105) * (3 * 2**1022 - 91), 65_538),
        ((2**1024 - 105) * (3 * 2**1022 - 91), 2**33 + 1),
        ((2**1024 - 105) * 3 * 2**1022, 65_537),
    ],
    ids=["small", "large", "exponent 3", "even exponent", "large exponent", "even modulus"],
)
def test_rsa_keys_refused(n: int, e: int) -> None:
    with pytest.raises(InputError, match="key_malformed"):
        rsa.from_numbers(n, e)


def test_rsa_primes_that_make_no_key() -> None:
    with pytest.raises(InputError, match="key_malformed"):
        rsa.PrivateKey.from_primes(2**1024 - 105, 3 * 2**1022 - 91, 7, 65_537)
    with pytest.raises(InputError, match="key_malformed"):
        rsa.PrivateKey.from_primes(0, 0, 0, 0)


@pytest.mark.parametrize("name", private.KINDS)
def test_generation_is_what_chance_makes_of_it(name: str) -> None:
    made = [private.generate(name, lambda size, fill=fill: bytes([fill]) * size) for fill in (1, 1, 2)]  # type: ignore[misc]
    assert made[0].public == made[1].public != made[2].public
    assert made[0].public.kind == name


def test_draws_out_of_range_are_drawn_again() -> None:
    draws = iter([bytes(32), b"\xff" * 32, ORDER.to_bytes(32), bytes(31) + b"\x07"])
    assert ecdsa.PrivateKey.generate("P-256", lambda _size: next(draws)).secret == bytes(31) + b"\x07"
    with pytest.raises(UsageError, match="usage_wrong"):
        ecdsa.PrivateKey.generate("P-256", bytes)


def test_all_bits_of_p_521_are_drawn() -> None:
    assert ecdsa.PrivateKey.generate("P-521", lambda size: b"\xfe" + b"\x55" * (size - 1)).secret[0] == 0
    assert ecdsa.PrivateKey.generate("P-521", lambda size: b"\x01" + b"\x55" * (size - 1)).secret[0] == 1


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("P-256", bytes(32)),
        ("P-256", ORDER.to_bytes(32)),
        ("P-256", bytes(31)),
        ("P-521", bytes(32)),
        ("Ed25519", bytes(31)),
        ("BLS12-381-G2", bytes(32)),
        ("X25519", bytes(32)),
        ("P-192", bytes(24)),
    ],
)
def test_no_secrets(name: str, secret: bytes) -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        private.from_secret(name, secret)


@pytest.mark.parametrize("pair", [*MULTIKEYS, RSA_PRIVATE], ids=kind)
def test_secrets_stay_out_of_sight(pair: Any) -> None:
    shown = repr(pair) + repr(LocalSigner(pair, "did:example:a#b"))
    assert "PrivateKey(" in shown
    if not isinstance(pair, rsa.PrivateKey):
        assert pair.secret_multibase not in shown
        assert pair.public_multibase in shown


def test_a_signer_knows_its_kind() -> None:
    for pair in (*SIGNING, BLS_PRIVATE):
        assert LocalSigner(pair, "did:example:a#b").key_type == pair.public.kind
    assert isinstance(BLS_PRIVATE, bls12381.PrivateKey)
