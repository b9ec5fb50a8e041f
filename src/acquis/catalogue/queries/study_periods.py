"""Study periods of kept offers that overlap although both are approved for student aid (R-292).

Aid is not given for two microcredentials at once (rule ``overlap`` of `aid_rules`); whoever plans learns it here before
they ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from acquis.catalogue.offering import Intake, Session
from acquis.catalogue.queries import portal
from acquis.catalogue.queries.aid import aid_in_force
from acquis.catalogue.queries.offers import by_id
from acquis.platform import clock
from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class StudyPeriod:
    """From the first day to the last, both included."""

    achievement_id: UUID
    title: Text
    first: date
    last: date


def overlaps(keys: Iterable[UUID]) -> list[tuple[StudyPeriod, StudyPeriod]]:
    """Each two of these offers, both approved for student aid, whose next study periods have a day in common.

    Only what both offers state is compared: a fixed session with a first and a last day. Two offers of one
    microcredential are a choice, not a plan. A fixed number of queries.
    """
    offers = by_id(keys)
    aided = aid_in_force(offer.achievement_id for offer in offers.values()) if offers else {}
    sessions = {
        offer.id: session
        for offer in offers.values()
        if offer.achievement_id in aided and (session := _next(offer.terms.sessions)) is not None
    }
    if not sessions:
        return []
    periods = [
        StudyPeriod(one.achievement_id, one.title, session.starts_on, session.ends_on)
        for one in portal.of_keys(sessions)
        if (session := sessions[one.key]).starts_on and session.ends_on
    ]
    return [
        (one, other)
        for one, other in combinations(sorted(periods, key=lambda each: (each.first, each.last)), 2)
        if one.achievement_id != other.achievement_id and other.first <= one.last
    ]


def _next(sessions: Iterable[Session]) -> Session | None:
    """The fixed session that goes on or comes next; None when it does not state both its days."""
    today = clock.today()
    known = [one for one in sessions if one.intake == Intake.FIXED and one.starts_on]
    coming = [one for one in known if (one.ends_on or one.starts_on or today) >= today]
    found = min(coming, key=lambda one: one.starts_on or today, default=None)
    return found if found is not None and found.ends_on else None
