"""Competency frameworks as data sets: their versions, their entries, what entries say of each other, imports."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Text that every database orders by its bytes, so that the beginning of a word is a range of the index."""

    def db_parameters(self, connection: Any) -> Any:
        """The column, with the collation that this database calls so."""
        return {
            **super().db_parameters(connection),
            "collation": "C" if connection.vendor == "postgresql" else "BINARY",
        }


class Framework(Kept):
    """One version of one framework; two versions stand side by side and an alignment says which (R-070)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=40)
    publisher = models.CharField(max_length=120)
    name = TranslatableField()
    licence = models.CharField(max_length=200)
    attribution = TranslatableField()
    source_url = models.URLField(max_length=300)
    identifier = models.CharField(max_length=300, blank=True)
    layout = models.CharField(max_length=10, blank=True)
    details = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()

    privacy = Privacy(
        open=frozenset(
            {"key", "version", "publisher", "name", "licence", "attribution", "source_url"}
            | {"identifier", "layout", "details"}
        )
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_framework_per_version")]


class Skill(Kept):
    """An entry of a framework, under the publisher's own address; never deleted, because alignments point at it."""

    class Kind(models.TextChoices):
        """What sort of entry it is."""

        KNOWLEDGE = "knowledge", _("Knowledge")
        SKILL = "skill", _("Skill")
        ATTITUDE = "attitude", _("Attitude")
        OCCUPATION = "occupation", _("Occupation")
        GROUP = "group", _("Group")
        OTHER = "other", _("Other")

    class Reuse(models.TextChoices):
        """How widely it applies, from everywhere to one occupation."""

        TRANSVERSAL = "transversal", _("Transversal")
        CROSS_SECTOR = "cross-sector", _("Several sectors")
        SECTOR = "sector", _("One sector")
        OCCUPATION = "occupation", _("One occupation")

    class State(models.TextChoices):
        """Whether its publisher still has it."""

        CURRENT = "current"
        OBSOLETE = "obsolete"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="skills")
    uri = models.URLField(max_length=300)
    code = models.CharField(max_length=60, blank=True)
    labels = TranslatableField()
    alternatives = models.JSONField(default=dict)
    descriptions = TranslatableField()
    kind = models.CharField(max_length=10, choices=Kind)
    reuse = models.CharField(max_length=12, choices=Reuse, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.CURRENT)
    identifier = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=32, blank=True)
    sorted_fr = models.CharField(max_length=80, blank=True)
    sorted_en = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        open=frozenset(
            {"uri", "code", "labels", "alternatives", "descriptions", "kind", "reuse", "state", "identifier"}
            | {"details", "digest", "sorted_fr", "sorted_en"}
        )
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "uri"], name="one_skill_per_uri")]
        indexes = [
            models.Index(fields=["uri"]),
            models.Index(fields=["framework", "sorted_fr"]),
            models.Index(fields=["framework", "sorted_en"]),
        ]


class Relation(Kept):
    """What one entry says of another, which may belong to another framework or not be here at all."""

    class Kind(models.TextChoices):
        """Read from the source to the target."""

        BROADER = "broader"
        RELATED = "related"
        ESSENTIAL = "essential"
        OPTIONAL = "optional"
        RATED = "rated"
        REPLACED_BY = "replaced_by"
        EXACT = "exact"
        PEER = "peer"
        PART = "part"
        PRECEDES = "precedes"
        EXEMPLAR = "exemplar"
        LEVEL = "level"
        TRANSLATION = "translation"
        OTHER = "other"

    id = models.BigAutoField(primary_key=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="relations")
    source = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="says")
    kind = models.CharField(max_length=12, choices=Kind)
    target = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="told")
    target_uri = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)

    privacy = Privacy(open=frozenset({"kind", "target_uri", "key", "details", "digest"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="one_relation_per_key")]


class SkillWord(Kept):
    """One word of one current entry, as search compares it; the lower the rank, the better the entry is named by it."""

    id = models.BigAutoField(primary_key=True)
    word = BytewiseField(max_length=40)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="words", db_index=False)
    kind = models.CharField(max_length=10, choices=Skill.Kind)  # the entry's: what most searches are limited to
    rank = models.PositiveSmallIntegerField()

    privacy = Privacy(open=frozenset({"word", "kind"}))

    class Meta:
        indexes = [models.Index(fields=["word", "kind", "rank", "skill"]), models.Index(fields=["skill"])]


class Import(Kept):
    """One set of files on its way into a framework: examined, then confirmed, then done in the background."""

    class State(models.TextChoices):
        """Where it stands."""

        EXAMINED = "examined"
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.EXAMINED)
    layout = models.CharField(max_length=10)
    told = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    file_id = models.UUIDField(null=True)
    expected = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    blocking = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, null=True, related_name="imports")

    privacy = Privacy(
        open=frozenset({"key", "version", "state", "layout", "told", "files", "expected", "problems", "result"})
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state__in=["waiting", "running"]), name="one_import_at_a_time"
            )
        ]
