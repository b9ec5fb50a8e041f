"""Reading the record, and proving it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from acquis.audit.actions import GENESIS, digest_of, link
from acquis.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer of `verify`: how many entries hold, how many wait for the sealer, the first number that is wrong."""

    sealed: int
    waiting: int
    broken_at: int | None
    head: str


def verify() -> Proof:
    """Walk the whole chain: numbers without a gap, every link right, every remaining fact under its digest."""
    chain, expected = GENESIS, 1
    for entry in Entry.objects.exclude(number=None).order_by("number").iterator(chunk_size=1000):
        told = not entry.facts or digest_of(entry.facts, entry.salt) == entry.facts_digest
        if entry.number != expected or link(chain, entry) != entry.chain or not told:
            return Proof(expected - 1, _waiting(), expected, chain)
        chain, expected = entry.chain, expected + 1
    return Proof(expected - 1, _waiting(), None, chain)


def holds(head: str) -> bool:
    """Whether an entry bears this chain value.

    A chain whose last entries were taken away is whole in itself: only a head kept elsewhere tells.
    """
    return Entry.objects.exclude(number=None).filter(chain=head).exists()


def _waiting() -> int:
    return Entry.objects.filter(number=None).count()


def history(*, subject_type: str, subject_id: UUID) -> list[Entry]:
    """What was done to an object, oldest first; at most 200 lines."""
    return list(Entry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("at")[:200])
