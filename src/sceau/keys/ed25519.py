"""Ed25519 (RFC 8032), as OpenSSL does it through `cryptography`.

Libraries differ on small-order keys and non-canonical encodings. OpenSSL is the normative one here: it refuses
S ≥ L and compares the encoded R, so a signature has one accepted spelling.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sceau.errors import InputError, UsageError
from sceau.keys.multikey import ED25519, PublicKey, encode, encode_secret
from sceau.ports import RandomBytes

SEED_BYTES = 32
SIGNATURE_BYTES = 64


class PrivateKey:
    """An Ed25519 key pair held in memory. Its ``repr`` shows the public half only."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise UsageError("usage_wrong", detail="an Ed25519 seed has 32 bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = PublicKey(ED25519, self._key.public_key().public_bytes_raw())

    @classmethod
    def from_seed(cls, seed: bytes) -> PrivateKey:
        """The key pair that the 32 bytes of ``seed`` stand for.

        Raises:
            UsageError: ``usage_wrong`` for another length.
        """
        return cls(seed)

    @classmethod
    def generate(cls, random: RandomBytes) -> PrivateKey:
        """A fresh key pair out of 32 bytes of ``random``."""
        return cls(random(SEED_BYTES))

    @property
    def public_multibase(self) -> str:
        """`z6Mk…`."""
        return encode(ED25519, self.public.raw)

    @property
    def secret_multibase(self) -> str:
        """`z3u2…`: whoever reads it can sign."""
        return encode_secret(ED25519, self.seed)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes R‖S; the same message always gives the same signature."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"PrivateKey({self.public_multibase})"


def verify(public_raw: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes) over ``message`` is of the holder of ``public_raw`` (32 bytes).

    Raises:
        InputError: ``key_malformed`` when the 32 bytes are no key.
    """
    try:
        key = _loaded(public_raw)
    except ValueError as error:
        raise InputError("key_malformed", detail="not an Ed25519 key") from error
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1_024)
def _loaded(public_raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_raw)
