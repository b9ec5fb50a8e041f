"""Reading what helps to prepare (R-111, R-112)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import TextField
from django.db.models.functions import Cast

from acquis.catalogue import models, offering, wording
from acquis.catalogue.content import label
from acquis.catalogue.offering import Preparation
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform.pagination import page_of


@dataclass(frozen=True, slots=True)
class PreparationFacts:
    """One resource; ``organization`` listed it and answers for what is said of it.

    Attributes:
        is_equivalent: beside the achievement that it was read for: it teaches the same, and is free today (R-298).
    """

    id: UUID
    organization: OrganizationFacts
    said: Preparation
    listed: bool
    is_equivalent: bool = False

    @property
    def labels(self) -> dict[str, str | list[str]]:
        """The coded fields in the language of the page."""
        return {
            "kind": label(offering.PreparationKind, self.said.kind),
            "acceptance": label(offering.Acceptance, self.said.acceptance),
            "languages": [label(wording.Language, code) for code in self.said.languages],
            "literacy_paths": [label(wording.LiteracyPath, code) for code in self.said.literacy_paths],
        }


def preparation_for(achievement_id: UUID) -> list[PreparationFacts]:
    """What an achievement's organization proposes to prepare for it: what teaches the same, then adult literacy."""
    rows = models.PreparationResource.objects.filter(links__achievement_id=achievement_id, listed=True)
    found = _facts(rows.order_by("created_at", "pk")[:50], preparation_equivalent(achievement_id))
    kinds = offering.PreparationKind.values
    return sorted(found, key=lambda each: (not each.is_equivalent, kinds.index(each.said.kind)))


def preparation_linked(achievement_id: UUID) -> set[UUID]:
    """The resources that are linked to an achievement, listed or not."""
    rows = models.PreparationLink.objects.filter(achievement_id=achievement_id)
    return set(rows.values_list("resource_id", flat=True))


def preparation_equivalent(achievement_id: UUID) -> set[UUID]:
    """The linked resources that are said to teach the same as an achievement (R-298)."""
    rows = models.PreparationLink.objects.filter(achievement_id=achievement_id, is_equivalent=True)
    return set(rows.values_list("resource_id", flat=True))


def preparations(
    *, page: str | None = None, kind: str = "", acceptance: str = "", path: str = ""
) -> Page[PreparationFacts]:
    """Everything that is listed, the last changed first; ``path`` is a code of `wording.LiteracyPath`."""
    rows = models.PreparationResource.objects.filter(listed=True)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(acceptance=acceptance) if acceptance else rows
    if path:  # SQLite cannot ask whether a JSON list has a member
        rows = rows.annotate(paths=Cast("literacy_paths", TextField())).filter(paths__contains=f'"{path}"')
    return _page(rows, page)


def preparations_of(organization_id: UUID, *, page: str | None = None) -> Page[PreparationFacts]:
    """What an organization listed, and what it took off the list."""
    return _page(models.PreparationResource.objects.filter(organization_id=organization_id), page)


def preparation_in(organization_id: UUID, resource_id: UUID) -> PreparationFacts | None:
    """One resource of this organization; None for another's."""
    rows = models.PreparationResource.objects.filter(pk=resource_id, organization_id=organization_id)
    return next(iter(_facts(rows)), None)


def _page(rows: Any, page: str | None) -> Page[PreparationFacts]:
    found = page_of(rows.order_by("-changed_at", "pk"), page)
    found.object_list = _facts(found.object_list)
    return found


def _facts(rows: Any, equivalent: Set[UUID] = frozenset()) -> list[PreparationFacts]:
    loaded = list(rows)
    known = organizations.organizations({row.organization_id for row in loaded})
    return [
        PreparationFacts(
            row.pk, known[row.organization_id], _said(row), row.listed, row.pk in equivalent and row.cost_cents == 0
        )
        for row in loaded
    ]


def _said(row: models.PreparationResource) -> Preparation:
    return Preparation(
        kind=row.kind,
        title=row.title,
        provider=row.provider,
        url=row.url,
        languages=tuple(row.languages),
        cost_cents=row.cost_cents,
        acceptance=row.acceptance,
        accepted_by=row.accepted_by,
        note=row.note,
        literacy_paths=tuple(row.literacy_paths),
    )
