"""The claims of an SD-JWT credential: names and values without a vocabulary, read as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from acquis.platform.translatable import cleaned
from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.openbadges.look import text
from sceau.proofs.jose import claims as registered

MOST = 60
LONGEST = 500
_DEEPEST = 6
# About the credential itself, or about its keys; the report tells these.
_NOT_SAID = frozenset(
    {"iss", "nbf", "exp", "iat", "jti", "cnf", "vct", "vct#integrity", "aka_vcts", "status", "_sd", "_sd_alg"}
)


def view(claims: JsonObject) -> JsonObject:
    """The claims about the credential under the names that `sceau.openbadges.reading.summary` reads."""
    return {
        "id": text(claims, "jti"),
        "name": text(claims, "vct").removeprefix("https://"),
        "issuer": text(claims, "iss"),
        "validFrom": _moment(claims, "nbf") or _moment(claims, "iat"),
        "validUntil": _moment(claims, "exp"),
    }


def said(claims: JsonObject) -> tuple[tuple[tuple[str, str], ...], bool]:
    """What the credential says of its holder, name and value in words, and whether there is more than is listed."""
    found = list(islice(_pairs(claims, "", 0), MOST + 1))
    return tuple(found[:MOST]), len(found) > MOST


def _pairs(holder: JsonObject, before: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in holder.items():
        if depth == 0 and name in _NOT_SAID:
            continue
        yield from _of(f"{before}{name}", value, depth)


def _of(name: str, value: JsonValue, depth: int) -> Iterator[tuple[str, str]]:
    if depth >= _DEEPEST:
        yield _short(name), "…"
    elif isinstance(value, dict):
        yield from _pairs(value, f"{name} › ", depth + 1)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value, 1):
            yield from _of(f"{name} {number}", each, depth + 1)
    else:
        values = value if isinstance(value, list) else [value]
        yield _short(name), _short(", ".join(_word(each) for each in values[:MOST]))


def _word(value: JsonValue) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value is None else str(value)[: LONGEST + 1]


def _short(words: str) -> str:
    plain = cleaned(words)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _moment(claims: JsonObject, name: str) -> str:
    try:
        found = registered.moment(claims, name)
    except InputError:
        return ""
    return datetimes.text(found) if found else ""
