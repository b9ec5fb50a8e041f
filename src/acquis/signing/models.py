"""DIDs, signing keys and status lists of organizations."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from acquis.platform.privacy import Privacy
from acquis.platform.writes import Kept


class Identity(Kept):
    """The DID of an organization; its opaque part holds no name, so a new name never breaks a signature."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.OneToOneField("organizations.Organization", on_delete=models.PROTECT, related_name="identity")
    did = models.CharField(max_length=300, unique=True)
    opaque = models.SlugField(max_length=32, unique=True)
    created_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"did", "opaque"}))


class Key(Kept):
    """A signing key with its period. The private half is wrapped under the master key; see `keystore`."""

    class State(models.TextChoices):
        """Where the key stands; a retired or compromised key signs nothing more and stays published."""

        PENDING = "pending"
        ACTIVE = "active"
        RETIRED = "retired"
        COMPROMISED = "compromised"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="keys")
    fragment = models.CharField(max_length=20)
    public_multibase = models.CharField(max_length=100, unique=True)
    wrapped_private = models.BinaryField()
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    compromised_from = models.DateTimeField(null=True)

    privacy = Privacy(open=frozenset({"fragment", "public_multibase", "wrapped_private", "state"}))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "fragment"], name="one_key_per_fragment"),
            models.UniqueConstraint(
                fields=["identity"], condition=Q(state="active"), name="one_active_key_per_identity"
            ),
        ]

    def __repr__(self) -> str:
        return f"Key({self.public_multibase}, {self.state})"


class StatusList(Kept):
    """One bit per signed document for one purpose, published as a signed credential."""

    class Purpose(models.TextChoices):
        """What a set bit says (Bitstring Status List 1.0 §2.2): ``refresh`` means that a newer one exists."""

        REVOCATION = "revocation"
        SUSPENSION = "suspension"
        REFRESH = "refresh"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    length = models.PositiveIntegerField()
    encoded = models.TextField()
    taken = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    signed_document = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"purpose", "encoded", "signed_document"}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "purpose"], condition=Q(is_open=True), name="one_open_list_per_purpose"
            )
        ]


class StatusEntry(Kept):
    """The place of one signed document in one list; the constraint, not a lock, keeps two from sharing a bit."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="entries")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=StatusList.Purpose)
    index = models.PositiveIntegerField()
    subject_id = models.UUIDField()

    privacy = Privacy(open=frozenset({"purpose"}))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "index"], name="one_document_per_bit"),
            models.UniqueConstraint(fields=["subject_id", "purpose"], name="one_bit_per_purpose"),
        ]
