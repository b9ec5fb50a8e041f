"""Achievements and their versions. A published version never changes (I-02)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from acquis.catalogue import wording
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept

# The life of a version goes on after it was written; what it says does not.
LIFE = frozenset(
    {
        *("state", "superseded_at", "retired_at", "relevance_until", "successor_id"),
        *("suspended_at", "suspension_reason", "network_reason"),
    }
)
DECISION = LIFE | {"approval", "approved_at", "published_at"}
# The last step of writing: what was submitted is what is decided about.
SUBMISSION = DECISION | {"submitted_at", "content_digest"}


class PublishedNeverChanges(RuntimeError):
    """Something tried to change a version that is no longer a draft: a fault of ours (I-02)."""


class GuardedRows(models.QuerySet[Any]):
    """Rows of versions: bulk writes are held to the same rule as single ones."""

    _through = "version__"

    def _refuse_settled(self) -> None:
        if self.exclude(**{f"{self._through}state__in": wording.EDITABLE}).exists():
            raise PublishedNeverChanges(self.model.__name__)

    def update(self, **values: Any) -> int:
        """Refuse to touch what belongs to a settled version."""
        if self._through or not set(values) <= LIFE - {"successor_id"}:
            self._refuse_settled()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to drop what belongs to a settled version."""
        self._refuse_settled()
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Refuse to add to a settled version."""
        rows = list(objs)
        versions = {row.version_id if self._through else row.pk for row in rows}
        settled = AchievementVersion.objects.filter(pk__in=versions).exclude(state__in=wording.EDITABLE)
        if settled.exists():
            raise PublishedNeverChanges(self.model.__name__)
        return super().bulk_create(rows, *args, **kwargs)


class GuardedVersions(GuardedRows):
    """The versions themselves."""

    _through = ""


class Achievement(Kept):
    """The lasting identity of what can be earned; its words are in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="achievements"
    )
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=wording.Kind)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    # When something last changed that the public sees of it; None before there is anything to see.
    changed_at = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"code", "kind"}))

    class Meta:
        constraints = [models.UniqueConstraint("organization", Lower("code"), name="one_code_per_organization")]
        indexes = [models.Index(fields=["changed_at"], name="achievement_changed")]

    def __str__(self) -> str:
        return self.code


