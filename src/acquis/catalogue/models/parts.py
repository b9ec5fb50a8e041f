"""What a version is made of, row by row."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.db import models

from acquis.catalogue import wording
from acquis.catalogue.models.versions import AchievementVersion, GuardedRows, PublishedNeverChanges
from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


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
        if AchievementVersion.objects.filter(of_row).exclude(state__in=wording.EDITABLE).exists():
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
    relation = models.CharField(max_length=10, choices=wording.Closeness, default=wording.Closeness.EXACT)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={"decided_by": "who chose the competency; as long as the version"},
        open=frozenset({"free_text", "reason", "relation"}),
    )


class Module(Part):
    """A part of the learning."""

    title = TranslatableField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    price_cents = models.PositiveIntegerField(null=True)
    required = models.BooleanField(default=True)

    privacy = Privacy(open=frozenset({"title"}))


class Prerequisite(Part):
    """Something asked for beforehand."""

    text = TranslatableField()
    strength = models.CharField(max_length=12, choices=wording.PrerequisiteKind)
    kind = models.CharField(max_length=12, choices=wording.PrerequisiteNature)
    regulator = models.CharField(max_length=200, blank=True)

    privacy = Privacy(open=frozenset({"text", "strength", "kind", "regulator"}))


class Standard(Part):
    """A standard that it conforms to."""

    name = TranslatableField()
    clause = models.CharField(max_length=100, blank=True)
    url = models.URLField(blank=True)

    privacy = Privacy(open=frozenset({"name", "clause", "url"}))


class NeedProof(Part):
    """What shows that the labour market asks for it."""

    kind = models.CharField(max_length=20, choices=wording.Need)
    held_with = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True)
    confirmed = TranslatableField()
    url = models.URLField(blank=True)

    privacy = Privacy(open=frozenset({"kind", "held_with", "confirmed", "url"}))
