"""The shape of a JSON document: everything about it but its texts and numbers.

A document is laid out flat: itself, then the values of each object and array in the order in which these come up. In
documents of one shape the same value has the same place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, cast

from sceau.encoding.strict_json import JsonObject, JsonValue

Values = Callable[[Any], Any]
"""Some values of an object, an array or a row, in a fixed order."""


class _Step(NamedTuple):
    """One object or array: where it lies, its names or indexes, and how its values are taken."""

    place: int
    kind: type[Any]
    size: int
    values: Values | None
    names: tuple[str | int, ...]


class Shape:
    """The objects and arrays of a document, in the order in which they come up.

    Args:
        document: any JSON object; not kept.
        unopened: names of members whose values are taken as they are.

    Attributes:
        names: of each place, the name of the member or the index under which it came up.
        size: how many places there are.
    """

    def __init__(self, document: JsonObject, unopened: frozenset[str]) -> None:
        self._steps: list[_Step] = []
        self.names: list[str | int] = [""]
        flat: list[JsonValue] = [document]
        for place, value in enumerate(flat):  # `flat` grows while it is walked through
            if self.names[place] in unopened:
                continue
            if isinstance(value, dict):
                names: tuple[str | int, ...] = tuple(value)
                self._steps.append(_Step(place, dict, len(names), _values(names), names))
                flat += value.values()
            elif isinstance(value, list):
                names = tuple(range(len(value)))
                self._steps.append(_Step(place, list, len(names), None, names))
                flat += value
            else:
                continue
            self.names += names
        self.size = len(flat)

    def lay_out(self, document: JsonObject) -> list[Any] | None:
        """The flat row of ``document``; None when it has another shape."""
        flat: list[Any] = [document]
        extend = flat.extend
        try:
            for place, kind, size, values, _ in self._steps:
                container = flat[place]
                if len(container) != size or type(container) is not kind:
                    return None
                extend(container if values is None else values(container))
        except (KeyError, TypeError):  # a name is missing; a number has no length
            return None
        return flat

    def with_values(self, document: JsonObject, values: Mapping[int, JsonValue]) -> JsonObject:
        """A copy of ``document``, which has this shape, with other values at some places."""
        altered = copy.deepcopy(document)
        flat = self.lay_out(altered)
        assert flat is not None  # it has this shape
        place = 0
        for step in self._steps:
            for name in step.names:
                place += 1
                if place in values:
                    cast("dict[str | int, JsonValue]", flat[step.place])[name] = values[place]
        return altered


def picker(places: tuple[int, ...] | list[int]) -> Values:
    """What takes ``places`` out of a row, always as a tuple."""
    return _values(tuple(places)) or (lambda _: ())


def _values(names: tuple[str | int, ...]) -> Values | None:
    if not names:
        return None
    if len(names) == 1:
        only = names[0]
        return lambda container: (container[only],)
    return itemgetter(*names)
