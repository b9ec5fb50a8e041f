"""One clock, that tests hold still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from acquis.platform import clock


def test_the_clock_says_utc_and_can_be_held() -> None:
    moment = datetime(2026, 6, 8, 23, 59, tzinfo=timezone(timedelta(hours=-4)))
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
        with clock.at(moment + timedelta(days=1)):
            assert clock.now() == moment + timedelta(days=1)
        assert clock.now() == moment
    assert clock.now() != moment


def test_the_day_is_torontos() -> None:
    with clock.at(datetime(2026, 6, 9, 3, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 6, 8)
    with clock.at(datetime(2026, 6, 9, 4, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 6, 9)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
