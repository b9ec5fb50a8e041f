"""Capability links: 128 unguessable bits in an address, one purpose, one object, an end. Only the hash is kept."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from acquis.platform import clock
from acquis.platform.models import CapabilityLink


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def mint(*, purpose: str, subject_id: UUID, expires_at: datetime) -> str:
    """A new secret for ``purpose`` on ``subject_id``: 22 characters, 128 bits, never stored."""
    token = secrets.token_urlsafe(16)
    CapabilityLink.objects.create(
        digest=_digest(token),
        purpose=purpose,
        subject_id=subject_id,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    return token


def find(*, purpose: str, token: str) -> UUID | None:
    """The object behind a live secret; None for an unknown, expired or withdrawn one, without telling which."""
    return (
        CapabilityLink.objects.filter(
            digest=_digest(token), purpose=purpose, withdrawn_at=None, expires_at__gt=clock.now()
        )
        .values_list("subject_id", flat=True)
        .first()
    )


def withdraw(*, purpose: str, subject_id: UUID) -> None:
    """End every secret for this purpose on this object, at once."""
    CapabilityLink.objects.filter(purpose=purpose, subject_id=subject_id, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )
