"""Says, at the end of a run, what of the outside was not there to test against."""

from __future__ import annotations

import pytest

from tests.sceau import vectors


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was absent; only other people's test vectors may be."""
    if vectors.root() is None:
        terminalreporter.write_line("vectors: absent (set ACQUIS_VECTORS); test_*_vectors.py were not collected")
