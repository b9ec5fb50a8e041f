"""A signer whose key lives in this process."""

from __future__ import annotations

from typing import Protocol

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
    """A `sceau.ports.Signer` over a private key held in memory.

    Args:
        private: the `PrivateKey` of `sceau.keys.ed25519`, `ecdsa` or `rsa`.
        verification_method: the DID URL under which its public half is published.
    """

    def __init__(self, private: Private, verification_method: str) -> None:
        self._private = private
        self.verification_method = verification_method

    @property
    def key_type(self) -> str:
        """The kind of key, see `sceau.keys.multikey`."""
        return self._private.public.kind

    def sign(self, message: bytes) -> bytes:
        """The raw signature (Ed25519: 64 bytes)."""
        return self._private.sign(message)

    def __repr__(self) -> str:
        return f"LocalSigner({self.verification_method})"
