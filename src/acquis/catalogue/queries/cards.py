"""Lists of versions: one card each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet

from acquis.catalogue import content as written
from acquis.catalogue import models, wording
from acquis.catalogue.content import Content
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text
from acquis.skills.folding import fold


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version in a list."""

    id: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    code: str
    kind: str
    number: int
    state: str
    title: Text
    purpose: Text
    hours: Any
    total_cents: int | None
    mode: str
    languages: tuple[str, ...]
    digest: str
    edited_at: datetime
    published_at: datetime | None
    blocker_count: int

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return written.label(wording.State, self.state)


def history(achievement_id: UUID) -> list[VersionCard]:
    """Every version of an achievement, newest first."""
    return _cards(models.AchievementVersion.objects.filter(achievement_id=achievement_id).order_by("-number")[:50])


def published(
    search: str = "", *, page: str | None = None, kind: str = "", examples: bool = True, suspended: bool = False
) -> Page[VersionCard]:
    """The public catalogue: what may be earned now and, unless refused, the examples of the documents.

    ``suspended`` adds what may not be earned for a time. Words are looked for without accents or case, in both
    languages; all of them must be found.
    """
    states = [wording.State.PUBLISHED, *([wording.State.EXAMPLE] if examples else [])]
    states += [wording.State.SUSPENDED] if suspended else []
    rows = models.AchievementVersion.objects.filter(state__in=states)
    for word in folded(search).split()[:12]:
        rows = rows.filter(search_words__contains=word)
    if kind:
        rows = rows.filter(achievement__kind=kind)
    # "published" sorts after "example": what can be earned comes first.
    return _card_page(rows.order_by("-state", "-published_at", "achievement__code", "pk"), page)


def of_organization(
    organization_id: UUID, *, page: str | None = None, state: str = "", put_away: bool = False
) -> Page[VersionCard]:
    """The versions of an organization, last edited first; ``state`` narrows, ``put_away`` shows what was put away."""
    rows = models.AchievementVersion.objects.filter(
        organization_id=organization_id, achievement__archived_at__isnull=not put_away
    )
    rows = rows.filter(state=state) if state else rows.exclude(state=wording.State.SUPERSEDED)
    return _card_page(rows.order_by("-edited_at", "pk"), page)


def awardable(organization_id: UUID) -> list[VersionCard]:
    """What an organization may award now, by code; for a list to choose from."""
    rows = models.AchievementVersion.objects.filter(organization_id=organization_id, state=wording.State.PUBLISHED)
    return _cards(rows.order_by("achievement__code")[:500])


def folded(text: str) -> str:
    """The text as it is looked for: without case, accents and hyphens."""
    return fold(text.replace("-", " "))


def _card_page(rows: QuerySet[Any], page: str | None) -> Page[VersionCard]:
    found = page_of(rows, page)
    found.object_list = _cards(found.object_list)
    return found


def _cards(rows: Any) -> list[VersionCard]:
    loaded = list(rows.select_related("achievement").prefetch_related("module_rows"))
    known = organizations.organizations({row.organization_id for row in loaded})
    return [_card(row, known[row.organization_id]) for row in loaded]


def _card(row: models.AchievementVersion, organization: OrganizationFacts) -> VersionCard:
    priced = Content(
        title=row.title,
        price_cents=row.price_cents,
        other_costs_cents=row.other_costs_cents,
        modules=tuple(
            written.Module(module.title, module.hours, module.price_cents, module.required)
            for module in row.module_rows.all()
        ),
    )
    return VersionCard(
        id=row.pk,
        achievement_id=row.achievement_id,
        organization=organization,
        code=row.achievement.code,
        kind=row.achievement.kind,
        number=row.number,
        state=row.state,
        title=row.title,
        purpose=row.purpose,
        hours=row.hours_typical or row.hours_max,
        total_cents=priced.total_cents,
        mode=str(wording.DeliveryMode(row.delivery_mode).label) if row.delivery_mode else "",
        languages=tuple(row.languages),
        digest=row.content_digest or sha256(row.pk.bytes + row.edited_at.isoformat().encode()).hexdigest(),
        edited_at=row.edited_at,
        published_at=row.published_at,
        blocker_count=row.blocker_count,
    )
