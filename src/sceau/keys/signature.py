"""Whether a signature is a key's, whatever the kind of key."""

from __future__ import annotations

from sceau.errors import InputError
from sceau.keys import ed25519
from sceau.keys.multikey import ED25519, P256, P384, P521, RSA, PublicKey


def verify(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``key``.

    The elliptic curves hash with their own SHA-2, RSA is PKCS #1 v1.5 with SHA-256.

    Raises:
        InputError: ``key_type_unsupported`` for a kind that does not sign single messages (BLS12-381-G2 signs lists
            of them, X25519 nothing); ``key_malformed``.
    """
    if key.kind == ED25519:
        return ed25519.verify(key.raw, message, signature)
    if key.kind in (P256, P384, P521):
        from sceau.keys import ecdsa  # noqa: PLC0415 — slow to import, most keys are Ed25519

        return ecdsa.verify(key, message, signature)
    if key.kind == RSA:
        from sceau.keys import rsa  # noqa: PLC0415 — see above

        return rsa.verify(key, message, signature)
    raise InputError("key_type_unsupported", detail=key.kind)
