"""Reading what waits: steps of reviews by age and owner, what must be looked at again, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet

from acquis.catalogue import wording as states
from acquis.platform.pagination import page_of
from acquis.quality import models, wording
from acquis.quality.queries import frameworks
from acquis.quality.queries.review import step_facts
from acquis.quality.reviewing import SPEAKS, Recheck, Work


def work(organization_id: UUID, permissions: Iterable[str], *, page: str | None = None) -> Page[Work]:
    """The open steps that somebody with these permissions can do, longest waiting first (R-086)."""
    granted = set(permissions)
    voices = [voice for voice, needed in SPEAKS.items() if needed in granted]
    rows = _open_steps().filter(review__organization_id=organization_id, voice__in=voices)
    found = page_of(rows.order_by("opened_at", "position", "pk"), page)
    found.object_list = _work(found.object_list)
    return found


def open_step(step_id: UUID) -> Work | None:
    """A step that can be done now; None once it is over."""
    rows = _open_steps().filter(pk=step_id)
    return next(iter(_work(rows)), None)


def rechecks(organization_id: UUID, at: date) -> list[Recheck]:
    """What was approved under a framework that has a newer version, and was not looked at since (R-027).

    An approval stands under the version it was given under; this list is only why to look again.
    """
    newest = {one.key: one for one in frameworks.in_force(at, use=wording.Use.REQUIRED)}
    pins = (
        models.PinnedFramework.objects.filter(
            review__organization_id=organization_id,
            review__state=wording.ReviewState.APPROVED,
            review__version__state__in=[states.State.PUBLISHED, states.State.SUSPENDED],
            framework__framework__key__in=newest,
        )
        .exclude(framework_id__in=[one.id for one in newest.values()])
        .select_related("review__version__achievement", "framework__framework")
        .order_by("review__decided_at", "pk")
    )
    rows = [pin for pin in pins if newest[pin.framework.framework.key].number > pin.framework.number]
    looked = _looked_at({pin.review.version_id for pin in rows})
    return [
        Recheck(
            pin.review.version_id,
            pin.review.version.achievement.code,
            pin.review.version.title,
            pin.review.version.number,
            frameworks.log_entry(pin.framework),
            newest[pin.framework.framework.key],
        )
        for pin in rows
        if str(newest[pin.framework.framework.key].id) not in looked.get(pin.review.version_id, set())
    ]


def changes_wanted(version_id: UUID) -> str:
    """Why the last look at a published version asked for a new one; "" when it did not."""
    last = models.PeriodicReview.objects.filter(version_id=version_id).order_by("-held_at").first()
    return last.reason if last is not None and last.outcome == wording.PeriodicOutcome.CHANGE else ""


def decided(version_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the last decision on each of these versions fell; a version without one is left out."""
    rows = models.Review.objects.filter(version_id__in=set(version_ids), decided_at__isnull=False)
    told = rows.order_by("decided_at").values_list("version_id", "decided_at")
    return {version_id: at for version_id, at in told if at is not None}


def _looked_at(version_ids: set[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for version_id, several in models.PeriodicReview.objects.filter(
        version_id__in=version_ids, outcome=wording.PeriodicOutcome.CONTINUE
    ).values_list("version_id", "frameworks"):
        found.setdefault(version_id, set()).update(several)
    return found


def _open_steps() -> QuerySet[models.ReviewStep]:
    rows = models.ReviewStep.objects.filter(
        review__state=wording.ReviewState.OPEN, opened_at__isnull=False, ended_at=None
    )
    return rows.select_related("review__version__achievement").prefetch_related("opinions")


def _work(rows: Iterable[models.ReviewStep]) -> list[Work]:
    loaded = list(rows)
    return [
        Work(
            told,
            row.review.organization_id,
            row.review.version_id,
            row.review.version.achievement.code,
            row.review.version.title,
            row.review.version.number,
            row.review.round,
        )
        for row, told in zip(loaded, step_facts(loaded), strict=True)
    ]
