"""Candidacies, results by outcome, and evidence."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.assessment import wording
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


class Candidacy(Kept):
    """Somebody who is assessed for one version of an achievement."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="candidacies")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=wording.State, default=wording.State.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    concluded_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={
            "email": "to whom the award is offered; as long as the record of the assessment",
            "name": "written into the credential; as long as the record of the assessment",
        },
        open=frozenset({"state"}),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "email"],
                condition=models.Q(state="open"),
                name="one_open_candidacy_per_address",
            )
        ]
        indexes = [models.Index(fields=["organization", "state", "created_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class OutcomeResult(Kept):
    """Whether one outcome was achieved, as attested by one assessor (R-113)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="results")
    outcome = models.ForeignKey("catalogue.Outcome", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("catalogue.Assessment", on_delete=models.PROTECT, related_name="+")
    achieved = models.BooleanField()
    level = models.CharField(max_length=10, choices=wording.Level, blank=True)
    method = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    assessed_on = models.DateField()
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assessor_role = models.CharField(max_length=12, choices=wording.AssessorRole)
    supervised = models.BooleanField(default=False)
    identity_checked = models.BooleanField(default=False)
    note = models.CharField(max_length=600, blank=True)
    recorded_at = models.DateTimeField()

    privacy = Privacy(
        personal={"note": "the assessor's remark, never signed; as long as the record of the assessment"},
        open=frozenset({"level", "method", "mode", "assessor_role"}),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidacy", "outcome"], name="one_result_per_outcome")]


class Evidence(Kept):
    """Something that shows what the person did: a private file or an address, always described in words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="evidence")
    outcome = models.ForeignKey("catalogue.Outcome", on_delete=models.PROTECT, related_name="+", null=True)
    title = TranslatableField()
    description = TranslatableField()
    genre = models.CharField(max_length=12)
    file_id = models.UUIDField(null=True)
    url = models.URLField(max_length=500, blank=True)
    text_alternative = TranslatableField()
    sha256 = models.CharField(max_length=64, blank=True)
    consent_confirmed = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    added_at = models.DateTimeField()

    privacy = Privacy(
        personal={
            "title": "names the evidence in the credential; as long as the record of the assessment",
            "description": "says in the credential what it shows; as long as the record of the assessment",
            "url": "where it can be seen; as long as the record of the assessment",
            "text_alternative": "for those who cannot see it; as long as the record of the assessment",
        },
        open=frozenset({"genre", "sha256"}),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(consent_confirmed=True), name="evidence_without_others")
        ]
        ordering = ["added_at", "pk"]
