"""JSON that every processor reads alike (RFC 8259 within RFC 7493, I-JSON).

Signed documents are read by several programs. Where programs are known to differ (duplicate names, numbers
beyond a double, lone surrogates, control characters), this reader refuses instead of choosing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import cast

from sceau.encoding import pointer
from sceau.encoding.values import JsonObject, JsonValue
from sceau.errors import InputError

__all__ = ["JsonObject", "JsonValue", "dumps", "loads", "loads_object"]

MAX_BYTES = 2_000_000
MAX_DEPTH = 64
MAX_SAFE_INTEGER = 2**53 - 1

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class _Ambiguous(dict[str, JsonValue]):
    """An object in which a name occurs twice; found again, with its pointer, by the walk."""

    name = ""


def loads(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Read one JSON text.

    Args:
        data: UTF-8 bytes, or text (then ``max_bytes`` counts characters).
        max_bytes: longest text accepted.
        max_depth: deepest nesting of arrays and objects accepted.

    Raises:
        InputError: ``json_malformed``, ``json_duplicate_key``, ``json_too_large``, ``json_too_deep``,
            ``json_number_invalid`` or ``json_character_forbidden``, with a pointer where one is known.
    """
    if len(data) > max_bytes:
        raise InputError("json_too_large", detail=f"more than {max_bytes} bytes")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("json_malformed", detail=f"byte {error.start} is not UTF-8") from error
    try:
        value = json.loads(text, object_pairs_hook=_object)  # noqa: TID251 — this is the strict reader
    except RecursionError as error:
        raise InputError("json_too_deep", detail=f"more than {max_depth} levels") from error
    except json.JSONDecodeError as error:
        raise InputError("json_malformed", detail=f"line {error.lineno} column {error.colno}") from error
    except ValueError as error:  # Python's own limit on the digits of an integer
        raise InputError("json_number_invalid", detail="too many digits") from error
    _inspect(value, "", max_depth)
    return cast("JsonValue", value)


def loads_object(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonObject:
    """Read one JSON text whose top is an object.

    Raises:
        InputError: as `loads`; ``json_malformed`` for any other top.
    """
    value = loads(data, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(value, dict):
        raise InputError("json_malformed", detail="the top is not an object")
    return value


def dumps(value: JsonValue) -> bytes:
    """Compact UTF-8, members in their order. Not canonical: see `sceau.encoding.jcs`.

    Raises:
        InputError: ``json_character_forbidden`` for a lone surrogate, ``json_number_invalid`` for NaN or an infinity.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError as error:
        raise InputError("json_character_forbidden", detail="lone surrogate") from error
    except ValueError as error:
        raise InputError("json_number_invalid", detail="not a finite number") from error


def _object(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    ambiguous = _Ambiguous(found)
    ambiguous.name = next(name for index, name in enumerate(names) if name in names[:index])
    return ambiguous


def _inspect(value: JsonValue, here: str, levels: int) -> None:
    if isinstance(value, str):
        _inspect_text(value, here)
    elif isinstance(value, dict | list):
        if levels == 0:
            raise InputError("json_too_deep", here)
        for below, inner in _inside(value, here):
            _inspect(inner, below, levels - 1)
    elif isinstance(value, float):
        if not isfinite(value):
            raise InputError("json_number_invalid", here)
    elif isinstance(value, int) and abs(value) > MAX_SAFE_INTEGER:
        raise InputError("json_number_invalid", here, "beyond 2^53 − 1")


def _inside(value: JsonObject | list[JsonValue], here: str) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield pointer.join(here, index), inner
        return
    if isinstance(value, _Ambiguous):
        raise InputError("json_duplicate_key", pointer.join(here, value.name))
    for name, inner in value.items():
        below = pointer.join(here, name)
        _inspect_text(name, below)
        yield below, inner


def _inspect_text(text: str, here: str) -> None:
    if found := _FORBIDDEN.search(text):
        # The pointer may hold the character itself; keep what travels on printable.
        raise InputError("json_character_forbidden", _FORBIDDEN.sub("\ufffd", here), f"U+{ord(found[0]):04X}")
