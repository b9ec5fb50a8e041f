"""Writes of the approving authority: the decision, the publication, and the looks at what is published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue import wording as states
from acquis.catalogue.content import Approval
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.actions import require
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text, cleaned
from acquis.platform.writes import action
from acquis.quality import queries, wording
from acquis.quality.actions.review import LONGEST_PAUSE, found, recorded, refused_move
from acquis.quality.models import PeriodicReview, Review, ReviewStep

AFTER = {
    wording.Decision.APPROVE: wording.ReviewState.APPROVED,
    wording.Decision.REQUEST_CHANGES: wording.ReviewState.CHANGES_REQUESTED,
    wording.Decision.REJECT: wording.ReviewState.REJECTED,
}

BEFORE_THE_DAY, BEFORE_THE_STOP = timedelta(days=30), timedelta(days=14)


def approve(
    *,
    version_id: UUID,
    reason: str,
    review_on: date,
    by: Actor,
    conditions: Text | None = None,
    is_public: bool = False,
    read: str | None = None,
) -> None:
    """Approve what was submitted, once every opinion is there.

    Args:
        version_id: a version in review.
        reason: why; for members of the organization only.
        review_on: the day on which it must be looked at again (R-039, R-085).
        by: who decides: neither its author, nor one of its reviewers, nor its endorser (I-06, R-081).
        conditions: what the approval is bound to, if anything.
        is_public: whether everybody may read the conditions.
        read: the digest of what was read; None from the command line.

    Raises:
        Forbidden: without ``achievement.approve``; ``author_may_not_approve``, ``reviewer_may_not_approve``,
            ``endorser_may_not_approve``; each is recorded.
        Refused: ``version_unknown``, ``move_refused``, ``opinion_missing``, ``reason_missing``,
            ``review_date_past``, ``date_too_far``, ``changed_since_read``.
    """
    told = Text(conditions or {})
    decision = {"reason": reason, "review_on": review_on, "conditions": told, "is_public": is_public}
    _decide(wording.Decision.APPROVE, version_id, by, decision, read=read)


def request_changes(*, version_id: UUID, reason: str, by: Actor) -> None:
    """Give a version back to its author; a reviewer may too (SM-1).

    Raises:
        Forbidden: for whoever may neither review nor approve.
        Refused: ``version_unknown``, ``move_refused``, ``reason_missing``.
    """
    _decide(wording.Decision.REQUEST_CHANGES, version_id, by, {"reason": reason})


def reject(*, version_id: UUID, reason: str, by: Actor) -> None:
    """Refuse a version for good; it can still be copied.

    Raises:
        Forbidden: without ``achievement.approve``.
        Refused: ``version_unknown``, ``move_refused``, ``reason_missing``.
    """
    _decide(wording.Decision.REJECT, version_id, by, {"reason": reason})


def publish(*, version_id: UUID, by: Actor) -> None:
    """Publish an approved version; the day of its next review is the one that was decided (R-084).

    Raises:
        Forbidden: without ``achievement.publish``.
        Refused: ``version_unknown``, ``not_reviewed``, ``move_refused``.
        Blocked: ``not_entitled``.
    """
    recorded("publish", version_id, by, lambda: _publish(version_id, by))


def review_again(
    *,
    version_id: UUID,
    outcome: str,
    reason: str,
    by: Actor,
    next_on: date | None = None,
    told: str = "",
) -> UUID:
    """Look at a published version again and say whether it holds (R-085); its id.

    Args:
        version_id: a published or suspended version.
        outcome: a code of `wording.PeriodicOutcome`. "change" asks the authors for a new version; nothing moves before.
        reason: why; for members of the organization only.
        by: who looks, with ``achievement.approve``.
        next_on: the next time, for "continue".
        told: what the page of a suspended version says, for "suspend".

    Raises:
        Forbidden: without ``achievement.approve``; to suspend or retire, without ``achievement.publish``;
            ``author_may_not_review``: nobody says of their own work that it still holds.
        Refused: ``version_unknown``, ``move_refused``, ``outcome_unknown``, ``reason_missing``, ``date_missing``,
            ``date_past``, ``date_too_far``.
    """
    version = found(version_id)
    return recorded(
        "review_again",
        version_id,
        by,
        lambda: _review_again(version, by, outcome=outcome, reason=cleaned(reason), next_on=next_on, told=told),
    )


# — steps —


@action
def _publish(version_id: UUID, by: Actor) -> None:
    version = found(version_id)
    require(by, "achievement.publish", version.organization.id)
    if version.state == states.State.APPROVED:
        review = queries.approving_review(version_id)
        if review is None:
            raise Refused("not_reviewed", _("No review approved this version."))
        catalogue.publish(version_id=version_id, by=by, relevant_until=review.review_on)
        _remind(version_id)
    else:
        catalogue.publish(version_id=version_id, by=by)


@action
def _review_again(
    version: VersionFacts, by: Actor, *, outcome: str, reason: str, next_on: date | None, told: str
) -> UUID:
    require(by, "achievement.approve", version.organization.id)
    if version.state not in {states.State.PUBLISHED, states.State.SUSPENDED}:
        raise refused_move(version)
    if outcome not in wording.PeriodicOutcome.values:
        raise Refused("outcome_unknown", _("Say what the review found."), "outcome")
    if not reason:
        raise Refused("reason_missing", _("Say why: the reason is kept with the review."), "reason")
    if outcome == wording.PeriodicOutcome.CONTINUE:
        _continue(version, next_on, by)
    elif outcome == wording.PeriodicOutcome.SUSPEND:
        if not cleaned(told):
            raise Refused("told_missing", _("Say what the page of the microcredential tells."), "told")
        catalogue.suspend(version_id=version.id, reason=told, by=by)
    elif outcome == wording.PeriodicOutcome.RETIRE:
        catalogue.retire(version_id=version.id, by=by)
    made = PeriodicReview.objects.create(
        organization_id=version.organization.id,
        version_id=version.id,
        outcome=outcome,
        reason=reason,
        next_on=next_on if outcome == wording.PeriodicOutcome.CONTINUE else None,
        person_id=by.person_id,
        held_at=clock.now(),
        frameworks=[str(one.id) for one in queries.in_force(clock.today(), use=wording.Use.REQUIRED)],
    )
    _record(by, "review_again", version.id, outcome=outcome)
    return made.pk


def _continue(version: VersionFacts, next_on: date | None, by: Actor) -> None:
    """It still holds, until somebody looks again; whoever wrote it cannot say so."""
    if next_on is None:
        raise Refused("date_missing", _("Say when to look at it the next time."), "next_on")
    if next_on <= clock.today():
        raise Refused("date_past", _("Choose a day to come."), "next_on")
    _check_not_far(next_on, "next_on")
    if by.person_id in version.editor_ids:
        raise Forbidden("author_may_not_review", _("You wrote a part of this version. Somebody else must review it."))
    catalogue.confirm_relevance(version_id=version.id, until=next_on, by=by)
    _remind(version.id)


def _remind(version_id: UUID) -> None:
    """Write before the day of the next review, on it, and before and after awards stop, unless it is held by then."""
    until = found(version_id).relevance_until
    assert until is not None
    stop = catalogue_queries.awards_until(until)
    for on in (until - BEFORE_THE_DAY, until, stop - BEFORE_THE_STOP, stop + timedelta(days=1)):
        if on > clock.today():
            told = {"version_id": str(version_id), "until": until.isoformat()}
            jobs.enqueue("quality.remind_relevance", told, delay=on - clock.today())


def _decide(
    decision: wording.Decision, version_id: UUID, by: Actor, told: dict[str, Any], *, read: str | None = None
) -> None:
    recorded(decision, version_id, by, lambda: _decided(decision, version_id, by, told, read))


@action
def _decided(decision: wording.Decision, version_id: UUID, by: Actor, told: dict[str, Any], read: str | None) -> None:
    version = found(version_id)
    reason = cleaned(told["reason"])
    row = Review.objects.select_for_update().filter(version_id=version_id, state=wording.ReviewState.OPEN).first()
    if decision == wording.Decision.APPROVE:
        require(by, "achievement.approve", version.organization.id)
    if version.state == states.State.IN_REVIEW and row is not None:
        if not reason:
            raise Refused("reason_missing", _("Say why: the reason is kept with the decision."), "reason")
        if decision == wording.Decision.APPROVE:
            _check_approval(row, told["review_on"], by)
    _move(decision, version_id, by, reason, read)
    assert row is not None
    row.state, row.decided_by_id, row.decided_at = AFTER[decision], by.person_id, clock.now()
    for name, value in {**told, "reason": reason}.items():
        setattr(row, name, value)
    row.save()
    ReviewStep.objects.filter(review=row, voice=wording.Voice.AUTHORITY).update(ended_at=row.decided_at)
    _record(by, decision, version_id, round=row.round)


def _move(decision: wording.Decision, version_id: UUID, by: Actor, reason: str, read: str | None) -> None:
    if decision == wording.Decision.REQUEST_CHANGES:
        catalogue.request_changes(version_id=version_id, by=by)
    elif decision == wording.Decision.REJECT:
        catalogue.reject(version_id=version_id, by=by)
    else:
        assert by.person_id is not None
        catalogue.approve(version_id=version_id, approval=Approval(by.person_id, reason, read=read), by=by)


def _check_approval(row: Review, review_on: date | None, by: Actor) -> None:
    review = queries.review(row.pk)
    assert review is not None
    if by.person_id in review.heard:
        raise Forbidden(
            "reviewer_may_not_approve", _("You gave your opinion in this review. Somebody else must decide.")
        )
    if by.person_id in catalogue_queries.endorsement_signers(review.version_id):
        raise Forbidden("endorser_may_not_approve", _("You endorsed this. Somebody else must decide."))
    if review.missing:
        names = ", ".join(str(step.title) for step in review.missing)
        raise Refused(
            "opinion_missing",
            _("It cannot be approved before every opinion is there. Still to come: %(names)s.") % {"names": names},
        )
    if review_on is None or review_on <= clock.today():
        raise Refused("review_date_past", _("Choose a day to come for the next review."), "review_on")
    _check_not_far(review_on, "review_on")


def _check_not_far(day: date, where: str) -> None:
    """Nothing stays unlooked at for longer than an organization may say of all that it publishes."""
    if day > clock.months_later(clock.today(), LONGEST_PAUSE):
        raise Refused("date_too_far", _("Choose a day within five years."), where)


def _record(by: Actor, verb: str, version_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"quality.{verb}", subject_type="achievement_version", subject_id=version_id, facts=facts)
