"""A question to the index, and its answer: intersections of bitmaps, ranked lazily."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import overload

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from acquis.catalogue.search import facets, words
from acquis.catalogue.search.index import Index, Order, Place, Postings, View
from acquis.platform.translatable import Text

SORTS = ("relevance", "start", "price", "newest")
MOST_WORDS, MOST_GUESSED = 10, 3
_BEGINNINGS, _LIKELY = 40, 5
_SHORTEST_BEGINNING, _SHORTEST_TYPO, _LONG = 3, 4, 8
_FEW = 3000
"""So many are sorted outright; among more, an order is walked until enough are found."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for.

    Attributes:
        words: as typed.
        chosen: facet → the values of which one must hold; every facet named must hold.
        sort: one of `SORTS`.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        hits: every listing found, in order; read as far as it is looked at.
        counts: facet → value → how many there are, with everything else that was chosen but not the facet's own.
        corrections: what was typed and found nothing, with what was looked for in its place.
        is_partial: nothing has all the words; these have most of them.
        names: what occupations are called where they are listed, by their codes.
    """

    hits: Hits
    counts: dict[str, dict[str, int]]
    corrections: tuple[tuple[str, str], ...] = ()
    is_partial: bool = False
    names: Mapping[str, Text] = field(default_factory=dict)


@dataclass(slots=True)
class _Unit:
    """A word or concept that was asked for, and who has it: in the title, near it, anywhere."""

    title: BitMap
    near: BitMap
    anywhere: BitMap
    correction: tuple[str, str] | None = None


class Hits(Sequence[Place]):
    """Listings in order, taken from tiers of falling relevance; only what is looked at is put in order."""

    def __init__(self, index: Index, tiers: Iterator[BitMap], total: int, order: Order) -> None:
        self._index, self._tiers, self._total, self._order = index, tiers, total, order
        self._known: list[BitMap] = []

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, at: int) -> Place: ...

    @overload
    def __getitem__(self, at: slice) -> list[Place]: ...

    def __getitem__(self, at: int | slice) -> Place | list[Place]:
        if isinstance(at, slice):
            start, stop, _ = at.indices(self._total)
            return [self._index.place(listing) for listing in self._between(start, stop)]
        if not 0 <= at < self._total:
            raise IndexError(at)
        return self._index.place(self._between(at, at + 1)[0])

    def _between(self, start: int, stop: int) -> list[int]:
        found: list[int] = []
        place = 0
        while place < stop:
            tier, size = self._tier(place)
            if place + size > start:
                found += _slice(tier, self._order, max(start - place, 0), stop - place)
            place += size
        return found

    def _tier(self, place: int) -> tuple[BitMap, int]:
        """The tier that begins at a place."""
        for tier in self._known:
            if place <= 0:
                return tier, len(tier)
            place -= len(tier)
        tier = next(self._tiers)
        self._known.append(tier)
        return tier, len(tier)


def ask(index: Index, question: Question) -> Answer:
    """The answer of the index, as it is now."""
    view = index.view
    units = _units(index, question.words, view.live)
    said, is_partial = _with_words(units, view.live)
    chosen = {name: _any(_values(index, view, name), several) for name, several in question.chosen.items() if several}
    found = reduce(lambda left, right: left & right, chosen.values(), said)
    ranked = question.sort == "relevance"
    order = index.order(view, ("title" if units else "newest") if ranked else question.sort)
    tiers = _tiers(units, found) if ranked and units else iter([found])
    return Answer(
        Hits(index, tiers, len(found), order),
        {facet.name: _counts(index, view, facet.name, said, chosen) for facet in facets.FACETS},
        tuple(unit.correction for unit in units if unit.correction),
        is_partial,
        index.names,
    )


# — words —


def _units(index: Index, typed: str, live: BitMap) -> list[_Unit]:
    told = words.tokens(typed)
    named = {place: (size, name) for place, size, name in words.concepts(told)}
    units: list[_Unit] = []
    place = guessed = 0
    while place < len(told) and len(units) < MOST_WORDS:
        size, name = named.get(place, (1, ""))
        if name:
            units.append(_unit(index, [words.CONCEPT + name]))
        elif words.telling(told[place]):
            # "cyber security", unless the second word begins a concept.
            pair = told[place : place + 2] if place + 1 not in named else []
            if tuple(pair) in set(words.joined(pair)) and (unit := _compound(index, pair, live)):
                units.append(unit)
                size = 2
            else:
                # Every word of the index is looked through for one that is not found: not for a whole page of them.
                unit, was_guessed = _word(index, told[place], live, may_guess=guessed < MOST_GUESSED)
                units.append(unit)
                guessed += was_guessed
        place += size
    return units


def _compound(index: Index, pair: list[str], live: BitMap) -> _Unit | None:
    whole, parts = _unit(index, words.keys("".join(pair))), [_unit(index, words.keys(part)) for part in pair]
    apart = parts[0].anywhere & parts[1].anywhere
    anywhere = whole.anywhere | apart
    if not anywhere & live:
        return None
    return _Unit(
        whole.title | (parts[0].title & parts[1].title), whole.near | (parts[0].near & parts[1].near), anywhere
    )


def _word(index: Index, word: str, live: BitMap, *, may_guess: bool) -> tuple[_Unit, bool]:
    """The unit of a word, and whether it had to be guessed at."""
    found = _unit(index, words.keys(word))
    if found.anywhere.intersect(live):
        return found, False
    begun = _beginning(index, word)
    if begun and (unit := _unit(index, begun)).anywhere.intersect(live):
        return unit, False
    for likely in _likely(index, word) if may_guess else ():
        unit = _unit(index, words.keys(likely))
        if unit.anywhere.intersect(live):
            unit.correction = (word, likely)
            return unit, True
    return found, may_guess


def _unit(index: Index, keys: Sequence[str]) -> _Unit:
    title, near, text = (_any(postings, keys) for postings in (index.title, index.near, index.text))
    return _Unit(title, near, title | near | text)


def _beginning(index: Index, word: str) -> list[str]:
    """The words that begin so."""
    if len(word) < _SHORTEST_BEGINNING:
        return []
    spellings = index.spellings()
    first = bisect_left(spellings, word)
    several = spellings[first : first + _BEGINNINGS]
    return [each for each in several if each.startswith(word)]


def _likely(index: Index, word: str) -> list[str]:
    """The words that may have been meant: one slip of the keyboard away, two for a long word; the nearest first."""
    if len(word) < _SHORTEST_TYPO or word.isdigit():
        return []
    found = process.extract(
        word,
        index.spellings(),
        scorer=OSA.distance,
        processor=None,
        score_cutoff=2 if len(word) >= _LONG else 1,
        limit=_LIKELY,
    )
    return [each for each, _, _ in sorted(found, key=lambda each: (each[1], each[0][0] != word[0]))]


def _with_words(units: list[_Unit], live: BitMap) -> tuple[BitMap, bool]:
    """What has every word; else what has the most of them."""
    if not units:
        return live, False
    have = _at_least([unit.anywhere for unit in units], live)
    for several in range(len(units), 0, -1):
        if have[several]:
            return have[several], several < len(units)
    return BitMap(), False


def _at_least(sets: list[BitMap], within: BitMap) -> list[BitMap]:
    """Which members of ``within`` are in at least 0, 1, 2, … of the sets."""
    have = [within]
    for each in sets:
        more = [*have, BitMap()]
        for several in range(len(have), 0, -1):
            more[several] = more[several] | (have[several - 1] & each)
        have = more
    return have


def _tiers(units: list[_Unit], found: BitMap) -> Iterator[BitMap]:
    """The same, split by how many of the words stand in the title, then near it; the most first."""
    for tier in _split([unit.title for unit in units], found):
        yield from _split([unit.near for unit in units], tier)


def _split(sets: list[BitMap], within: BitMap) -> Iterator[BitMap]:
    have = [*_at_least(sets, within), BitMap()]
    for several in range(len(sets), -1, -1):
        exactly = have[several] - have[several + 1]
        if exactly:
            yield exactly


# — facets —


def _values(index: Index, view: View, name: str) -> Postings:
    return view.facets.get(name) or index.facets[name]


def _any(postings: Postings, keys: Sequence[str]) -> BitMap:
    return reduce(or_, [found for key in keys if (found := postings.get(key)) is not None], BitMap())


def _counts(index: Index, view: View, name: str, said: BitMap, chosen: Mapping[str, BitMap]) -> dict[str, int]:
    others = [each for other, each in chosen.items() if other != name]
    base = reduce(lambda left, right: left & right, others, said)
    # A copy of the list: the index may grow meanwhile.
    counted = {value: base.intersection_cardinality(have) for value, have in list(_values(index, view, name).items())}
    return {value: number for value, number in counted.items() if number}


# — order —


def _slice(tier: BitMap, order: Order, start: int, stop: int) -> list[int]:
    if len(tier) <= _FEW:
        return sorted(tier, key=order.rank.__getitem__)[start:stop]
    found: list[int] = []
    skipped = 0
    for listing in order.listings:
        if listing in tier:
            skipped += 1
            if skipped > start:
                found.append(listing)
                if skipped == stop:
                    break
    return found
