"""What changed of something that somebody keeps: what holds of it as plain values, and the difference in words (R-109).

Pure: `queries.saved` reads what holds, `actions.saved` keeps what was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.catalogue.offering import Intake, Session
from acquis.platform.formats import day, money


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one listing.

    Attributes:
        offered: whether the portal shows it.
        starts: each time to begin that is not over → the next day, "" where one can begin at any time.
        price_cents: None if not stated.
        aid: first years of the academic years for which it is approved for student aid today.
    """

    offered: bool
    starts: Mapping[str, str] = field(default_factory=dict)
    price_cents: int | None = None
    aid: tuple[int, ...] = ()

    def written(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "offered": self.offered,
            "starts": dict(self.starts),
            "price_cents": self.price_cents,
            "aid": list(self.aid),
        }


GONE = Standing(offered=False)


def read(stored: Mapping[str, Any]) -> Standing | None:
    """What `Standing.written` gave; None for nothing."""
    if not stored:
        return None
    return Standing(stored["offered"], stored["starts"], stored["price_cents"], tuple(stored["aid"]))


def starts_of(sessions: Iterable[Session], today: date) -> dict[str, str]:
    """The times to begin that are not over; an intake that comes again each month stays the same one."""
    found = {}
    for each in sessions:
        start = each.next_start(today)
        if start is not None:
            key = f"{each.intake}:{each.starts_on.isoformat() if each.starts_on else ''}"
            found[key] = "" if each.intake == Intake.CONTINUOUS else start.isoformat()
    return found


def after(before: Standing, now: Standing) -> Standing:
    """What is to be remembered: of something that is gone, what held before, so that its return can be compared."""
    return now if now.offered else replace(before, offered=False)


def changes(before: Standing, now: Standing) -> list[str]:
    """What somebody who knows ``before`` wants to know, as sentences in the language in force.

    That time passes is no change: a start that is over, an aid that ends with its year.
    """
    if not now.offered:
        return [_("No longer offered at the moment.")] if before.offered else []
    told = [] if before.offered else [_("Offered again.")]
    told += [_start(now.starts[key]) for key in now.starts if key not in before.starts]
    told += [
        _("Approved for student aid (OSAP), %(years)s.") % {"years": f"{year}–{year + 1}"}
        for year in now.aid
        if year not in before.aid
    ]
    if before.price_cents != now.price_cents:
        told.append(_price(before.price_cents, now.price_cents))
    return told


def _start(told: str) -> str:
    if not told:
        return _("One can now begin at any time.")
    return _("New start date: %(day)s.") % {"day": day(date.fromisoformat(told), _language())}


def _price(before: int | None, now: int | None) -> str:
    if now is None:
        return _("The price is no longer stated.")
    if before is None:
        return _("The price is now stated: %(now)s.") % {"now": money(now, _language())}
    return _("New price: %(now)s instead of %(before)s.") % {
        "now": money(now, _language()),
        "before": money(before, _language()),
    }


def _language() -> str:
    return get_language() or "fr"
