"""Achievements, their versions, and what a version is made of. A published version never changes (I-02)."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from acquis.catalogue import wording
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept

# The life of a version goes on after publication; what it says does not.
LIFE = frozenset({"state", "superseded_at", "retired_at"})


class PublishedNeverChanges(RuntimeError):
    """Something tried to change a version that is no longer a draft: a fault of ours (I-02)."""


class GuardedRows(models.QuerySet[Any]):
    """Rows of versions: bulk writes are held to the same rule as single ones."""

    _through = "version__"

    def _refuse_settled(self) -> None:
        if self.exclude(**{f"{self._through}state": wording.State.DRAFT}).exists():
            raise PublishedNeverChanges(self.model.__name__)

    def update(self, **values: Any) -> int:
        """Refuse to touch what belongs to a settled version."""
        if self._through or not set(values) <= LIFE:
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
        settled = AchievementVersion.objects.filter(pk__in=versions).exclude(state=wording.State.DRAFT)
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

    privacy = Privacy(open=frozenset({"code", "kind"}))

    class Meta:
        constraints = [models.UniqueConstraint("organization", Lower("code"), name="one_code_per_organization")]

    def __str__(self) -> str:
        return self.code


class AchievementVersion(Kept):
    """One wording of an achievement. Credentials point at the exact version earned."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=wording.State, default=wording.State.DRAFT)

    title = TranslatableField()
    unit = TranslatableField()
    purpose = TranslatableField()
    description = TranslatableField()
    criteria = TranslatableField()
    hours_min = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_typical = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_max = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hours_reason = models.CharField(max_length=400, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    delivery_mode = models.CharField(max_length=10, blank=True)
    assessment_mode = models.CharField(max_length=10, blank=True)
    languages = models.JSONField(default=list)
    prerequisite_kind = models.CharField(max_length=12, default=wording.PrerequisiteKind.NONE)
    prerequisites = TranslatableField()
    audiences = models.JSONField(default=list)
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
    transcript_policy = TranslatableField()
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
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
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
                "delivery_mode", "assessment_mode", "languages", "prerequisite_kind", "prerequisites",
                "audiences", "audience", "other_costs", "start_policy", "evidence_kinds", "evidence_policy",
                "validity_kind", "renewal", "relation", "stackability", "transcript_policy", "qa_kind",
                "accredited_by", "aid_status", "aid_year", "aid_source", "image_alt", "source_note",
                "search_words", "content_digest",
            }
        ),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["achievement", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["achievement"], condition=models.Q(state="draft"), name="one_draft_per_achievement"
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
        """Save; once it is no longer a draft, only its life may change, never what it says."""
        if not self._state.adding:
            stored = type(self).objects.filter(pk=self.pk).values().first()
            if stored is not None and stored["state"] != wording.State.DRAFT:
                changed = {name for name, value in stored.items() if getattr(self, name) != value}
                if not changed <= LIFE:
                    raise PublishedNeverChanges(", ".join(sorted(changed)))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; anything else stays."""
        self.refuse_settled()
        return super().delete(*args, **kwargs)

    def refuse_settled(self) -> None:
        """Raise `PublishedNeverChanges` when the stored row is no longer a draft."""
        if AchievementVersion.objects.filter(pk=self.pk).exclude(state=wording.State.DRAFT).exists():
            raise PublishedNeverChanges(str(self.pk))


class Part(Kept):
    """A row of a version: written while it is a draft, then settled with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(AchievementVersion, on_delete=models.CASCADE, related_name="%(class)s_rows")
    position = models.PositiveSmallIntegerField(default=0)

    objects = GuardedRows.as_manager()

    class Meta:
        abstract = True
        ordering = ["position"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save into a draft."""
        self.refuse_settled()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from a draft."""
        self.refuse_settled()
        return super().delete(*args, **kwargs)

    def refuse_settled(self: Self) -> None:
        """Raise `PublishedNeverChanges` when the version is, or was when stored, no longer a draft."""
        of_row = models.Q(pk=self.version_id) | models.Q(
            pk__in=type(self).objects.filter(pk=self.pk).values("version_id")
        )
        if AchievementVersion.objects.filter(of_row).exclude(state=wording.State.DRAFT).exists():
            raise PublishedNeverChanges(type(self).__name__)


class Outcome(Part):
    """What a person can do."""

    code = models.CharField(max_length=12)
    statement = TranslatableField()
    required = models.BooleanField(default=True)

    privacy = Privacy(open=frozenset({"code", "statement"}))

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_outcome_per_code")]

    def __str__(self) -> str:
        return self.code


class Underpinning(Part):
    """Knowledge, an attitude or a skill that an outcome rests on."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="underpinnings")
    kind = models.CharField(max_length=10, choices=wording.UnderpinningKind)
    text = TranslatableField()

    privacy = Privacy(open=frozenset({"kind", "text"}))


class Assessment(Part):
    """One summative assessment."""

    title = TranslatableField()
    method = models.CharField(max_length=20, choices=wording.Method)
    description = TranslatableField()
    criteria = TranslatableField()
    pass_rule = TranslatableField()
    authenticity = TranslatableField()
    mode = models.CharField(max_length=10, choices=wording.AssessmentMode)
    supervision = models.CharField(max_length=14, choices=wording.Supervision)

    privacy = Privacy(
        open=frozenset(
            {
                "title",
                "method",
                "description",
                "criteria",
                "pass_rule",
                "authenticity",
                "mode",
                "supervision",
            }
        )
    )


class Coverage(Part):
    """An assessment covers an outcome."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="coverage")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="coverage")

    privacy = Privacy()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["assessment", "outcome"], name="one_coverage_per_outcome")]


class Alignment(Part):
    """A targeted competency: an entry of a framework, or free text with a reason."""

    skill = models.ForeignKey("skills.Skill", on_delete=models.PROTECT, related_name="+", null=True)
    free_text = TranslatableField()
    reason = models.CharField(max_length=400, blank=True)
    transversal = models.BooleanField(default=False)

    privacy = Privacy(open=frozenset({"free_text", "reason"}))


class Module(Part):
    """A part of the learning."""

    title = TranslatableField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    price_cents = models.PositiveIntegerField(null=True)
    required = models.BooleanField(default=True)

    privacy = Privacy(open=frozenset({"title"}))
