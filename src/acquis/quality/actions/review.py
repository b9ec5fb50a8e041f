"""Writes of the review before publication: the organization's process, the answers, the submission, the opinions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import actions as catalogue
from acquis.catalogue import content as written
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue import wording as states
from acquis.catalogue.queries import VersionFacts
from acquis.organizations import queries as organizations
from acquis.organizations.actions import require
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Forbidden, Refusal, Refused
from acquis.platform.translatable import cleaned
from acquis.platform.writes import action
from acquis.quality import queries, wording
from acquis.quality.models import (
    Comment,
    LineAnswer,
    Opinion,
    PinnedFramework,
    Review,
    ReviewProcess,
    ReviewStep,
)
from acquis.quality.reviewing import MOST_STEPS, SPEAKS, VOICES, AnsweredLine, LineInput, PlannedStep, Process

R = TypeVar("R")

LONGEST_STEP, LONGEST_PAUSE = 365, 60  # days, months
# Whoever takes part in a definition's life may write into its thread.
SPEAKERS = ("achievement.write", *SPEAKS.values(), "achievement.publish")


@action
def set_process(*, organization_id: UUID, process: Process, by: Actor) -> None:
    """Say how an organization reviews from now on (R-078); reviews that are under way keep their steps.

    Raises:
        Forbidden: without ``organization.manage``.
        Refused: ``voice_missing`` (R-079), ``too_many_steps``, ``days_unknown``, ``months_unknown``.
    """
    require(by, "organization.manage", organization_id)
    _check_steps(process.steps)
    if not 1 <= process.authority_days <= LONGEST_STEP:
        raise Refused("days_unknown", _("Give each step between 1 and 365 days."), "authority_days")
    if not 1 <= process.review_months <= LONGEST_PAUSE:
        raise Refused("months_unknown", _("Look again after 1 to 60 months."), "review_months")
    values = {
        "steps": [{"voice": step.voice, "name": dict(step.name), "days": step.days} for step in process.steps],
        "authority": process.authority,
        "authority_days": process.authority_days,
        "review_months": process.review_months,
        "changed_at": clock.now(),
    }
    ReviewProcess.objects.update_or_create(organization_id=organization_id, defaults=values)
    facts = {"steps": values["steps"], "review_months": process.review_months}
    audit.record(
        by=by,
        verb="quality.set_process",
        subject_type="organization",
        subject_id=organization_id,
        facts=facts,
    )


@action
def answer_lines(*, version_id: UUID, answers: Mapping[UUID, LineInput | None], by: Actor) -> None:
    """Keep what an author answers to lines of the required frameworks; None takes an answer back.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``version_unknown``, ``move_refused`` once the version is submitted, ``line_unknown``,
            ``status_unknown``.
    """
    version = found(version_id)
    require(by, "achievement.write", version.organization.id)
    if version.state not in states.EDITABLE:
        raise refused_move(version)
    known = {row.line.id for sheet in queries.sheets(version) for row in sheet.rows}
    if not set(answers) <= known:
        raise Refused("line_unknown", _("This line is not one of the frameworks in force. Open the page again."))
    catalogue.add_editor(version_id=version_id, by=by)
    for line_id, told in answers.items():
        if told is None:
            LineAnswer.objects.filter(version_id=version_id, line_id=line_id).delete()
            continue
        if told.status not in wording.Answered.values:
            raise Refused("status_unknown", _("Choose one of the answers."), f"line-{line_id}")
        LineAnswer.objects.update_or_create(
            version_id=version_id, line_id=line_id, defaults={**_columns(told), "edited_at": clock.now()}
        )
    _record(by, "answer_lines", version_id, lines=len(answers))


def submit(*, version_id: UUID, by: Actor) -> UUID:
    """Hand a version in: its answers and the frameworks of today are pinned, and a review begins; its id.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``version_unknown``, ``move_refused``, ``badge_not_reviewed``.
        Blocked: ``not_complete``, with every reason of the definition and of its answers (I-03, I-04, R-080).
    """
    return recorded("submit", version_id, by, lambda: _submit(version_id, by))


@action
def take(*, step_id: UUID, by: Actor) -> None:
    """Say that oneself will do an open step (R-086).

    Raises:
        Forbidden: without what the step asks for.
        Refused: ``step_unknown``, ``step_ended``, ``step_taken``.
    """
    step = _open_step(step_id, by)
    if step.owner_id is not None and step.owner_id != by.person_id:
        raise Refused("step_taken", _("Somebody else has taken this on already."))
    step.owner_id, step.taken_at = by.person_id, clock.now()
    step.save(update_fields=["owner", "taken_at"])
    _record(by, "take_step", step.review.version_id, step=str(step_id))


@action
def give_back(*, step_id: UUID, by: Actor) -> None:
    """Put a step back into the queue; its age goes on counting.

    Raises:
        Forbidden: without what the step asks for.
        Refused: ``step_unknown``, ``step_ended``.
    """
    step = _open_step(step_id, by)
    step.owner_id, step.taken_at = None, None
    step.save(update_fields=["owner", "taken_at"])
    _record(by, "give_step_back", step.review.version_id, step=str(step_id))


def give_opinion(*, step_id: UUID, stance: str, comment: str, by: Actor, speaks_for: str = "") -> None:
    """Say as a peer, or for the field, what one thinks of a submitted version (R-079).

    Raises:
        Forbidden: without what the step asks for; ``author_may_not_review``, recorded.
        Refused: ``step_unknown``, ``step_ended``, ``stance_unknown``, ``comment_missing``, ``speaks_for_missing``,
            ``one_voice_each``.
    """
    recorded("give_opinion", _version_of(step_id), by, lambda: _give_opinion(step_id, stance, comment, speaks_for, by))


def record_impossible(*, step_id: UUID, reason: str, by: Actor) -> None:
    """Record that no opinion of the field could be had, and why (R-079); peers can always be asked.

    Raises:
        Forbidden: without ``achievement.approve``; ``author_may_not_review``: nobody waives a voice on their own work.
        Refused: ``step_unknown``, ``step_ended``, ``peers_are_asked``, ``reason_missing``.
    """
    recorded("record_impossible", _version_of(step_id), by, lambda: _record_impossible(step_id, reason, by))


@action
def comment(*, version_id: UUID, text: str, by: Actor) -> None:
    """Write a remark into the thread beside a version; members of the organization read it.

    Raises:
        Forbidden: for whoever only reads.
        Refused: ``version_unknown``, ``comment_missing``.
    """
    version = found(version_id)
    if by.organization_id != version.organization.id or not any(organizations.may(by, one) for one in SPEAKERS):
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    if not cleaned(text):
        raise Refused("comment_missing", _("Write something first."), "text")
    Comment.objects.create(version_id=version_id, person_id=by.person_id, at=clock.now(), text=cleaned(text))
    _record(by, "comment", version_id)


# — steps —


def found(version_id: UUID) -> VersionFacts:
    """The version, or a refusal."""
    known = catalogue_queries.version(version_id)
    if known is None:
        raise Refused("version_unknown", _("There is no such version here."))
    return known


def refused_move(version: VersionFacts) -> Refused:
    """What is said where the state of a version does not allow something."""
    return Refused("move_refused", states.MOVE_REFUSED % {"state": version.state_label})


def recorded(verb: str, version_id: UUID, by: Actor, deed: Callable[[], R]) -> R:
    """Do it; an attempt that somebody may not make, or not now, is recorded although nothing else is written."""
    try:
        return deed()
    except Refusal as refused:
        if isinstance(refused, Forbidden) or refused.code == "move_refused":
            _record_refused(verb, version_id, refused.code, by)
        raise


@action
def _submit(version_id: UUID, by: Actor) -> UUID:
    version = found(version_id)
    require(by, "achievement.write", version.organization.id)
    if version.state in states.EDITABLE and version.kind != states.Kind.BADGE:
        reasons = [*catalogue_queries.blockers(version), *queries.line_blockers(version)]
        if reasons:
            raise Blocked("not_complete", _("It is not complete yet."), reasons)
        catalogue.add_editor(version_id=version_id, by=by)
    sheets = queries.sheets(version)
    catalogue.submit(version_id=version_id, by=by)
    process, now = queries.process(version.organization.id), clock.now()
    made = Review.objects.create(
        organization_id=version.organization.id,
        version_id=version_id,
        round=Review.objects.filter(version_id=version_id).count() + 1,
        digest=found(version_id).digest,
        answers=[_kept(row) for sheet in sheets for row in sheet.rows],
        content=written.plain(version.content),
        authority=process.authority,
        submitted_by_id=by.person_id,
        submitted_at=now,
    )
    for sheet in sheets:
        PinnedFramework.objects.create(review=made, framework_id=sheet.framework.id)
    _lay_out(made, process)
    _record(by, "submit", version_id, round=made.round, frameworks=[str(sheet.framework.id) for sheet in sheets])
    return made.pk


def _check_steps(steps: tuple[PlannedStep, ...]) -> None:
    if not 0 < len(steps) <= MOST_STEPS:
        raise Refused("too_many_steps", _("Ask for at most eight opinions."))
    if {step.voice for step in steps} != set(VOICES):
        raise Refused(
            "voice_missing", _("Quality has two voices: ask peers at least once, and industry at least once.")
        )
    if any(not 1 <= step.days <= LONGEST_STEP for step in steps):
        raise Refused("days_unknown", _("Give each step between 1 and 365 days."))


def _lay_out(review: Review, process: Process) -> None:
    """Opinions are asked for at once; the decision waits for all of them."""
    today = clock.today()
    for position, step in enumerate(process.steps, start=1):
        made = ReviewStep.objects.create(
            review=review,
            position=position,
            voice=step.voice,
            name=step.name,
            days=step.days,
            opened_at=review.submitted_at,
            due_on=today + timedelta(days=step.days),
        )
        _remind(made)
    ReviewStep.objects.create(
        review=review,
        position=len(process.steps) + 1,
        voice=wording.Voice.AUTHORITY,
        name=process.authority,
        days=process.authority_days,
    )


@action
def _give_opinion(step_id: UUID, stance: str, told: str, speaks_for: str, by: Actor) -> None:
    step = _open_step(step_id, by, still=True)
    version = _not_own(step, by)
    if step.voice == wording.Voice.AUTHORITY:
        raise Refused("step_unknown", _("There is no such step here."))
    if stance not in wording.Stance.values:
        raise Refused("stance_unknown", _("Say whether you are in favour."), "stance")
    if not cleaned(told):
        raise Refused("comment_missing", _("Say what you think, in a sentence at least."), "comment")
    if step.voice == wording.Voice.INDUSTRY and not cleaned(speaks_for):
        raise Refused("speaks_for_missing", _("Say which employer or association you speak for."), "speaks_for")
    assert by.person_id is not None  # no job has a role
    if Opinion.objects.filter(step__review=step.review, person_id=by.person_id).exists():
        raise Refused("one_voice_each", _("You gave your opinion in this review already; it stays as you gave it."))
    Opinion.objects.create(
        step=step,
        person_id=by.person_id,
        given_at=clock.now(),
        stance=stance,
        comment=cleaned(told),
        speaks_for=cleaned(speaks_for),
    )
    if step.ended_at is None:
        _end(step)
    _record(by, "give_opinion", version.id, step=str(step_id), voice=step.voice, stance=stance)


@action
def _record_impossible(step_id: UUID, reason: str, by: Actor) -> None:
    step = _open_step(step_id, by, permission="achievement.approve")
    _not_own(step, by)
    if step.voice != wording.Voice.INDUSTRY:
        raise Refused("peers_are_asked", _("Only the opinion of industry may be missing, with a reason."))
    if not cleaned(reason):
        raise Refused("reason_missing", _("Say whom you asked, and why no opinion could be had."), "reason")
    step.impossible, step.impossible_by_id = cleaned(reason), by.person_id
    _end(step)
    _record(by, "record_impossible", step.review.version_id, step=str(step_id))


def _not_own(step: ReviewStep, by: Actor) -> VersionFacts:
    """The version of a step, which the actor had no part in writing."""
    version = found(step.review.version_id)
    if by.person_id in version.editor_ids:
        raise Forbidden("author_may_not_review", _("You wrote a part of this version. Somebody else must review it."))
    return version


def _version_of(step_id: UUID) -> UUID:
    version_id: UUID | None = ReviewStep.objects.filter(pk=step_id).values_list("review__version_id", flat=True).first()
    if version_id is None:
        raise Refused("step_unknown", _("There is no such step here."))
    return version_id


def _open_step(step_id: UUID, by: Actor, *, permission: str = "", still: bool = False) -> ReviewStep:
    """The step, held until the commit; ``still`` lets further opinions in while nothing is decided."""
    rows = ReviewStep.objects.select_for_update(of=("self",)).select_related("review")
    step: ReviewStep | None = rows.filter(pk=step_id).first()
    if step is None:
        raise Refused("step_unknown", _("There is no such step here."))
    require(by, permission or SPEAKS[wording.Voice(step.voice)], step.review.organization_id)
    over = step.review.state != wording.ReviewState.OPEN or step.opened_at is None
    if over or (step.ended_at is not None and not still):
        raise Refused("step_ended", _("This step is over, or its turn has not come yet."))
    return step


def _end(step: ReviewStep) -> None:
    step.ended_at = clock.now()
    step.save()
    rows = ReviewStep.objects.filter(review=step.review)
    if rows.exclude(voice=wording.Voice.AUTHORITY).filter(ended_at=None).exists():
        return
    authority = rows.get(voice=wording.Voice.AUTHORITY)
    authority.opened_at = step.ended_at
    authority.due_on = clock.today() + timedelta(days=authority.days)
    authority.save()
    _remind(authority)


def _remind(step: ReviewStep) -> None:
    """The day after its limit, whoever has it, or could take it, hears of it; a step that is over is not spoken of."""
    jobs.enqueue("quality.remind_step", {"step_id": str(step.pk)}, delay=timedelta(days=step.days + 1))


def _columns(told: LineInput) -> dict[str, Any]:
    return {
        "status": told.status,
        "shown_by": told.shown_by,
        "proof": cleaned(told.proof),
        "reason": told.reason,
    }


def _kept(row: AnsweredLine) -> dict[str, Any]:
    """An answer as the review keeps it, with the words of its line."""
    told = row.answer or LineInput("")
    return {
        "framework_key": row.framework.key,
        "framework_name": dict(row.framework.name),
        "framework_label": row.framework.label,
        "code": row.line.code,
        "title": dict(row.line.title),
        "is_soft": row.line.is_soft,
        "status": told.status,
        "shown_by": dict(told.shown_by),
        "proof": told.proof,
        "reason": dict(told.reason),
    }


@action
def _record_refused(verb: str, version_id: UUID, code: str, by: Actor) -> None:
    _record(by, f"{verb}_refused", version_id, code=code)


def _record(by: Actor, verb: str, version_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"quality.{verb}", subject_type="achievement_version", subject_id=version_id, facts=facts)
