"""JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

from typing import Any, cast

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError


def canonicalize(value: JsonValue) -> bytes:
    """The one UTF-8 text of ``value``: names sorted by UTF-16 code units, numbers as ECMAScript prints them.

    Raises:
        InputError: ``json_number_invalid`` beyond what a double holds; ``json_character_forbidden`` for a lone
            surrogate.
    """
    import rfc8785  # noqa: PLC0415 — only JCS suites need it

    try:
        return rfc8785.dumps(cast("Any", value))
    except (rfc8785.IntegerDomainError, rfc8785.FloatDomainError) as error:
        raise InputError("json_number_invalid", detail="not representable as a double") from error
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise InputError("json_character_forbidden", detail="lone surrogate") from error
