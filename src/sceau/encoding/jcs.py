"""JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, cast

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError

_KINDS = frozenset({str, bool, type(None), int, dict, list})
_CONTAINERS = frozenset({dict, list})
_BELOW_ASTRAL = bytes(range(0xF0))
# A number with fraction or exponent, or null, after a name, first in an array, or further on in one. Three patterns,
# for each is looked for by its first character.
_DOUBTS = tuple(re.compile(before + b"[-0-9]*[.en]") for before in (b'":', rb"\[", b","))


def canonicalize(value: JsonValue, *, usual: bool = False) -> bytes:
    """The one UTF-8 text of ``value``: names sorted by UTF-16 code units, numbers as ECMAScript prints them.

    Args:
        value: any JSON value.
        usual: `is_usual` was asked already, and said yes.

    Raises:
        InputError: ``json_number_invalid`` beyond what a double holds; ``json_character_forbidden`` for a lone
            surrogate.
    """
    try:
        text = _dumps()(value)
    except TypeError:  # such as a number beyond 2^53 − 1
        return _by_the_book(value)
    if usual or (type(value) in _CONTAINERS and _is_canonical(text)):
        return text
    return text if is_usual(value) else _by_the_book(value)


@cache
def _dumps() -> Callable[[JsonValue], bytes]:
    import orjson  # noqa: PLC0415 — slow to import, for it brings dataclasses and uuid; many badges never need it

    options = (
        orjson.OPT_SORT_KEYS
        | orjson.OPT_STRICT_INTEGER
        | orjson.OPT_PASSTHROUGH_SUBCLASS
        | orjson.OPT_PASSTHROUGH_DATACLASS
        | orjson.OPT_PASSTHROUGH_DATETIME
    )
    return partial(orjson.dumps, option=options)


def _is_canonical(text: bytes) -> bool:
    """Whether a text by orjson is that of RFC 8785: a quick look without false hopes.

    The two differ in fractions and exponents, NaN (null there), and the order of names beyond U+FFFF.
    """
    if not text.isascii() and len(text.translate(None, _BELOW_ASTRAL)) > 0:
        return False
    return not any(doubt.search(text) for doubt in _DOUBTS)


def is_usual(value: JsonValue) -> bool:
    """Whether ``value`` holds no fraction, and names in ASCII alone, which sort alike however they are counted: then
    orjson gives the canonical text. It depends on the types and names in ``value`` only.
    """
    waiting: list[Any] = [[value]]
    while waiting:
        each = waiting.pop()
        inner = each
        if type(each) is dict:
            if not "".join(each).isascii():
                return False
            inner = each.values()
        kinds = set(map(type, inner))
        if not kinds <= _KINDS:
            return False
        if not kinds.isdisjoint(_CONTAINERS):
            waiting += [deeper for deeper in inner if type(deeper) in _CONTAINERS]
    return True


def _by_the_book(value: JsonValue) -> bytes:
    import rfc8785  # noqa: PLC0415 — few documents need it

    try:
        return rfc8785.dumps(cast("Any", value))
    except (rfc8785.IntegerDomainError, rfc8785.FloatDomainError) as error:
        raise InputError("json_number_invalid", detail="not representable as a double") from error
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise InputError("json_character_forbidden", detail="lone surrogate") from error
