"""JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

import json
from typing import Any, cast

from sceau.encoding.strict_json import MAX_SAFE_INTEGER, JsonValue
from sceau.errors import InputError

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
_KINDS = frozenset({str, bool, type(None), int, dict, list})
_CONTAINERS = frozenset({dict, list})


def canonicalize(value: JsonValue) -> bytes:
    """The one UTF-8 text of ``value``: names sorted by UTF-16 code units, numbers as ECMAScript prints them.

    Raises:
        InputError: ``json_number_invalid`` beyond what a double holds; ``json_character_forbidden`` for a lone
            surrogate.
    """
    if _is_usual(value):
        try:
            return _ENCODER.encode(value).encode()
        except (UnicodeEncodeError, RecursionError):
            pass  # the one that knows what to say of it

    import rfc8785  # noqa: PLC0415 — only JCS suites need it

    try:
        return rfc8785.dumps(cast("Any", value))
    except (rfc8785.IntegerDomainError, rfc8785.FloatDomainError) as error:
        raise InputError("json_number_invalid", detail="not representable as a double") from error
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise InputError("json_character_forbidden", detail="lone surrogate") from error


def _is_usual(value: JsonValue) -> bool:
    """Whether Python's own writer gives the canonical text: no fractions, whole numbers that a double holds, and names
    in ASCII, which sort alike however they are counted.
    """
    waiting: list[Any] = [[value]]
    while waiting:
        each = waiting.pop()
        inner = each
        if type(each) is dict:
            if not all(type(name) is str for name in each) or not "".join(each).isascii():
                return False
            inner = each.values()
        kinds = set(map(type, inner))
        if not kinds <= _KINDS:
            return False
        if int in kinds and any(type(number) is int and abs(number) > MAX_SAFE_INTEGER for number in inner):
            return False
        if not kinds.isdisjoint(_CONTAINERS):
            waiting += [deeper for deeper in inner if type(deeper) in _CONTAINERS]
    return True
