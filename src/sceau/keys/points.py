"""Whether a public key is a point of its curve, asked before it is used; and the X25519 twin of an Ed25519 key."""

from __future__ import annotations

from functools import lru_cache

from sceau.errors import InputError
from sceau.keys.multikey import ED25519, P256, P384, P521, X25519, PublicKey

_PRIME = 2**255 - 19
_D = -121_665 * pow(121_666, -1, _PRIME) % _PRIME
_Y_BITS = (1 << 255) - 1


def check(key: PublicKey) -> None:
    """Return when ``key`` can be a key. X25519 takes any 32 bytes; BLS12-381 and RSA keys are checked on use.

    Raises:
        InputError: ``key_malformed``.
    """
    if key.kind == ED25519:
        _ordinate(key.raw)
    elif key.kind in (P256, P384, P521):
        from sceau.keys import ecdsa  # noqa: PLC0415 — slow to import, most keys are Ed25519

        ecdsa.coordinates(key)


def to_x25519(key: PublicKey) -> PublicKey:
    """The key agreement key that an Ed25519 key implies (RFC 7748 §4.1: u = (1 + y) / (1 - y)).

    Raises:
        InputError: ``key_malformed`` when it is no point, or one that has no twin.
    """
    y = _ordinate(key.raw)
    if y == 1:
        raise InputError("key_malformed", detail="the neutral point")
    u = (1 + y) * pow(1 - y, -1, _PRIME) % _PRIME
    return PublicKey(X25519, u.to_bytes(32, "little"))


@lru_cache(maxsize=1_024)
def _ordinate(raw: bytes) -> int:
    """y of the point that ``raw`` encodes (RFC 8032 §5.1.3)."""
    y = int.from_bytes(raw, "little") & _Y_BITS
    above, below = (y * y - 1) % _PRIME, (_D * y * y + 1) % _PRIME
    square = above * pow(below, -1, _PRIME) % _PRIME  # below is never 0: -1/d is no square
    if y >= _PRIME or pow(square, (_PRIME - 1) // 2, _PRIME) > 1:  # Euler: a square gives 0 or 1
        raise InputError("key_malformed", detail="not an Ed25519 key")
    return y
