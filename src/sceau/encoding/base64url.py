"""base64url without padding (RFC 4648 §5, RFC 7515 §2)."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64

from sceau.errors import InputError

_LAST = {2: "AQgw", 3: "AEIMQUYcgkosw048"}  # characters whose spare bits are zero, by the length modulo four


def encode(raw: bytes) -> str:
    """``raw`` without padding."""
    return b2a_base64(raw, newline=False).rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes that ``text`` spells; one spelling for each value.

    Raises:
        InputError: ``multibase_malformed`` for another alphabet, padding, or stray bits in the last character.
    """
    rest = len(text) % 4
    try:
        if "+" in text or "/" in text or "=" in text:
            raise Error
        other = text.encode("ascii").replace(b"-", b"+").replace(b"_", b"/")
        raw = a2b_base64(other + b"=" * (-rest % 4), strict_mode=True)
    except (UnicodeEncodeError, Error) as error:
        raise InputError("multibase_malformed", detail="not base64url without padding") from error
    if rest in _LAST and text[-1] not in _LAST[rest]:
        raise InputError("multibase_malformed", detail="stray bits in the last character")
    return raw
