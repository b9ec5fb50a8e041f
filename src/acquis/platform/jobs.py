"""The job ledger: work that outlives a request, claimed once, retried, and never lost with its worker.

A job is written in the transaction that asks for it, so it exists exactly when its reason does. A worker claims
it with one conditional UPDATE and a lease; a lease that ran out puts the job back, and the number of the attempt
keeps a worker that comes back late from writing over its successor. See docs/adr for why the ledger is ours and
its engine replaceable.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import models, transaction

from acquis.platform import clock
from acquis.platform.faults import without_words
from acquis.platform.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 6
KEPT_FOR = timedelta(days=30)


class LeaseLost(RuntimeError):
    """The work took longer than its lease and somebody else has taken it over; this run writes nothing more."""


class Work(Protocol):
    """What runs a kind of job; it must be safe to run twice."""

    def __call__(self, *, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None: ...


_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind, named ``context.verb``."""

    def register(function: Work) -> Work:
        _works[kind] = function
        return function

    return register


def enqueue(
    kind: str, payload: Mapping[str, Any], *, unique_key: str | None = None, delay: timedelta = timedelta()
) -> UUID:
    """Write a job into the ledger, inside the caller's transaction.

    Args:
        kind: a registered kind.
        payload: JSON values only; emptied once the work is done.
        unique_key: the same key is enqueued once, as long as the ledger remembers it (`KEPT_FOR` after success).
        delay: not before this much later.
    """
    if kind not in _works:
        raise LookupError(f"no work is registered for {kind!r}")
    now = clock.now()
    values = {"kind": kind, "payload": dict(payload), "run_after": now + delay, "created_at": now}
    if unique_key is None:
        return Job.objects.create(**values).pk
    return Job.objects.get_or_create(unique_key=unique_key, defaults=values)[0].pk


def claim() -> Job | None:
    """Take the next job that is due, or whose worker went away; None when nothing waits.

    A job that took `MAX_ATTEMPTS` workers with it is given up, so that it does not take the next one.
    """
    now = clock.now()
    due = models.Q(state=Job.State.WAITING, run_after__lte=now) | models.Q(state=Job.State.RUNNING, lease_until__lt=now)
    for job in Job.objects.filter(due).order_by("run_after", "created_at")[:5]:
        same = Job.objects.filter(due, pk=job.pk, attempts=job.attempts)
        if job.attempts >= MAX_ATTEMPTS:
            same.update(state=Job.State.FAILED, lease_until=None, error=LeaseLost.__name__, finished_at=now)
        elif same.update(state=Job.State.RUNNING, lease_until=now + LEASE, attempts=job.attempts + 1):
            job.refresh_from_db()
            return job
    return None


def run(job: Job) -> None:
    """Do a claimed job; on failure put it back with growing pauses, and give up after `MAX_ATTEMPTS`.

    What the work was about stays out of the log: an error's own words may hold an address or a name.
    """
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)

    def progress(done: int, total: int) -> None:
        if not mine.update(done=done, total=total, lease_until=clock.now() + LEASE):
            raise LeaseLost

    try:
        _works[job.kind](payload=job.payload, progress=progress)
    except Exception as error:  # the ledger is the boundary: whatever went wrong is recorded and retried
        log.error("job %s (%s) failed: %s", job.pk, job.kind, without_words(error))
        last = job.attempts >= MAX_ATTEMPTS
        mine.update(
            state=Job.State.FAILED if last else Job.State.WAITING,
            run_after=clock.now() + timedelta(seconds=2**job.attempts),
            lease_until=None,
            error=f"{type(error).__name__}"[:400],
            finished_at=clock.now() if last else None,
        )
    else:
        mine.update(state=Job.State.DONE, payload={}, lease_until=None, error="", finished_at=clock.now())


def run_due(limit: int = 1000) -> int:
    """Do what is due, news included, until nothing is left; the number of jobs done."""
    from acquis.platform import news  # noqa: PLC0415 -- news enqueue nothing themselves

    done = 0
    while done < limit:
        delivered = news.deliver()
        job = claim()
        if job is None and not delivered:
            break
        if job is not None:
            run(job)
            done += 1
    return done


def tidy() -> int:
    """Drop finished jobs older than `KEPT_FOR`."""
    with transaction.atomic():
        return Job.objects.filter(state=Job.State.DONE, finished_at__lt=clock.now() - KEPT_FOR).delete()[0]


def waiting() -> dict[str, int]:
    """Counts by state, for the health page."""
    return dict(Job.objects.values_list("state").annotate(models.Count("pk")))
