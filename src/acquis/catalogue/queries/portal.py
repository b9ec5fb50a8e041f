"""The portal: searching everything that is offered, and what a card or a comparison shows of it (R-096 to R-108).

The index lives in this process: see `portal_index`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, overload
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count

from acquis.catalogue import content as written
from acquis.catalogue import models
from acquis.catalogue.content import Content
from acquis.catalogue.queries import portal_entries as entries
from acquis.catalogue.queries import portal_index
from acquis.catalogue.queries.aid import aid_in_force
from acquis.catalogue.queries.offers import OfferFacts, by_id
from acquis.catalogue.queries.vouching import Voucher, endorsers_of
from acquis.catalogue.search.asking import Answer, Question, ask
from acquis.catalogue.search.index import Place
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text

current, forget, warm_up, NotReady = (
    portal_index.current,
    portal_index.forget,
    portal_index.warm_up,
    portal_index.NotReady,
)
PER_PAGE = 12
COMPARED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One listing: an offer, or an achievement without one.

    Attributes:
        key: of the offer, else of the achievement; what is compared and saved.
        content: what the published version says, without its outcomes, assessments and competencies.
        endorsers: who endorses it today.
        aid_years: academic years for which it is approved for student aid, of those approvals that count today.
    """

    key: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    kind: str
    state: str
    content: Content
    digest: str
    offer: OfferFacts | None
    endorsers: tuple[Voucher, ...]
    aid_years: tuple[int, ...]
    published_at: datetime | None

    @property
    def title(self) -> Text:
        """What one learns."""
        return self.content.title

    @property
    def hours(self) -> Any:
        """How long it takes, None if not stated."""
        return self.content.hours_typical or self.content.hours_max

    @property
    def price_cents(self) -> int | None:
        """What it costs altogether, None if not stated."""
        return self.offer.total_cents if self.offer else self.content.total_cents

    @property
    def delivery(self) -> str:
        """Where the learning happens, in the language of the page."""
        return str((self.offer and self.offer.labels["delivery_mode"]) or self.content.labels["delivery_mode"])

    @property
    def assessment(self) -> str:
        """Where the assessment happens, in the language of the page."""
        return str((self.offer and self.offer.labels["assessment_mode"]) or self.content.labels["assessment_mode"])

    @property
    def is_online(self) -> bool:
        """Whether it can be followed from anywhere (R-106)."""
        return ((self.offer and self.offer.terms.delivery_mode) or self.content.delivery_mode) == "online"

    @property
    def languages(self) -> list[str]:
        """The languages of instruction, in the language of the page."""
        return list((self.offer and self.offer.labels["languages"]) or self.content.labels["languages"])

    @property
    def next_start(self) -> date | None:
        """The next day on which one can begin."""
        return self.offer.next_start if self.offer else None

    @property
    def is_stackable(self) -> bool:
        """Whether it says into what it can be stacked."""
        return entries.is_stackable(self.content)


class Results(Sequence[Found]):
    """The listings of an answer, read from the database where they are looked at."""

    def __init__(self, answer: Answer) -> None:
        self._hits = answer.hits

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, at: int) -> Found: ...

    @overload
    def __getitem__(self, at: slice) -> list[Found]: ...

    def __getitem__(self, at: int | slice) -> Found | list[Found]:
        return at_places(self._hits[at]) if isinstance(at, slice) else at_places([self._hits[at]])[0]


def search(question: Question, *, page: str | None = None) -> tuple[Answer, Page[Found]]:
    """The answer, and the asked page of what was found; nobody reads further than `MOST_PAGES`."""
    answer = ask(portal_index.current(), question)
    return answer, page_of(Results(answer), page, per_page=PER_PAGE)


def free(*, page: str | None = None, literacy: bool = False) -> Page[Found]:
    """Exactly what is known to cost nothing and can be registered for, the soonest start first (R-099).

    With ``literacy`` only what is meant for learners of adult literacy and basic skills (R-297).
    """
    chosen: dict[str, tuple[str, ...]] = {"price": ("free",), "offer": ("offered",)}
    chosen |= {"literacy": ("yes",)} if literacy else {}
    return search(Question(chosen=chosen, sort="start"), page=page)[1]


def of_keys(keys: Iterable[UUID]) -> list[Found]:
    """Listings by their keys, in that order; those that are not listed any more are left out.

    The key of an achievement stands for its first offer, once it has one.
    """
    wanted = list(dict.fromkeys(keys))
    offers = by_id(wanted)
    versions = _shown({offer.achievement_id for offer in offers.values()} | set(wanted))
    places = []
    for key in wanted:
        offer = offers.get(key)
        if offer is not None and offer.is_listed and offer.achievement_id in versions:
            places.append(Place(offer.achievement_id, versions[offer.achievement_id], offer.id))
        elif key in versions:
            places.append(Place(key, versions[key], None))
    return at_places(places)


def at_places(places: Sequence[Place]) -> list[Found]:
    """Listings with all that a page shows of them, in that order; a fixed number of queries."""
    if not places:
        return []
    rows: list[Any] = list(
        models.AchievementVersion.objects.filter(pk__in={place.version_id for place in places})
        .select_related("achievement")
        .prefetch_related("module_rows", "prerequisite_rows")
    )
    versions = {row.pk: (row, _content(row)) for row in rows}
    known = organizations.organizations({row.organization_id for row in rows})
    offers = by_id(place.offer_id for place in places if place.offer_id)
    achievements = {place.achievement_id for place in places}
    endorsed, aided = endorsers_of(achievements), aid_in_force(achievements)
    return [
        Found(
            key=place.offer_id or place.achievement_id,
            achievement_id=place.achievement_id,
            organization=known[row.organization_id],
            kind=row.achievement.kind,
            state=row.state,
            content=content,
            digest=row.content_digest or sha256(row.pk.bytes + row.edited_at.isoformat().encode()).hexdigest(),
            offer=offers.get(place.offer_id) if place.offer_id else None,
            endorsers=endorsed.get(place.achievement_id, ()),
            aid_years=aided.get(place.achievement_id, ()),
            published_at=row.published_at,
        )
        for place in places
        if place.version_id in versions
        for row, content in [versions[place.version_id]]
    ]


def teaching(skill_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many published definitions target each competency; in one query."""
    rows = models.Alignment.objects.filter(skill_id__in=set(skill_ids), version__state="published")
    return dict(rows.order_by().values_list("skill_id").annotate(Count("version_id", distinct=True)))


# — the values of rows —


def _shown(achievement_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Achievement → the version that the portal shows of it."""
    rows = models.AchievementVersion.objects.filter(achievement_id__in=set(achievement_ids), state__in=entries.STATES)
    return dict(rows.values_list("achievement_id", "pk"))


def _content(row: Any) -> Content:
    return Content(
        **written.of_columns(row),
        modules=tuple(
            written.Module(each.title, each.hours, each.price_cents, each.required) for each in row.module_rows.all()
        ),
        prerequisites=tuple(
            written.Prerequisite(each.text, each.strength, each.kind, each.regulator)
            for each in row.prerequisite_rows.all()
        ),
    )
