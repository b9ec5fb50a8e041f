"""Reading what somebody keeps of the portal; only their own."""

from __future__ import annotations

from uuid import UUID

from acquis.catalogue import models


def saved_keys(person_id: UUID) -> list[UUID]:
    """The keys of the listings that a person keeps, the last saved first."""
    rows = models.SavedListing.objects.filter(person_id=person_id).order_by("-saved_at", "pk")
    return [offer_id or achievement_id for offer_id, achievement_id in rows.values_list("offer_id", "achievement_id")]
