"""Competency frameworks as data sets, and their entries."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept


class Framework(Kept):
    """One version of one framework; two versions stand side by side and an alignment says which (R-070)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    publisher = models.CharField(max_length=120)
    name = TranslatableField()
    licence = models.CharField(max_length=200)
    attribution = TranslatableField()
    source_url = models.URLField()
    loaded_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"key", "version", "publisher", "name", "licence", "attribution", "source_url"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_framework_per_version")]


class Skill(Kept):
    """An entry of a framework, under the publisher's own address."""

    class Kind(models.TextChoices):
        """What sort of competency it is."""

        KNOWLEDGE = "knowledge", _("Knowledge")
        SKILL = "skill", _("Skill")
        ATTITUDE = "attitude", _("Attitude")

    class Reuse(models.TextChoices):
        """How widely it applies, from everywhere to one occupation."""

        TRANSVERSAL = "transversal", _("Transversal")
        CROSS_SECTOR = "cross-sector", _("Several sectors")
        SECTOR = "sector", _("One sector")
        OCCUPATION = "occupation", _("One occupation")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="skills")
    uri = models.URLField(max_length=300)
    code = models.CharField(max_length=40, blank=True)
    labels = TranslatableField()
    alternatives = models.JSONField(default=dict)
    kind = models.CharField(max_length=10, choices=Kind)
    reuse = models.CharField(max_length=12, choices=Reuse)
    broader = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="narrower")
    folded = models.TextField()

    privacy = Privacy(open=frozenset({"uri", "code", "labels", "alternatives", "kind", "reuse", "folded"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "uri"], name="one_skill_per_uri")]
