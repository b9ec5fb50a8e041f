"""Recording what the ministry decided about student aid (RAFEO / OSAP): a year, a day, a source (R-285)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models, queries, wording
from acquis.catalogue.access import require_operator
from acquis.catalogue.actions.offers import require_address
from acquis.catalogue.actions.showing import note_change
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import cleaned
from acquis.platform.writes import action

FIRST_YEAR = 2020
LAST_DAY = (7, 31)


def last_day(year: int) -> date:
    """The last day of the academic year that begins in ``year``; what the record proposes, July 31."""
    return date(year + 1, *LAST_DAY)


@action
def record_aid(
    *,
    achievement_id: UUID,
    year: int,
    decided_on: date,
    source: str,
    by: Actor,
    source_url: str = "",
    valid_until: date | None = None,
) -> UUID:
    """Record an approval for one academic year; the record's id.

    The condition is both an approval by the ministry and assured quality: the version must be published, under a
    quality assurance that is not its own declaration.

    Raises:
        Forbidden: without ``aid.record`` in the organization that runs the network.
        Refused: ``achievement_unpublished``, ``quality_not_assured``, ``year_invalid``, ``date_future``,
            ``source_missing``, ``url_invalid``, ``date_invalid``, ``approval_known``.
    """
    require_operator(by, "aid.record")
    version = queries.achievement_page(achievement_id)
    if version is None or version.state != wording.State.PUBLISHED:
        raise Refused("achievement_unpublished", _("Choose a published microcredential."), "achievement")
    if version.content.qa_kind in {"", wording.QualityAssurance.SELF_DECLARED}:
        raise Refused(
            "quality_not_assured",
            _("Its quality is not assured by anybody but its author: the aid is for quality-assured programmes."),
            "achievement",
        )
    until = valid_until or last_day(year)
    _check(year, decided_on, until, source)
    require_address(source_url, "source_url")
    if models.AidApproval.objects.filter(achievement_id=achievement_id, year=year, withdrawn_at=None).exists():
        raise Refused("approval_known", _("An approval for this academic year is already recorded."), "year")
    made = models.AidApproval.objects.create(
        organization_id=version.organization.id,
        achievement_id=achievement_id,
        title=version.content.title,
        year=year,
        decided_on=decided_on,
        valid_until=until,
        source=cleaned(source),
        source_url=source_url,
        recorded_by_id=by.person_id,
        recorded_at=clock.now(),
    )
    _touch_offers(achievement_id)
    _record(by, "record_aid", made.pk, achievement=str(achievement_id), year=year)
    return made.pk


@action
def withdraw_aid(*, approval_id: UUID, reason: str, by: Actor) -> None:
    """Take a recorded approval back; it stays on record with the reason.

    Raises:
        Forbidden: without ``aid.record`` in the organization that runs the network.
        Refused: ``approval_unknown``, ``reason_missing``.
    """
    require_operator(by, "aid.record")
    approval = models.AidApproval.objects.select_for_update().filter(pk=approval_id, withdrawn_at=None).first()
    if approval is None:
        raise Refused("approval_unknown", _("There is no such approval, or it was withdrawn already."))
    if not cleaned(reason):
        raise Refused("reason_missing", _("Say why the approval is withdrawn."), "reason")
    approval.withdrawn_at, approval.withdrawn_reason = clock.now(), cleaned(reason)
    approval.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _touch_offers(approval.achievement_id)
    _record(by, "withdraw_aid", approval.pk, reason=cleaned(reason))


@action
def list_aid_example(*, achievement_id: UUID, year: int, source: str, by: Actor) -> None:
    """List what the founding documents say was approved; it never counts as in force. From the command line only.

    The same achievement and year are listed once.
    """
    if by.channel != "command":
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    version = queries.achievement_page(achievement_id)
    if version is None or version.state != wording.State.EXAMPLE:
        raise Refused("achievement_unknown", _("Choose an example of the documents."), "achievement")
    if models.AidApproval.objects.filter(achievement_id=achievement_id, year=year).exists():
        return
    made = models.AidApproval.objects.create(
        organization_id=version.organization.id,
        achievement_id=achievement_id,
        title=version.content.title,
        year=year,
        valid_until=last_day(year),
        source=source,
        recorded_at=clock.now(),
    )
    _record(by, "list_aid_example", made.pk, achievement=str(achievement_id), year=year)


def _check(year: int, decided_on: date, valid_until: date, source: str) -> None:
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Refused("year_invalid", _("Give the year in which the academic year begins, for example 2026."), "year")
    if decided_on > today:
        raise Refused("date_future", _("The decision cannot lie in the future."), "decided_on")
    if not cleaned(source):
        raise Refused("source_missing", _("Say where the decision can be read."), "source")
    if not date(year, 1, 1) <= valid_until <= date(year + 1, 12, 31):
        raise Refused("date_invalid", _("The last day lies in the academic year."), "valid_until")


def _touch_offers(achievement_id: UUID) -> None:
    models.Offer.objects.filter(achievement_id=achievement_id).update(changed_at=clock.now())
    note_change(achievement_id)


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"catalogue.{verb}", subject_type="aid_approval", subject_id=subject_id, facts=facts)
