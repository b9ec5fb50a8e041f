"""The life of a version from submission to retirement (SM-1): each verb is one move, and every other move is refused.

What must be known before a version is submitted or approved beyond what it says itself (its answers to the framework,
the opinions of peers and industry) is the business of the room above, `quality`, which calls these.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models, queries, rules, wording
from acquis.catalogue.access import OVERSEE, require_operator
from acquis.catalogue.actions.showing import note_change
from acquis.catalogue.content import Approval
from acquis.organizations import queries as organizations
from acquis.organizations.actions import require
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.translatable import cleaned
from acquis.platform.writes import action
from acquis.registry import queries as registry

# Each of them may give a submitted version back; only the last may approve or reject it.
REVIEWERS = ("achievement.review", "achievement.review_industry", "achievement.approve")


def submit(*, version_id: UUID, by: Actor) -> None:
    """Hand a complete draft in: from here on its words stand, and its digest says which.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``move_refused`` in another state; ``badge_not_reviewed``, ``put_away``.
        Blocked: ``not_complete``, with every reason (I-03).
    """

    def check(version: models.AchievementVersion) -> None:
        if version.achievement.kind == wording.Kind.BADGE:
            raise Refused("badge_not_reviewed", _("A badge needs no review: publish it."))
        _require_complete(version)
        version.submitted_at = clock.now()
        version.content_digest = _digest(version)

    move("submit", version_id, by, "achievement.write", check)


def request_changes(*, version_id: UUID, by: Actor) -> None:
    """Give a submitted version back to its author; its reviewers may, like the approver (SM-1)."""

    def check(version: models.AchievementVersion) -> None:
        version.content_digest = ""

    move("request_changes", version_id, by, REVIEWERS, check)


def reject(*, version_id: UUID, by: Actor) -> None:
    """Refuse a submitted version for good; it can still be copied."""
    move("reject", version_id, by, "achievement.approve")


def approve(*, version_id: UUID, approval: Approval, by: Actor) -> None:
    """Approve what was submitted.

    Raises:
        Forbidden: without ``achievement.approve``; ``author_may_not_approve`` (I-06).
        Refused: ``move_refused``, ``approver_mismatch``, ``reason_missing``, ``changed_since_read``.
    """

    def check(version: models.AchievementVersion) -> None:
        _take_approval(version, approval, by)

    move("approve", version_id, by, "achievement.approve", check)


def publish(*, version_id: UUID, by: Actor, relevant_until: date | None = None) -> None:
    """Publish an approved version; the formerly published one is superseded.

    Args:
        version_id: an approved version.
        by: who publishes, with ``achievement.publish``.
        relevant_until: the day on which its relevance must be confirmed anew; a year from today unless given (R-039).

    Raises:
        Forbidden: without ``achievement.publish``.
        Refused: ``move_refused``, ``suspended_by_network``.
        Blocked: ``not_entitled``, when the organization may not issue this kind, with every reason.
    """

    def check(version: models.AchievementVersion) -> None:
        reasons = registry.may_issue(version.organization_id, version.achievement.kind, clock.now())
        if reasons:
            raise Blocked("not_entitled", _("Your organization may not publish this yet."), reasons)
        _go_public(version, relevant_until, by)

    move("publish", version_id, by, "achievement.publish", check)


def publish_badge(*, version_id: UUID, approval: Approval, by: Actor) -> None:
    """Publish a badge, an informal recognition, under one reasoned confirmation.

    Raises:
        Forbidden: without ``achievement.approve``; ``author_may_not_approve``.
        Refused: ``move_refused``, ``microcredential_is_reviewed``, ``put_away``, ``approver_mismatch``,
            ``reason_missing``, ``changed_since_read``.
        Blocked: ``not_complete``.
    """

    def check(version: models.AchievementVersion) -> None:
        if version.achievement.kind != wording.Kind.BADGE:
            raise Refused("microcredential_is_reviewed", _("A microcredential is reviewed before it is published."))
        _require_complete(version)
        version.content_digest = _digest(version)
        _take_approval(version, approval, by)
        _go_public(version, None, by)

    move("publish_badge", version_id, by, "achievement.approve", check)


def suspend(*, version_id: UUID, reason: str, by: Actor) -> None:
    """Stop awards of a published version for a time; its page stays and says so (R-066).

    Raises:
        Forbidden: without ``achievement.publish``.
        Refused: ``move_refused``, ``reason_missing``.
    """

    def check(version: models.AchievementVersion) -> None:
        if not cleaned(reason):
            raise Refused("reason_missing", _("Say why: the page of the microcredential tells it."), "reason")
        version.suspended_at, version.suspension_reason = clock.now(), cleaned(reason)

    move("suspend", version_id, by, "achievement.publish", check)


def resume(*, version_id: UUID, by: Actor) -> None:
    """End a suspension of one's own.

    Raises:
        Forbidden: without ``achievement.publish``.
        Refused: ``move_refused``, ``suspended_by_network``.
    """

    def check(version: models.AchievementVersion) -> None:
        _require_not_suspended_by_network(version)
        version.suspended_at, version.suspension_reason = None, ""

    move("resume", version_id, by, "achievement.publish", check)


def retire(*, version_id: UUID, by: Actor, successor_id: UUID | None = None) -> None:
    """End a published version: no new award; its page stays and names what replaces it (R-066).

    Raises:
        Forbidden: without ``achievement.publish``.
        Refused: ``move_refused``, ``successor_unknown``.
    """

    def check(version: models.AchievementVersion) -> None:
        if successor_id is not None:
            successor = queries.achievement_page(successor_id)
            if successor is None or successor_id == version.achievement_id:
                raise Refused("successor_unknown", _("Choose a published microcredential."), "successor")
            version.successor_id = successor_id
        version.retired_at = clock.now()

    move("retire", version_id, by, "achievement.publish", check)


@action
def confirm_relevance(*, version_id: UUID, until: date, by: Actor) -> None:
    """Put the day off on which relevance must be confirmed anew; why is kept by whoever asks for it (R-039).

    Raises:
        Forbidden: without ``achievement.approve``.
        Refused: ``not_published``, ``date_past``.
    """
    version = _version(version_id)
    require(by, "achievement.approve", version.organization_id)
    if version.state not in {wording.State.PUBLISHED, wording.State.SUSPENDED}:
        raise Refused("not_published", _("Only a published version can be confirmed."))
    if until <= clock.today():
        raise Refused("date_past", _("Choose a day to come."), "until")
    version.relevance_until = until
    version.save(update_fields=["relevance_until"])
    _record(by, "confirm_relevance", version.pk, until=until.isoformat())


# — steps —


def move(verb: str, version_id: UUID, by: Actor, permission: str | Collection[str], check: Any = None) -> None:
    """One move of `wording.MOVES`; an attempt that is refused is recorded.

    Args:
        verb: which.
        version_id: of what.
        by: who, with one of ``permission`` where the version belongs, or with `OVERSEE` at the operator's.
        permission: what it takes.
        check: refuses, or writes into the version before it is saved; may return facts for the record.
    """
    accepted = (permission,) if isinstance(permission, str) else tuple(permission)
    try:
        _moved(verb, version_id, by, accepted, check)
    except Forbidden as refused:
        _record_refusal(version_id=version_id, verb=verb, code=refused.code, by=by)
        raise
    except Refused as refused:
        if refused.code == "move_refused":
            _record_refusal(version_id=version_id, verb=verb, code=refused.code, by=by)
        raise


@action
def _moved(verb: str, version_id: UUID, by: Actor, accepted: tuple[str, ...], check: Any) -> None:
    version = _version(version_id)
    if accepted == (OVERSEE,):
        require_operator(by, OVERSEE)
    else:
        held = next((one for one in accepted if organizations.may(by, one)), accepted[0])
        require(by, held, version.organization_id)
    allowed, after = wording.MOVES[verb]
    if version.state not in allowed:
        raise Refused("move_refused", wording.MOVE_REFUSED % {"state": wording.State(version.state).label})
    told = check(version) if check is not None else None
    before, version.state = version.state, after
    version.save()
    if before in wording.PUBLIC or after in wording.PUBLIC:
        note_change(version.achievement_id)
    _record(by, verb, version.pk, number=version.number, digest=version.content_digest, **(told or {}))


def _require_not_suspended_by_network(version: models.AchievementVersion) -> None:
    # Neither its own organization nor a new version gets round what the network decided.
    if version.network_reason:
        raise Refused(
            "suspended_by_network",
            _("The operator of the network suspended it and alone lifts that. Write to the operator."),
        )


def _require_complete(version: models.AchievementVersion) -> None:
    if version.achievement.archived_at is not None:
        raise Refused("put_away", _("This definition was put away. Bring it back first."))
    blockers = rules.blockers(queries.content_of(version), version.achievement.kind)
    if blockers:
        raise Blocked("not_complete", _("It is not complete yet."), blockers)


def _take_approval(version: models.AchievementVersion, approval: Approval, by: Actor) -> None:
    if by.person_id is None or approval.approver_id != by.person_id:
        raise Refused("approver_mismatch", _("Only the person who approves may confirm it."))
    if str(by.person_id) in version.editors:
        raise Forbidden(
            "author_may_not_approve",
            _("You wrote a part of this version. Somebody else must approve it."),
        )
    if not cleaned(approval.reason):
        raise Refused("reason_missing", _("Say why you approve it: the reason is kept with it."), "reason")
    if approval.read not in {None, _digest(version)}:
        raise Refused(
            "changed_since_read",
            _("Somebody changed this draft after you opened the page. Read it again below, then approve it."),
        )
    approver, now = people.person(approval.approver_id), clock.now()
    version.approved_at = now
    version.approval = {
        "approver_id": str(approval.approver_id),
        "approver_name": approver.name if approver else "",
        "at": now.isoformat(),
        "reason": cleaned(approval.reason),
    }


def _go_public(version: models.AchievementVersion, relevant_until: date | None, by: Actor) -> None:
    now, today = clock.now(), clock.today()
    former = version.achievement.versions.filter(state__in=wording.MOVES["supersede"][0]).first()
    if former is not None:
        _require_not_suspended_by_network(former)
        former.state, former.superseded_at = wording.State.SUPERSEDED, now
        former.save(update_fields=["state", "superseded_at"])
        _record(by, "supersede", former.pk, number=former.number)
    version.published_at, version.blocker_count = now, 0
    if version.achievement.kind == wording.Kind.MICROCREDENTIAL:
        version.relevance_until = relevant_until or clock.months_later(today, rules.RELEVANT_MONTHS)


@action
def _record_refusal(*, version_id: UUID, verb: str, code: str, by: Actor) -> None:
    _record(by, f"{verb}_refused", version_id, code=code)


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(
        by=by, verb=f"catalogue.{verb}", subject_type="achievement_version", subject_id=subject_id, facts=facts
    )


def _version(version_id: UUID) -> models.AchievementVersion:
    # Locked, so that nobody writes into a draft while it is being decided.
    rows = models.AchievementVersion.objects.select_related("achievement").select_for_update(of=("self",))
    found: models.AchievementVersion | None = rows.filter(pk=version_id).first()
    if found is None:
        raise Refused("version_unknown", _("There is no such version here."))
    return found


def _digest(version: models.AchievementVersion) -> str:
    return queries.digest_of(version.achievement_id, version.number, queries.content_of(version))
