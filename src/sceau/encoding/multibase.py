"""Multibase (Controlled Identifiers 1.0 §2.4): base58btc `z` and base64url without padding `u`."""

from __future__ import annotations

from sceau.encoding import base64url
from sceau.errors import InputError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
_VALUES = bytes(_ALPHABET.find(chr(byte)) & 0xFF for byte in range(256))
_NO_VALUE = b"\xff"
MAX_BASE58 = 1_024  # decoding is quadratic; keys and signatures need 140 at most


def encode58(raw: bytes) -> str:
    """``raw`` in base58btc behind its header `z`."""
    number = int.from_bytes(raw)
    pairs: list[str] = []
    while number:  # ten characters at once: long division is what costs
        number, ten = divmod(number, 58**10)
        six, four = divmod(ten, 58**4)
        two, middle = divmod(six, 58**4)
        pairs += (
            _PAIRS[four % 58**2],
            _PAIRS[four // 58**2],
            _PAIRS[middle % 58**2],
            _PAIRS[middle // 58**2],
            _PAIRS[two],
        )
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
    values = body.encode("ascii", "replace").translate(_VALUES)
    if _NO_VALUE in values:
        raise InputError("multibase_malformed", detail="not base58btc")
    number = 0
    fives = [iter(values.rjust(-(-len(values) // 5) * 5, b"\0"))] * 5
    for a, b, c, d, e in zip(*fives, strict=True):  # the same as one by one, with a fifth of the long numbers
        number = number * 58**5 + (a * 58**4 + b * 58**3 + c * 58**2 + d * 58 + e)
    zeros = len(body) - len(body.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
