"""Reading approvals for student aid (RAFEO / OSAP). An approval expires with its year (R-285)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page

from acquis.catalogue import models
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class AidFacts:
    """One approval for student aid.

    Attributes:
        title: as it was approved.
        year: the first year of the academic year.
        decided_on: None for an example of the documents, which do not state it.
    """

    id: UUID
    organization: OrganizationFacts
    achievement_id: UUID
    title: Text
    year: int
    decided_on: date | None
    valid_until: date
    source: str
    source_url: str
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def is_example(self) -> bool:
        """Whether it only tells what the founding documents list."""
        return self.decided_on is None

    @property
    def in_force(self) -> bool:
        """Whether it counts today: it expires with its year."""
        return not self.is_example and self.withdrawn_at is None and clock.today() <= self.valid_until

    @property
    def years(self) -> str:
        """The academic year, "2021–2022"."""
        return academic_year(self.year)


def academic_year(year: int) -> str:
    """The academic year that begins in ``year``, "2021–2022"."""
    return f"{year}–{year + 1}"


def aid_in_force(achievement_ids: Iterable[UUID]) -> dict[UUID, tuple[int, ...]]:
    """The academic years for which each achievement has an approval that counts today."""
    rows = models.AidApproval.objects.filter(
        achievement_id__in=set(achievement_ids),
        withdrawn_at=None,
        decided_on__isnull=False,
        valid_until__gte=clock.today(),
    )
    found: dict[UUID, tuple[int, ...]] = {}
    for achievement_id, year in rows.order_by("year").values_list("achievement_id", "year"):
        found[achievement_id] = (*found.get(achievement_id, ()), year)
    return found


def aid_of(achievement_id: UUID) -> list[AidFacts]:
    """What was approved for one achievement, the newest year first; withdrawn ones stay out."""
    rows = models.AidApproval.objects.filter(achievement_id=achievement_id, withdrawn_at=None)
    return _facts(rows.order_by("-year")[:20])


def aid_years() -> list[int]:
    """The academic years for which something was approved, newest first."""
    rows = models.AidApproval.objects.filter(withdrawn_at=None)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def aid_institutions(year: int) -> list[OrganizationFacts]:
    """The institutions with an approval for a year, by name."""
    ids = models.AidApproval.objects.filter(withdrawn_at=None, year=year).values_list("organization_id", flat=True)
    found = organizations.organizations(set(ids.distinct()))
    return sorted(found.values(), key=lambda each: str(each.name))


def aid_list(year: int, organization_id: UUID | None = None, *, page: str | None = None) -> Page[AidFacts]:
    """What was approved for a year, by institution and title (R-286)."""
    rows = models.AidApproval.objects.filter(withdrawn_at=None, year=year)
    if organization_id is not None:
        rows = rows.filter(organization_id=organization_id)
    return _page(rows.order_by("organization__key", "recorded_at", "pk"), page)


def aid_records(*, page: str | None = None) -> Page[AidFacts]:
    """Every record, withdrawn ones too, the last recorded first."""
    return _page(models.AidApproval.objects.order_by("-recorded_at", "pk"), page)


def aid_approval(approval_id: UUID) -> AidFacts | None:
    """One record."""
    return next(iter(_facts(models.AidApproval.objects.filter(pk=approval_id))), None)


def _page(rows: Any, page: str | None) -> Page[AidFacts]:
    found = page_of(rows, page, per_page=PER_PAGE)
    found.object_list = _facts(found.object_list)
    return found


def _facts(rows: Any) -> list[AidFacts]:
    loaded = list(rows)
    known = organizations.organizations({row.organization_id for row in loaded})
    return [
        AidFacts(
            row.pk,
            known[row.organization_id],
            row.achievement_id,
            row.title,
            row.year,
            row.decided_on,
            row.valid_until,
            row.source,
            row.source_url,
            row.withdrawn_at,
            row.withdrawn_reason,
        )
        for row in loaded
    ]
