"""Many documents: each report is the one that its document gets alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sceau
from sceau import workers
from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, ResolutionError, UsageError
from sceau.issuing.enveloping import issue_jwt
from sceau.openbadges.baking import bake_png
from sceau.ports import Fetched
from sceau.verifying.memory import Memory
from sceau.verifying.register import Register
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World

GENUINE = dumps(worlds.genuine())
HOSTED, GONE = "https://college.example/badges/1", "https://gone.example/badge.json"
ITEMS: list[bytes | str] = [
    GENUINE,
    GENUINE.decode(),
    GENUINE.replace(b"Bor", b"Bar"),
    bake_png(png(), GENUINE),
    issue_jwt(examples.credential(), signer=worlds.signer(COLLEGE), now=SIGNED, contexts=CONTEXTS),
    dumps(worlds.sign(examples.credential(), by=STRANGER)),
    dumps(worlds.genuine(status=[])),
    dumps({"@context": "https://unknown.example/"}),
    HOSTED,
    b"",
    b"\xff\x00",
    b"[]",
    "no document",
]


def world(*revoked: int) -> World:
    found = World.usual()
    found.pages[HOSTED] = GENUINE
    found.publish(examples.STATUS_LIST, worlds.status_list(*revoked))
    return found


def usual(among: World) -> dict[str, Any]:
    return {"now": NOW, "fetch": among.fetch, "register": among.register, "resources": among.resources}


@pytest.fixture(params=["fork", "spawn"])
def _started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "fork" and sys.platform != "linux":
        monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    else:
        monkeypatch.setattr(workers, "start_method", lambda: request.param)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ITEMS), max_size=12), st.sampled_from([(), (INDEX,)]))
def test_many_say_what_each_says_alone(items: list[bytes | str], revoked: tuple[int, ...]) -> None:
    among = world(*revoked)
    alone = [sceau.verify(item, **usual(among)) for item in items]
    assert list(sceau.verify_many(items, **usual(among))) == alone


@pytest.mark.usefixtures("_started")
def test_processes_say_the_same_in_the_same_order() -> None:
    items = ITEMS * 6
    among = world(INDEX)
    alone = list(sceau.verify_many(items, **usual(among)))
    among = world(INDEX)
    assert list(sceau.verify_many(items, **usual(among), workers=2)) == alone
    assert {report.verdict for report in alone} == {"rejected", "verified"}
    assert among.asked.count(examples.STATUS_LIST) == among.asked.count(worlds.did_url(COLLEGE)) == 1
    assert among.asked.count(HOSTED) == 6


@pytest.mark.parametrize("count", [1, 2])
def test_an_address_that_cannot_be_read_stops_nobody(count: int) -> None:
    items: list[bytes | str] = [GENUINE, GONE, GENUINE] * 14
    reports = list(sceau.verify_many(items, **usual(world()), workers=count))
    assert [report.verdict.value for report in reports] == ["verified", "check", "verified"] * 14
    unread = reports[1]
    assert (unread.kind, unread.codes(), unread.document) == ("unknown", {"fetch_failed"}, None)
    assert unread.check("format").outcome == "inconclusive"
    assert [check.check for check in unread.checks] == [
        check.check for check in sceau.verify(b"", **usual(world())).checks
    ]


def test_what_does_not_answer_is_asked_once() -> None:
    among = world()
    del among.pages[examples.STATUS_LIST]
    for count in (1, 2):
        among.asked.clear()
        reports = list(sceau.verify_many([GENUINE] * 50, **usual(among), workers=count))
        assert {report.verdict for report in reports} == {"check"}
        assert among.asked.count(examples.STATUS_LIST) == 1


def test_a_register_is_asked_for_once() -> None:
    asked = []

    def source() -> Register:
        asked.append(threading.get_ident())
        return Register.parse(worlds.register())

    def silent() -> Register:
        asked.append(threading.get_ident())
        raise ResolutionError("fetch_failed")

    for count in (1, 2):
        for register, outcome in ((source, "passed"), (silent, "inconclusive")):
            asked.clear()
            reports = list(sceau.verify_many([GENUINE] * 50, **usual(world()) | {"register": register}, workers=count))
            assert {report.check("recognition").outcome.value for report in reports} == {outcome}
            assert len(asked) == 1


def test_items_are_read_as_reports_are_taken() -> None:
    """However long the stream is, only a few are in memory."""
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield GENUINE

    reports = sceau.verify_many(endless(), **usual(world()))
    assert [next(reports).verdict, next(reports).verdict] == ["verified", "verified"]
    assert taken == 2
    several = sceau.verify_many(endless(), **usual(world()), workers=2)
    for _ in range(100):
        assert next(several).verdict == "verified"
    assert taken <= 2 + workers.HERE + 100 + 5 * workers.CHUNK
    several.close()  # type: ignore[attr-defined]


def test_memory_may_outlive_a_batch() -> None:
    among, memory = world(), Memory()
    for _ in range(2):
        assert [report.verdict for report in sceau.verify_many([GENUINE], **usual(among), memory=memory)] == [
            "verified"
        ]
    assert sceau.verify(GENUINE, **usual(among), memory=memory).verdict == "verified"
    assert among.asked.count(examples.STATUS_LIST) == 1


def test_the_callers_faults_are_told_at_once() -> None:
    for wrong in (
        {"now": NOW.replace(tzinfo=None)},
        {"workers": 0},
        {"workers": 2, "memory": Memory()},
    ):
        with pytest.raises(UsageError, match="usage_wrong"):
            sceau.verify_many([], **usual(world()) | wrong)


@pytest.mark.usefixtures("_started")
def test_faults_of_fetch_reach_the_caller() -> None:
    def faulty(url: str, **_: Any) -> Fetched:
        raise ZeroDivisionError

    items = [b"[]"] * workers.HERE + [GENUINE] * 40
    with pytest.raises(ZeroDivisionError):
        list(sceau.verify_many(items, **usual(world()) | {"fetch": faulty}, workers=2))


@pytest.mark.usefixtures("_started")
@pytest.mark.parametrize(("cost", "processes"), [(0.0, False), (1.0, True)])
def test_without_a_number_processes_start_when_they_pay(
    cost: float, processes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock on which each item takes as long as is said."""
    now = iter(range(1_000_000))
    monkeypatch.setattr(workers, "perf_counter", lambda: next(now) * cost)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    started = []
    usual_crew = workers._Crew
    monkeypatch.setattr(workers, "_Crew", lambda *given, **named: started.append(given) or usual_crew(*given, **named))
    items = ITEMS * 8
    among = world(INDEX)
    assert list(sceau.verify_many(items, **usual(among), workers=None)) == list(
        sceau.verify_many(items, **usual(world(INDEX)))
    )
    assert bool(started) is processes


