"""Tables of the mechanisms: jobs, news, capability links, private files, answers kept for repeated requests."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from acquis.platform.privacy import Privacy


class Job(models.Model):
    """One piece of background work in the ledger; claimed by a single conditional update."""

    class State(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=200, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={"payload": "the words of a waiting message; emptied when the work is done"},
        open=frozenset({"kind", "unique_key", "state", "error"}),
    )

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"])]


class NewsItem(models.Model):
    """Something that happened, told to the contexts above in the transaction that made it true."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    offer_after = models.DateTimeField()

    privacy = Privacy(open=frozenset({"kind", "payload"}))


class NewsDelivery(models.Model):
    """One consumer has had one item: makes consumers idempotent."""

    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE)
    consumer = models.CharField(max_length=120)

    privacy = Privacy(open=frozenset({"consumer"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "consumer"], name="one_delivery_per_consumer")]


class CapabilityLink(models.Model):
    """A secret address: whoever holds it may do one thing to one object, for a time. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"purpose"}))

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"])]


class StoredFile(models.Model):
    """A private file: bytes on the storage, served only through a page that checks who asks."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal={"name": "the file's own name; goes with the file"},
        open=frozenset({"media_type", "sha256", "path"}),
    )


class KeptAnswer(models.Model):
    """What a program was answered to a request that it named, for a day: the same request again gets it again.

    Without a ``status`` the request is still at work, or went down with its process.
    """

    owner_id = models.UUIDField()
    key_digest = models.BinaryField(max_length=32)
    request_digest = models.BinaryField(max_length=32)
    attempt = models.UUIDField(default=uuid4)
    begun_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    privacy = Privacy(
        personal={"body": "the answer to a program, which may name a contact; kept for a day"},
        open=frozenset({"headers"}),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "key_digest"], name="one_answer_per_key")]
