"""Writes on the register: applying, deciding, signing the participation agreement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock, news
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import cleaned
from acquis.platform.writes import action
from acquis.registry import access
from acquis.registry.models import Application, Participation, Recognition
from acquis.registry.queries import periods
from acquis.signing import actions as signing


@action
def apply(*, organization_id: UUID, scope: Iterable[str], statement: str, by: Actor) -> UUID:
    """Ask to be recognized for these kinds; the application's id.

    Raises:
        Refused: ``scope_empty``, ``kind_unknown``, ``application_open``.
    """
    if by.channel != "command":
        organizations.require(by, "organization.manage", organization_id)
    wanted = _scope(scope)
    try:
        with transaction.atomic():
            made = Application.objects.create(
                organization_id=organization_id,
                scope=wanted,
                statement=cleaned(statement),
                applied_by_id=by.person_id,
                applied_at=clock.now(),
            )
    except IntegrityError:
        raise Refused("application_open", _("An application of this organization is already waiting.")) from None
    audit.record(by=by, verb="registry.apply", subject_type="application", subject_id=made.pk, facts={"scope": wanted})
    return made.pk


@action
def decide(
    *,
    organization_id: UUID,
    outcome: str,
    reason: str,
    proof_examined: str,
    scope: Iterable[str],
    review_on: date | None,
    by: Actor,
    valid_until: datetime | None = None,
) -> UUID:
    """The operator's reasoned decision on an issuer; the decision's id. It takes effect now and is never changed.

    Recognition makes the organization active and gives it its signing identity; suspension suspends it.

    Args:
        organization_id: on whom.
        outcome: "recognized", "suspended", "withdrawn" or "refused".
        reason: required, public in general terms.
        proof_examined: what was looked at; required to recognize.
        scope: kinds of achievement; required to recognize, else kept from the standing.
        review_on: when to look again, a day to come; required to recognize.
        by: a member of the operator who may decide, and who does not belong to the organization.
        valid_until: an end set in advance.

    Raises:
        Forbidden: ``not_permitted``, ``own_case``.
        Refused: ``outcome_unknown``, ``outcome_not_possible``, ``reason_missing``, ``proof_missing``, ``scope_empty``,
            ``kind_unknown``, ``review_missing``, ``until_in_past``.
    """
    _require_operator(by, organization_id)
    # The lock makes decisions on one organization follow one another.
    organizations.lock(organization_id=organization_id)
    decided = periods(organization_id)
    before = decided[-1] if decided else None
    open_application = Application.objects.filter(organization_id=organization_id, closed_at=None).first()
    _check(outcome, reason, valid_until, before=before.outcome if before else "", asked=open_application is not None)
    if outcome == Recognition.Outcome.RECOGNIZED:
        kept = _check_grounds(proof_examined, scope, review_on)
    else:
        kept = list(before.scope) if before else []
    now = clock.now()
    made = Recognition.objects.create(
        organization_id=organization_id,
        application=open_application,
        number=Recognition.objects.filter(organization_id=organization_id).count() + 1,
        outcome=outcome,
        scope=kept,
        proof_examined=cleaned(proof_examined),
        reason=cleaned(reason),
        decided_by_id=by.person_id,
        decided_at=now,
        valid_from=now,
        valid_until=valid_until,
        review_on=review_on,
    )
    if open_application is not None and outcome in {"recognized", "refused"}:
        open_application.closed_at = now
        open_application.save(update_fields=["closed_at"])
    _take_effect(organization_id, outcome, by)
    audit.record(
        by=by,
        verb="registry.decide",
        subject_type="organization",
        subject_id=organization_id,
        facts={"outcome": outcome, "scope": made.scope, "decision": str(made.pk)},
    )
    news.publish("registry.standing_changed", {"organization_id": str(organization_id), "outcome": outcome})
    return made.pk


@action
def sign_participation(
    *,
    organization_id: UUID,
    version: str,
    signatory_role: str,
    signed_at: datetime,
    by: Actor,
    valid_until: datetime | None = None,
) -> UUID:
    """Record that the organization signed this version of the participation agreement (R-014); the record's id.

    Raises:
        Refused: ``version_missing``, ``role_missing``, ``signed_in_future``, ``agreement_known``.
    """
    if by.channel != "command":
        organizations.require(by, "organization.manage", organization_id)
    if not cleaned(version):
        raise Refused("version_missing", _("Say which version of the agreement was signed."), "version")
    if not cleaned(signatory_role):
        raise Refused("role_missing", _("Say in which role it was signed."), "signatory_role")
    if signed_at > clock.now():
        raise Refused("signed_in_future", _("Give a moment that is not in the future."), "signed_at")
    try:
        with transaction.atomic():
            made = Participation.objects.create(
                organization_id=organization_id,
                version=cleaned(version),
                signatory_role=cleaned(signatory_role),
                signed_at=signed_at,
                valid_until=valid_until,
                recorded_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(
            "agreement_known", _("This organization has already signed this version of the agreement."), "version"
        ) from None
    audit.record(
        by=by,
        verb="registry.sign_participation",
        subject_type="organization",
        subject_id=organization_id,
        facts={"version": made.version, "role": made.signatory_role, "signed_at": signed_at.isoformat()},
    )
    return made.pk


def _require_operator(by: Actor, organization_id: UUID) -> None:
    operator = organization_queries.operator()
    if by.channel != "command":
        if operator is None:
            raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
        organizations.require(by, "registry.decide", operator.id)
    if access.is_own_case(
        operator_id=operator.id if operator else None,
        organization_id=organization_id,
        is_member=bool(organization_queries.permissions(by.person_id, organization_id)),
    ):
        raise Forbidden("own_case", _("Nobody decides on their own organization. Ask a colleague of the operator."))


def _check(outcome: str, reason: str, valid_until: datetime | None, *, before: str, asked: bool) -> None:
    if outcome not in access.FROM:
        raise Refused("outcome_unknown", _("Choose a decision from the list."), "outcome")
    if before not in access.FROM[outcome] or (outcome == "refused" and not asked):
        raise Refused(
            "outcome_not_possible", _("This decision does not fit the organization's present standing."), "outcome"
        )
    if not cleaned(reason):
        raise Refused("reason_missing", _("Give the reason of the decision."), "reason")
    if valid_until is not None and valid_until <= clock.now():
        raise Refused("until_in_past", _("The end must lie in the future."), "valid_until")


def _check_grounds(proof_examined: str, scope: Iterable[str], review_on: date | None) -> list[str]:
    """The scope, in order, of a recognition that stands on something."""
    if not cleaned(proof_examined):
        raise Refused("proof_missing", _("Say what proof was examined."), "proof_examined")
    if review_on is None or review_on <= clock.today():
        raise Refused("review_missing", _("Give a day to come on which the recognition is reviewed."), "review_on")
    return _scope(scope)


def _scope(scope: Iterable[str]) -> list[str]:
    wanted = sorted(set(scope))
    if not wanted:
        raise Refused("scope_empty", _("Choose at least one kind of achievement."), "scope")
    if not set(wanted) <= set(access.KINDS):
        raise Refused("kind_unknown", _("Choose kinds of achievement from the list."), "scope")
    return wanted


def _take_effect(organization_id: UUID, outcome: str, by: Actor) -> None:
    if outcome == "recognized":
        organizations.set_state(organization_id=organization_id, state="active", by=by)
        signing.establish(organization_id=organization_id, by=by)
    elif outcome == "suspended":
        organizations.set_state(organization_id=organization_id, state="suspended", by=by)
