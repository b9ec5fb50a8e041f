"""The clock of the product, held still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

INSTANT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """The product's clock stands at `INSTANT` while the test runs; `clock.at` inside it moves it."""
    from acquis.platform import clock

    with clock.at(INSTANT):
        yield INSTANT
