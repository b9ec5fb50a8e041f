"""Reading imports, and everything that an organization may take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Q

from acquis.catalogue import models, offering
from acquis.catalogue.exchange.shape import SHAPES, Shape
from acquis.catalogue.queries import bulk
from acquis.platform.pagination import page_of

States = models.BulkImport.State
Verdicts = models.BulkLine.Verdict
LINES_PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """One import.

    Attributes:
        subject: "definitions" or "offers".
        header, targets: the headings of the file, and the column that each was taken for, "" where it is skipped.
        done: lines dealt with in the present step, of ``total``.
        counts: lines by verdict, and "warning" for those that want a second look.
    """

    id: UUID
    organization_id: UUID
    subject: str
    layout: str
    file_name: str
    header: tuple[str, ...]
    targets: tuple[str, ...]
    state: str
    state_label: str
    total: int
    done: int
    author_id: UUID
    created_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]

    @property
    def shape(self) -> Shape:
        """What its lines are."""
        return SHAPES[self.subject]

    @property
    def is_working(self) -> bool:
        """Whether something goes on in the background."""
        return self.state in {States.CHECKING, States.RUNNING}

    @property
    def writes(self) -> int:
        """How many lines would change something."""
        return sum(self.counts.get(verdict, 0) for verdict in (Verdicts.NEW, Verdicts.CHANGED, Verdicts.VERSION))


def bulk_import(organization_id: UUID, import_id: UUID) -> ImportFacts | None:
    """One import of this organization, None for another's."""
    found = models.BulkImport.objects.filter(pk=import_id, organization_id=organization_id).first()
    return import_facts(found) if found else None


def import_facts(found: models.BulkImport) -> ImportFacts:
    """The value of a row."""
    lines = found.lines.order_by().values_list("verdict").annotate(Count("pk"))
    warned = found.lines.filter(has_warnings=True).exclude(verdict=Verdicts.REFUSED).count()
    return ImportFacts(
        id=found.pk,
        organization_id=found.organization_id,
        subject=found.subject,
        layout=found.layout,
        file_name=found.file_name,
        header=tuple(found.header),
        targets=tuple(found.targets),
        state=found.state,
        state_label=str(States(found.state).label),
        total=found.total,
        done=found.done,
        author_id=found.author_id,
        created_at=found.created_at,
        finished_at=found.finished_at,
        counts={**dict(lines), "warning": warned},
    )


def imports_of(organization_id: UUID, *, page: str | None = None) -> Page[models.BulkImport]:
    """The imports of an organization, newest first."""
    rows = models.BulkImport.objects.filter(organization_id=organization_id).exclude(state=States.DROPPED)
    return page_of(rows.order_by("-created_at", "pk"), page)


def import_lines(import_id: UUID, *, page: str | None = None, only: str = "") -> Page[models.BulkLine]:
    """The lines of an import in the order of the file; ``only`` is a verdict, or "warning"."""
    rows = models.BulkLine.objects.filter(source_id=import_id)
    if only == "warning":
        rows = rows.filter(has_warnings=True).exclude(verdict=Verdicts.REFUSED)
    elif only:
        rows = rows.filter(verdict=only)
    return page_of(rows.order_by("number"), page, per_page=LINES_PER_PAGE)


def samples(import_id: UUID) -> list[list[str]]:
    """The first lines of an import, to recognize its columns by."""
    return list(models.BulkLine.objects.filter(source_id=import_id).values_list("cells", flat=True)[:3])


def exported_definitions(organization_id: UUID) -> Iterator[dict[str, Any]]:
    """The newest version of each achievement that was not put away, as JSON."""
    mark: UUID | None = None
    while found := bulk.owned_definitions(organization_id, after=mark):
        yield from (each.told for each in found)
        mark = found[-1].achievement_id


def exported_offers(organization_id: UUID) -> Iterator[dict[str, Any]]:
    """Every offer of an organization that is not closed, as JSON."""
    mark: UUID | None = None
    while found := bulk.owned_offers(organization_id, after=mark):
        codes = bulk.codes_of(each.achievement_id for each in found)
        for each in found:
            if each.state != offering.OfferState.CLOSED:
                yield bulk.offer_told(each, codes[each.achievement_id])
        mark = found[-1].id


def achievement_coded(organization_id: UUID, code: str) -> UUID | None:
    """An organization's achievement with this code."""
    rows = models.Achievement.objects.filter(organization_id=organization_id, code__iexact=code)
    return rows.values_list("pk", flat=True).first()


def waiting_lines(import_id: UUID, *, checked: bool) -> list[UUID]:
    """Lines to check, or to write."""
    rows = models.BulkLine.objects.filter(source_id=import_id)
    if checked:
        rows = rows.filter(Q(verdict__in=[Verdicts.NEW, Verdicts.CHANGED, Verdicts.VERSION]), written=False)
    else:
        rows = rows.filter(verdict=Verdicts.UNCHECKED)
    return list(rows.order_by("number").values_list("pk", flat=True))
