"""Files that wait for their import, and each of their lines."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept


class BulkImport(Kept):
    """A file that somebody gave, as lines of cells; nothing of it is in the catalogue until they confirm (R-067)."""

    class State(models.TextChoices):
        """How far it is."""

        COLUMNS = "columns", pgettext_lazy("import", "Waiting for its columns")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        CHECKED = "checked", pgettext_lazy("import", "Waiting for your confirmation")
        RUNNING = "running", pgettext_lazy("import", "Being imported")
        DONE = "done", pgettext_lazy("import", "Imported")
        DROPPED = "dropped", pgettext_lazy("import", "Dropped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=12)
    layout = models.CharField(max_length=4)
    file_name = models.CharField(max_length=160, blank=True)
    header = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={"file_name": "the file's own name; goes with the import"},
        open=frozenset({"subject", "layout", "header", "targets", "state"}),
    )

    class Meta:
        indexes = [models.Index(fields=["organization", "-created_at"], name="import_of_organization")]


class BulkLine(Kept):
    """One line of a file: what it would do, and what it did."""

    class Verdict(models.TextChoices):
        """What the line does to the catalogue."""

        UNCHECKED = "", pgettext_lazy("line", "Not checked yet")
        NEW = "new", pgettext_lazy("line", "New")
        CHANGED = "changed", pgettext_lazy("line", "Changes a draft")
        VERSION = "version", pgettext_lazy("line", "Opens a new version")
        UNCHANGED = "unchanged", pgettext_lazy("line", "No change")
        REFUSED = "refused", pgettext_lazy("line", "Error")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(BulkImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default=Verdict.UNCHECKED)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    has_warnings = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    written = models.BooleanField(default=False)
    made_id = models.UUIDField(null=True)

    privacy = Privacy(
        personal={"cells": "what a file says of definitions and offers; goes with the import"},
        open=frozenset({"verdict", "code", "title", "findings", "changes"}),
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_line_per_number")]
