"""The statements of documents of one shape, each by itself, under labels of the caller's choice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sceau.linked_data.compiled.plan import Line, Statement, Term
from sceau.linked_data.compiled.shape import Values, picker


class Labels:
    """Labels the blank nodes of statements.

    Lines are written all at once and parted afterwards, which takes a fifth of the time. No term has a line feed in it:
    literals escape it, and no IRI can hold one.

    Args:
        statements: all different, whatever the values.
        values: how many values vary; the places from there on are blank nodes.

    Attributes:
        nodes: the blank nodes that are named, as the statements name them; in the order of labels.
    """

    def __init__(self, statements: Sequence[Statement], values: int) -> None:
        self._values = values
        self._constants: dict[str, int] = {}
        terms = chain.from_iterable(statements)
        self.nodes = list(dict.fromkeys(place for term in terms for place in term if self._is_blank(place)))
        mentions = [[self._blanked(each, blank) for each in statements if (blank,) in each] for blank in self.nodes]
        self._mentions = [len(each) for each in mentions]
        self._hashed = self._picker(chain.from_iterable(mentions))
        self._pieces = [piece.encode() for piece in self._constants]

    def of(self, row: Sequence[bytes]) -> list[str] | None:
        """The canonical label (`c14n0` …) of each of `nodes`; None where two have one first-degree hash (RDFC-1.0
        §4.6).
        """
        lines = b"".join(self._hashed([*row, *self._pieces])).split(b"\n")
        digests, start = [], 0
        for count in self._mentions:
            mentions = sorted(lines[start : start + count])
            digests.append(hashlib.sha256(b"\n".join(mentions) + b"\n").digest())
            start += count
        ranks = {digest: rank for rank, digest in enumerate(sorted(digests))}
        return None if len(ranks) < len(digests) else [f"c14n{ranks[digest]}" for digest in digests]

    def _is_blank(self, piece: str | int) -> bool:
        return isinstance(piece, int) and piece >= self._values

    def _blanked(self, statement: Statement, node: str | int) -> Statement:
        """RDFC-1.0 §4.6.3 step 3."""

        def blanked(term: Term) -> Term:
            return ("_:a" if term[0] == node else "_:z",) if term and self._is_blank(term[0]) else term

        subject, predicate, value, graph = statement
        return blanked(subject), blanked(predicate), blanked(value), blanked(graph)

    def _places(self, statement: Statement) -> Iterator[int]:
        """Where a row holds the pieces of a line: values, then constants, then the terms of the blank nodes."""
        pieces: list[str | int] = [piece for term in statement if term for piece in (*term, " ")]
        for piece in _merged([*pieces, ".\n"]):
            if isinstance(piece, str):
                yield self._values + self._constants.setdefault(piece, len(self._constants))
            else:
                yield self.nodes.index(piece) - len(self.nodes) if self._is_blank(piece) else piece

    def _picker(self, statements: Iterable[Statement]) -> Values:
        return picker([*chain.from_iterable(map(self._places, statements))])


class Lines(Labels):
    """Writes statements as well."""

    def __init__(self, statements: Sequence[Statement], values: int) -> None:
        super().__init__(statements, values)
        self._written = self._picker(statements)
        self._pieces = [piece.encode() for piece in self._constants]

    def write(self, row: Sequence[bytes], labels: Iterable[str]) -> list[str]:
        """N-Quads, each with its line feed, in the order of the statements; ``labels`` are those of `nodes`."""
        terms = [f"_:{label}".encode() for label in labels]
        text = b"".join(self._written([*row, *self._pieces, *terms])).decode()
        return [f"{line}\n" for line in text[:-1].split("\n")]


def _merged(pieces: Iterable[str | int]) -> Line:
    merged: list[str | int] = []
    for piece in pieces:
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return tuple(merged)
