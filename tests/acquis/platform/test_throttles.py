"""Limits hold in every cache the product runs on, and end by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from acquis.platform import clock, throttles

BACKENDS = ["django.core.cache.backends.locmem.LocMemCache", "django.core.cache.backends.filebased.FileBasedCache"]


@pytest.fixture(params=BACKENDS, ids=["memory", "files"], autouse=True)
def backend(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, frozen: datetime) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": request.param, "LOCATION": str(tmp_path)}}
    cache.clear()
    yield
    cache.clear()


def tries(number: int, who: str = "192.0.2.1", scope: str = "verify") -> None:
    for _ in range(number):
        throttles.hit(scope, who, limit=3, seconds=60)


def test_the_limit_lets_through_as_many_as_it_says() -> None:
    tries(3)
    with pytest.raises(throttles.TooMany):
        tries(1)


def test_others_and_other_scopes_are_not_held_up() -> None:
    with pytest.raises(throttles.TooMany):
        tries(4)
    tries(3, who="192.0.2.2")
    tries(3, scope="claim")


def test_a_window_ends_even_for_somebody_who_keeps_trying(frozen: datetime) -> None:
    for second in range(0, 60, 10):
        with clock.at(frozen + timedelta(seconds=second)):
            try:
                tries(1)
            except throttles.TooMany:
                assert second >= 30
    with clock.at(frozen + timedelta(seconds=60)):
        tries(3)


def test_the_cache_holds_no_address() -> None:
    tries(1, who="amina@personnes.example")
    stored = getattr(cache, "_cache", None)
    names = list(stored) if stored is not None else [path.name for path in Path(cache._dir).iterdir()]  # type: ignore[attr-defined]
    assert names
    assert not any("amina" in str(name) for name in names)


def test_whom_to_count_is_the_peer_and_not_what_it_says(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "198.51.100.1"})
    assert throttles.address_of(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.9, 198.51.100.1", "198.51.100.1"),  # the visitor may write what comes before
        (2, "10.0.0.9, 198.51.100.1, 192.0.2.9", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.7"),
        (1, "", "192.0.2.7"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_behind_our_own_proxies_the_visitor_is_whom_the_outermost_saw(
    rf: RequestFactory, settings: Any, proxies: int, forwarded: str, counted: str
) -> None:
    settings.ACQUIS_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": forwarded})
    assert throttles.address_of(request) == counted


def test_a_visitor_with_many_addresses_is_one_visitor(rf: RequestFactory) -> None:
    counted = {
        throttles.address_of(rf.get("/", REMOTE_ADDR=address)) for address in ("2001:db8::1", "2001:db8::ffff:2")
    }
    assert counted == {"2001:db8::/64"}
    assert throttles.address_of(rf.get("/", REMOTE_ADDR="2001:db8:0:1::1")) not in counted
    assert throttles.address_of(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.7")) == "::ffff:192.0.2.7"
