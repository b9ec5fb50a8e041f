"""Requests that may be sent again: what a named request was answered is kept for a day, and nothing happens twice.

The claim is committed before the work, so that a second request sees it; the answer is kept in the transaction of the
work, so that there is one exactly when there is the other. A process that dies leaves a claim without an answer: after
`LEASE` the next request takes it over, and the attempt's number keeps the former one from answering after all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
LEASE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a named request, once."""

    row: int
    attempt: UUID


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request was answered."""

    status: int
    headers: Mapping[str, str]
    body: str


def claim(*, owner_id: UUID, key: str, request: bytes) -> Claim | Answered:
    """The right to answer, or what was answered before.

    Args:
        owner_id: whose key it is; the same key of somebody else is another one.
        key: as the caller chose it; only its hash is kept.
        request: everything that makes it the same request.

    Raises:
        Refused: ``idempotency_key_reused`` for another request under the same key; ``idempotency_key_in_use`` while
            the first one is at work.
    """
    now, mine = clock.now(), uuid4()
    fresh = {"request_digest": sha256(request).digest(), "attempt": mine, "begun_at": now}
    row, is_new = KeptAnswer.objects.get_or_create(
        owner_id=owner_id, key_digest=sha256(key.encode()).digest(), defaults=fresh
    )
    if is_new:
        return Claim(row.pk, mine)
    if row.begun_at > now - KEPT_FOR:
        if bytes(row.request_digest) != fresh["request_digest"]:
            raise Refused("idempotency_key_reused", _("This Idempotency-Key was sent with another request."))
        if row.status is not None:
            return Answered(row.status, row.headers, row.body)
        if row.begun_at > now - LEASE:
            raise _in_use()
    same = KeptAnswer.objects.filter(pk=row.pk, attempt=row.attempt)
    if not same.update(**fresh, status=None, headers={}, body=""):
        raise _in_use()
    return Claim(row.pk, mine)


def keep(claimed: Claim, answered: Answered) -> None:
    """Keep the answer, in the transaction of what it tells.

    Raises:
        Refused: ``idempotency_key_in_use``: it took so long that another request has taken over.
    """
    values = {"status": answered.status, "headers": dict(answered.headers), "body": answered.body}
    if not _held(claimed).update(**values):
        raise _in_use()


def release(claimed: Claim) -> None:
    """Give the right back: nothing was done, and the same request may come again."""
    _held(claimed).delete()


def tidy() -> int:
    """Drop what was kept long enough."""
    with transaction.atomic():
        return KeptAnswer.objects.filter(begun_at__lte=clock.now() - KEPT_FOR).delete()[0]


def _held(claimed: Claim) -> models.QuerySet[KeptAnswer]:
    return KeptAnswer.objects.filter(pk=claimed.row, attempt=claimed.attempt)


def _in_use() -> Refused:
    return Refused("idempotency_key_in_use", _("The first request with this Idempotency-Key is still at work."))
