"""What `dev.py check` checks holds: format, lint, types, contracts, templates, messages."""

from __future__ import annotations

import pytest

from tools import checks


@pytest.mark.slow
@pytest.mark.parametrize("name", list(checks.commands()))
def test_the_check_is_in_order(name: str) -> None:
    done = checks.outcome(name)
    assert done.returncode == 0, done.stdout
