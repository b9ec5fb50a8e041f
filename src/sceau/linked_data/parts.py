"""Statements of documents of a known shape, and parts of them, without reading the documents again.

Which statements a pointer selects follows from the shape. It is found out once, by `selection.Statements`, and kept
with the shape; the answers are those of `selection.Statements`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from sceau.encoding.strict_json import JsonObject
from sceau.linked_data import canonical, rdfc
from sceau.linked_data.compiled.lines import Labels, Lines
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.selection import Relabel, Selection, Statements, relabelled, replaced

MOST_PARTS = 8
"""Selections kept for one shape."""

_MOST_POINTERS, _MOST_CHARACTERS = 50, 5_000  # of a selection that is kept


class Parts:
    """As `selection.Statements`: its lines, and which of them pointers select.

    Attributes:
        lines: N-Quads, each with its line feed, sorted by code point.
    """

    def __init__(self, document: JsonObject, contexts: Contexts, relabel: Relabel, known: Known | None = None) -> None:
        """Read ``document``, or what is `known` of it, where that was asked already.

        Raises:
            InputError: see `selection.Statements`.
        """
        self._given = document, contexts, relabel
        known = known or canonical.known(document, contexts)
        self._written = None if known is None else _Written.of(known, relabel)
        self._read: Statements | None = None
        if self._written is not None and self._written.is_nameable():
            self.lines = self._written.lines
            return
        self._read = Statements(*self._given)
        self.lines = self._read.lines
        if self._written is not None:
            self._written.note_nameable()
        elif known is None:
            canonical.notice(document, self._read.quads, contexts)

    def matching(self, chosen: Sequence[str]) -> Selection:
        """The statements that JSON Pointers select; none without pointers.

        Raises:
            InputError: see `selection.Statements.matching`.
        """
        if not chosen:
            return Selection([], {})
        found = None if self._written is None else self._written.matching(chosen)
        return found or self._look(chosen)

    def indexes(self, chosen: Sequence[str]) -> list[int]:
        """The indexes alone of `matching`, sooner.

        Raises:
            InputError: see `selection.Statements.matching`.
        """
        found = None if self._written is None else self._written.indexes(chosen)
        return self.matching(chosen).indexes if found is None else found

    def _look(self, chosen: Sequence[str]) -> Selection:
        self._read = self._read or Statements(*self._given)
        found = self._read.matching(chosen)
        if self._written is not None:
            self._written.keep(chosen, found)
        return found


def lines(document: JsonObject, contexts: Contexts, relabel: Relabel, known: Known | None = None) -> list[str]:
    """The lines of `Parts`, for who asks for nothing else.

    Raises:
        InputError: see `sceau.linked_data.canonical.to_nquads`.
    """
    known = known or canonical.known(document, contexts)
    written = None if known is None else _Written.of(known, relabel)
    if written is not None:
        return written.lines
    quads = canonical.to_quads(document, contexts)
    if known is None:
        canonical.notice(document, quads, contexts)
    terms = replaced(rdfc.canonicalize(quads)[1], relabel)
    return sorted(relabelled(quad, terms) for quad in quads)


class _Part:
    """What pointers select in the documents of one shape: the numbers of statements, and what labels their nodes.

    Many selections are made once, so the labels are for the second time.
    """

    __slots__ = ("_labels", "numbers")

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = numbers
        self._labels: Labels | None = None

    def labels(self, known: Known) -> Labels:
        if self._labels is None:
            self._labels = Labels([known.statements[number] for number in self.numbers], len(known.row))
        return self._labels


class _Written:
    """The statements of a document of known shape.

    Args:
        known: the document.
        nodes: its blank nodes, with their labels.
        lines: of its statements, in the order of the shape.
    """

    def __init__(self, known: Known, nodes: Mapping[str | int, str], lines: Sequence[str]) -> None:
        self._known = known
        self._nodes = nodes
        self._order = sorted(range(len(lines)), key=lines.__getitem__)
        self._places = {number: place for place, number in enumerate(self._order)}
        self.lines = [lines[number] for number in self._order]

    @classmethod
    def of(cls, known: Known, relabel: Relabel) -> _Written | None:
        """None when nodes can be told apart only by their place, or statements coincide."""
        whole = known.facts.get("lines")
        if whole is None:
            whole = known.facts["lines"] = Lines(known.statements, len(known.row))
        labels = whole.of(known.row)
        if labels is None:
            return None
        others = relabel([f"c14n{number}" for number in range(len(labels))])
        nodes = {node: others[label] for node, label in zip(whole.nodes, labels, strict=True)}
        lines = whole.write(known.row, nodes.values())
        return cls(known, nodes, lines) if len(set(lines)) == len(lines) else None

    def is_nameable(self) -> bool:
        """Whether `Statements` is known to take documents of this shape."""
        return "parts" in self._known.facts

    def note_nameable(self) -> None:
        self._known.facts.setdefault("parts", {})

    def matching(self, chosen: Sequence[str]) -> Selection | None:
        """None for a selection that was not kept, or in which nodes can be told apart only by their place."""
        part = self._parts().get(tuple(chosen))
        if part is None:
            return None
        labels = part.labels(self._known)
        found = labels.of(self._known.row)
        if found is None:
            return None
        nodes = dict(zip(found, labels.nodes, strict=True))
        return Selection(
            self._sorted(part),
            {label: self._nodes[nodes[label]] for label in (f"c14n{number}" for number in range(len(nodes)))},
        )

    def indexes(self, chosen: Sequence[str]) -> list[int] | None:
        """None for a selection that was not kept."""
        part = self._parts().get(tuple(chosen))
        return None if part is None else self._sorted(part)

    def _sorted(self, part: _Part) -> list[int]:
        return sorted(self._places[number] for number in part.numbers)

    def keep(self, chosen: Sequence[str], found: Selection) -> None:
        """``found`` is what ``chosen`` selects in this and all documents of the shape."""
        if len(chosen) > _MOST_POINTERS or sum(map(len, chosen)) > _MOST_CHARACTERS:
            return
        numbers = tuple(self._order[place] for place in found.indexes)
        others = [*self._parts().items()][1 - MOST_PARTS :]
        self._known.facts["parts"] = dict([*others, (tuple(chosen), _Part(numbers))])

    def _parts(self) -> Mapping[tuple[str, ...], _Part]:
        return cast("Mapping[tuple[str, ...], _Part]", self._known.facts.get("parts", {}))
