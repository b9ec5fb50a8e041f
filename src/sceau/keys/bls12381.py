"""Keys in the group G2 of the curve BLS12-381, which make BBS signatures (see `sceau.keys.bbs`).

Experimental for signing: the library beneath does not compute in constant time.
"""

from __future__ import annotations

from collections.abc import Sequence

from sceau.errors import UsageError
from sceau.keys.multikey import BLS12381_G2, PublicKey, encode, encode_secret
from sceau.ports import RandomBytes

_MATERIAL_BYTES = 32


class PrivateKey:
    """A BLS12-381 key pair held in memory. Its ``repr`` shows the public half only."""

    __slots__ = ("public", "secret")

    def __init__(self, secret: bytes) -> None:
        from sceau.keys import bbs  # noqa: PLC0415 — loads the curve, rarely needed

        self.secret = secret
        self.public = PublicKey(BLS12381_G2, bbs.public_of(secret))

    @classmethod
    def from_secret(cls, secret: bytes) -> PrivateKey:
        """The key pair of a number between 1 and the order of the group, in 32 bytes.

        Raises:
            UsageError: ``usage_wrong`` for anything else.
        """
        return cls(secret)

    @classmethod
    def generate(cls, random: RandomBytes) -> PrivateKey:
        """A fresh key pair out of 32 bytes of ``random``."""
        from sceau.keys import bbs  # noqa: PLC0415 — loads the curve, rarely needed

        return cls(bbs.secret_of(random(_MATERIAL_BYTES)))

    @property
    def public_multibase(self) -> str:
        """`zUC7…`."""
        return encode(BLS12381_G2, self.public.raw)

    @property
    def secret_multibase(self) -> str:
        """`z48…`: whoever reads it can sign."""
        return encode_secret(BLS12381_G2, self.secret)

    def sign(self, message: bytes) -> bytes:
        """Raises UsageError ``usage_wrong``: such a key signs lists of messages."""
        raise UsageError("usage_wrong", detail=f"a {BLS12381_G2} key signs lists of messages")

    def sign_messages(self, header: bytes, messages: Sequence[bytes]) -> bytes:
        """The 80 bytes of the BBS signature over ``header`` and ``messages``; the same input, the same signature.

        Raises:
            InputError: ``canonicalization_budget_exceeded`` for more than 10,000 messages.
        """
        from sceau.keys import bbs  # noqa: PLC0415 — loads the curve, rarely needed

        return bbs.sign(self.secret, header, messages, public=self.public.raw)

    def __repr__(self) -> str:
        return f"PrivateKey({self.public_multibase})"
