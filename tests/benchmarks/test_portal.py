"""The benchmark of the portal: it fills, asks and judges."""

from __future__ import annotations

import pytest

from benchmarks import portal

pytestmark = pytest.mark.slow


def test_a_tiny_run_finds_offers_and_has_its_tables() -> None:
    found = portal.measure(portal.TINY, ("SQLite",))
    several = found["SQLite"]
    assert [each["offers"] for each in several if isinstance(each, dict)] == [40, 80]
    told = portal.markdown(portal.entries(found), found)
    assert "portal search on SQLite, 80 offers ÷ 40" in told
    assert "| 80 |" in told


def test_a_goal_is_judged_by_its_limit_and_says_why_it_has_no_number() -> None:
    def size(offers: int, p95: float) -> dict[str, object]:
        return {"size": offers, "search": {"p95": p95}}

    found = {"a": [size(10, 2.0), size(100, 7.9)], "b": [size(10, 2.0), size(100, 8.1)], "c": "There is no PostgreSQL."}
    judged = portal.entries(found)
    assert [each["met"] for each in judged] == [True, False, None]
    assert judged[2]["reason"] == "There is no PostgreSQL."
