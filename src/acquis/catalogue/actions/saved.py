"""Keeping listings of the portal, with an account; everybody writes only their own list."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models
from acquis.catalogue.queries import portal
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.writes import action

MOST = 100


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
    added = 0
    for found in portal.of_keys(keys):
        offer_id = found.offer.id if found.offer else None
        if (offer_id, found.achievement_id) in known:
            continue
        if len(known) >= MOST:
            raise Refused("list_full", _("Your list is full. Take something off it first."))
        made = models.SavedListing.objects.create(
            person_id=person_id, achievement_id=found.achievement_id, offer_id=offer_id, saved_at=clock.now()
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


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise Forbidden("account_needed", _("Sign in to keep a list with your account."))
    return by.person_id
