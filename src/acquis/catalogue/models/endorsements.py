"""Requests for endorsement, what partners signed, and what else partners are to a microcredential."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.catalogue import endorsing
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept

_ORGANIZATION = "organizations.Organization"
_PERSON = settings.AUTH_USER_MODEL


class Endorsement(Kept):
    """A request to a partner about one version, and the partner's answer. What was signed never changes."""

    FROZEN = (
        *("document", "digest", "read", "did", "about", "in_demand", "in_demand_comment", "reflects"),
        *("reflects_comment", "comment_language", "signatory_name", "signatory_role", "signed_at", "valid_until"),
        *("version_id", "partner_id"),
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(_ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="endorsements")
    partner = models.ForeignKey(_ORGANIZATION, on_delete=models.PROTECT, related_name="+", null=True)
    partner_name = models.CharField(max_length=200)
    partner_kind = models.CharField(max_length=30)
    email = models.EmailField()
    language = models.CharField(max_length=2)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=endorsing.State, default=endorsing.State.REQUESTED)
    state_since = models.DateTimeField()
    requested_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    requested_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    about = models.JSONField(default=list)
    in_demand = models.BooleanField(null=True)
    in_demand_comment = models.CharField(max_length=1000, blank=True)
    reflects = models.BooleanField(null=True)
    reflects_comment = models.CharField(max_length=1000, blank=True)
    comment_language = models.CharField(max_length=2, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_role = models.CharField(max_length=120, blank=True)
    answered_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    read = models.CharField(max_length=64, blank=True)
    did = models.CharField(max_length=300, blank=True)
    document = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=600, blank=True)

    privacy = Privacy(
        personal={
            "email": "where the partner was written to; as long as the request",
            "signatory_name": "who signed for the partner, shown to the issuer only; as long as the endorsement",
            "message": "the issuer's own words to the partner; as long as the request",
            "reason": "why it was declined or withdrawn, for the issuer; as long as the request",
        },
        open=frozenset(
            {
                "partner_name", "partner_kind", "language", "state", "about", "in_demand_comment", "reflects_comment",
                "comment_language", "signatory_role", "read", "did", "document", "digest",
            }
        ),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "email"],
                condition=models.Q(state__in=["requested", "under_study"]),
                name="one_open_request_per_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["signed", "withdrawn"])
                | models.Q(in_demand=True, reflects=True, partner__isnull=False, signed_at__isnull=False),
                name="signed_with_both_statements",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-requested_at"]),
            models.Index(fields=["partner", "-requested_at"]),
            models.Index(fields=["state", "version"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an answer is written once."""
        if not self._state.adding:
            before = type(self).objects.values("state", *self.FROZEN).get(pk=self.pk)
            settled = before["state"] not in endorsing.OPEN
            if settled and any(before[name] != getattr(self, name) for name in self.FROZEN):
                raise ValueError("an answered request never changes")
        super().save(*args, **kwargs)


class Partnership(Kept):
    """What an issuer states that a partner is to a microcredential, all versions of it; never an endorsement."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(_ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey("catalogue.Achievement", on_delete=models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(_ORGANIZATION, on_delete=models.PROTECT, related_name="+", null=True)
    partner_name = models.CharField(max_length=200)
    relation = models.CharField(max_length=12, choices=endorsing.Relation)
    words = TranslatableField()
    stated_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    stated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"partner_name", "relation", "words"}))

    class Meta:
        indexes = [models.Index(fields=["achievement", "ended_at"])]
