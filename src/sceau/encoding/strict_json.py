"""JSON that every processor reads alike (RFC 8259 within RFC 7493, I-JSON).

Signed documents are read by several programs. Where programs are known to differ (duplicate names, numbers
beyond a double, lone surrogates, control characters), this reader refuses instead of choosing.

orjson reads and writes several times as fast as the standard library. It answers where its answer is proven to be the
same; every doubt, and so every refusal, is left to the standard library and to the walk below.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import count
from math import isfinite
from typing import Any, cast

from sceau.encoding import pointer
from sceau.encoding.values import JsonObject, JsonValue
from sceau.errors import InputError

__all__ = ["JsonObject", "JsonValue", "copied", "dumps", "loads", "loads_object"]

MAX_BYTES = 2_000_000
MAX_DEPTH = 64
MAX_SAFE_INTEGER = 2**53 - 1

_SAFE_DIGITS = 15
_CONTAINERS = frozenset({dict, list})
_FORBIDDEN_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_DOUBTFUL_BYTES = "\uffff".encode()[:2]  # with which U+FFFE and U+FFFF begin, among others
_DOUBTFUL_ESCAPES = b"\\u", b"\\b", b"\\f"
_SPACE = b" \t\n\r"
_CALLS_BEFORE_ORJSON = 60  # a command that reads a few documents would wait longer for the module than it wins
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"  # compiled, and kept, at its first use


_calls = count(1)


class _Ambiguous(dict[str, JsonValue]):
    """An object in which a name occurs twice; found again, with its pointer, by the walk."""

    name = ""


class _Fault(Exception):
    """A refusal on its way out of the document, gathering its path from the inside."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.path: list[str | int] = []

    def below(self, name: str | int) -> _Fault:
        self.path.append(name)
        return self


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
    if (quick := _quick()) is not None and (proven := _read_quickly(quick, data, max_depth)) is not None:
        return proven
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("json_malformed", detail=f"byte {error.start} is not UTF-8") from error
    reading = _Reading()
    try:
        value = json.loads(  # noqa: TID251 — this is the strict reader
            text,
            object_pairs_hook=reading.object,
            parse_int=reading.integer,
            parse_float=reading.float,
            parse_constant=reading.float,
        )
    except RecursionError as error:
        raise InputError("json_too_deep", detail=f"more than {max_depth} levels") from error
    except json.JSONDecodeError as error:
        raise InputError("json_malformed", detail=f"line {error.lineno} column {error.colno}") from error
    except ValueError as error:  # Python's own limit on the digits of an integer
        raise InputError("json_number_invalid", detail="too many digits") from error
    if not reading.odd and _is_plain(data) and _is_flat(value, max_depth):
        return cast("JsonValue", value)
    try:
        _inspect(value, max_depth)
    except _Fault as fault:
        # The pointer may hold the very character that is refused; keep what travels on printable.
        place = re.sub(_FORBIDDEN, "\ufffd", pointer.join("", *reversed(fault.path)))
        raise InputError(fault.code, place, fault.detail) from None
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
    """Compact UTF-8, members in their order. Not canonical, as exponents are spelled in two ways: see
    `sceau.encoding.jcs`.

    Raises:
        InputError: ``json_character_forbidden`` for a lone surrogate, ``json_number_invalid`` for NaN or an infinity.
    """
    if (quick := _quick()) is not None and (written := _written_quickly(quick, value)) is not None:
        return written
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError as error:
        raise InputError("json_character_forbidden", detail="lone surrogate") from error
    except ValueError as error:
        raise InputError("json_number_invalid", detail="not a finite number") from error


def copied(value: JsonValue) -> tuple[JsonValue, bytes]:
    """What `loads` reads in what `dumps` writes of ``value``, and that text.

    Raises:
        InputError: as both.
    """
    if (quick := _quick()) is not None and (found := _copied_quickly(quick, value)) is not None:
        return found
    text = dumps(value)
    return loads(text), text


def _quick() -> Any:
    """The module `orjson`, once the process has lived long enough to gain by it."""
    return _module() if next(_calls) > _CALLS_BEFORE_ORJSON else None


@cache
def _module() -> Any:
    import orjson  # noqa: PLC0415 — see there

    return orjson


