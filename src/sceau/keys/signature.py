"""Whether a signature is a key's, whatever the kind of key."""

from __future__ import annotations

from sceau.errors import InputError
from sceau.keys import ed25519
from sceau.keys.multikey import ED25519, PublicKey


def verify(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``key``.

    Raises:
        InputError: ``key_type_unsupported`` for a kind that does not sign single messages; ``key_malformed``.
    """
    if key.kind == ED25519:
        return ed25519.verify(key.raw, message, signature)
    raise InputError("key_type_unsupported", detail=key.kind)
