"""Private keys of every kind, from the forms in which they are kept."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from sceau.errors import InputError, UsageError
from sceau.keys import bls12381, multikey
from sceau.keys.local import Private
from sceau.keys.multikey import BLS12381_G2, ED25519, P256, P384, P521
from sceau.ports import RandomBytes

KINDS = (ED25519, P256, P384, P521, BLS12381_G2)
"""The kinds that can be made here, and kept as Multikey."""


@runtime_checkable
class MultikeyPrivate(Private, Protocol):
    """A private key that has a Multikey form; RSA has none."""

    @property
    def public_multibase(self) -> str:
        """The public half."""
        ...

    @property
    def secret_multibase(self) -> str:
        """The secret half: whoever reads it can sign."""
        ...


def generate(kind: str, random: RandomBytes) -> MultikeyPrivate:
    """A fresh key pair of one of `KINDS`.

    Raises:
        UsageError: ``usage_wrong`` for another kind.
    """
    from sceau.keys import ecdsa, ed25519  # noqa: PLC0415 — callers need one of them at most

    if kind == ED25519:
        return ed25519.PrivateKey.generate(random)
    if kind in ecdsa.KINDS:
        return ecdsa.PrivateKey.generate(kind, random)
    if kind == BLS12381_G2:
        return bls12381.PrivateKey.generate(random)
    raise UsageError("usage_wrong", detail=f"no keys of kind {kind!r} are made here")


def from_secret(kind: str, raw: bytes) -> MultikeyPrivate:
    """The key pair behind the secret bytes of one of `KINDS`.

    Raises:
        UsageError: ``usage_wrong`` for another kind, or bytes that are no secret of this kind.
    """
    from sceau.keys import ecdsa, ed25519  # noqa: PLC0415 — see above

    if kind == ED25519:
        return ed25519.PrivateKey.from_seed(raw)
    if kind in ecdsa.KINDS:
        return ecdsa.PrivateKey.from_secret(kind, raw)
    if kind == BLS12381_G2:
        return bls12381.PrivateKey.from_secret(raw)
    raise UsageError("usage_wrong", detail=f"no private keys of kind {kind!r}")


def from_multibase(text: str) -> MultikeyPrivate:
    """The key pair behind a `secretKeyMultibase`.

    Raises:
        InputError: ``multibase_malformed``, ``key_type_unsupported``, ``key_malformed``.
    """
    kind, raw = multikey.read_secret(text)
    try:
        return from_secret(kind, raw)
    except UsageError as error:
        raise InputError("key_malformed", detail=error.detail) from error
