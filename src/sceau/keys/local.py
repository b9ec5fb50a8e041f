"""A signer whose key lives in this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sceau.errors import UsageError
from sceau.keys import bls12381
from sceau.keys.multikey import PublicKey


class Private(Protocol):
    """What the private keys of all algorithms have in common."""

    @property
    def public(self) -> PublicKey:
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The raw signature over ``message``."""
        ...


class LocalSigner:
    """A `sceau.ports.Signer` over a private key held in memory; a `MessagesSigner` when the key is of BLS12-381.

    Args:
        private: the `PrivateKey` of `sceau.keys.ed25519`, `ecdsa`, `rsa` or `bls12381`.
        verification_method: the DID URL under which its public half is published.
    """

    def __init__(self, private: Private, verification_method: str) -> None:
        self._private = private
        self.verification_method = verification_method

    @property
    def key_type(self) -> str:
        """The kind of key, see `sceau.keys.multikey`."""
        return self._private.public.kind

    @property
    def public_raw(self) -> bytes:
        """The public half, as `sceau.keys.multikey.PublicKey` holds it."""
        return self._private.public.raw

    def sign(self, message: bytes) -> bytes:
        """The raw signature (Ed25519: 64 bytes)."""
        return self._private.sign(message)

    def sign_messages(self, header: bytes, messages: Sequence[bytes]) -> bytes:
        """The raw BBS signature (80 bytes).

        Raises:
            UsageError: ``usage_wrong`` for a key that is not of BLS12-381.
        """
        if not isinstance(self._private, bls12381.PrivateKey):
            raise UsageError("usage_wrong", detail=f"a {self.key_type} key signs one message at a time")
        return self._private.sign_messages(header, messages)

    def __repr__(self) -> str:
        return f"LocalSigner({self.verification_method})"
