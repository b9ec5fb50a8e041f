"""What a search can be narrowed by (R-098): each facet, its values, and how they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.catalogue import wording
from acquis.catalogue.offering import Intake, Session
from acquis.organizations.wording import Region


class Price(TextChoices):
    """What it costs altogether, in CAD."""

    FREE = "free", pgettext_lazy("price", "Free")
    TO_100 = "to_100", _("Up to $100")
    TO_250 = "to_250", _("$100 to $250")
    TO_500 = "to_500", _("$250 to $500")
    OVER_500 = "over_500", _("More than $500")
    UNKNOWN = "unknown", pgettext_lazy("price", "Not stated")


class Hours(TextChoices):
    """How long it takes."""

    UNDER_10 = "under_10", _("Less than 10 hours")
    TO_25 = "to_25", _("10 to 25 hours")
    TO_50 = "to_50", _("25 to 50 hours")
    TO_100 = "to_100", _("50 to 100 hours")
    OVER_100 = "over_100", _("100 hours or more")
    UNKNOWN = "unknown", pgettext_lazy("hours", "Not stated")


class Start(TextChoices):
    """When one can begin (R-100)."""

    WITHIN_30 = "within_30", _("Within 30 days")
    WITHIN_90 = "within_90", _("Within 90 days")
    CONTINUOUS = "continuous", _("At any time")
    MONTHLY = "monthly", _("Every month")
    UNKNOWN = "unknown", pgettext_lazy("start", "Not stated")


class Availability(TextChoices):
    """Whether there is anything to register for."""

    OFFERED = "offered", _("Offered now")
    DEFINED = "defined", _("No offer listed now")
    EXAMPLE = "example", _("Example taken from the documents")


class Yes(TextChoices):
    """A facet that either holds or is not shown."""

    YES = "yes", _("Yes")


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search.

    Attributes:
        name: in the address; never changes, for addresses are kept.
        label: on the page.
        values: the codes with their words, in their order; None where they are things with names of their own.
        by_count: the most frequent values come first.
    """

    name: str
    label: str | Promise
    values: type[TextChoices] | None = None
    by_count: bool = False


FACETS = (
    Facet("start", _("Start date"), Start),
    Facet("price", _("Price"), Price),
    Facet("delivery", _("Delivery mode"), wording.DeliveryMode),
    Facet("language", _("Language of instruction"), wording.Language),
    Facet("hours", pgettext_lazy("facet", "Hours"), Hours),
    Facet("aid", _("Approved for student aid (OSAP)"), Yes),
    Facet("endorsed", _("Endorsed by a partner"), Yes),
    Facet("stackable", _("Stackable"), Yes),
    Facet("sector", _("Sector"), by_count=True),
    Facet("occupation", _("Occupation"), by_count=True),
    Facet("skill", _("Targeted competency"), by_count=True),
    Facet("institution", _("Institution"), by_count=True),
    Facet("type", _("Type of provider"), by_count=True),
    Facet("region", _("Region"), Region),
    Facet("level", _("Level to begin with"), wording.Level),
    Facet("prerequisites", _("Prerequisites"), wording.PrerequisiteKind),
    Facet("assessment", _("Assessment mode"), wording.AssessmentMode),
    Facet("audience", _("Meant for"), wording.Audience),
    Facet("literacy", _("For adult literacy and basic skills (LBS) learners"), Yes),
    Facet("path", _("Literacy goal path (LBS)"), wording.LiteracyPath),
    Facet("kind", _("Kind of recognition"), wording.Kind),
    Facet("offer", _("Availability"), Availability),
)
NAMES = frozenset(facet.name for facet in FACETS)

OF_THE_DAY = ("start", "aid")
"""Facets whose values follow from the calendar."""

_PRICES = ((0, Price.FREE), (100_00, Price.TO_100), (250_00, Price.TO_250), (500_00, Price.TO_500))
_HOURS = ((10, Hours.UNDER_10), (25, Hours.TO_25), (50, Hours.TO_50), (100, Hours.TO_100))
SOON, LATER = timedelta(days=30), timedelta(days=90)


def price(cents: int | None) -> str:
    """The value of the facet "price": the first range that reaches so far."""
    if cents is None:
        return Price.UNKNOWN.value
    return next((value.value for most, value in _PRICES if cents <= most), Price.OVER_500.value)


def hours(several: Decimal | None) -> str:
    """The value of the facet "hours": the first range that ends above."""
    if several is None:
        return Hours.UNKNOWN.value
    return next((value.value for below, value in _HOURS if several < below), Hours.OVER_100.value)


def starts(sessions: Iterable[Session], next_start: date | None, day: date) -> list[str]:
    """The values of the facet "start" on a day."""
    found = []
    if next_start is not None and next_start <= day + SOON:
        found.append(Start.WITHIN_30.value)
    if next_start is not None and next_start <= day + LATER:
        found.append(Start.WITHIN_90.value)
    for each in sessions:
        if each.is_open(day):
            found.append(Start.CONTINUOUS.value)
        elif each.intake == Intake.MONTHLY and each.next_start(day) is not None:
            found.append(Start.MONTHLY.value)
    return list(dict.fromkeys(found)) if next_start is not None else [Start.UNKNOWN.value]
