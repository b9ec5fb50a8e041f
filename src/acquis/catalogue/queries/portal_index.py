"""The index of this process: built once, kept current, and renewed each day.

Each search first asks whether something changed, by three looks into indexes of the database, and takes the changes in.
What no moment tells, such as the names of skills, comes in with the renewal.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Event, Lock, Thread
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections
from django.db.models import Count, Max

from acquis.catalogue import models
from acquis.catalogue.queries import portal_entries as entries
from acquis.catalogue.queries.vouching import endorsed_ids
from acquis.catalogue.search.index import Index
from acquis.organizations import queries as organizations
from acquis.platform import clock
from acquis.platform.faults import without_words

log = logging.getLogger(__name__)

LATE = timedelta(minutes=2)
"""A change that was still being committed may carry a moment so much earlier than the last one known."""

PATIENCE = 3.0
"""Seconds that a visitor waits for an index which is being built; then the page says to come again."""

WAITING = 2
"""So many wait at a time: fewer than serve requests, so that other pages are answered meanwhile."""

_QUIET = timedelta(minutes=10)
_RENEWED = 24 * 3600.0
_MANY = 2000
_PAUSE, _BETWEEN = 0.01, 5  # seconds that other threads have for themselves, after so many entries


class NotReady(Exception):
    """The index is still being built; answered with 503 and a page that says so."""


@dataclass(slots=True)
class _Mark:
    """How far the changes of a table are known: since when is counted, the last moment, and how many there were."""

    since: datetime | None = None
    last: datetime | None = None
    several: int = 0


@dataclass(slots=True)
class _Kept:
    index: Index
    built_at: float
    achievements: _Mark = field(default_factory=_Mark)
    offers: _Mark = field(default_factory=_Mark)
    organizations: _Mark = field(default_factory=_Mark)


class _Keeper:
    """Holds the index and keeps it current. Whoever comes while it is being renewed gets the former one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: _Kept | None = None
        self._renewing = False
        self._awaited = Event()
        self._places = BoundedSemaphore(WAITING)

    def forget(self) -> None:
        with self._lock:
            self._kept = None

    def warm_up(self) -> Thread:
        """Build in the background, unhurriedly until somebody waits; the thread, for who wants to wait for its end."""
        thread = Thread(target=self._warm, name="portal index", daemon=True)
        thread.start()
        return thread

    def current(self) -> Index:
        """The index, with everything that has changed.

        Raises:
            NotReady: another thread builds the first one, it takes longer than `PATIENCE`, or others wait already.
        """
        kept = self._kept
        if kept is None:
            return self._first()
        if monotonic() - kept.built_at > _RENEWED and not self._renewing:
            self._renewing = True
            Thread(target=self._renew, name="portal index", daemon=True).start()
        changed = _changes(kept)
        if changed == set() and kept.index.view.day == clock.today():
            return kept.index
        if self._lock.acquire(blocking=False):
            try:
                self._kept = _refreshed(kept, changed)
            finally:
                self._lock.release()
        return (self._kept or kept).index

    def _first(self) -> Index:
        """Whoever comes first builds it; the others, and all while it is warmed up, wait for a while."""
        self._awaited.set()
        if not self._places.acquire(blocking=False):
            raise NotReady
        try:
            if not self._lock.acquire(timeout=PATIENCE):
                raise NotReady
            try:
                self._kept = self._kept or _build()
                return self._kept.index
            finally:
                self._lock.release()
        finally:
            self._places.release()

    def _warm(self) -> None:
        try:
            with self._lock:
                self._kept = self._kept or _build(self._awaited)
        except DatabaseError as error:  # the first visitor builds it then, or is told what is wrong
            log.error("the portal's index: %s", without_words(error))
        finally:
            connections.close_all()

    def _renew(self) -> None:
        """Build anew beside the one in use: names of skills may have changed."""
        try:
            fresh = _build(Event())
            with self._lock:
                self._kept = fresh
        finally:
            self._renewing = False
            connections.close_all()


_keeper = _Keeper()
current = _keeper.current
forget = _keeper.forget
warm_up = _keeper.warm_up


def _build(awaited: Event | None = None) -> _Kept:
    """Everything; with an event, leaving time to other threads until it is set."""
    kept = _Kept(Index(clock.today()), monotonic())
    _note(kept)
    for number, entry in enumerate(entries.of_all(), start=1):
        kept.index.put(entry)
        if awaited is not None and number % _BETWEEN == 0:
            awaited.wait(_PAUSE)
    kept.index.settle(clock.today(), endorsed_ids())
    return kept


def _refreshed(kept: _Kept, changed: set[UUID] | None) -> _Kept:
    """The index with what changed; built anew where that is most of it, or not known."""
    if changed is None or kept.index.is_worn or len(changed) > max(_MANY, len(kept.index)):
        return _build()
    _note(kept)
    for achievement_id in changed:
        kept.index.drop(achievement_id)
    for entry in entries.of(list(changed)):
        kept.index.put(entry)
    kept.index.settle(clock.today(), endorsed_ids())
    return kept


def _changes(kept: _Kept) -> set[UUID] | None:
    """The achievements of which something that the public sees changed; None when time went back: a restored backup."""
    changed: set[UUID] = set()
    for rows, mark, column in _watched(kept):
        later = _since(rows, mark.since)
        told = later.aggregate(last=Max("changed_at"), several=Count("pk"))
        if (told["last"], told["several"]) == (mark.last, mark.several):
            continue
        if mark.last is not None and (told["last"] is None or told["last"] < mark.last):
            return None
        changed.update(later.exclude(**{column: None}).values_list(column, flat=True))
    return changed


def _watched(kept: _Kept) -> Iterator[tuple[Any, _Mark, str]]:
    """What is watched, how far it is known, and where the achievements concerned are found."""
    yield models.Achievement.objects.all(), kept.achievements, "pk"
    yield models.Offer.objects.all(), kept.offers, "achievement_id"
    yield organizations.changing(), kept.organizations, "achievements"


def _note(kept: _Kept) -> None:
    """Remember how far the changes are known, before they are read: none is missed, some are read twice."""
    for rows, mark, _column in _watched(kept):
        mark.last = rows.aggregate(last=Max("changed_at"))["last"]
        if mark.last is not None:
            mark.since = mark.last if clock.now() - mark.last > _QUIET else mark.last - LATE
        mark.several = _since(rows, mark.since).count()


def _since(rows: Any, moment: datetime | None) -> Any:
    known = rows.filter(changed_at__isnull=False)
    return known.filter(changed_at__gte=moment) if moment is not None else known
