"""The shape of a JSON document: everything about it but its texts and numbers, and which flags are true.

A document is laid out flat: itself, then the values of each object and array in the order in which these come up. In
documents of one shape the same value has the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, cast

from sceau.encoding.strict_json import JsonObject, JsonValue

Values = Callable[[Any], Any]
"""Some values of an object, an array or a row, in a fixed order."""


class _Step(NamedTuple):
    """One object or array: where it lies, how its values are taken, and their names or indexes."""

    place: int
    values: Values
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
            if self.names[place] in unopened or not isinstance(value, dict | list):
                continue
            names = tuple(value) if isinstance(value, dict) else tuple(range(len(value)))
            self._steps.append(_Step(place, picker(names), names))
            flat += value.values() if isinstance(value, dict) else value
            self.names += names
        self.size = len(flat)
        self._walk = [(step.place, step.values) for step in self._steps]
        self._types = [type(value) for value in flat]
        self._containers = picker([step.place for step in self._steps])
        self._sizes = [len(step.names) for step in self._steps]

    def lay_out(self, document: JsonObject) -> list[Any] | None:
        """The flat row of ``document``; None when it has another shape.

        No more is taken of any object or array than the shape has; what is more in it, or other, is seen at the end.
        """
        flat: list[Any] = [document]
        try:
            for place, values in self._walk:
                flat += values(flat[place])
        except (LookupError, TypeError):  # something is missing; what is no object has no members
            return None
        if [*map(type, flat)] != self._types or [*map(len, self._containers(flat))] != self._sizes:
            return None
        return flat

    def with_values(self, document: JsonObject, values: Mapping[int, JsonValue]) -> JsonObject:
        """A copy of ``document``, which has this shape, with other values at some places."""
        import copy  # noqa: PLC0415 — slow to import, and few shapes are learned

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


def picker(names: Sequence[str | int]) -> Values:
    """What takes the values of these names, or at these places, always as a tuple."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        only = names[0]
        return lambda container: (container[only],)
    return itemgetter(*names)
