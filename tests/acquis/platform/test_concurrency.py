"""Several workers at once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest
from django.db import DatabaseError, connections

from acquis.audit import actions as audit
from acquis.audit import queries
from acquis.platform import jobs, news
from tests.acquis.organizations import factories

pytestmark = pytest.mark.postgres
WORKERS = 4


def at_once(work: Callable[[], object]) -> list[object]:
    """Run ``work`` in several threads, each with its own connection."""

    def run(_number: int) -> object:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def test_workers_share_the_jobs_and_do_each_once(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    lock = Lock()

    def work(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
        with lock:
            seen.append(payload["n"])

    monkeypatch.setitem(jobs._works, "test.work", work)
    for number in range(20):
        jobs.enqueue("test.work", {"n": number})
    at_once(jobs.run_due)
    assert sorted(seen) == list(range(20))


def test_workers_that_deliver_the_same_news_hand_it_over_once(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(news, "_consumers", {"test.told": {"a": lambda payload: seen.append(payload["n"])}})
    for number in range(10):
        news.publish("test.told", {"n": number})
    at_once(news.deliver)
    assert sorted(seen) == list(range(10))


def test_one_key_enqueued_by_several_is_one_job(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs._works, "test.work", lambda *, payload, progress: None)
    assert len(set(at_once(lambda: jobs.enqueue("test.work", {}, unique_key="once")))) == 1


def test_sealers_at_once_make_one_chain(transactional_db: None) -> None:
    for _ in range(30):
        factories.organization()

    def seal() -> None:
        try:
            audit.seal()
        except DatabaseError:  # another sealer was first: its chain is the one that counts
            return

    at_once(seal)
    audit.seal()
    proof = queries.verify()
    assert (proof.sealed, proof.waiting, proof.broken_at) == (30, 0, None)
