"""What every test gets; the parts live in `tests/plugins`."""

from __future__ import annotations

pytest_plugins = (
    "tests.plugins.results",
    "tests.plugins.absent",
    "tests.plugins.selection",
    "tests.plugins.network",
    "tests.plugins.time",
    "tests.plugins.laws",
    "tests.plugins.browser",
)