def _read_quickly(orjson: Any, data: bytes | str, max_depth: int) -> JsonValue:
    """What orjson reads, if its own text for it is ``data`` but for white space; None where that proves nothing.

    Then both have the same strings and numbers in the same places: no name came twice, and each number is spelled as
    the number that it was read as, so that another reader reads it alike. Spaces inside strings are left out of the
    comparison as well, and need not be in it: where strings begin and end is the same without them.
    """
    try:
        raw = data if isinstance(data, bytes) else data.encode()
        if not _is_unescaped(raw):
            return None
        value = orjson.loads(raw)
        text = orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER)
    except (ValueError, TypeError):  # no JSON, as orjson sees it; a number beyond 2^53 − 1
        return None
    if text != raw and text.translate(None, _SPACE) != raw.translate(None, _SPACE):
        return None
    if raw.count(b"{") + raw.count(b"[") > max_depth and not _is_flat(value, max_depth):
        return None
    return cast("JsonValue", value)


def _written_quickly(orjson: Any, value: JsonValue) -> bytes | None:
    """The text by orjson; None where it may differ from that of the standard library in more than an exponent."""
    try:
        text: bytes = orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError:  # a lone surrogate, an integer beyond 64 bits, a name that is no text
        return None
    return None if b"null" in text else text  # which may have been NaN


def _copied_quickly(orjson: Any, value: JsonValue) -> tuple[JsonValue, bytes] | None:
    """The copy and the text, where there is no doubt. The text needs no comparison, for orjson wrote it."""
    options = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_STRICT_INTEGER
    try:
        text: bytes = orjson.dumps(value, option=options)
    except TypeError:
        return None
    if len(text) > MAX_BYTES or b"null" in text or not _is_unescaped(text):
        return None
    copy = orjson.loads(text)
    if text.count(b"{") + text.count(b"[") > MAX_DEPTH and not _is_flat(copy, MAX_DEPTH):
        return None
    return copy, text


class _Reading:
    """What is noticed while one text is read.

    Attributes:
        odd: something may be wrong with a number or a name; `_inspect` will say.
    """

    __slots__ = ("odd",)

    def __init__(self) -> None:
        self.odd = False

    def object(self, pairs: list[tuple[str, JsonValue]]) -> JsonObject:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.odd = True
        ambiguous = _Ambiguous(found)
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                ambiguous.name = name
                break
            seen.add(name)
        return ambiguous

    def integer(self, digits: str) -> int:
        self.odd = self.odd or len(digits) > _SAFE_DIGITS
        return int(digits)

    def float(self, digits: str) -> float:
        number = float(digits)
        self.odd = self.odd or not isfinite(number)
        return number


def _is_plain(data: bytes | str) -> bool:
    """Whether nothing in ``data`` can be, or stand for, a forbidden character: a quick look without false hopes."""
    try:
        raw = data if isinstance(data, bytes) else data.encode()
    except UnicodeEncodeError:
        return False
    return _is_unescaped(raw) and len(raw.translate(None, _FORBIDDEN_BYTES)) == len(raw)


def _is_unescaped(raw: bytes) -> bool:
    """`_is_plain`, but for the characters that no JSON text may hold unescaped."""
    if b"\\" in raw and any(escape in raw for escape in _DOUBTFUL_ESCAPES):
        return False
    return b"\x7f" not in raw and not (b"\xef" in raw and _DOUBTFUL_BYTES in raw)


def _is_flat(value: object, levels: int) -> bool:
    """Whether arrays and objects lie in each other no deeper than ``levels``."""
    around = [value] if type(value) in _CONTAINERS else []
    while around and levels:
        levels -= 1
        around = [
            inner
            for each in around
            for inner in (each.values() if type(each) is dict else each)  # type: ignore[attr-defined]
            if type(inner) in _CONTAINERS
        ]
    return not around


def _inspect(value: JsonValue, levels: int) -> None:
    """Refuse what programs read differently. The path is gathered on the way out, so good documents pay nothing."""
    if isinstance(value, str):
        _inspect_text(value)
    elif isinstance(value, dict | list):
        if levels == 0:
            raise _Fault("json_too_deep")
        _inspect_inside(value, levels - 1)
    elif isinstance(value, float):
        if not isfinite(value):
            raise _Fault("json_number_invalid")
    elif isinstance(value, int) and abs(value) > MAX_SAFE_INTEGER:
        raise _Fault("json_number_invalid", "beyond 2^53 − 1")


def _inspect_inside(value: JsonObject | list[JsonValue], levels: int) -> None:
    if isinstance(value, _Ambiguous):
        raise _Fault("json_duplicate_key").below(value.name)
    named = isinstance(value, dict)
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        try:
            if named:
                _inspect_text(str(name))
            _inspect(inner, levels)
        except _Fault as fault:
            fault.below(name)
            raise


def _inspect_text(text: str) -> None:
    if found := re.search(_FORBIDDEN, text):
        raise _Fault("json_character_forbidden", f"U+{ord(found[0]):04X}")
