"""base64url without padding (RFC 4648 §5, RFC 7515 §2)."""

from __future__ import annotations

import base64
import re

from sceau.errors import InputError

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")


def encode(raw: bytes) -> str:
    """``raw`` without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes that ``text`` spells; one spelling for each value.

    Raises:
        InputError: ``multibase_malformed`` for another alphabet, padding, or stray bits in the last character.
    """
    if not _ALPHABET.match(text) or len(text) % 4 == 1:
        raise InputError("multibase_malformed", detail="not base64url without padding")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(raw) != text:
        raise InputError("multibase_malformed", detail="stray bits in the last character")
    return raw
