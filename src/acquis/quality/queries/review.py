"""Reading reviews: answers and what they lack, what was said and decided, what waits for whom, what is public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from acquis.catalogue.queries import VersionFacts
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.quality import models, wording
from acquis.quality.facts import FrameworkFacts, completeness
from acquis.quality.queries import frameworks
from acquis.quality.reviewing import (
    AnsweredLine,
    Checklists,
    CommentFacts,
    KeptAnswer,
    LineInput,
    OpinionFacts,
    PeriodicFacts,
    PlannedStep,
    Process,
    PublicApproval,
    ReviewFacts,
    Sheet,
    StepFacts,
    Under,
    problems,
)


def process(organization_id: UUID) -> Process:
    """How an organization reviews; the default one until it says otherwise (R-078)."""
    found = models.ReviewProcess.objects.filter(organization_id=organization_id).first()
    if found is None:
        return Process()
    steps = tuple(PlannedStep(row["voice"], row["days"], Text(row["name"])) for row in found.steps)
    return Process(steps, found.authority, found.authority_days, found.review_months, is_own=True)


def sheets(of: VersionFacts) -> tuple[Sheet, ...]:
    """Every line of the required frameworks of today with the answer of a version (R-025)."""
    return _sheets(of, frameworks.in_force(clock.today(), use=wording.Use.REQUIRED))


def checklists(of: VersionFacts) -> Checklists:
    """How a version stands before every framework of today, in the three queries that its sheets take alone (R-068)."""
    today = frameworks.in_force(clock.today())
    return Checklists(
        _sheets(of, [one for one in today if one.is_required]),
        tuple(completeness(of, one) for one in today if not one.is_required),
    )


def _sheets(of: VersionFacts, required: Iterable[FrameworkFacts]) -> tuple[Sheet, ...]:
    told = {row.line_id: _input(row) for row in models.LineAnswer.objects.filter(version_id=of.id)}
    return tuple(
        Sheet(one, tuple(AnsweredLine(one, line, told.get(line.id)) for line in one.every_line)) for one in required
    )


def line_blockers(of: VersionFacts) -> list[Refused]:
    """What the answers lack before the version can be submitted (I-04)."""
    return problems(sheets(of))


def suggestions(of: VersionFacts) -> dict[str, LineInput]:
    """By code of a line, what was answered before: by a version before, or by this one under an older framework.

    A new version, or an open draft once a framework is renewed, begins with it; it counts once somebody agrees.
    """
    rows = models.LineAnswer.objects.filter(
        version__achievement_id=of.achievement_id, version__number__lte=of.number
    ).select_related("line")
    return {row.line.code: _input(row) for row in rows.order_by("version__number", "edited_at")}


def reviews(version_id: UUID) -> tuple[ReviewFacts, ...]:
    """Every submission of a version, oldest first."""
    return _reviews(models.Review.objects.filter(version_id=version_id).order_by("round"))


def review(review_id: UUID) -> ReviewFacts | None:
    """One submission."""
    return next(iter(_reviews(models.Review.objects.filter(pk=review_id))), None)


def latest_review(version_id: UUID) -> ReviewFacts | None:
    """The last submission of a version."""
    return next(iter(_reviews(models.Review.objects.filter(version_id=version_id).order_by("-round")[:1])), None)


def approving_review(version_id: UUID) -> ReviewFacts | None:
    """The submission that was approved."""
    rows = models.Review.objects.filter(version_id=version_id, state=wording.ReviewState.APPROVED)
    return next(iter(_reviews(rows.order_by("-round")[:1])), None)


def comments(version_id: UUID) -> tuple[CommentFacts, ...]:
    """The thread beside a version, oldest first; at most three hundred."""
    rows = list(models.Comment.objects.filter(version_id=version_id)[:300])
    names = _names({row.person_id for row in rows})
    return tuple(CommentFacts(row.pk, names.get(row.person_id, ""), row.at, row.text) for row in rows)


def periodic_reviews(version_id: UUID) -> tuple[PeriodicFacts, ...]:
    """The looks at a published version, oldest first."""
    rows = list(models.PeriodicReview.objects.filter(version_id=version_id))
    names = _names({row.person_id for row in rows})
    return tuple(
        PeriodicFacts(
            row.pk,
            row.version_id,
            row.outcome,
            row.reason,
            row.next_on,
            names.get(row.person_id, ""),
            row.held_at,
            tuple(UUID(one) for one in row.frameworks),
        )
        for row in rows
    )


def public_approval(version_id: UUID) -> PublicApproval | None:
    """What everybody may know of the approval of a version; None where none was recorded here."""
    found = approving_review(version_id)
    if found is None or found.decided_at is None:
        return None
    today = clock.today()
    later = {one.id: frameworks.versions_after(one.id, today) for one in found.frameworks}
    held = [found.decided_at, *(one.held_at for one in periodic_reviews(version_id))]
    return PublicApproval(
        approved_on=found.decided_at.astimezone(clock.EASTERN).date(),
        authority=found.authority,
        approved_under=tuple(Under(one, later[one.id][-1] if later[one.id] else None) for one in found.frameworks),
        conditions=found.conditions if found.is_public else Text(),
        reviewed_on=max(held).astimezone(clock.EASTERN).date(),
        unmet=found.reasoned,
    )


# — steps —


def step_facts(rows: Iterable[Any]) -> list[StepFacts]:
    """The values of rows whose opinions were fetched along."""
    told = list(rows)
    ids = {one for row in told for one in (row.owner_id, row.impossible_by_id)}
    names = _names(ids | {opinion.person_id for row in told for opinion in row.opinions.all()})
    return [_step(row, names) for row in told]


def _step(row: Any, names: dict[UUID | None, str]) -> StepFacts:
    return StepFacts(
        id=row.pk,
        review_id=row.review_id,
        voice=row.voice,
        name=row.name,
        days=row.days,
        opened_at=row.opened_at,
        due_on=row.due_on,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, ""),
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        impossible=row.impossible,
        impossible_by=names.get(row.impossible_by_id, ""),
        opinions=tuple(
            OpinionFacts(
                one.pk,
                one.person_id,
                names.get(one.person_id, ""),
                one.given_at,
                one.stance,
                one.comment,
                one.speaks_for,
            )
            for one in row.opinions.all()
        ),
    )


def _reviews(rows: QuerySet[models.Review]) -> tuple[ReviewFacts, ...]:
    related = ("steps__opinions", "pinned__framework__framework")
    told = list(rows.prefetch_related(*related))
    steps = [step for row in told for step in row.steps.all()]
    by_review: dict[UUID, list[StepFacts]] = {}
    for one in step_facts(steps):
        by_review.setdefault(one.review_id, []).append(one)
    names = _names({one for row in told for one in (row.submitted_by_id, row.decided_by_id)})
    return tuple(_review(row, tuple(by_review.get(row.pk, ())), names) for row in told)


def _review(row: Any, steps: tuple[StepFacts, ...], names: dict[UUID | None, str]) -> ReviewFacts:
    return ReviewFacts(
        id=row.pk,
        organization_id=row.organization_id,
        version_id=row.version_id,
        round=row.round,
        state=row.state,
        digest=row.digest,
        submitted_by_id=row.submitted_by_id,
        submitted_by=names.get(row.submitted_by_id, ""),
        submitted_at=row.submitted_at,
        decided_by_id=row.decided_by_id,
        decided_by=names.get(row.decided_by_id, ""),
        decided_at=row.decided_at,
        authority=row.authority,
        reason=row.reason,
        conditions=row.conditions,
        is_public=row.is_public,
        review_on=row.review_on,
        steps=steps,
        frameworks=_pinned(row),
        answers=tuple(KeptAnswer.read(told) for told in row.answers),
        content=row.content,
    )


def _pinned(row: Any) -> tuple[FrameworkFacts, ...]:
    known = [frameworks.log_entry(pin.framework) for pin in row.pinned.all()]
    return tuple(sorted(known, key=lambda one: (one.kind != wording.Kind.PRINCIPLES, one.key)))


def _names(ids: set[UUID | None]) -> dict[UUID | None, str]:
    return {key: one.name for key, one in people.people({one for one in ids if one is not None}).items()}


def _input(row: models.LineAnswer) -> LineInput:
    return LineInput(row.status, row.shown_by, row.proof, row.reason)
