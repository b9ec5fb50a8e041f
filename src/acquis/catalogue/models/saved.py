"""What people with an account keep of the portal."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.catalogue.models.offers import Offer
from acquis.catalogue.models.versions import Achievement
from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept


class SavedListing(Kept):
    """Somebody keeps an offer, or an achievement that nobody offers at the moment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+", null=True)
    saved_at = models.DateTimeField()
    # What held of it when it was saved, and what the person was last told by mail: see `catalogue.alerts.Standing`.
    noted = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

    privacy = Privacy(
        personal={"person": "whose list it is on; until taken off, or the account is erased"},
        open=frozenset({"noted", "told"}),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "offer"], name="one_saved_offer"),
            models.UniqueConstraint(
                fields=["person", "achievement"], condition=models.Q(offer=None), name="one_saved_achievement"
            ),
        ]


class SavedAlerts(Kept):
    """Somebody asked to be written to when something on their list changes; the row goes when they no longer ask."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    sent_on = models.DateField(null=True)

    privacy = Privacy(personal={"person": "who asked to be written to; until they end it, or the account is erased"})
