"""Keeping listings of the portal, with an account, and being written to when they change (R-109).

Everybody writes only their own list. Nobody is written to who did not ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import alerts, models
from acquis.catalogue.queries import portal
from acquis.catalogue.queries.offers import titles
from acquis.catalogue.queries.saved import ALERTS_OFF, standings
from acquis.people import queries as people
from acquis.people.queries import PersonFacts
from acquis.platform import capabilities, clock, jobs, links, mail
from acquis.platform.actor import Actor
from acquis.platform.clock import EASTERN
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.writes import action

MOST = 100
MORNING = time(7)
LINK_LASTS = timedelta(days=400)


@action
def save_listings(*, keys: Iterable[UUID], by: Actor) -> int:
    """Put listings on one's list; how many were not on it yet. What is not listed any more is passed over.

    Raises:
        Forbidden: ``account_needed``.
        Refused: ``list_full``.
    """
    person_id = _person(by)
    mine = models.SavedListing.objects.filter(person_id=person_id)
    known: set[tuple[UUID | None, UUID]] = set(mine.values_list("offer_id", "achievement_id"))
    added, found_now = 0, portal.of_keys(keys)
    standing = standings(one.key for one in found_now)
    for found in found_now:
        offer_id = found.offer.id if found.offer else None
        if (offer_id, found.achievement_id) in known:
            continue
        if len(known) >= MOST:
            raise Refused("list_full", _("Your list is full. Take something off it first."))
        holds = standing[found.key].written()
        made = models.SavedListing.objects.create(
            person_id=person_id,
            achievement_id=found.achievement_id,
            offer_id=offer_id,
            saved_at=clock.now(),
            noted=holds,
            told=holds,
        )
        known.add((offer_id, found.achievement_id))
        added += 1
        audit.record(by=by, verb="catalogue.save_listing", subject_type="saved_listing", subject_id=made.pk)
    return added


@action
def drop_listing(*, key: UUID, by: Actor) -> None:
    """Take a listing off one's list.

    Raises:
        Forbidden: ``account_needed``.
    """
    rows = models.SavedListing.objects.filter(person_id=_person(by))
    for row in rows.filter(Q(offer_id=key) | Q(offer_id=None, achievement_id=key)):
        audit.record(by=by, verb="catalogue.drop_listing", subject_type="saved_listing", subject_id=row.pk)
        row.delete()


@action
def ask_alerts(*, by: Actor) -> None:
    """Ask to be written to when something on one's list changes, from what holds now on; asking again changes nothing.

    Raises:
        Forbidden: ``account_needed``.
    """
    made, is_new = models.SavedAlerts.objects.get_or_create(person_id=_person(by), defaults={"asked_at": clock.now()})
    if not is_new:
        return
    rows = list(models.SavedListing.objects.filter(person_id=made.person_id))
    standing = standings(map(_key, rows))
    for row in rows:
        now = standing[_key(row)]
        row.told = alerts.after(alerts.read(row.told) or now, now).written()
        row.save(update_fields=["told"])
    plan_alerts(alerts_id=made.pk)
    audit.record(by=by, verb="catalogue.ask_alerts", subject_type="saved_alerts", subject_id=made.pk)


@action
def end_alerts(*, by: Actor) -> None:
    """Be written to no more.

    Raises:
        Forbidden: ``account_needed``.
    """
    found = models.SavedAlerts.objects.filter(person_id=_person(by)).first()
    if found is not None:
        _end(found, by)


@action
def end_alerts_by_link(*, token: str, by: Actor) -> bool:
    """The same for whoever holds the link of a message, without an account; whether the link was good."""
    alerts_id = capabilities.find(purpose=ALERTS_OFF, token=token)
    found = models.SavedAlerts.objects.filter(pk=alerts_id).first() if alerts_id else None
    if found is None:
        return False
    _end(found, by)
    return True


@action
def tell_changes(*, alerts_id: UUID, by: Actor) -> int:
    """Write one message about everything that changed since the person was last told; how many listings it names.

    Run again on the same day it does nothing. What holds now is remembered together with the message.

    Raises:
        Forbidden: ``not_permitted``, for anything but the job.
    """
    if by.channel != "job":
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    found = models.SavedAlerts.objects.select_for_update().filter(pk=alerts_id).first()
    reader = people.person(found.person_id) if found is not None else None
    if found is None or reader is None or found.sent_on == clock.today():
        return 0
    rows = list(models.SavedListing.objects.filter(person_id=found.person_id).order_by("-saved_at", "pk"))
    standing, news = standings(map(_key, rows)), []
    with translation.override(reader.language):
        for row in rows:
            now = standing[_key(row)]
            before = alerts.read(row.told) or now
            if said := alerts.changes(before, now):
                news.append((row.achievement_id, said))
            kept = alerts.after(before, now).written()
            if kept != row.told:
                row.told = kept
                row.save(update_fields=["told"])
    if news:
        found.sent_on = clock.today()
        found.save(update_fields=["sent_on"])
        _write(found.pk, reader, news)
        audit.record(
            by=by,
            verb="catalogue.tell_changes",
            subject_type="saved_alerts",
            subject_id=found.pk,
            facts={"listings": len(news)},
        )
    return len(news)


def plan_alerts(*, alerts_id: UUID) -> None:
    """Look again on the next morning; planned once for each."""
    now = clock.now()
    morning = datetime.combine(now.astimezone(EASTERN).date(), MORNING, EASTERN).astimezone(UTC)
    if morning <= now:
        tomorrow = now.astimezone(EASTERN).date() + timedelta(days=1)
        morning = datetime.combine(tomorrow, MORNING, EASTERN).astimezone(UTC)
    jobs.enqueue(
        "catalogue.saved_alerts",
        {"alerts_id": str(alerts_id)},
        unique_key=f"saved_alerts:{alerts_id}:{morning.date()}",
        delay=morning - now,
    )


# — steps —


def _key(row: models.SavedListing) -> UUID:
    key: UUID = row.offer_id or row.achievement_id
    return key


def _end(found: models.SavedAlerts, by: Actor) -> None:
    capabilities.withdraw(purpose=ALERTS_OFF, subject_id=found.pk)
    audit.record(by=by, verb="catalogue.end_alerts", subject_type="saved_alerts", subject_id=found.pk)
    found.delete()


def _write(alerts_id: UUID, reader: PersonFacts, news: list[tuple[UUID, list[str]]]) -> None:
    token = capabilities.mint(purpose=ALERTS_OFF, subject_id=alerts_id, expires_at=clock.now() + LINK_LASTS)
    known = titles(achievement_id for achievement_id, _said in news)
    items = [
        {
            "title": known[achievement_id].shown(reader.language).text,
            "said": said,
            "link": links.absolute("public:achievement", language=reader.language, achievement_id=achievement_id),
        }
        for achievement_id, said in news
    ]
    stop = links.absolute("public:alerts_off", language=reader.language, token=token)
    context = {
        "items": items,
        "number": len(items),
        "list": links.absolute("public:saved", language=reader.language),
        "stop": stop,
    }
    mail.send("saved_changes", to=reader.email, language=reader.language, context=context, unsubscribe=stop)


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise Forbidden("account_needed", _("Sign in to keep a list with your account."))
    return by.person_id
