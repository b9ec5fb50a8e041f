"""Writing offers: begin, revise, list, confirm, close; and counting clicks without knowing whose."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models, offering, queries, wording
from acquis.catalogue.offering import Session, Terms
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.actions import require
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.clock import EASTERN
from acquis.platform.faults import Blocked, Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action

MOST_SESSIONS = 60
MOST_CENTS = 100_000_000
MORNING = time(8)


@action
def begin_offer(*, achievement_id: UUID, by: Actor, terms: Terms | None = None) -> UUID:
    """Begin an offer of a published achievement, with what its version says unless ``terms`` are given; its id.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``achievement_unpublished``, and those of `revise_offer`.
    """
    version = _published(achievement_id)
    if version is None:
        raise Refused("achievement_unpublished", _("Publish the microcredential first: an offer is an offer of it."))
    require(by, "offer.write", version.organization.id)
    now = clock.now()
    made = models.Offer.objects.create(
        organization_id=version.organization.id, achievement_id=achievement_id, created_at=now, changed_at=now
    )
    _write(made, terms or _from_version(version))
    _record(by, "begin_offer", made.pk, achievement=str(achievement_id))
    return made.pk


@action
def revise_offer(*, offer_id: UUID, terms: Terms, by: Actor) -> None:
    """Replace what an offer says. Whoever revises a listed offer confirms it.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``offer_closed``, ``money_invalid``, ``url_invalid``, ``code_unknown``, ``module_unknown``,
            ``start_missing``, ``ends_before``, ``sessions_too_many``.
        Blocked: ``not_complete``, when a listed offer would lack what the public needs.
    """
    offer = _offer(offer_id, by)
    if offer.state == offering.OfferState.CLOSED:
        raise Refused("offer_closed", _("This offer is closed. Reopen it first."))
    _write(offer, terms)
    if offer.state == offering.OfferState.LISTED:
        _require_complete(offer.pk)
        _confirm(offer)
    _record(by, "revise_offer", offer.pk)


@action
def list_offer(*, offer_id: UUID, by: Actor) -> None:
    """Show a draft to everybody; this confirms it.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``move_refused``.
        Blocked: ``not_complete``, with every reason.
    """
    offer = _offer(offer_id, by)
    _require_state(offer, offering.OfferState.DRAFT)
    _require_complete(offer.pk)
    offer.state = offering.OfferState.LISTED
    _confirm(offer)
    _record(by, "list_offer", offer.pk)


@action
def confirm_offer(*, offer_id: UUID, by: Actor) -> None:
    """Say that everything in a listed offer still holds (R-107).

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``move_refused``.
    """
    offer = _offer(offer_id, by)
    _require_state(offer, offering.OfferState.LISTED)
    _confirm(offer)
    _record(by, "confirm_offer", offer.pk)


@action
def close_offer(*, offer_id: UUID, by: Actor) -> None:
    """Take an offer off the list; it stays on record and can be reopened.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``move_refused``.
    """
    offer = _offer(offer_id, by)
    _require_state(offer, offering.OfferState.LISTED)
    offer.state, offer.changed_at = offering.OfferState.CLOSED, clock.now()
    offer.save(update_fields=["state", "changed_at"])
    _record(by, "close_offer", offer.pk)


@action
def reopen_offer(*, offer_id: UUID, by: Actor) -> None:
    """Make a draft of a closed offer again.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``move_refused``.
    """
    offer = _offer(offer_id, by)
    _require_state(offer, offering.OfferState.CLOSED)
    offer.state, offer.changed_at = offering.OfferState.DRAFT, clock.now()
    offer.save(update_fields=["state", "changed_at"])
    _record(by, "reopen_offer", offer.pk)


@action
def count_click(*, offer_id: UUID) -> None:
    """Count one opening of an offer's registration; of the visitor nothing is read or kept (R-102)."""
    offer = models.Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        return
    counted = models.OfferClicks.objects.get_or_create(
        offer_id=offer_id, day=clock.today(), defaults={"organization_id": offer.organization_id}
    )[0]
    models.OfferClicks.objects.filter(pk=counted.pk).update(count=F("count") + 1)


def lacks(offer_id: UUID) -> list[Refused]:
    """What an offer still lacks before the public may see it, each with its field."""
    offer = queries.offer(offer_id)
    assert offer is not None
    terms, found = offer.terms, []
    if not offer.is_published:
        found.append(Refused("achievement_unpublished", _("The microcredential is not published at this moment.")))
    if not terms.registration_url:
        found.append(Refused("url_missing", _("Give the address where one registers."), "registration_url"))
    if not terms.delivery_mode:
        found.append(Refused("mode_missing", _("Say where the learning happens."), "delivery_mode"))
    if not terms.languages:
        found.append(Refused("language_missing", _("Say in which language it is offered."), "languages"))
    if not terms.sessions:
        found.append(Refused("session_missing", _("Say when one can begin."), "sessions"))
    return found


# — steps —


def _from_version(version: VersionFacts) -> Terms:
    content = version.content
    fees = [module.price_cents for module in content.modules if module.required]
    by_module = any(fee is not None for fee in fees)
    return Terms(
        by_module=by_module,
        tuition_cents=None if by_module else content.price_cents,
        materials_cents=content.other_costs_cents,
        delivery_mode=content.delivery_mode,
        assessment_mode=content.assessment_mode,
        languages=content.languages,
        region=version.organization.region,
    )


