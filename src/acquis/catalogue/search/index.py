"""The index: for every word and for every value of a facet, the set of listings that have it, as a bitmap.

A listing is an offer, or an achievement that has none. Listings are only ever added; what is gone or was replaced is no
longer `live`. So a search may go on while the index grows: it holds the `View` that it began with.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pyroaring import BitMap

from acquis.catalogue.offering import Session
from acquis.catalogue.search import facets, words
from acquis.platform.translatable import Text

NO_PRICE = 2**62
NO_START = date.max.toordinal()
SPARE = 5000
"""So many dead listings are kept before everything is built anew."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing.

    Attributes:
        offer_id: None for an achievement without an offer.
        facets: facet → values, but for those of the day.
        price: cents altogether, None if unknown.
        shown_until: the first day on which it is hidden.
        aid_until: the last day on which an approval for student aid counts.
    """

    offer_id: UUID | None
    facets: Mapping[str, tuple[str, ...]]
    price: int | None = None
    sessions: tuple[Session, ...] = ()
    shown_until: date | None = None
    aid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An achievement with its listings.

    Attributes:
        bare: itself, listed while none of its offers is.
        offers: its offers, as listings.
        title, near, text: what it is found by, the most telling first.
        facets: those that all its listings share.
        names: what its occupations are called by their codes, for a classification that is not loaded has no words.
        published: when, as a number that grows; for sorting.
        example: it comes last.
    """

    achievement_id: UUID
    version_id: UUID
    title: tuple[str, ...]
    near: tuple[str, ...]
    text: str
    facets: Mapping[str, tuple[str, ...]]
    published: int
    example: bool
    bare: Listing
    offers: tuple[Listing, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing is found in the database."""

    achievement_id: UUID
    version_id: UUID
    offer_id: UUID | None


@dataclass(frozen=True, slots=True)
class Order:
    """The live listings in an order, and the place of each in it."""

    listings: array[int]
    rank: array[int]


@dataclass(slots=True)
class View:
    """What a search sees: the listings of a day."""

    day: date
    live: BitMap
    starts: array[int]
    facets: dict[str, dict[str, BitMap]]
    orders: dict[str, Order] = field(default_factory=dict)


Postings = dict[str, BitMap]


class Index:
    """Everything that is listed. One thread at a time may write; any number may search."""

    def __init__(self, day: date) -> None:
        self.title: Postings = {}
        self.near: Postings = {}
        self.text: Postings = {}
        self.facets: dict[str, Postings] = {name: {} for name in facets.NAMES}
        self.names: dict[str, Text] = {}
        self.vocabulary: set[str] = set()
        self._slots: dict[UUID, tuple[int, int]] = {}
        self._places: list[tuple[bytes, bytes, bytes | None]] = []
        self._prices, self._published, self._lengths = array("q"), array("q"), array("H")
        self._dated: dict[int, tuple[tuple[Session, ...], date | None, date | None]] = {}
        self._live, self._spelled = BitMap(), (0, [""])
        self.view = View(day, BitMap(), array("i"), {})

    def __len__(self) -> int:
        return len(self.view.live)

    @property
    def is_worn(self) -> bool:
        """Whether so much is dead that it should be built anew."""
        return len(self._places) > 2 * len(self._live) + SPARE

    def put(self, entry: Entry) -> None:
        """Add an achievement, in the place of what was known of it; visible after `settle`."""
        self.drop(entry.achievement_id)
        start = len(self._places)
        stop = start + 1 + len(entry.offers)
        for listing in (entry.bare, *entry.offers):
            self._add(entry, listing)
        titles = [words.tokens(text) for text in entry.title]
        for postings, told in (
            (self.title, titles),
            (self.near, map(words.tokens, entry.near)),
            (self.text, [words.tokens(entry.text)]),
        ):
            found = {term for each in told for term in words.terms(each)}
            for key in {key for term in found for key in words.keys_of(term)}:
                _posting(postings, key).add_range(start, stop)
            self.vocabulary |= found
        for name, values in entry.facets.items():
            for value in values:
                _posting(self.facets[name], value).add_range(start, stop)
        self.names.update(entry.names)
        self._lengths.extend([min(map(len, titles), default=0)] * (stop - start))
        self._slots[entry.achievement_id] = (start, stop)
        self._live.add_range(start, stop)

    def drop(self, achievement_id: UUID) -> None:
        """Forget an achievement; visible after `settle`."""
        start, stop = self._slots.pop(achievement_id, (0, 0))
        self._live.remove_range(start, stop)
        for listing in range(start, stop):
            self._dated.pop(listing, None)

    def settle(self, day: date, endorsed: Iterable[UUID]) -> None:
        """Show what was put and dropped, as it is on a day.

        Args:
            day: today.
            endorsed: the achievements that are endorsed now.
        """
        hidden, starts = BitMap(), array("i", [NO_START]) * len(self._places)
        of_day: dict[str, Postings] = {"start": {}, "aid": {}, "endorsed": {}}
        undated = BitMap(self._live)
        for number, (sessions, shown_until, aid_until) in self._dated.items():
            if shown_until is not None and day >= shown_until:
                hidden.add(number)
            if aid_until is not None and day <= aid_until:
                _posting(of_day["aid"], "yes").add(number)
            first = min((start for each in sessions if (start := each.next_start(day)) is not None), default=None)
            if first is not None:
                starts[number] = first.toordinal()
                undated.discard(number)
                for value in facets.starts(sessions, first, day):
                    _posting(of_day["start"], value).add(number)
        for bare, stop in self._slots.values():
            if any(offer not in hidden for offer in range(bare + 1, stop)):
                hidden.add(bare)
        of_day["start"]["unknown"] = undated
        for achievement_id in endorsed:
            _posting(of_day["endorsed"], "yes").add_range(*self._slots.get(achievement_id, (0, 0)))
        self.view = View(day, self._live - hidden, starts, of_day)

    def place(self, listing: int) -> Place:
        """Where a listing is found."""
        achievement, version, offer = self._places[listing]
        return Place(UUID(bytes=achievement), UUID(bytes=version), UUID(bytes=offer) if offer else None)

    def order(self, view: View, sort: str) -> Order:
        """The listings of a view in an order: "title" (short titles first), "newest", "price" or "start"."""
        found = view.orders.get(sort)
        if found is None:
            found = view.orders[sort] = self._ordered(view, sort)
        return found

    def spellings(self) -> list[str]:
        """Every word that is found somewhere, in the order of the alphabet."""
        size, ordered = self._spelled
        if size != len(self.vocabulary):
            ordered = sorted(word for word in list(self.vocabulary) if not word.startswith(words.CONCEPT))
            self._spelled = (len(self.vocabulary), ordered)
        return ordered

    def _add(self, entry: Entry, listing: Listing) -> None:
        number = len(self._places)
        offer = listing.offer_id.bytes if listing.offer_id else None
        self._places.append((entry.achievement_id.bytes, entry.version_id.bytes, offer))
        self._prices.append(NO_PRICE if listing.price is None else listing.price)
        # What cannot be earned comes after all else.
        self._published.append(entry.published - (1 << 60 if entry.example else 0))
        if listing.sessions or listing.shown_until or listing.aid_until:
            self._dated[number] = (listing.sessions, listing.shown_until, listing.aid_until)
        for name, values in listing.facets.items():
            for value in values:
                _posting(self.facets[name], value).add(number)

    def _ordered(self, view: View, sort: str) -> Order:
        # Sorts keep what was in order: the newest first within the same price, start or length of title.
        listings = sorted(view.live, key=self._published.__getitem__, reverse=True)
        column = {"price": self._prices, "start": view.starts, "title": self._lengths}.get(sort)
        if column is not None:
            listings.sort(key=column.__getitem__)
        if sort == "title":
            listings.sort(key=lambda listing: self._published[listing] < 0)
        rank = array("I", [0]) * len(self._places)
        for place, listing in enumerate(listings):
            rank[listing] = place
        return Order(array("I", listings), rank)


def _posting(postings: Postings, key: str) -> BitMap:
    found = postings.get(key)
    if found is None:
        found = postings[key] = BitMap()
    return found
