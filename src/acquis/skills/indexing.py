"""From an entry to the words that find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from acquis.skills.folding import words

OTHER_NAME = 40  # what a word of another name ranks behind one of the label
UNFINISHED = 15  # what the beginning of a word ranks behind the whole of it
_POSITIONS, _LENGTHS = 9, 20
MOST = 400


def ranked(
    code: str, labels: Mapping[str, str], alternatives: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, int]]:
    """Each word of an entry with its best rank: early in a short label before late in a long one."""
    best: dict[str, int] = {}
    names = [(code, 0), *((label, 0) for label in labels.values())]
    names += [(name, OTHER_NAME) for several in alternatives.values() for name in several]
    for name, penalty in names:
        found = words(name)
        for place, word in enumerate(found):
            rank = penalty + min(place, _POSITIONS) + min(len(found), _LENGTHS)
            best[word] = min(rank, best.get(word, rank))
        if len(best) > MOST:
            break
    yield from best.items()
