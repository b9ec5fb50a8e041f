"""How the lines of a dataset are written when only some texts in them vary (RDF Dataset Canonicalization 1.0).

The order of two lines is known beforehand where their constant beginnings differ; only the others are sorted each time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sceau.linked_data.compiled.shape import Values, picker

Line: TypeAlias = tuple[str | int, ...]
"""Constant pieces of a text, and the places of those that vary."""

Term: TypeAlias = Line
Statement: TypeAlias = tuple[Term, Term, Term, Term]
"""Subject, predicate, value and graph, which is () for the default one. A blank node is a place beyond the values."""

_join = b"".join


class Plan:
    """Writes the canonical N-Quads of datasets that differ in some values only.

    All is UTF-8 from the beginning: its order is that of code points, and digests are made of bytes. A text is some
    places of one row, joined; a row holds the values, the constant pieces, the hashed runs, the labels and the runs.

    Args:
        statements: all different, whatever the values.
        values: how many values vary; the places from there on are blank nodes.
    """

    def __init__(self, statements: Sequence[Statement], values: int) -> None:
        blanks = {term[0]: None for each in statements for term in each if _is_blank(term, values)}
        hashed_runs: list[list[Line]] = []
        hashed = [
            _block(
                (),
                [_line(*_blanked(each, blank, values)) for each in statements if (blank,) in each],
                hashed_runs,
                values,
            )
            for blank in blanks
        ]
        labels = {blank: values + len(hashed_runs) + number for number, blank in enumerate(blanks)}
        subjects: dict[Term, list[Line]] = defaultdict(list)
        for each in statements:
            subject, *rest = (tuple(_label(piece, labels, values) for piece in term) for term in each)
            subjects[subject].append(_line(*rest))
        runs: list[list[Line]] = []
        first = values + len(hashed_runs) + len(blanks)
        blocks = [_block((*subject, " "), lines, runs, first) for subject, lines in subjects.items()]

        written = [*hashed, *blocks, *(line for run in (*hashed_runs, *runs) for line in run)]
        constants = {piece: None for line in written for piece in line if isinstance(piece, str)}
        self._constants = [piece.encode() for piece in constants]
        places = {piece: values + number for number, piece in enumerate(constants)}

        def pieces(line: Line) -> Values:
            return picker([_place(piece, places, values) for piece in line])

        self._hashed_runs = [[pieces(line) for line in run] for run in hashed_runs]
        self._hashed = [pieces(line) for line in hashed]
        self._labels = [f"_:c14n{number}".encode() for number in range(len(blanks))]
        self._runs = [[pieces(line) for line in run] for run in runs]
        self._blocks = [pieces(line) for line in blocks]
        # Blank nodes differ from each other and from all else.
        self._subjects = picker([subject[1] for subject in subjects if len(subject) > 1])
        self._other_subjects = [
            each[0][1:-1].encode() for each in subjects if isinstance(each[0], str) and len(each) == 1
        ]

    def tells_apart(self, row: list[bytes]) -> bool:
        """Whether no two objects are one by their identifier, but for those that always are."""
        subjects = *self._subjects(row), *self._other_subjects
        return len(set(subjects)) == len(subjects)

    def write(self, values: list[bytes], hash_name: str) -> bytes | None:
        """The canonical text; None when values that happen to be equal make statements or hashes coincide.

        Args:
            values: in their places; `tells_apart` is true of them.
            hash_name: "sha256" or "sha384".
        """
        new_hash: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
        row = values + self._constants
        row += [_join(sorted(_lines(run, row))) for run in self._hashed_runs]
        digests = [new_hash(_join(pieces(row))).digest() for pieces in self._hashed]
        labels = dict(zip(sorted(digests), self._labels, strict=True))
        if len(labels) < len(digests):
            return None
        row += [labels[digest] for digest in digests]
        for run in self._runs:
            lines = _lines(run, row)
            if len(set(lines)) < len(lines):
                return None
            lines.sort()
            row.append(_join(lines))
        blocks = _lines(self._blocks, row)
        blocks.sort()
        return _join(blocks)


def _lines(run: list[Values], row: list[bytes]) -> list[bytes]:
    return [_join(pieces(row)) for pieces in run]


def _place(piece: str | int, places: dict[str, int], values: int) -> int:
    """Where the row holds a piece; constants stand behind the values."""
    if isinstance(piece, str):
        return places[piece]
    return piece if piece < values else piece + len(places)


def _block(head: Line, lines: Iterable[Line], runs: list[list[Line]], first: int) -> Line:
    """``lines``, each behind ``head``, as one text; what is to be sorted each time joins ``runs``, whose values begin
    at the place ``first``.
    """
    pieces: list[str | int] = []
    for run in _ordered(lines):
        if len(run) == 1:
            pieces += (*head, *run[0])
        else:
            pieces.append(first + len(runs))
            runs.append([_merged((*head, *line)) for line in run])
    return _merged(pieces)


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
    return _merged((*(piece for term in terms if term for piece in (*term, " ")), ".\n"))


def _merged(pieces: Iterable[str | int]) -> Line:
    """The same text in as few pieces as can be."""
    merged: list[str | int] = []
    for piece in pieces:
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return tuple(merged)


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
