"""A report that comes from another process is a report like all others, whoever looks at it, and however."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

import sceau
from sceau.verifying import sealed
from sceau.verifying.report import Report
from tests.sceau.verifying.test_many import ITEMS, usual, world
from tests.sceau.verifying.world import INDEX, NOW


def reports() -> list[Report]:
    return [sceau.verify(item, **usual(world(INDEX))) for item in ITEMS]


def sent(report: Report) -> Report:
    """As it arrives."""
    return sealed.unseal(pickle.loads(pickle.dumps(sealed.seal(report))), report.now)


LOOKS: list[Any] = [
    *(repr, Report.to_json, Report.codes, copy.copy, copy.deepcopy),
    *(lambda report: report.document, lambda report: report.members, lambda report: report.checks[0].facts),
    *(lambda report: type(report.verdict), lambda report: report.verdict, lambda report: report.check("format")),
    *(lambda report: json.dumps(report.document), lambda report: pickle.loads(pickle.dumps(report))),
    lambda report: dataclasses.replace(report, now=NOW + timedelta(1)),
    lambda report: report.__class__,
]


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_shows_the_same(look: Any) -> None:
    for report in map(copy.deepcopy, reports()):
        arrived = sent(report)
        assert isinstance(arrived, Report)
        assert look(arrived) == look(report)
        assert arrived == report
        assert type(arrived) is Report


def test_they_are_equal_from_either_side() -> None:
    for report in reports():
        assert report == sent(report)
        assert sent(report) == report
        assert sent(report) == sent(report)
        assert sent(report) != dataclasses.replace(report, kind="other")
        assert sent(report) != 7
    with pytest.raises(TypeError):
        hash(sent(reports()[0]))


def test_nothing_is_read_for_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = [sent(report) for report in reports()]
    monkeypatch.setattr(sealed, "_opened", None)
    assert [report.verdict for report in arrived] == [report.verdict for report in reports()]


def test_a_report_cannot_be_changed() -> None:
    arrived = sent(reports()[0])
    for _ in range(2):
        with pytest.raises(AttributeError):
            arrived.kind = "other"  # type: ignore[misc]
        with pytest.raises(AttributeError, match="colour"):
            arrived.colour  # type: ignore[attr-defined] # noqa: B018
    assert arrived == reports()[0]


def test_what_is_no_json_travels_all_the_same() -> None:
    report = dataclasses.replace(reports()[0], document={"at": NOW})  # type: ignore[dict-item]
    assert sent(report) == report


def test_many_may_look_at_once() -> None:
    expected = reports()
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            arrived = [sent(report) for report in expected]
            assert all(
                list(pool.map(lambda each: each.to_json(), arrived * 4))[index] == each.to_json()
                for index, each in enumerate(expected)
            )
