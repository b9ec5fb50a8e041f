"""Offers of published achievements, their sessions, their clicks; approvals for financial aid; preparation."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from acquis.catalogue import offering, wording
from acquis.catalogue.models.versions import Achievement
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


class Offer(Kept):
    """A way to take an achievement: where, when, at what price; what it teaches stands in its published version."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=offering.OfferState, default=offering.OfferState.DRAFT)
    label = TranslatableField()
    by_module = models.BooleanField(default=False)
    tuition_cents = models.PositiveIntegerField(null=True)
    materials_cents = models.PositiveIntegerField(null=True)
    exam_cents = models.PositiveIntegerField(null=True)
    delivery_mode = models.CharField(max_length=10, blank=True, choices=wording.DeliveryMode)
    assessment_mode = models.CharField(max_length=10, blank=True, choices=wording.AssessmentMode)
    languages = models.JSONField(default=list)
    place = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=20, blank=True)
    registration_url = models.URLField(max_length=500, blank=True)
    aids = models.JSONField(default=list)
    aid_note = TranslatableField()
    created_at = models.DateTimeField()
    last_confirmed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    privacy = Privacy(
        open=frozenset(
            {
                "state", "label", "delivery_mode", "assessment_mode", "languages", "place", "region",
                "registration_url", "aids", "aid_note",
            }
        )
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], name="offer_changed"),
            models.Index(fields=["achievement", "state"], name="offer_of_achievement"),
            models.Index(fields=["organization", "-changed_at"], name="offer_of_organization"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(last_confirmed_at__isnull=False),
                name="listed_offers_were_confirmed",
            )
        ]

    def __str__(self) -> str:
        return str(self.label or self.pk)


class Session(Kept):
    """A time to begin; rewritten as a whole with its offer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField(default=0)
    intake = models.CharField(max_length=10, choices=offering.Intake, default=offering.Intake.FIXED)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    places = models.PositiveIntegerField(null=True)
    module = TranslatableField()

    privacy = Privacy(open=frozenset({"intake", "module"}))

    class Meta:
        ordering = ["position"]


class OfferClicks(Kept):
    """How often an offer's registration was opened on a day: a number and nothing about who (R-102)."""

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="clicks")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    privacy = Privacy()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "day"], name="one_count_per_offer_and_day")]


class AidApproval(Kept):
    """The ministry's approval for student aid (RAFEO / OSAP), for one academic year (R-285).

    ``decided_on`` is None for what the founding documents list: an example, which never counts as in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="aid_approvals")
    title = TranslatableField()
    year = models.PositiveSmallIntegerField()
    decided_on = models.DateField(null=True)
    valid_until = models.DateField()
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    privacy = Privacy(open=frozenset({"title", "source", "source_url", "withdrawn_reason"}))

    class Meta:
        indexes = [models.Index(fields=["year", "organization"], name="aid_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "year"],
                condition=models.Q(withdrawn_at=None),
                name="one_aid_approval_per_year",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class PreparationResource(Kept):
    """Something that helps to prepare, listed by an organization; it leads to no credential of this network."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=offering.PreparationKind)
    title = TranslatableField()
    provider = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    languages = models.JSONField(default=list)
    cost_cents = models.PositiveIntegerField(null=True)
    acceptance = models.CharField(max_length=20, choices=offering.Acceptance)
    accepted_by = models.CharField(max_length=200, blank=True)
    note = TranslatableField()
    literacy_paths = models.JSONField(default=list)
    listed = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    privacy = Privacy(
        open=frozenset(
            {"kind", "title", "provider", "url", "languages", "acceptance", "accepted_by", "note", "literacy_paths"}
        )
    )

    class Meta:
        indexes = [models.Index(fields=["listed", "kind"], name="preparation_listed")]

    def __str__(self) -> str:
        return str(self.title)


class PreparationLink(Kept):
    """An achievement's own organization says: this prepares for it (R-111), or even teaches the same (R-298)."""

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="preparation")
    resource = models.ForeignKey(PreparationResource, on_delete=models.CASCADE, related_name="links")
    is_equivalent = models.BooleanField(default=False)

    privacy = Privacy()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["achievement", "resource"], name="one_link_per_resource")]
