"""Reading offers, clicks, approvals for financial aid and preparation.

The portal indexes offers in its own process: it asks `last_change` at each request, and on news `changed_since`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from acquis.catalogue import models, offering, wording
from acquis.catalogue.content import label
from acquis.catalogue.offering import Session, Terms
from acquis.catalogue.queries.aid import aid_in_force
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.clock import EASTERN
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text

BATCH = 2000


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """One offer with everything that a page or the portal's index needs; no further query.

    Attributes:
        terms: what it says.
        state: a code of `offering.OfferState`.
        tuition_cents: the stated tuition, or the sum of the published version's required modules; None if unknown.
        total_cents: tuition, materials and examination; None unless all three are known (R-048, R-099).
        shown_until: the first day on which it is hidden for want of a confirmation; None while it is a draft.
        is_published: whether its achievement has a version that may be earned now.
        aid_years: academic years (their first year) for which its achievement has an approval for student aid in
            force today (R-285).
    """

    id: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    state: str
    terms: Terms
    tuition_cents: int | None
    total_cents: int | None
    last_confirmed_at: datetime | None
    changed_at: datetime
    shown_until: date | None
    is_published: bool
    aid_years: tuple[int, ...]

    @property
    def is_stale(self) -> bool:
        """Whether nobody has confirmed it for too long (R-107)."""
        return self.shown_until is not None and clock.today() >= self.shown_until

    @property
    def is_listed(self) -> bool:
        """Whether the public sees it now."""
        return self.state == offering.OfferState.LISTED and self.is_published and not self.is_stale

    @property
    def is_free(self) -> bool:
        """Whether it is known to cost nothing (R-099)."""
        return self.total_cents == 0

    @property
    def next_start(self) -> date | None:
        """The next day on which one can begin, today included; None if none is announced."""
        return self.next_start_on(clock.today())

    @property
    def is_continuous(self) -> bool:
        """Whether one can begin at any time."""
        today = clock.today()
        return any(each.is_open(today) for each in self.terms.sessions)

    def next_start_on(self, day: date) -> date | None:
        """The first start that is not before ``day``."""
        starts = (each.next_start(day) for each in self.terms.sessions)
        return min((start for start in starts if start is not None), default=None)

    @property
    def labels(self) -> dict[str, str | list[str]]:
        """The coded fields in the language of the page."""
        return {
            "state": label(offering.OfferState, self.state),
            "delivery_mode": label(wording.DeliveryMode, self.terms.delivery_mode),
            "assessment_mode": label(wording.AssessmentMode, self.terms.assessment_mode),
            "languages": [label(wording.Language, code) for code in self.terms.languages],
            "aids": [label(offering.AidKind, code) for code in self.terms.aids],
        }


def last_change() -> datetime | None:
    """When an offer, one of its sessions or its approval for aid last changed; one look into an index.

    A change that was being written while another was committed may carry an earlier moment: ask `changed_since` from
    a few minutes before the last moment that you know.
    """
    moment: datetime | None = models.Offer.objects.aggregate(at=Max("changed_at"))["at"]
    return moment


def changed_since(moment: datetime | None) -> Iterator[list[OfferFacts]]:
    """Every offer that changed at ``moment`` or later, whatever its state, in batches; all of them for None.

    Drop from an index those that are not `OfferFacts.is_listed`. What also changes without them: the day, and the
    state and the modules of the published version.
    """
    rows = models.Offer.objects.all() if moment is None else models.Offer.objects.filter(changed_at__gte=moment)
    ids = list(rows.order_by("changed_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield _facts(models.Offer.objects.filter(pk__in=ids[start : start + BATCH]).order_by("changed_at", "pk"))


def listed(achievement_ids: Iterable[UUID]) -> dict[UUID, list[OfferFacts]]:
    """What the public sees of several achievements, the next start first; a fixed number of queries."""
    rows = models.Offer.objects.filter(achievement_id__in=set(achievement_ids), state=offering.OfferState.LISTED)
    found: dict[UUID, list[OfferFacts]] = {}
    for each in _facts(rows.order_by("created_at", "pk")):
        if each.is_listed:
            found.setdefault(each.achievement_id, []).append(each)
    for several in found.values():
        several.sort(key=lambda offer: offer.next_start or date.max)
    return found


def offer(offer_id: UUID) -> OfferFacts | None:
    """One offer, whatever its state; the caller checks who asks."""
    return next(iter(_facts(models.Offer.objects.filter(pk=offer_id))), None)


def by_id(offer_ids: Iterable[UUID]) -> dict[UUID, OfferFacts]:
    """Several offers at once, whatever their state; a fixed number of queries."""
    return {each.id: each for each in _facts(models.Offer.objects.filter(pk__in=set(offer_ids)))}


def facts_of(offer_ids: Iterable[UUID]) -> list[OfferFacts]:
    """Several offers, whatever their state, by identifier; the caller checks who asks."""
    return _facts(models.Offer.objects.filter(pk__in=set(offer_ids)).order_by("pk"))


def offer_in(organization_id: UUID, offer_id: UUID) -> OfferFacts | None:
    """One offer of this organization; None for another's."""
    return next(iter(_facts(models.Offer.objects.filter(pk=offer_id, organization_id=organization_id))), None)


