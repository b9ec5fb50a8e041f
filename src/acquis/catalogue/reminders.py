"""Background work of the catalogue: confirming offers, letting requests lapse, telling what changed of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from acquis.catalogue import actions, offering, queries
from acquis.catalogue.actions import saved
from acquis.catalogue.queries.saved import alerts_stand
from acquis.organizations import queries as organizations
from acquis.platform import clock, jobs, links, mail
from acquis.platform.actor import Actor
from acquis.platform.formats import day


@jobs.work("catalogue.remind_offers")
def remind_offers(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Write to everybody who may confirm the offers that an organization last confirmed on a day (R-107).

    Offers that were confirmed, closed or hidden since need no message.
    """
    organization_id, confirmed_on = UUID(payload["organization_id"]), date.fromisoformat(payload["confirmed_on"])
    waiting = queries.offers_confirmed_on(organization_id, confirmed_on)
    if not waiting:
        return
    hidden_on = clock.months_later(confirmed_on, offering.FRESH_MONTHS)
    for person in organizations.members_who_may(organization_id, "offer.write"):
        link = links.absolute("issuer:offers", language=person.language, organization_id=organization_id)
        mail.send(
            "offers_to_confirm",
            to=person.email,
            language=person.language,
            context={"number": waiting, "hidden_on": day(hidden_on, person.language), "link": link},
        )


@jobs.work("catalogue.endorsement_lapse")
def endorsement_lapse(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """End one request for endorsement that nobody answered in time."""
    actions.lapse_endorsement(
        endorsement_id=UUID(payload["endorsement_id"]), by=Actor.system("catalogue.endorsement_lapse")
    )


@jobs.work("catalogue.saved_alerts")
def saved_alerts(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Tell one person what changed of their list (R-109); it comes back each morning as long as they ask for it."""
    alerts_id = UUID(payload["alerts_id"])
    if not alerts_stand(alerts_id):
        return
    # First, so that a morning on which something fails is not the last one.
    saved.plan_alerts(alerts_id=alerts_id)
    saved.tell_changes(alerts_id=alerts_id, by=Actor.system("catalogue.saved_alerts"))
