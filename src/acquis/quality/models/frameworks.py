"""Compliance frameworks and their versions, who adopted them, and what came of trying them. A published version
never changes (R-027)."""

from __future__ import annotations

from itertools import count
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept
from acquis.quality import wording
from acquis.quality.content import Line

# A published version ends when its successor begins; nothing else about it may change.
LIFE = frozenset({"effective_to"})


class PublishedNeverChanges(RuntimeError):
    """Something tried to change a version of a framework after its publication: a fault of ours."""


class GuardedRows(models.QuerySet[Any]):
    """Rows of versions: bulk writes are held to the same rule as single ones."""

    _through = "version__"

    def _refuse_published(self) -> None:
        if self.filter(**{f"{self._through}state": wording.State.PUBLISHED}).exists():
            raise PublishedNeverChanges(self.model.__name__)

    def update(self, **values: Any) -> int:
        """Refuse to touch what belongs to a published version."""
        if self._through or not set(values) <= LIFE:
            self._refuse_published()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to drop what belongs to a published version."""
        self._refuse_published()
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Refuse to add to a published version."""
        rows = list(objs)
        versions = {row.version_id if self._through else row.pk for row in rows}
        if FrameworkVersion.objects.filter(pk__in=versions, state=wording.State.PUBLISHED).exists():
            raise PublishedNeverChanges(self.model.__name__)
        return super().bulk_create(rows, *args, **kwargs)


class GuardedVersions(GuardedRows):
    """The versions themselves."""

    _through = ""


class ComplianceFramework(Kept):
    """The lasting identity of a framework; its words are in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=wording.Kind)
    created_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"key", "kind"}))

    def __str__(self) -> str:
        return self.key


class FrameworkVersion(Kept):
    """One wording of a framework, from a day on. What is approved under it stays approved under it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    framework = models.ForeignKey(ComplianceFramework, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=wording.State, default=wording.State.DRAFT)
    origin = models.CharField(max_length=10, choices=wording.Origin, default=wording.Origin.UPLOADED)
    use = models.CharField(max_length=10, choices=wording.Use)
    publisher = TranslatableField()
    name = TranslatableField()
    introduction = TranslatableField()
    note = TranslatableField()
    synonyms = models.JSONField(default=dict)
    source_address = models.URLField(max_length=500)
    source_language = models.CharField(max_length=2)
    provenance = models.JSONField(default=dict)
    content_digest = models.CharField(max_length=64)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    change_note = TranslatableField()
    sent_back = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = GuardedVersions.as_manager()

    privacy = Privacy(
        open=frozenset(
            {
                "label", "state", "origin", "use", "publisher", "name", "introduction", "note", "synonyms",
                "source_address", "source_language", "provenance", "content_digest", "change_note", "sent_back",
            }
        ),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_framework_version_per_number"),
            models.UniqueConstraint(fields=["framework", "label"], name="one_framework_version_per_label"),
            models.UniqueConstraint(
                fields=["framework"], condition=~Q(state="published"), name="one_open_version_per_framework"
            ),
            # Two people, or the installation itself.
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(origin="bundled", proposed_by=None, confirmed_by=None)
                | (
                    Q(origin="uploaded", proposed_by__isnull=False, confirmed_by__isnull=False)
                    & ~Q(proposed_by=F("confirmed_by"))
                ),
                name="published_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(effective_from__isnull=False), name="published_with_a_date"
            ),
        ]
        indexes = [models.Index(fields=["state", "effective_from"])]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; once it is published, only its end may change."""
        if not self._state.adding:
            stored = type(self).objects.filter(pk=self.pk).values().first()
            if stored is not None and stored["state"] == wording.State.PUBLISHED:
                changed = {name for name, value in stored.items() if getattr(self, name) != value}
                if not changed <= LIFE:
                    raise PublishedNeverChanges(", ".join(sorted(changed)))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete what was never published."""
        if type(self).objects.filter(pk=self.pk, state=wording.State.PUBLISHED).exists():
            raise PublishedNeverChanges(str(self.pk))
        return super().delete(*args, **kwargs)

    def write(self, told: tuple[Line, ...]) -> None:
        """Its lines: those at the top, then those below them, numbered in reading order."""
        numbers = count(1)
        tops: list[FrameworkLine] = []
        below: list[FrameworkLine] = []
        for line in told:
            tops.append(self._row(line, next(numbers)))
            below += [self._row(inner, next(numbers), parent=tops[-1]) for inner in line.lines]
        FrameworkLine.objects.bulk_create(tops)
        FrameworkLine.objects.bulk_create(below)

    def _row(self, line: Line, position: int, *, parent: FrameworkLine | None = None) -> FrameworkLine:
        return FrameworkLine(
            version=self,
            parent=parent,
            code=line.code,
            position=position,
            title=line.title,
            text=line.text,
            strength=line.strength,
            synonyms={language: list(several) for language, several in line.synonyms.items()},
            fields=list(line.fields),
        )


class FrameworkLine(Kept):
    """One line of a version: written with it, then settled with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    code = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = TranslatableField()
    text = TranslatableField()
    strength = models.CharField(max_length=6, choices=wording.Strength)
    synonyms = models.JSONField(default=dict)
    fields = models.JSONField(default=list)

    objects = GuardedRows.as_manager()

    privacy = Privacy(open=frozenset({"code", "title", "text", "strength", "synonyms", "fields"}))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_line_per_code")]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save into a version that is not published."""
        self.refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from a version that is not published."""
        self.refuse_published()
        return super().delete(*args, **kwargs)

    def refuse_published(self: Self) -> None:
        """Raise `PublishedNeverChanges` when the version is, or was when stored, published."""
        of_row = Q(pk=self.version_id) | Q(pk__in=type(self).objects.filter(pk=self.pk).values("version_id"))
        if FrameworkVersion.objects.filter(of_row, state=wording.State.PUBLISHED).exists():
            raise PublishedNeverChanges(self.code)


class Adoption(Kept):
    """An organization, in the network or far from it, declares that it works by a version of a framework (R-028)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="adoptions")
    organization_name = TranslatableField()
    place = models.CharField(max_length=120)
    website = models.URLField(blank=True)
    scope = models.CharField(max_length=10, choices=wording.AdoptionScope)
    statement = models.TextField(blank=True)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    state = models.CharField(max_length=10, choices=wording.AdoptionState, default=wording.AdoptionState.DECLARED)
    declared_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    is_fictional = models.BooleanField(default=False)

    privacy = Privacy(
        personal={
            "contact_name": "whom the operator asks about the declaration; never published, as long as the adoption",
            "contact_email": "where the operator asks about the declaration; never published, as long as the adoption",
        },
        open=frozenset({"organization_name", "place", "website", "scope", "statement", "state", "reason"}),
    )

    class Meta:
        indexes = [models.Index(fields=["state", "decided_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="declared") | Q(decided_at__isnull=False), name="adoption_decided_at_a_moment"
            )
        ]


class Finding(Kept):
    """What an organization found while it tried a framework, in its own words (R-029); withdrawn, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="findings")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="findings")
    title = TranslatableField()
    text = TranslatableField()
    project = TranslatableField()
    state = models.CharField(max_length=10, choices=wording.FindingState, default=wording.FindingState.PUBLISHED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"title", "text", "project", "state"}))

    class Meta:
        indexes = [models.Index(fields=["state", "published_at"])]


class FindingLine(Kept):
    """A finding speaks of a line."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="tags")
    line = models.ForeignKey(FrameworkLine, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "line"], name="one_tag_per_line")]
