"""Recording an act, and sealing what was recorded."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from acquis.audit.models import Entry, Pseudonym
from acquis.platform import clock
from acquis.platform.actor import Actor

GENESIS = "0" * 64
BATCH = 500


def record(
    *, by: Actor, verb: str, subject_type: str, subject_id: UUID, facts: Mapping[str, Any] | None = None
) -> None:
    """Write one line in the caller's transaction, unchained, so that no writer waits for another.

    Args:
        by: the author.
        verb: ``context.verb``, for example ``issuance.revoke``.
        subject_type: the kind of object, for example ``credential``.
        subject_id: its identifier.
        facts: JSON values that say what changed; they stay outside the chain, which holds their salted digest.
    """
    salt = secrets.token_hex(16)
    told = dict(facts or {})
    pseudonym = None
    if by.person_id is not None:
        pseudonym = Pseudonym.objects.get_or_create(person_id=by.person_id)[0].pk
    Entry.objects.create(
        at=clock.now(),
        pseudonym_id=pseudonym,
        organization_id=by.organization_id,
        channel=by.channel,
        request_id=by.request_id,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        facts=told,
        salt=salt,
        facts_digest=digest_of(told, salt),
    )


def digest_of(facts: Mapping[str, Any], salt: str) -> str:
    """The salted digest that stands for the facts in the chain."""
    return sha256((salt + json.dumps(facts, sort_keys=True, separators=(",", ":"))).encode()).hexdigest()


def link(previous: str, entry: Entry) -> str:
    """The chain value of an entry that follows ``previous``."""
    parts = (
        previous,
        str(entry.number),
        entry.at.isoformat(),
        str(entry.pseudonym_id or ""),
        str(entry.organization_id or ""),
        entry.channel,
        entry.request_id,
        entry.verb,
        entry.subject_type,
        str(entry.subject_id),
        entry.facts_digest,
    )
    return sha256("\x1f".join(parts).encode()).hexdigest()


def seal() -> int:
    """Number and chain committed entries, one short batch; how many were sealed. Only the sealer job calls this."""
    with transaction.atomic():
        last = Entry.objects.aggregate(Max("number"))["number__max"] or 0
        chain = Entry.objects.get(number=last).chain if last else GENESIS
        waiting = list(Entry.objects.filter(number=None).order_by("at", "pk")[:BATCH])
        for number, entry in enumerate(waiting, start=last + 1):
            entry.number = number
            entry.chain = chain = link(chain, entry)
        Entry.objects.bulk_update(waiting, ["number", "chain"])
    return len(waiting)
