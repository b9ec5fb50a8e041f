"""Organizations, their names, and memberships."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from acquis.platform import clock
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


class Kind(models.TextChoices):
    """The kinds of organization of the network (R-011)."""

    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University")
    INDIGENOUS_INSTITUTE = "indigenous_institute", _("Indigenous institute")
    SCHOOL_BOARD = "school_board", _("School board")
    LITERACY_AGENCY = "literacy_agency", _("Adult literacy agency")
    TRAINING_PROVIDER = "training_provider", _("Training provider")
    MOOC_PROVIDER = "mooc_provider", _("Open online course provider")
    EMPLOYER = "employer", _("Employer")
    INDUSTRY_ASSOCIATION = "industry_association", _("Industry association")
    PROFESSIONAL_ASSOCIATION = "professional_association", _("Professional association")
    MUNICIPALITY = "municipality", _("Municipality")
    HEALTH = "health", _("Hospital or health organization")
    NON_PROFIT = "non_profit", _("Non-profit organization")
    GOVERNMENT = "government", _("Government")
    AGENCY = "agency", _("Agency")
    NETWORK = "network", _("Network")
    FUNDER = "funder", _("Funder")
    SUPPLIER = "supplier", _("Technology supplier")


class Organization(Kept):
    """An institution, employer, association or partner."""

    class State(models.TextChoices):
        """Whether it takes part."""

        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    name = TranslatableField()
    region = models.CharField(max_length=20, blank=True)
    region_source = models.CharField(max_length=10, blank=True)
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    colours = models.JSONField(default=list)
    sources = models.CharField(max_length=40, blank=True)
    is_fictional = models.BooleanField(default=False)
    is_operator = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    created_at = models.DateTimeField()
    # When something last changed of what it is called and what it is; None for one that stayed as it was made.
    changed_at = models.DateTimeField(null=True, db_index=True)

    privacy = Privacy(
        open=frozenset(
            {
                "key",
                "kind",
                "name",
                "region",
                "region_source",
                "website",
                "contact_email",
                "colours",
                "sources",
                "state",
            }
        )
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_operator"], condition=models.Q(is_operator=True), name="one_operator")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell those who keep its name elsewhere, such as the index of the portal."""
        if not self._state.adding:
            self.changed_at = clock.now()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "changed_at"}
        super().save(*args, **kwargs)


class FormerName(Kept):
    """A name used before, or an alias of the sources, so that it is found again (R-017)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)

    privacy = Privacy(open=frozenset({"name"}))


class ApiClient(Kept):
    """A program of an organization, known by a token of which only the hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.BinaryField(max_length=32, unique=True)
    beginning = models.CharField(max_length=12)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    privacy = Privacy(open=frozenset({"name", "scopes", "beginning"}))

    class Meta:
        indexes = [models.Index(fields=["organization", "-created_at"], name="client_of_organization")]

    def __str__(self) -> str:
        return self.name


class Membership(Kept):
    """A person's roles in an organization, with their dates; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    roles = models.JSONField(default=list)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"roles"}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"], condition=models.Q(until=None), name="one_live_membership"
            )
        ]
