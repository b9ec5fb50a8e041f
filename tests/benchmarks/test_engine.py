"""The benchmark of the engine: every goal gets an answer or a reason, and every number has its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import sceau
from benchmarks import documents, goals, growth, measure, plot, report, run, sides, tasks, world
from benchmarks.alone import Alone, two_cores
from benchmarks.measure import Rates, Rounds
from benchmarks.sides import OURS
from sceau.linked_data.canonical import to_nquads, weigh

pytestmark = pytest.mark.slow

LEAST = {"name", "value", "unit", "baseline", "ratio", "goal", "met"}


@pytest.fixture(scope="module")
def rates() -> Iterator[Rates]:
    """One round with a peer in Python, and another peer that is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sides.PEERS, "gone", ("gone", "python"))
        rounds = Rounds(measure.TINY, only=("joserfc", "gone"))
        try:
            yield rounds.run()
        finally:
            rounds.close()


def answered(**found: tuple[float, float]) -> Alone:
    alone = Alone(found=found)
    names = ("verify_many", "cold", "memory", "memory growth")
    alone.reasons = {name: "not asked here" for name in names if name not in found}
    return alone


def test_the_document_is_the_one_that_the_goals_speak_of() -> None:
    made = to_nquads(documents.badge(1, world.issuer()), world.CONTEXTS)
    assert len(made.splitlines()) == 115
    assert len(set(re.findall(r"_:c14n\d+", made))) == 11
    assert 4_600 < len(tasks.text(documents.badge(1, world.issuer())).encode()) < 4_900


def test_each_shape_is_another_and_the_first_lacks_nothing() -> None:
    def shape(number: int) -> str:
        document = documents.varied(1, "did:example:1", number)
        subject = document["credentialSubject"]
        return str([sorted(each) for each in (document, document["issuer"], subject, subject["achievement"])])

    assert len({shape(number) for number in range(2_000)}) == 2_000
    assert documents.varied(3, "did:example:1", 0) == documents.badge(3, "did:example:1")


def test_the_largest_document_is_within_the_limits_of_the_engine() -> None:
    largest = documents.large(1, world.issuer(), growth.FULL.sizes[-1])
    usual = documents.badge(1, world.issuer())
    assert 85 < len(tasks.text(largest).encode()) / len(tasks.text(usual).encode()) < 115
    weigh(largest)


def test_every_goal_has_an_answer_or_a_reason(rates: Rates) -> None:
    entries = goals.entries(rates, answered(cold=(100.0, 500.0)))
    assert len({entry["name"] for entry in entries}) == len(entries) == len(goals.GOALS)
    for entry in entries:
        if entry["met"] is None:
            assert entry.keys() == LEAST | {"reason"}
            assert entry["reason"]
        else:
            assert entry.keys() == LEAST
            assert entry["ratio"] == pytest.approx(entry["value"] / entry["baseline"], rel=0.01)
    by_name = {entry["name"]: entry for entry in entries}
    assert by_name["VC-JWT EdDSA, verify ÷ fastest Python peer"]["met"] is not None
    assert by_name["sceau verify FILE, cold ÷ @digitalbazaar/vc"]["met"] is True
    absent = by_name["eddsa-jcs-2022, issue ÷ @digitalbazaar/vc"]
    assert absent["reason"] == "digitalbazaar could not be loaded"
    assert json.loads(json.dumps(entries)) == entries


def test_a_limit_from_above_is_met_below_it() -> None:
    (goal,) = (each for each in goals.GOALS if each.name.startswith("peak memory of a worker"))
    assert goal.entry(Rates(), answered(memory=(30.0, 100.0)))["met"] is True
    assert goal.entry(Rates(), answered(memory=(31.0, 100.0)))["met"] is False


def test_a_peer_that_cannot_be_loaded_is_said_so(rates: Rates) -> None:
    (note,) = (each for each in rates.notes if each.startswith("gone could not be loaded"))
    assert "ModuleNotFoundError" in note
    assert note in report.markdown([], rates, [], quick=True)
    assert "gone" not in rates.versions


def test_everything_of_ours_is_measured(rates: Rates) -> None:
    assert {task.key for task in tasks.TASKS} == {key for key, side in rates.found if side == OURS}
    assert all(number > 0 for found in rates.found.values() for number in found)
    # What the peer signs is read here, and the other way round.
    assert not [note for note in rates.notes if "joserfc" in note]
    assert {side for key, side in rates.found if key == "vc-jwt verify"} == {OURS, "joserfc"}


def test_what_a_side_refuses_is_told_with_its_own_words() -> None:
    with sides.Side(OURS, world.setup()) as side, pytest.raises(sides.SideError, match="json_malformed"):
        side.do("strict verify", ["no credential"], most=1)


def test_the_tables_and_pictures_find_their_place(
    rates: Rates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = growth.Curve("a question", "what grows", {"sceau verify": [(1, 2.0), (10, 1.5)], "digitalbazaar": [(1, 9)]})
    text = report.markdown(goals.entries(rates, answered()), rates, [curve], quick=True)
    pictures = report.pictures(rates, [curve, growth.Curve("nothing", "nothing")])
    for picture in (*pictures.values(), plot.bars([])):
        assert ET.fromstring(picture).tag.endswith("svg")
    page = tmp_path / "performance.md"
    page.write_text(run.SUBJECTS["engine"].page.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(run, "PICTURES", tmp_path)
    for _ in range(2):
        run.publish(replace(run.SUBJECTS["engine"], page=page), text, pictures)
    written = page.read_text(encoding="utf-8")
    assert written.count("| what | Sceau | the other |") == 1
    assert "| sceau verify | 2 | 1.5 |" in written
    assert {path.name for path in tmp_path.iterdir()} == {"performance.md", "speed.svg", "growth.svg"}


def test_growth_is_measured_in_new_processes() -> None:
    notes: list[str] = []
    curves = growth.measure(growth.TINY, notes)
    assert [sorted(curve.lines) for curve in curves] == [["sceau issue", "sceau verify"], *[["sceau verify"]] * 2]
    assert all(milliseconds > 0 for curve in curves for line in curve.lines.values() for _, milliseconds in line)
    assert not notes


def test_the_batch_functions_are_measured_or_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("verify_many", "issue_many"):
        monkeypatch.delattr(sceau, name, raising=False)
    found = Alone()
    two_cores(found, ["{}"], several=1, repeats=1)
    assert found.told("issue_many") == "issue_many: sceau.issue_many is not built yet"
    (entry,) = (each for each in goals.entries(Rates(), found) if each["name"].startswith("verify_many"))
    assert entry["met"] is None
    assert entry["reason"] == "sceau.verify_many is not built yet"
    found = Alone(found={"issue_many": (1_900.4, 1_000.0)})
    assert "1,900 credentials per second (wall) with two workers" in found.told("issue_many")
