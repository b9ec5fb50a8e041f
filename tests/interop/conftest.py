"""Fixtures of the tests against other people's software."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
