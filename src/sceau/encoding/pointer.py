"""JSON Pointer (RFC 6901), the way every problem says where it is."""

from __future__ import annotations

from collections.abc import Iterator

from sceau.encoding.values import JsonObject, JsonValue


def join(base: str, *tokens: str | int) -> str:
    """``base`` extended by the escaped ``tokens`` (RFC 6901 §3)."""
    for token in tokens:
        text = str(token)
        if "~" in text or "/" in text:
            text = text.replace("~", "~0").replace("/", "~1")
        base = f"{base}/{text}"
    return base


def members(value: JsonValue, base: str = "") -> Iterator[tuple[str, str, JsonValue]]:
    """Every member of every object below ``value`` in document order: its pointer, its name, its value.

    Array items are walked through, not listed.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            here = join(base, name)
            yield here, name, inner
            yield from members(inner, here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from members(inner, join(base, index))


def objects(value: JsonValue, base: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Every object in ``value``, itself included, in document order, with its pointer."""
    if isinstance(value, dict):
        yield base, value
        for name, inner in value.items():
            yield from objects(inner, join(base, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, join(base, index))


def strings(value: JsonValue, base: str = "") -> Iterator[tuple[str, str]]:
    """Every string below ``value`` in document order, with its pointer. Member names are not values."""
    if isinstance(value, str):
        yield base, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, join(base, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings(inner, join(base, index))


def at(value: JsonValue, pointer: str) -> JsonValue:
    """What ``pointer`` leads to.

    Raises:
        KeyError, IndexError, ValueError: it leads nowhere.
    """
    for token in _tokens(pointer):
        if isinstance(value, dict):
            value = value[token]
        elif isinstance(value, list):
            value = value[int(token)]
        else:
            raise KeyError("a pointer leads through a value without members")
    return value


def without(document: JsonObject, pointer: str) -> JsonObject:
    """A copy of ``document`` lacking the member or item at ``pointer``; untouched branches are shared.

    Raises:
        KeyError, IndexError: the pointer leads nowhere.
    """
    tokens = _tokens(pointer)
    copy: JsonObject = dict(document)
    place: JsonObject | list[JsonValue] = copy
    for token in tokens[:-1]:
        inner = _shallow(_get(place, token))
        _set(place, token, inner)
        place = inner
    if isinstance(place, dict):
        del place[tokens[-1]]
    else:
        del place[int(tokens[-1])]
    return copy


def _tokens(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _get(place: JsonObject | list[JsonValue], token: str) -> JsonValue:
    return place[token] if isinstance(place, dict) else place[int(token)]


def _set(place: JsonObject | list[JsonValue], token: str, value: JsonValue) -> None:
    if isinstance(place, dict):
        place[token] = value
    else:
        place[int(token)] = value


def _shallow(value: JsonValue) -> JsonObject | list[JsonValue]:
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, list):
        return list(value)
    raise KeyError("a pointer leads through a value without members")
