"""How the lines of a dataset are written when only some texts in them vary (RDF Dataset Canonicalization 1.0).

The order of two lines is known beforehand where their constant beginnings differ; only the others are sorted each time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from sceau.linked_data.compiled.shape import Values, picker

Line: TypeAlias = tuple[str | int, ...]
"""Constant pieces of a text, and the places of those that vary."""

Term: TypeAlias = Line
Statement: TypeAlias = tuple[Term, Term, Term, Term]
"""Subject, predicate, value and graph, which is () for the default one. A blank node is a place beyond the values."""


class _Text(NamedTuple):
    """A text with holes, and what fills them from a row of values."""

    template: str
    fill: Values

    @classmethod
    def of(cls, pieces: Line) -> _Text:
        template = "".join("%s" if isinstance(piece, int) else piece.replace("%", "%%") for piece in pieces)
        return cls(template, picker([piece for piece in pieces if isinstance(piece, int)]))


class Plan:
    """Writes the canonical N-Quads of datasets that differ in some values only.

    Args:
        statements: all different, whatever the values.
        values: how many values vary; the places from there on are blank nodes.
    """

    def __init__(self, statements: Sequence[Statement], values: int) -> None:
        blanks = {term[0]: None for each in statements for term in each if _is_blank(term, values)}
        self._hashed_runs: list[list[_Text]] = []
        self._hashed = [
            _block(
                (),
                [_line(*_blanked(each, blank, values)) for each in statements if (blank,) in each],
                self._hashed_runs,
                values,
            )
            for blank in blanks
        ]
        self._runs: list[list[_Text]] = []
        labels = {blank: values + len(self._hashed_runs) + number for number, blank in enumerate(blanks)}
        subjects: dict[Term, list[Line]] = defaultdict(list)
        for each in statements:
            subject, *rest = (tuple(_label(piece, labels, values) for piece in term) for term in each)
            subjects[subject].append(_line(*rest))
        first = values + len(self._hashed_runs) + len(blanks)
        self._blocks = [_block((*subject, " "), lines, self._runs, first) for subject, lines in subjects.items()]
        # Blank nodes differ from each other and from all else.
        self._subjects = [_Text.of(subject) for subject in subjects if len(subject) > 1 or isinstance(subject[0], str)]

    def write(self, row: list[str], hash_name: str) -> str | None:
        """The canonical text; None when values that happen to be equal make statements or hashes coincide.

        Args:
            row: the values; changed.
            hash_name: "sha256" or "sha384".
        """
        new_hash: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
        row += [_sorted(run, row)[1] for run in self._hashed_runs]
        digests = [new_hash((template % fill(row)).encode()).digest() for template, fill in self._hashed]
        numbers = {digest: number for number, digest in enumerate(sorted(digests))}
        if len(numbers) < len(digests):
            return None
        row += [f"_:c14n{numbers[digest]}" for digest in digests]
        for run in self._runs:
            distinct, text = _sorted(run, row)
            if not distinct:
                return None
            row.append(text)
        if len({template % fill(row) for template, fill in self._subjects}) < len(self._subjects):
            return None
        return "".join(sorted([template % fill(row) for template, fill in self._blocks]))


def _block(head: Line, lines: Iterable[Line], runs: list[list[_Text]], first: int) -> _Text:
    """``lines``, each behind ``head``, as one text; what is to be sorted each time joins ``runs``, whose values begin
    at the place ``first``.
    """
    pieces: list[str | int] = []
    for run in _ordered(lines):
        if len(run) == 1:
            pieces += (*head, *run[0])
        else:
            pieces.append(first + len(runs))
            runs.append([_Text.of((*head, *line)) for line in run])
    return _Text.of(tuple(pieces))


def _is_blank(term: Term, values: int) -> bool:
    return len(term) == 1 and isinstance(term[0], int) and term[0] >= values


def _label(piece: str | int, labels: dict[str | int, int], values: int) -> str | int:
    return labels[piece] if isinstance(piece, int) and piece >= values else piece


def _blanked(statement: Statement, node: str | int, values: int) -> Statement:
    """RDFC-1.0 §4.6.3 step 3."""
    subject, predicate, value, graph = (
        (("_:a" if term[0] == node else "_:z"),) if _is_blank(term, values) else term for term in statement
    )
    return subject, predicate, value, graph


def _line(*terms: Term) -> Line:
    """One line; the graph may be absent."""
    pieces: list[str | int] = []
    for piece in (piece for term in terms if term for piece in (*term, " ")):
        if pieces and isinstance(piece, str) and isinstance(pieces[-1], str):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return (*pieces, ".\n")


def _ordered(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines in their order, those together whose order depends on values."""
    runs: list[tuple[str, list[Line]]] = []
    for begin, line in sorted(((_beginning(line), line) for line in lines), key=lambda each: each[0]):
        if runs and begin.startswith(runs[-1][0]):
            runs[-1][1].append(line)
        else:
            runs.append((begin, [line]))
    return [run for _, run in runs]


def _beginning(line: Line) -> str:
    return line[0] if isinstance(line[0], str) else ""


def _sorted(run: list[_Text], row: list[str]) -> tuple[bool, str]:
    """Whether all lines differ, and the lines sorted."""
    lines = sorted([template % fill(row) for template, fill in run])
    return len(set(lines)) == len(lines), "".join(lines)