def _write(offer: models.Offer, terms: Terms) -> None:
    _check(terms)
    _check_sessions(terms.sessions, offer.achievement_id)
    for name in (
        "label", "by_module", "tuition_cents", "materials_cents", "exam_cents", "delivery_mode", "assessment_mode",
        "place", "region", "registration_url", "aid_note",
    ):  # fmt: skip
        setattr(offer, name, getattr(terms, name))
    offer.languages, offer.aids = list(terms.languages), list(terms.aids)
    offer.changed_at = clock.now()
    offer.save()
    offer.sessions.all().delete()
    models.Session.objects.bulk_create(
        models.Session(
            organization_id=offer.organization_id,
            offer=offer,
            position=position,
            intake=each.intake,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            places=each.places,
            module=each.module,
        )
        for position, each in enumerate(terms.sessions)
    )


def _check(terms: Terms) -> None:
    for name in ("tuition_cents", "materials_cents", "exam_cents"):
        cents = getattr(terms, name)
        if cents is not None and not 0 <= cents <= MOST_CENTS:
            raise Refused("money_invalid", _("Give an amount between 0 and 1,000,000 dollars."), name)
    require_address(terms.registration_url, "registration_url")
    known: list[tuple[str, Any, tuple[str, ...]]] = [
        ("delivery_mode", wording.DeliveryMode, (terms.delivery_mode,) if terms.delivery_mode else ()),
        ("assessment_mode", wording.AssessmentMode, (terms.assessment_mode,) if terms.assessment_mode else ()),
        ("languages", wording.Language, terms.languages),
        ("aids", offering.AidKind, terms.aids),
    ]
    for name, words, codes in known:
        if not set(codes) <= set(words.values):
            raise Refused("code_unknown", _("Choose one of the values of the list."), name)


def require_address(url: str, where: str) -> None:
    """Refuse (``url_invalid``) what a browser should not open: only http and https, with a host, without a password."""
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise Refused("url_invalid", _("Give a full address that begins with https://."), where)


def _check_sessions(sessions: tuple[Session, ...], achievement_id: UUID) -> None:
    if len(sessions) > MOST_SESSIONS:
        raise Refused("sessions_too_many", _("One offer has at most 60 sessions. Begin another offer."), "sessions")
    for number, each in enumerate(sessions):
        if each.intake not in offering.Intake.values:
            raise Refused("code_unknown", _("Choose one of the values of the list."), f"sessions-{number}-intake")
        if each.intake != offering.Intake.CONTINUOUS and each.starts_on is None:
            raise Refused("start_missing", _("Give the first day."), f"sessions-{number}-starts_on")
        if each.starts_on and each.ends_on and each.ends_on < each.starts_on:
            raise Refused("ends_before", _("It ends before it starts."), f"sessions-{number}-ends_on")
    wanted = [(number, each.module) for number, each in enumerate(sessions) if each.module]
    if not wanted:
        return
    version = _published(achievement_id)
    titles: list[Text] = [module.title for module in version.content.modules] if version else []
    for number, module in wanted:
        if module not in titles:
            raise Refused(
                "module_unknown",
                _("The published version has no such module. Choose another, or the whole."),
                f"sessions-{number}-module",
            )


def _require_complete(offer_id: UUID) -> None:
    missing = lacks(offer_id)
    if missing:
        raise Blocked("not_complete", _("It is not complete yet."), missing)


def _confirm(offer: models.Offer) -> None:
    now = clock.now()
    offer.last_confirmed_at = offer.changed_at = now
    offer.save(update_fields=["state", "last_confirmed_at", "changed_at"])
    confirmed_on = now.astimezone(EASTERN).date()
    day = clock.months_later(confirmed_on, offering.REMINDED_MONTHS)
    wait = datetime.combine(day, MORNING, EASTERN).astimezone(UTC) - now
    # One message for all that an organization confirmed on the same day.
    jobs.enqueue(
        "catalogue.remind_offers",
        {"organization_id": str(offer.organization_id), "confirmed_on": confirmed_on.isoformat()},
        unique_key=f"remind_offers:{offer.organization_id}:{confirmed_on}",
        delay=max(wait, timedelta()),
    )


def _require_state(offer: models.Offer, state: str) -> None:
    if offer.state != state:
        label = offering.OfferState(offer.state).label
        raise Refused("move_refused", wording.MOVE_REFUSED % {"state": label})


def _published(achievement_id: UUID) -> VersionFacts | None:
    # When the newest public version is suspended or retired, no older one is published.
    found = queries.achievement_page(achievement_id)
    return found if found is not None and found.state == wording.State.PUBLISHED else None


def _offer(offer_id: UUID, by: Actor) -> models.Offer:
    found = models.Offer.objects.select_for_update().filter(pk=offer_id).first()
    if found is None:
        raise Refused("offer_unknown", _("There is no such offer here."))
    require(by, "offer.write", found.organization_id)
    return found


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"catalogue.{verb}", subject_type="offer", subject_id=subject_id, facts=facts)
