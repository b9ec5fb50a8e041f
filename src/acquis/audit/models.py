"""Audit rows: written unchained with the act, numbered and chained afterwards by the sealer (ADR 0011)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from acquis.platform.privacy import Privacy


class Pseudonym(models.Model):
    """The erasable side table: which person a chained pseudonym stands for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_id = models.UUIDField(unique=True)

    privacy = Privacy()


class Entry(models.Model):
    """One act: who, for whom, through which door, what, to which object, when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    pseudonym_id = models.UUIDField(null=True)
    organization_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=10)
    request_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    facts_digest = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField(null=True, unique=True)
    chain = models.CharField(max_length=64, blank=True)

    privacy = Privacy(
        personal={"facts": "what the act changed; erasable, the chain keeps only its salted digest"},
        open=frozenset({"channel", "request_id", "verb", "subject_type", "facts_digest", "salt", "chain"}),
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["organization_id", "at"]),
        ]
