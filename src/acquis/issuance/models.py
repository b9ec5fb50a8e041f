"""Awards, the credentials signed for them, and the history of each credential's status."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept

_PERSON = settings.AUTH_USER_MODEL


class Award(Kept):
    """The decision that a learner earned one version of an achievement."""

    class State(models.TextChoices):
        """Where the offer stands (SM-3)."""

        READY = "ready"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey("assessment.Candidacy", on_delete=models.PROTECT, related_name="+")
    recipient_email = models.EmailField()
    recipient_name = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    state_since = models.DateTimeField()
    awarded_on = models.DateField()
    valid_until = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    offers = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    declined_reason = models.CharField(max_length=600, blank=True)

    privacy = Privacy(
        personal={
            "recipient_email": "reaching the learner; kept with the issuer's record of the award",
            "recipient_name": "the name on the credential; kept with the issuer's record of the award",
            "declined_reason": "what the learner chose to tell the issuer; kept with the award",
        },
        open=frozenset({"language", "state"}),
    )

    class Meta:
        indexes = [models.Index(fields=["organization", "state", "-decided_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=models.Q(state__in=["ready", "offered", "accepted", "lapsed"]),
                name="one_live_award_per_candidacy",
            )
        ]


class Credential(Kept):
    """The signed document of an award: its bytes never change, only what is said of it beside it."""

    class State(models.TextChoices):
        """Its status (SM-4); *expired* is computed from the signed validity."""

        ACTIVE = "active"
        SUSPENDED = "suspended"
        REVOKED = "revoked"
        SUPERSEDED = "superseded"

    FROZEN = ("document", "digest", "issued_at", "valid_from", "valid_until", "verification_method", "salt", "award_id")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="credentials")
    document = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    verification_method = models.CharField(max_length=400)
    salt = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(max_length=30, blank=True)
    state_note = models.CharField(max_length=600, blank=True)
    state_since = models.DateTimeField()

    privacy = Privacy(
        personal={
            "document": "the signed credential, name included; kept as the issuer's record of what it signed",
            "salt": "hides the e-mail address in the credential; kept with the document",
            "state_note": "the issuer's private note on a status change; kept with the document",
        },
        open=frozenset({"digest", "verification_method", "state", "state_reason"}),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(state__in=["active", "suspended"]),
                name="one_standing_credential_per_award",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a signed document and its dates are written once (I-02)."""
        if not self._state.adding:
            before = type(self).objects.values(*self.FROZEN).get(pk=self.pk)
            if any(before[name] != getattr(self, name) for name in self.FROZEN):
                raise ValueError("a signed credential never changes")
        super().save(*args, **kwargs)


class StatusEvent(Kept):
    """One change of a credential's status: from, to, why, when, by whom; never rewritten (R-201)."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy(
        personal={"note": "the issuer's private note; kept with the credential"},
        open=frozenset({"before", "after", "reason"}),
    )