@pytest.mark.parametrize("count", [0, 1, 40, 70])
def test_a_batch_may_end_before_processes_pay(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(1_000_000))
    monkeypatch.setattr(workers, "perf_counter", lambda: next(now) * 0.0002)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    monkeypatch.setattr(workers, "_Crew", None)
    reports = list(sceau.verify_many([b"[]"] * count, **usual(world()), workers=None))
    assert len(reports) == count
    assert list(sceau.verify_many([b"[]"] * count, **usual(world()), workers=None, memory=Memory())) == reports


def test_chunks_are_bounded() -> None:
    """By their number, and where items are long by their length."""
    assert [len(workers._chunk(iter([b"x"] * 5), most)) for most in (2, 9)] == [2, 5]
    assert len(workers._chunk(iter([b"x" * 400_000] * 9), 9)) == 3


def job_that_fails(ask: workers.Ask) -> Any:
    def job(item: int) -> int:
        if item == 40:
            raise InputError("json_malformed", "/x", "y")
        if item == 41:
            sys.exit(3)
        return item

    return job


def test_a_process_that_fails_or_ends_is_told() -> None:
    def spread(last: int) -> Iterator[int]:
        items = [*range(workers.HERE), last]
        return workers.spread(
            items, job_that_fails, here=abs, setup=(), services={}, workers=2, bring=lambda item: item
        )

    assert list(spread(39)) == [*range(workers.HERE), 39]
    with pytest.raises(InputError) as caught:
        list(spread(40))
    assert (caught.value.code, caught.value.pointer, caught.value.detail) == ("json_malformed", "/x", "y")
    with pytest.raises(UsageError, match="a worker process has ended"):
        list(spread(41))


def test_a_parent_with_threads_does_not_fork() -> None:
    enough = threading.Event()
    other = threading.Thread(target=enough.wait)
    other.start()
    try:
        assert workers.start_method() == "spawn"
    finally:
        enough.set()
        other.join()


def test_a_program_of_its_own_leaves_nothing_behind() -> None:
    code = """
import sceau, sys, multiprocessing
from datetime import UTC, datetime

if __name__ == "__main__":
    reports = sceau.verify_many([b"[]"] * 100, now=datetime(2026, 3, 1, tzinfo=UTC), workers=2)
    print(sum("credential_malformed" in report.codes() for report in reports), multiprocessing.active_children())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("100 []", "")
