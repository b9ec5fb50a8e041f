"""What the index of the portal is filled with, read in batches: a fixed number of queries for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from acquis.catalogue import classifications, models, offering, wording
from acquis.catalogue.content import Content, Module, Occupation
from acquis.catalogue.offering import Session
from acquis.catalogue.search import facets
from acquis.catalogue.search.index import Entry, Listing
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.clock import EASTERN
from acquis.platform.translatable import Text

BATCH = 1000
STATES = (wording.State.PUBLISHED, wording.State.EXAMPLE)
"""The portal shows what may be earned now, and the examples of the documents."""

_CODED = {"sector": "sectors", "audience": "audiences", "path": "literacy_paths"}


def of_all() -> Iterator[Entry]:
    """Everything that the portal shows."""
    ids = models.AchievementVersion.objects.filter(state__in=STATES).order_by("published_at", "pk")
    yield from of(list(ids.values_list("achievement_id", flat=True)))


def of(achievement_ids: Sequence[UUID]) -> Iterator[Entry]:
    """The entries of these achievements; none for those that the portal does not show."""
    for start in range(0, len(achievement_ids), BATCH):
        yield from _batch(achievement_ids[start : start + BATCH])


def _batch(achievement_ids: Sequence[UUID]) -> Iterator[Entry]:
    rows: list[Any] = list(
        models.AchievementVersion.objects.filter(achievement_id__in=achievement_ids, state__in=STATES)
        .select_related("achievement")
        .order_by("achievement_id", "state")
    )
    versions = {row.achievement_id: row for row in rows}
    around = _Around(list(versions.values()))
    for achievement_id in achievement_ids:
        if achievement_id in versions:
            yield around.entry(versions[achievement_id])


class _Around:
    """What stands in other tables about several versions."""

    def __init__(self, rows: list[Any]) -> None:
        ids, achievements = [row.pk for row in rows], {row.achievement_id for row in rows}
        self.offers = _listed(achievements)
        self.organizations = organizations.organizations({row.organization_id for row in rows})
        self.modules = _grouped(models.Module, ids, "hours", "price_cents", "required")
        self.prerequisites = _grouped(models.Prerequisite, ids, "strength")
        self.skills = _grouped(models.Alignment, ids, "skill_id")
        self.occupations = {row.pk: tuple(map(Occupation.read, row.occupations)) for row in rows}
        nameless = {each.code for several in self.occupations.values() for each in several if not each.title}
        self.known = classifications.occupations(nameless)
        self.aid = dict(
            models.AidApproval.objects.filter(
                achievement_id__in=achievements, withdrawn_at=None, decided_on__isnull=False
            )
            .values_list("achievement_id")
            .annotate(Max("valid_until"))
        )

    def entry(self, row: Any) -> Entry:
        """The entry of a version."""
        organization = self.organizations[row.organization_id]
        # An example of the documents is offered by nobody.
        offers = self.offers.get(row.achievement_id, []) if row.state == wording.State.PUBLISHED else []
        aid: date | None = self.aid.get(row.achievement_id)
        return Entry(
            achievement_id=row.achievement_id,
            version_id=row.pk,
            title=tuple(row.title.values()),
            near=tuple(self._near(row, organization)),
            text=row.search_words,
            facets=self._facets(row, organization),
            names={each.unit_group: each.title for each in self.occupations[row.pk] if each.title},
            published=int(row.published_at.timestamp()) if row.published_at else 0,
            example=row.state == wording.State.EXAMPLE,
            bare=self._bare(row, organization, aid),
            offers=tuple(self._offered(offer, row, aid) for offer in offers),
        )

    def _near(self, row: Any, organization: OrganizationFacts) -> Iterator[str]:
        yield row.achievement.code
        yield from organization.name.values()
        yield row.achievement.kind
        sectors = classifications.sectors().entries
        for code in row.sectors:
            yield from sectors.get(code, Text()).values()
        for each in self.occupations[row.pk]:
            yield each.code
            yield from (self.known[each.code].labels if each.code in self.known else each.title).values()

    def _facets(self, row: Any, organization: OrganizationFacts) -> dict[str, tuple[str, ...]]:
        strengths = {strength for (strength,) in self.prerequisites.get(row.pk, ())}
        # An example states no more than its document.
        nothing = () if row.state == wording.State.EXAMPLE else ("none",)
        hours = row.hours_typical or row.hours_max
        return {
            **{name: tuple(getattr(row, field)) for name, field in _CODED.items()},
            "occupation": tuple(dict.fromkeys(each.unit_group for each in self.occupations[row.pk])),
            "hours": (facets.hours(hours),),
            "institution": (str(organization.id),),
            "type": (organization.kind,),
            "kind": (row.achievement.kind,),
            "skill": tuple(str(skill_id) for (skill_id,) in self.skills.get(row.pk, ()) if skill_id),
            "level": (row.entry_level,) if row.entry_level else (),
            "prerequisites": (max(strengths),) if strengths else nothing,
            "stackable": ("yes",) if is_stackable(row) else (),
            "literacy": ("yes",) if row.literacy_paths or wording.Audience.LITERACY in row.audiences else (),
        }

    def _bare(self, row: Any, organization: OrganizationFacts, aid: date | None) -> Listing:
        """An achievement that nobody offers at the moment; an example states no more than it knows."""
        example = row.state == wording.State.EXAMPLE
        price = total_of(row, self.modules.get(row.pk, ()))
        return Listing(
            offer_id=None,
            facets={
                "offer": (facets.Availability.EXAMPLE.value if example else facets.Availability.DEFINED.value,),
                "price": (facets.price(price),),
                "region": (organization.region,) if organization.region else (),
                "language": tuple(row.languages),
                **_modes(row.delivery_mode, row.assessment_mode),
            },
            price=price,
            aid_until=aid,
        )

    def _offered(self, offer: _Offer, row: Any, aid: date | None) -> Listing:
        costs = (self._fees(row) if offer.by_module else offer.tuition_cents, offer.materials_cents, offer.exam_cents)
        price = _sum(costs)
        return Listing(
            offer_id=offer.id,
            facets={
                "offer": (facets.Availability.OFFERED.value,),
                "price": (facets.price(price),),
                "region": (offer.region,) if offer.region else (),
                "language": tuple(offer.languages or row.languages),
                **_modes(offer.delivery_mode or row.delivery_mode, offer.assessment_mode or row.assessment_mode),
            },
            price=price,
            sessions=offer.sessions,
            shown_until=clock.months_later(offer.confirmed.astimezone(EASTERN).date(), offering.FRESH_MONTHS),
            aid_until=aid,
        )

    def _fees(self, row: Any) -> int | None:
        """The fees of the required modules together, None unless all are known."""
        fees = [cents for _, cents, required in self.modules.get(row.pk, ()) if required]
        return _sum(fees) if fees else None


@dataclass(frozen=True, slots=True)
class _Offer:
    """What the index needs of an offer: `offers.OfferFacts` holds the same, and much more for each."""

    id: UUID
    by_module: bool
    tuition_cents: int | None
    materials_cents: int | None
    exam_cents: int | None
    delivery_mode: str
    assessment_mode: str
    languages: list[str]
    region: str
    confirmed: datetime
    sessions: tuple[Session, ...]


_COLUMNS = ("by_module", "tuition_cents", "materials_cents", "exam_cents", "delivery_mode", "assessment_mode")


def _listed(achievement_ids: set[UUID]) -> dict[UUID, list[_Offer]]:
    """The listed offers of each achievement; those that nobody confirms are hidden by their date."""
    offers = models.Offer.objects.filter(achievement_id__in=achievement_ids, state=offering.OfferState.LISTED)
    sessions: dict[UUID, list[Session]] = {}
    rows = models.Session.objects.filter(offer__in=offers).order_by("position")
    for offer_id, intake, starts_on, ends_on in rows.values_list("offer_id", "intake", "starts_on", "ends_on"):
        sessions.setdefault(offer_id, []).append(Session(intake, starts_on, ends_on))
    found: dict[UUID, list[_Offer]] = {}
    told = offers.order_by("created_at", "pk")
    for achievement_id, key, *values in told.values_list(
        "achievement_id", "pk", *_COLUMNS, "languages", "region", "last_confirmed_at"
    ):
        own: Any = (key, *values, tuple(sessions.get(key, ())))
        found.setdefault(achievement_id, []).append(_Offer(*own))
    return found


def _sum(costs: Sequence[int | None]) -> int | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None


def is_stackable(row: Any) -> bool:
    """Whether a version says into what it can be stacked (R-103)."""
    return row.relation == wording.Relation.COMPONENT or bool(row.stackability)


def total_of(row: Any, modules: Iterable[tuple[Any, ...]]) -> int | None:
    """What a version says that it costs altogether, from ``(hours, price, required)`` of its modules."""
    return Content(
        title=row.title,
        price_cents=row.price_cents,
        other_costs_cents=row.other_costs_cents,
        modules=tuple(Module(Text(), hours, cents, required) for hours, cents, required in modules),
    ).total_cents


def _modes(delivery: str, assessment: str) -> dict[str, tuple[str, ...]]:
    return {"delivery": (delivery,) if delivery else (), "assessment": (assessment,) if assessment else ()}


def _grouped(part: Any, version_ids: list[UUID], *columns: str) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    rows = part.objects.filter(version_id__in=version_ids).order_by("version_id", "position")
    for version_id, *values in rows.values_list("version_id", *columns):
        found.setdefault(version_id, []).append(tuple(values))
    return found
