"""Reading what somebody keeps of the portal; only their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.catalogue import alerts, models
from acquis.catalogue.alerts import Standing
from acquis.catalogue.queries import portal
from acquis.catalogue.queries.offers import listed
from acquis.catalogue.queries.portal import Found
from acquis.platform import capabilities, clock
from acquis.platform.formats import day

ALERTS_OFF = "catalogue.alerts_off"
RECENT = timedelta(days=30)


def saved_keys(person_id: UUID) -> list[UUID]:
    """The keys of the listings that a person keeps, the last saved first."""
    rows = models.SavedListing.objects.filter(person_id=person_id).order_by("-saved_at", "pk")
    return [offer_id or achievement_id for offer_id, achievement_id in rows.values_list("offer_id", "achievement_id")]


def has_alerts(person_id: UUID) -> bool:
    """Whether somebody asked to be written to when their list changes."""
    return models.SavedAlerts.objects.filter(person_id=person_id).exists()


def alerts_stand(alerts_id: UUID) -> bool:
    """Whether these alerts were not ended."""
    return models.SavedAlerts.objects.filter(pk=alerts_id).exists()


def alerts_behind(token: str) -> UUID | None:
    """The alerts that a link of a message ends; None for a link that is unknown or has ended."""
    return capabilities.find(purpose=ALERTS_OFF, token=token)


def standings(keys: Iterable[UUID]) -> dict[UUID, Standing]:
    """What holds of several listings; what is not listed is `alerts.GONE`. A fixed number of queries."""
    wanted = list(keys)
    return dict.fromkeys(wanted, alerts.GONE) | _of(portal.of_keys(wanted))


def changed_since_saved(person_id: UUID, found: Iterable[Found]) -> dict[UUID, list[str]]:
    """What changed of these listings since the person saved them, in the language of the page."""
    now = _of(found)
    rows = models.SavedListing.objects.filter(person_id=person_id)
    told = {}
    for offer_id, achievement_id, noted in rows.values_list("offer_id", "achievement_id", "noted"):
        key, before = offer_id or achievement_id, alerts.read(noted)
        if key in now and before is not None:
            told[key] = alerts.changes(before, now[key])
    return told


def changed_lately(found: Iterable[Found]) -> dict[UUID, list[str]]:
    """What is dated and new of these listings, for a reader of whom nothing is known, in the language of the page."""
    shown = list(found)
    since, language = clock.now() - RECENT, get_language() or "fr"
    rows = models.AidApproval.objects.filter(
        achievement_id__in={one.achievement_id for one in shown},
        recorded_at__gte=since,
        withdrawn_at=None,
        decided_on__isnull=False,
        valid_until__gte=clock.today(),
    )
    aided = dict(rows.order_by("recorded_at").values_list("achievement_id", "recorded_at"))
    told: dict[UUID, list[str]] = {}
    for one in shown:
        said = told.setdefault(one.key, [])
        if one.achievement_id in aided:
            on = day(aided[one.achievement_id], language)
            said.append(_("Approved for student aid (OSAP): recorded on %(day)s.") % {"day": on})
        if one.published_at is not None and one.published_at >= since and one.state == "published":
            said.append(_("This version was published on %(day)s.") % {"day": day(one.published_at, language)})
    return told


def _of(found: Iterable[Found]) -> dict[UUID, Standing]:
    shown, today = list(found), clock.today()
    # Whoever keeps an achievement keeps it with all its offers.
    bare = {one.achievement_id for one in shown if one.offer is None}
    offers = listed(bare) if bare else {}
    return {
        one.key: Standing(
            offered=True,
            starts=alerts.starts_of(
                [
                    session
                    for offer in ([one.offer] if one.offer else offers.get(one.achievement_id, []))
                    for session in offer.terms.sessions
                ],
                today,
            ),
            price_cents=one.price_cents,
            aid=one.aid_years,
        )
        for one in shown
    }
