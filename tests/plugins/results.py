"""Writes down what each test did and which requirements it bears; sums up the runs on both databases.

`ACQUIS_RESULTS` names the file to write; `ACQUIS_PRIOR_RESULTS` names the file of the run that came before, whose
tests then count in this run's closing line.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BEARS = "requirements"
# What may happen to a test in one of its phases, from best to worst.
_GRAVITY = ("passed", "skipped", "xfailed", "failed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the numbers travel with the report: workers are other processes."""
    for item in items:
        numbers = sorted({str(number) for mark in item.iter_markers("req") for number in mark.args})
        if numbers:
            item.user_properties.append((_BEARS, numbers))


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that gathers the reports writes and sums up."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(), "acquis-results")


class Ledger:
    """The tests of one run, by node id."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of a test's phases."""
        properties: list[tuple[str, Any]] = report.user_properties
        bears = [number for name, numbers in properties if name == _BEARS for number in numbers]
        entry = self.tests.setdefault(report.nodeid, {"outcome": "passed", "seconds": 0.0, "requirements": bears})
        seen = "xfailed" if hasattr(report, "wasxfail") else str(report.outcome)
        entry["outcome"] = max(entry["outcome"], seen, key=_GRAVITY.index)
        entry["seconds"] = round(entry["seconds"] + report.duration, 3)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read is a failure, not an absence."""
        if report.failed:
            self.tests[report.nodeid] = {"outcome": "failed", "seconds": 0.0, "requirements": []}

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Join the earlier run, and write."""
        earlier = _read("ACQUIS_PRIOR_RESULTS")
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            for nodeid, entry in earlier.items():
                _count(reporter, f"{nodeid} [PostgreSQL]", entry)
        destination = os.environ.get("ACQUIS_RESULTS")
        if destination:
            joined = self.tests | {f"{nodeid} [PostgreSQL]": entry for nodeid, entry in earlier.items()}
            Path(destination).write_text(json.dumps(joined, ensure_ascii=False))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say how many tests ran where."""
        earlier = _read("ACQUIS_PRIOR_RESULTS")
        if earlier:
            terminalreporter.write_line(
                f"{len(self.tests)} tests ran on SQLite or without a database, {len(earlier)} on PostgreSQL"
            )


def _read(variable: str) -> dict[str, dict[str, Any]]:
    name = os.environ.get(variable)
    if not name or not Path(name).exists():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(Path(name).read_text())
    return found


def _count(reporter: Any, nodeid: str, entry: dict[str, Any]) -> None:
    """Add a test of the earlier run to the sums of the closing line."""
    failed = entry["outcome"] == "failed"
    report = pytest.TestReport(
        nodeid=nodeid,
        location=(nodeid, None, nodeid),
        keywords={},
        outcome="failed" if failed else "passed",
        longrepr="failed on PostgreSQL: see the first run above" if failed else None,
        when="call",
        duration=entry["seconds"],
    )
    outcome = entry["outcome"]
    if outcome == "skipped":
        report.outcome = "skipped"
        report.longrepr = (nodeid, 0, "Skipped: on PostgreSQL")
    reporter.stats.setdefault(outcome, []).append(report)
