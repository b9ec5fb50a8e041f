"""Who may issue what, since when: applications, decisions, participation agreements."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept


class Application(Kept):
    """An organization asks to be recognized; open until the operator decides."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="applications"
    )
    scope = models.JSONField(default=list)
    statement = models.TextField(blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"scope", "statement"}))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization"], condition=Q(closed_at=None), name="one_open_application")
        ]


class Recognition(Kept):
    """One decision of the operator; decisions follow one another and none is ever changed (R-013, I-12)."""

    class Outcome(models.TextChoices):
        """What was decided. A refusal leaves the standing as it was."""

        RECOGNIZED = "recognized", _("Recognized")
        SUSPENDED = "suspended", _("Suspended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="recognitions"
    )
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    scope = models.JSONField(default=list)
    proof_examined = models.TextField(blank=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)

    privacy = Privacy(open=frozenset({"outcome", "scope", "proof_examined", "reason"}))

    class Meta:
        indexes = [models.Index(fields=["organization", "valid_from"])]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="decisions_are_numbered")]


class Participation(Kept):
    """A signed participation agreement: version, date, and the role (never the name) of who signed (R-014)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="participations"
    )
    version = models.CharField(max_length=40)
    signatory_role = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"version", "signatory_role"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "version"], name="one_agreement_per_version")]