def offers_of(organization_id: UUID, *, page: str | None = None, state: str = "") -> Page[OfferFacts]:
    """The offers of an organization, those that wait longest for a confirmation first."""
    rows = models.Offer.objects.filter(organization_id=organization_id)
    rows = rows.filter(state=state) if state else rows.exclude(state=offering.OfferState.CLOSED)
    found = page_of(rows.order_by("last_confirmed_at", "-changed_at", "pk"), page)
    found.object_list = _facts(found.object_list)
    return found


def titles(achievement_ids: Iterable[UUID]) -> dict[UUID, Text]:
    """What each achievement is called in its newest public version, else in its draft."""
    rows = models.AchievementVersion.objects.filter(achievement_id__in=set(achievement_ids))
    told = list(rows.order_by("number").values_list("achievement_id", "state", "title"))
    any_state = {achievement_id: title for achievement_id, _, title in told}
    return any_state | {achievement_id: title for achievement_id, state, title in told if state in wording.PUBLIC}


def offers_to_confirm(organization_id: UUID) -> int:
    """How many listed offers were not confirmed for so long that they are hidden or soon will be."""
    return _waiting(organization_id).count()


def offers_waiting(organization_id: UUID, *, page: str | None = None) -> Page[OfferFacts]:
    """These offers, those that wait longest first."""
    found = page_of(_waiting(organization_id).order_by("last_confirmed_at", "pk"), page)
    found.object_list = _facts(found.object_list)
    return found


def _waiting(organization_id: UUID) -> QuerySet[models.Offer]:
    before = clock.months_later(clock.today(), -offering.REMINDED_MONTHS)
    rows = models.Offer.objects.filter(organization_id=organization_id, state=offering.OfferState.LISTED)
    return rows.filter(last_confirmed_at__date__lte=before)


def offers_confirmed_on(organization_id: UUID, day: date) -> int:
    """How many listed offers of an organization were last confirmed on ``day``."""
    rows = models.Offer.objects.filter(organization_id=organization_id, state=offering.OfferState.LISTED)
    return rows.filter(last_confirmed_at__date=day).count()


def clicks(offer_ids: Iterable[UUID], *, since: date | None = None) -> dict[UUID, int]:
    """How often each offer's registration was opened, in all or since a day."""
    rows = models.OfferClicks.objects.filter(offer_id__in=set(offer_ids))
    if since is not None:
        rows = rows.filter(day__gte=since)
    return dict(rows.values_list("offer_id").annotate(Sum("count")))


# — the values of rows —


def _facts(rows: Any) -> list[OfferFacts]:
    """Five queries, whatever the number of rows."""
    earned = models.AchievementVersion.objects.filter(
        achievement_id=OuterRef("achievement_id"), state=wording.State.PUBLISHED
    )
    loaded: list[Any] = list(rows.annotate(is_published=Exists(earned)).prefetch_related("sessions"))
    known = organizations.organizations({row.organization_id for row in loaded})
    modules = _module_fees({row.achievement_id for row in loaded if row.by_module})
    aided = aid_in_force({row.achievement_id for row in loaded})
    return [
        _one(row, known[row.organization_id], modules.get(row.achievement_id), aided.get(row.achievement_id, ()))
        for row in loaded
    ]


def _one(row: Any, organization: OrganizationFacts, module_fees: int | None, aid_years: tuple[int, ...]) -> OfferFacts:
    tuition = module_fees if row.by_module else row.tuition_cents
    costs = (tuition, row.materials_cents, row.exam_cents)
    known = [cost for cost in costs if cost is not None]
    confirmed: datetime | None = row.last_confirmed_at
    return OfferFacts(
        id=row.pk,
        achievement_id=row.achievement_id,
        organization=organization,
        state=row.state,
        terms=_terms(row),
        tuition_cents=tuition,
        total_cents=sum(known) if len(known) == len(costs) else None,
        last_confirmed_at=confirmed,
        changed_at=row.changed_at,
        shown_until=clock.months_later(confirmed.astimezone(EASTERN).date(), offering.FRESH_MONTHS)
        if confirmed
        else None,
        is_published=row.is_published,
        aid_years=aid_years,
    )


def _terms(row: models.Offer) -> Terms:
    return Terms(
        label=row.label,
        by_module=row.by_module,
        tuition_cents=row.tuition_cents,
        materials_cents=row.materials_cents,
        exam_cents=row.exam_cents,
        delivery_mode=row.delivery_mode,
        assessment_mode=row.assessment_mode,
        languages=tuple(row.languages),
        place=row.place,
        region=row.region,
        registration_url=row.registration_url,
        aids=tuple(row.aids),
        aid_note=row.aid_note,
        sessions=tuple(
            Session(each.intake, each.starts_on, each.ends_on, each.places, each.module) for each in row.sessions.all()
        ),
    )


def _module_fees(achievement_ids: set[UUID]) -> dict[UUID, int | None]:
    """The sum of the fees of the required modules of each published version; None when one of them is unknown."""
    if not achievement_ids:
        return {}
    rows = models.Module.objects.filter(
        version__achievement_id__in=achievement_ids, version__state=wording.State.PUBLISHED, required=True
    )
    # The rows' own order would split the groups.
    summed = (
        rows.order_by()
        .values_list("version__achievement_id")
        .annotate(total=Sum("price_cents"), unknown=Count("pk", filter=Q(price_cents=None)))
    )
    return {achievement_id: total if not unknown else None for achievement_id, total, unknown in summed}