class AchievementVersion(Kept):
    """One wording of an achievement. Credentials point at the exact version earned."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=wording.State, default=wording.State.DRAFT)

    title = TranslatableField()
    unit = TranslatableField()
    purpose = TranslatableField()
    description = TranslatableField()
    criteria = TranslatableField()
    hours_min = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_typical = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_max = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_reason = models.CharField(max_length=400, blank=True)
    instruction_hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    total_effort_hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    credits = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    credit_scheme = models.CharField(max_length=60, blank=True)
    entry_level = models.CharField(max_length=12, blank=True)
    outcome_level = models.CharField(max_length=12, blank=True)
    qualification_level = models.CharField(max_length=40, blank=True)
    delivery_mode = models.CharField(max_length=10, blank=True)
    assessment_mode = models.CharField(max_length=10, blank=True)
    languages = models.JSONField(default=list)
    assessment_languages = models.JSONField(default=list)
    audiences = models.JSONField(default=list)
    literacy_paths = models.JSONField(default=list)
    sectors = models.JSONField(default=list)
    occupations = models.JSONField(default=list)
    field_of_study = models.CharField(max_length=8, blank=True)
    audience = TranslatableField()
    price_cents = models.PositiveIntegerField(null=True)
    other_costs_cents = models.PositiveIntegerField(null=True)
    other_costs = TranslatableField()
    start_policy = TranslatableField()
    evidence_kinds = models.JSONField(default=list)
    evidence_policy = TranslatableField()
    validity_kind = models.CharField(max_length=10, default=wording.Validity.NONE)
    validity_months = models.PositiveSmallIntegerField(null=True)
    valid_until = models.DateField(null=True)
    renewal = TranslatableField()
    relation = models.CharField(max_length=12, default=wording.Relation.STANDALONE)
    stackability = TranslatableField()
    transcript = models.CharField(max_length=12, blank=True)
    transcript_code = models.CharField(max_length=40, blank=True)
    transcript_policy = TranslatableField()
    prepares_for = TranslatableField()
    origin = models.CharField(max_length=10, blank=True)
    extracted_from = TranslatableField()
    extracted_courses = models.CharField(max_length=200, blank=True)
    accountable_role = TranslatableField()
    qa_kind = models.CharField(max_length=20, blank=True)
    accredited_by = TranslatableField()
    aid_status = models.CharField(max_length=12, default=wording.AidStatus.NOT_STATED)
    aid_year = models.CharField(max_length=9, blank=True)
    aid_source = models.CharField(max_length=300, blank=True)
    image_alt = TranslatableField()
    contact = models.CharField(max_length=200, blank=True)

    source_note = models.CharField(max_length=200, blank=True)
    search_words = models.TextField(blank=True)
    blocker_count = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    editors = models.JSONField(default=list)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    relevance_until = models.DateField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspension_reason = models.CharField(max_length=400, blank=True)
    # Why the operator suspended it; nothing where its own organization did.
    network_reason = TranslatableField()
    superseded_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    successor = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="+", null=True)
    content_digest = models.CharField(max_length=64, blank=True)
    approval = models.JSONField(null=True)

    objects = GuardedVersions.as_manager()

    privacy = Privacy(
        personal={
            "contact": "a role's mailbox, shown publicly; as long as the version",
            "editors": "who wrote it, so that nobody approves their own work; as long as the version",
            "approval": "who approved it, when and why; as long as the version",
        },
        open=frozenset(
            {
                "state", "title", "unit", "purpose", "description", "criteria", "hours_reason",
                "delivery_mode", "assessment_mode", "languages", "assessment_languages", "literacy_paths",
                "credit_scheme", "entry_level", "outcome_level", "qualification_level", "sectors", "occupations",
                "field_of_study", "transcript", "transcript_code", "prepares_for", "origin", "extracted_from",
                "extracted_courses", "accountable_role", "audiences",
                "audience", "other_costs", "start_policy", "evidence_kinds", "evidence_policy",
                "validity_kind", "renewal", "relation", "stackability", "transcript_policy", "qa_kind",
                "accredited_by", "aid_status", "aid_year", "aid_source", "image_alt", "source_note",
                "search_words", "content_digest", "suspension_reason", "network_reason",
            }
        ),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["achievement", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=models.Q(state__in=["draft", "changes_requested", "in_review", "approved"]),
                name="one_open_version_per_achievement",
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=models.Q(state="published"),
                name="one_published_version_per_achievement",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(approval__isnull=False),
                name="published_with_an_approval",
            ),
        ]
        indexes = [models.Index(fields=["state", "published_at"])]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; once it was submitted, only its life may change, never what it says."""
        if not self._state.adding:
            stored = type(self).objects.filter(pk=self.pk).values().first()
            if stored is not None and stored["state"] not in wording.EDITABLE:
                changed = {name for name, value in stored.items() if getattr(self, name) != value}
                if not changed <= _changeable(stored["state"], self.state):
                    raise PublishedNeverChanges(", ".join(sorted(changed)))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; anything else stays."""
        self.refuse_settled()
        return super().delete(*args, **kwargs)

    def refuse_settled(self) -> None:
        """Raise `PublishedNeverChanges` when the stored row is no longer a draft."""
        if AchievementVersion.objects.filter(pk=self.pk).exclude(state__in=wording.EDITABLE).exists():
            raise PublishedNeverChanges(str(self.pk))


def _changeable(before: str, after: str) -> frozenset[str]:
    if before == wording.State.IN_REVIEW:
        return SUBMISSION if after == wording.State.CHANGES_REQUESTED else DECISION
    return DECISION if before == wording.State.APPROVED else LIFE
