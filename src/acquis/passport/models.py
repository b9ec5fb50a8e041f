"""What a learner holds and what a learner shows. Every row belongs to one person, never to an organization."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept


class Passport(Kept):
    """One person's passport; made when the first credential is accepted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    privacy = Privacy()


class Item(Kept):
    """A credential in a passport, with the holder's own copy of the document: it outlives the issuer's record."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    passport = models.ForeignKey(Passport, on_delete=models.CASCADE, related_name="items")
    credential = models.ForeignKey("issuance.Credential", on_delete=models.PROTECT, related_name="+")
    document = models.TextField()
    added_at = models.DateTimeField()
    note = models.CharField(max_length=2000, blank=True)
    archived_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={
            "document": "the holder's copy; until the holder deletes it or closes the account",
            "note": "the holder's own words, never shown to others; until the holder deletes them",
        }
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passport", "credential"], name="one_item_per_credential")]


class Share(Kept):
    """A link that the holder made: what it shows is frozen, when it ends is known (SM-7).

    *expired* is computed from ``expires_at``; the secret of the address is kept by `acquis.platform.capabilities`.
    """

    class State(models.TextChoices):
        """Whether the holder still allows it."""

        ACTIVE = "active"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    passport = models.ForeignKey(Passport, on_delete=models.CASCADE, related_name="shares")
    purpose_note = models.CharField(max_length=200, blank=True)
    recipient_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={
            "purpose_note": "the holder's private label; until the account is closed",
            "recipient_name": "whom the holder made it for; until the account is closed",
        },
        open=frozenset({"language", "state"}),
    )


class ShareItem(Kept):
    """One credential of a share, and exactly what of it is shown; written once (I-08)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    selection = models.JSONField(default=dict)

    privacy = Privacy(open=frozenset({"selection"}))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["share", "item"], name="one_place_per_item_and_share")]


class ShareOpening(Kept):
    """That a share was opened, and when; never by whom (R-174)."""

    id = models.BigAutoField(primary_key=True)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    privacy = Privacy()
