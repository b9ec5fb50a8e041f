"""The job ledger: each job done, by one worker at a time, whatever happens to workers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from acquis.platform import clock, jobs
from acquis.platform.models import Job
from tests.acquis.transactions import rolled_back

pytestmark = pytest.mark.django_db
LATER = jobs.LEASE + timedelta(seconds=1)


class Recorder:
    """A kind of work that remembers what it was given and does what the test says."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.then: Callable[[Callable[[int, int], None]], None] = lambda progress: None

    def __call__(self, *, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
        self.seen.append(dict(payload))
        self.then(progress)


@pytest.fixture
def work(frozen: datetime, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setitem(jobs._works, "test.work", recorder)
    return recorder


def only() -> Job:
    return Job.objects.get()


def claimed() -> Job:
    job = jobs.claim()
    assert job is not None
    return job


def fail(words: str) -> Callable[[Callable[[int, int], None]], None]:
    def then(progress: Callable[[int, int], None]) -> None:
        raise ValueError(words)

    return then


def test_a_job_is_done_once_and_forgets_what_it_was_about(work: Recorder) -> None:
    jobs.enqueue("test.work", {"to": "amina@personnes.example"})
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert work.seen == [{"to": "amina@personnes.example"}]
    assert (only().state, only().payload) == ("done", {})


def test_a_job_exists_exactly_when_its_reason_does(work: Recorder) -> None:
    rolled_back(lambda: jobs.enqueue("test.work", {}))
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused_at_the_door(work: Recorder) -> None:
    with pytest.raises(LookupError):
        jobs.enqueue("test.unheard", {})


def test_the_same_key_is_one_job(work: Recorder) -> None:
    first = jobs.enqueue("test.work", {"n": 1}, unique_key="sign:1")
    assert jobs.enqueue("test.work", {"n": 2}, unique_key="sign:1") == first
    jobs.run_due()
    assert jobs.enqueue("test.work", {"n": 3}, unique_key="sign:1") == first
    assert jobs.run_due() == 0
    assert work.seen == [{"n": 1}]


def test_a_delayed_job_waits(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {}, delay=timedelta(hours=1))
    assert jobs.run_due() == 0
    with clock.at(frozen + timedelta(hours=1)):
        assert jobs.run_due() == 1


def test_a_claimed_job_is_nobody_elses(work: Recorder) -> None:
    jobs.enqueue("test.work", {})
    assert jobs.claim() is not None
    assert jobs.claim() is None


def test_two_workers_that_saw_the_same_job_do_not_both_get_it(work: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second read the row before the first claimed it: the conditional update decides."""
    jobs.enqueue("test.work", {})
    stale = only()
    assert jobs.claim() is not None
    rows = Job.objects.filter(pk=stale.pk)
    monkeypatch.setattr(rows.__class__, "__getitem__", lambda *_: [stale])
    assert jobs.claim() is None


def test_a_failure_is_tried_again_with_growing_pauses(work: Recorder, frozen: datetime) -> None:
    work.then = fail("no")
    jobs.enqueue("test.work", {})
    moment, pauses = frozen, []
    for _ in range(jobs.MAX_ATTEMPTS):
        with clock.at(moment):
            assert jobs.run_due() == 1
            assert jobs.run_due() == 0
        pauses.append(only().run_after - moment)
        moment = only().run_after
    assert pauses == sorted(pauses)
    assert pauses[0] >= timedelta(seconds=2)
    assert only().state == "failed"
    with clock.at(moment + timedelta(days=9)):
        assert jobs.run_due() == 0


def test_a_job_that_failed_once_may_still_succeed(work: Recorder, frozen: datetime) -> None:
    work.then = fail("no")
    jobs.enqueue("test.work", {"n": 1})
    jobs.run_due()
    work.then = lambda progress: None
    with clock.at(frozen + timedelta(minutes=1)):
        assert jobs.run_due() == 1
    assert work.seen == [{"n": 1}, {"n": 1}]
    assert (only().state, only().error) == ("done", "")


def test_neither_ledger_nor_log_repeats_an_errors_words(work: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    work.then = fail("mailbox of amina@personnes.example is full")
    jobs.enqueue("test.work", {})
    with caplog.at_level(logging.DEBUG):
        jobs.run_due()
    assert only().error == "ValueError"
    assert "ValueError" in caplog.text
    assert "test_jobs.py" in caplog.text
    assert "amina" not in caplog.text


def test_a_job_outlives_its_worker(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {"n": 1})
    claimed()
    with clock.at(frozen + jobs.LEASE):
        assert jobs.run_due() == 0
    with clock.at(frozen + LATER):
        assert jobs.run_due() == 1
    assert work.seen == [{"n": 1}]


def test_progress_extends_the_lease(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {})
    seen: list[Job | None] = []

    def slowly(progress: Callable[[int, int], None]) -> None:
        with clock.at(frozen + timedelta(minutes=4)):
            progress(1, 2)
        with clock.at(frozen + timedelta(minutes=8)):
            seen.append(jobs.claim())

    work.then = slowly
    jobs.run_due()
    assert seen == [None]
    assert (only().done, only().total) == (1, 2)


@pytest.mark.parametrize("ending", ["success", "failure"])
def test_a_worker_that_comes_back_late_changes_nothing(work: Recorder, frozen: datetime, ending: str) -> None:
    jobs.enqueue("test.work", {"n": 1})
    slow = claimed()
    with clock.at(frozen + LATER):
        quick = claimed()
        jobs.run(quick)
        assert only().state == "done"
        if ending == "failure":
            work.then = fail("late")
        jobs.run(slow)
    assert (only().state, only().attempts, only().payload) == ("done", 2, {})


def test_a_worker_that_lost_its_lease_learns_it_at_the_next_progress(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {})
    slow = claimed()
    with clock.at(frozen + LATER):
        claimed()
        reached: list[str] = []

        def go_on(progress: Callable[[int, int], None]) -> None:
            progress(1, 2)
            reached.append("after")

        work.then = go_on
        jobs.run(slow)
    assert reached == []
    assert (only().state, only().attempts, only().done) == ("running", 2, 0)


def test_a_job_that_kills_its_workers_is_given_up(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {})
    for number in range(jobs.MAX_ATTEMPTS):
        with clock.at(frozen + number * LATER):
            claimed()
    with clock.at(frozen + jobs.MAX_ATTEMPTS * LATER):
        assert jobs.claim() is None
        assert jobs.claim() is None
    assert (only().state, only().error) == ("failed", "LeaseLost")


def test_jobs_are_taken_in_the_order_in_which_they_are_due(work: Recorder, frozen: datetime) -> None:
    for minutes in (3, 1, 2):
        jobs.enqueue("test.work", {"n": minutes}, delay=timedelta(minutes=minutes))
    with clock.at(frozen + timedelta(hours=1)):
        jobs.run_due()
    assert work.seen == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_finished_jobs_are_dropped_after_a_month_and_others_never(work: Recorder, frozen: datetime) -> None:
    jobs.enqueue("test.work", {"n": 1})
    jobs.run_due()
    jobs.enqueue("test.work", {"n": 2}, delay=timedelta(days=365))
    with clock.at(frozen + jobs.KEPT_FOR):
        assert jobs.tidy() == 0
    with clock.at(frozen + jobs.KEPT_FOR + timedelta(seconds=1)):
        assert jobs.tidy() == 1
    assert jobs.waiting() == {"waiting": 1}
