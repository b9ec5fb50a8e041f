"""Multibase (Controlled Identifiers 1.0 §2.4): base58btc `z` and base64url without padding `u`."""

from __future__ import annotations

from sceau.encoding import base64url
from sceau.errors import InputError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {character: value for value, character in enumerate(_ALPHABET)}
MAX_BASE58 = 1_024  # decoding is quadratic; keys and signatures need 140 at most


def encode58(raw: bytes) -> str:
    """``raw`` in base58btc behind its header `z`."""
    number = int.from_bytes(raw)
    pairs: list[str] = []
    while number:
        number, rest = divmod(number, 58 * 58)
        pairs.append(_ALPHABET[rest // 58] + _ALPHABET[rest % 58])
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(pairs)).lstrip("1")


def encode64(raw: bytes) -> str:
    """``raw`` in base64url behind its header `u`."""
    return "u" + base64url.encode(raw)


def decode(text: str, *, max_length: int = MAX_BASE58) -> bytes:
    """The bytes behind a multibase text.

    Args:
        text: header character and body.
        max_length: longest base58btc body accepted; base64url is linear and bounded by its caller.

    Raises:
        InputError: ``multibase_malformed`` for another header, another alphabet, or an over-long body.
    """
    header, body = text[:1], text[1:]
    if header == "u":
        return base64url.decode(body)
    if header != "z":
        raise InputError("multibase_malformed", detail="header is neither z nor u")
    if len(body) > max_length:
        raise InputError("multibase_malformed", detail=f"longer than {max_length} characters")
    number = 0
    for character in body:
        value = _VALUE.get(character)
        if value is None:
            raise InputError("multibase_malformed", detail="not base58btc")
        number = number * 58 + value
    zeros = len(body) - len(body.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
