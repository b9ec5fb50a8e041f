"""What counts as a proof, and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from tests.plugins.results import Ledger
from tools import requirements

Outcome = Literal["passed", "failed", "skipped"]


def phase(outcome: Outcome, when: Literal["setup", "call", "teardown"] = "call", **more: Any) -> pytest.TestReport:
    """The report of one phase of a test that bears R-001."""
    report = pytest.TestReport(
        nodeid="tests/test_it.py::test_it",
        location=("tests/test_it.py", 1, "test_it"),
        keywords={},
        outcome=outcome,
        longrepr=None,
        when=when,
        user_properties=[("requirements", ["R-001"])],
    )
    report.__dict__.update(more)
    return report


def proven_after(*phases: pytest.TestReport) -> set[str]:
    """What a run with these reports proves."""
    ledger = Ledger()
    for report in phases:
        ledger.pytest_runtest_logreport(report)
    return requirements.proven_by(ledger.tests.values())


def test_a_test_that_passes_in_every_phase_proves() -> None:
    assert proven_after(phase("passed", "setup"), phase("passed"), phase("passed", "teardown")) == {"R-001"}


@pytest.mark.parametrize(
    "phases",
    [
        [phase("passed", "setup"), phase("failed"), phase("passed", "teardown")],
        [phase("failed", "setup"), phase("passed", "teardown")],
        [phase("passed", "setup"), phase("passed"), phase("failed", "teardown")],
        [phase("skipped", "setup")],
        [phase("passed", "setup"), phase("skipped", wasxfail="reason")],
        [phase("passed", "setup"), phase("passed", wasxfail="reason")],
    ],
    ids=["failed", "failed in set-up", "failed in tear-down", "skipped", "expected to fail", "passed unexpectedly"],
)
def test_anything_else_proves_nothing(phases: list[pytest.TestReport]) -> None:
    assert proven_after(*phases) == set()


def test_one_failing_test_is_enough_to_unprove() -> None:
    tests = [{"requirements": ["R-001"], "outcome": outcome} for outcome in ("passed", "failed")]
    assert requirements.proven_by(tests) == set()


def test_claims_are_read_from_the_source(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(
        'import pytest\n\n@pytest.mark.req("R-" "002", "R-003")\ndef t(): ...\n'
    )
    assert requirements.claims(tmp_path / "tests") == {"R-002": {"tests/test_it.py"}, "R-003": {"tests/test_it.py"}}


def test_another_commit_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "requirements.json"
    kept.write_text(
        '{"commit": "0000", "clean": true, "tests": {"a": {"requirements": ["R-001"], "outcome": "passed"}}}'
    )
    monkeypatch.setattr(requirements, "RESULTS", kept)
    shown, basis = requirements.proven()
    assert shown == set()
    assert "another commit" in basis


def test_this_commit_with_a_clean_tree_proves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "requirements.json"
    kept.write_text(
        '{"commit": "0000", "clean": true, "tests": {"a": {"requirements": ["R-001"], "outcome": "passed"}}}'
    )
    monkeypatch.setattr(requirements, "RESULTS", kept)
    monkeypatch.setattr(requirements, "git", lambda *words: "0000" if words[0] == "rev-parse" else "")
    assert requirements.proven()[0] == {"R-001"}
    monkeypatch.setattr(requirements, "git", lambda *words: "0000" if words[0] == "rev-parse" else " M file")
    assert requirements.proven()[0] == set()
