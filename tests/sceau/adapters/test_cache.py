"""Answers kept for a while: never too long, never too many, never past another caller's limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sceau.adapters.cache import CachingFetch, MemoryCache
from sceau.errors import ResolutionError
from sceau.ports import Fetched

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Hands:
    """A clock that is set by hand."""

    now = START

    def __call__(self) -> datetime:
        return self.now


class Origin:
    def __init__(self, size: int = 1) -> None:
        self.size = size
        self.asked: list[str] = []

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        self.asked.append(url)
        return Fetched(url, b"x" * self.size, "")


def test_an_answer_is_asked_for_once_until_its_time_has_passed() -> None:
    clock, origin = Hands(), Origin()
    fetch = CachingFetch(origin, MemoryCache(clock), clock, seconds=60)
    first = fetch("https://a.example/")
    clock.now = START + timedelta(seconds=59)
    assert fetch("https://a.example/") == first
    assert first.fetched_at == START
    clock.now = START + timedelta(seconds=60)
    assert fetch("https://a.example/").fetched_at == clock.now
    assert len(origin.asked) == 2


def test_a_kept_answer_obeys_the_size_limit_of_who_asks() -> None:
    clock = Hands()
    fetch = CachingFetch(Origin(100), MemoryCache(clock), clock)
    fetch("https://a.example/")
    with pytest.raises(ResolutionError) as caught:
        fetch("https://a.example/", max_bytes=99)
    assert caught.value.code == "fetch_too_large"


def test_an_answer_found_by_redirects_does_not_serve_who_forbids_them() -> None:
    clock, origin = Hands(), Origin()
    fetch = CachingFetch(origin, MemoryCache(clock), clock)
    fetch("https://a.example/")
    fetch("https://a.example/", redirects=0)
    assert len(origin.asked) == 2


def test_a_failure_is_not_kept() -> None:
    clock = Hands()
    answers: Iterator[ResolutionError | Fetched] = iter(
        [ResolutionError("fetch_timeout"), Fetched("https://a.example/", b"x", "")]
    )

    def flaky(url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        answer = next(answers)
        if isinstance(answer, ResolutionError):
            raise answer
        return answer

    fetch = CachingFetch(flaky, MemoryCache(clock), clock)
    with pytest.raises(ResolutionError):
        fetch("https://a.example/")
    assert fetch("https://a.example/").body == b"x"


def test_the_cache_is_bounded_in_entries_and_bytes_and_drops_the_least_used() -> None:
    cache = MemoryCache(Hands(), max_entries=2, max_bytes=40)
    for name in "ab":
        cache.put(name, Fetched(name, b"x" * 10, ""), seconds=60)
    assert cache.get("a")
    cache.put("c", Fetched("c", b"x" * 10, ""), seconds=60)
    assert [name for name in "abc" if cache.get(name)] == ["a", "c"]
    cache.put("d", Fetched("d", b"x" * 11, ""), seconds=60)
    assert cache.get("d") is None


def test_replacing_an_entry_counts_its_bytes_once() -> None:
    cache = MemoryCache(Hands(), max_bytes=40)
    for _ in range(10):
        cache.put("a", Fetched("a", b"x" * 10, ""), seconds=60)
    for name in "bcd":
        cache.put(name, Fetched(name, b"x" * 10, ""), seconds=60)
    assert all(cache.get(name) for name in "abcd")
