"""ECDSA over P-256, P-384 and P-521 (FIPS 186-5), as OpenSSL does it through `cryptography`.

A signature is r‖s, each as long as the field, as JOSE and Data Integrity write it; DER is not read. The hash is the
curve's own: SHA-256, SHA-384, SHA-512. Signing is deterministic (RFC 6979): no randomness, so none to spoil.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sceau.errors import InputError, UsageError
from sceau.keys.multikey import P256, P384, P521, PublicKey, encode, encode_secret
from sceau.ports import RandomBytes
from sceau.records import record

KINDS = frozenset({P256, P384, P521})
_MOST_DRAWS = 128  # each fails with a chance below 2^-32
_MOST_KEPT = 1_024  # public keys, ready for use

_Digest: TypeAlias = "Callable[[bytes], hashlib._Hash]"


@record
class _Curve:
    curve: ec.EllipticCurve
    size: int  # bytes of a coordinate, and of a scalar
    bits: int
    digest: _Digest
    signing: ec.ECDSA
    verifying: ec.ECDSA

    @classmethod
    def of(cls, curve: ec.EllipticCurve, size: int, algorithm: hashes.HashAlgorithm, digest: _Digest) -> _Curve:
        # What is digested here already is signed sooner than what OpenSSL is to digest.
        done = Prehashed(algorithm)
        return cls(curve, size, curve.key_size, digest, ec.ECDSA(done, deterministic_signing=True), ec.ECDSA(done))


_CURVES = {
    P256: _Curve.of(ec.SECP256R1(), 32, hashes.SHA256(), hashlib.sha256),
    P384: _Curve.of(ec.SECP384R1(), 48, hashes.SHA384(), hashlib.sha384),
    P521: _Curve.of(ec.SECP521R1(), 66, hashes.SHA512(), hashlib.sha512),
}


class PrivateKey:
    """A key pair on one of the three curves, held in memory. Its ``repr`` shows the public half only."""

    __slots__ = ("_key", "public", "secret")

    def __init__(self, kind: str, secret: bytes) -> None:
        curve = _curve(kind)
        if len(secret) != curve.size:
            raise UsageError("usage_wrong", detail=f"a {kind} secret has {curve.size} bytes")
        try:
            self._key = ec.derive_private_key(int.from_bytes(secret), curve.curve)
        except ValueError as error:
            raise UsageError("usage_wrong", detail=f"no {kind} secret: out of range") from error
        self.secret = secret
        raw = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        self.public = PublicKey(kind, raw)

    @classmethod
    def from_secret(cls, kind: str, raw: bytes) -> PrivateKey:
        """The key pair that the big-endian scalar ``raw`` (32, 48 or 66 bytes) stands for.

        Raises:
            UsageError: ``usage_wrong`` for another kind or length, zero, or a scalar not below the group's order.
        """
        return cls(kind, raw)

    @classmethod
    def generate(cls, kind: str, random: RandomBytes) -> PrivateKey:
        """A fresh key pair. Draws out of range are thrown away, so that every key is equally likely.

        Raises:
            UsageError: ``usage_wrong`` for another kind, or when ``random`` gives nothing usable.
        """
        curve = _curve(kind)
        for _draw in range(_MOST_DRAWS):
            scalar = int.from_bytes(random(curve.size)) & ((1 << curve.bits) - 1)
            try:
                return cls(kind, scalar.to_bytes(curve.size))
            except UsageError:
                continue
        raise UsageError("usage_wrong", detail="the source of randomness repeats itself")

    @property
    def public_multibase(self) -> str:
        """`zDna…` for P-256, `z82L…` for P-384, `z2J9…` for P-521."""
        return encode(self.public.kind, self.public.raw)

    @property
    def secret_multibase(self) -> str:
        """`z42t…` for P-256: whoever reads it can sign."""
        return encode_secret(self.public.kind, self.secret)

    def sign(self, message: bytes) -> bytes:
        """r‖s: 64, 96 or 132 bytes; the same message always gives the same signature."""
        return self.sign_each([message])[0]

    def sign_each(self, messages: Iterable[bytes]) -> list[bytes]:
        """What `sign` gives for each of ``messages``."""
        curve = _CURVES[self.public.kind]
        sign, digest, algorithm, size = self._key.sign, curve.digest, curve.signing, curve.size
        return [_raw(sign(digest(message).digest(), algorithm), size) for message in messages]

    def __repr__(self) -> str:
        return f"PrivateKey({self.public_multibase})"


def _raw(der: bytes, size: int) -> bytes:
    """r‖s of what OpenSSL wrote just now: a sequence of two integers, its length in one byte or, for P-521, in two."""
    start = 4 if der[1] < 0x80 else 5  # noqa: PLR2004 — X.690 §8.1.3
    end = start + der[start - 1]
    return der[start:end][-size:].rjust(size, b"\0") + der[end + 2 :][-size:].rjust(size, b"\0")


def verify(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (r‖s) over ``message`` was made with the private half of ``key``.

    Raises:
        InputError: ``key_malformed`` when the key is no point of its curve; ``key_type_unsupported``.
    """
    return verify_each(key, [(message, signature)])


def verify_each(key: PublicKey, signed: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether each signature, the second of its pair, is the key's over its message; the key is read once.

    Raises:
        InputError: as `verify`, for the key.
    """
    public, curve = _load(key), _CURVES[key.kind]
    size, digest, algorithm = curve.size, curve.digest, curve.verifying
    try:
        for message, signature in signed:
            if len(signature) != 2 * size:
                return False
            r, s = int.from_bytes(signature[:size]), int.from_bytes(signature[size:])
            public.verify(encode_dss_signature(r, s), digest(message).digest(), algorithm)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=_MOST_KEPT)
def coordinates(key: PublicKey) -> tuple[bytes, bytes]:
    """x and y of the point, each as long as the field.

    Raises:
        InputError: as `verify`.
    """
    numbers, size = _load(key).public_numbers(), _CURVES[key.kind].size
    return numbers.x.to_bytes(size), numbers.y.to_bytes(size)


def from_coordinates(kind: str, x: bytes, y: bytes) -> PublicKey:
    """The key whose point is (``x``, ``y``).

    Raises:
        InputError: ``key_malformed`` when that is no point of the curve.
    """
    key = PublicKey(kind, bytes([2 + (y[-1] & 1)]) + x)
    if coordinates(key) != (x, y):
        raise InputError("key_malformed", detail=f"not a point of {kind}")
    return key


def size(kind: str) -> int:
    """Bytes of a coordinate of the curve ``kind``."""
    return _CURVES[kind].size


# To find y takes a third of the time of a verification, and most signatures are by keys seen before.
@lru_cache(maxsize=_MOST_KEPT)
def _load(key: PublicKey) -> ec.EllipticCurvePublicKey:
    if key.kind not in KINDS:
        raise InputError("key_type_unsupported", detail=key.kind)
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[key.kind].curve, key.raw)
    except ValueError as error:
        raise InputError("key_malformed", detail=f"not a point of {key.kind}") from error


def _curve(kind: str) -> _Curve:
    if kind not in KINDS:
        raise UsageError("usage_wrong", detail=f"no curve {kind!r}")
    return _CURVES[kind]
