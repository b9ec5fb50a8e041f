"""The outbox: told with the fact, delivered at least once, one consumer never in another's way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from acquis.platform import clock, news
from acquis.platform.models import NewsDelivery, NewsItem
from tests.acquis.transactions import rolled_back

pytestmark = pytest.mark.django_db
Subscribe = Callable[[str, Callable[[Mapping[str, Any]], None]], None]


@pytest.fixture
def subscribe(frozen: datetime, monkeypatch: pytest.MonkeyPatch) -> Subscribe:
    """Subscribe to ``test.told`` for the length of a test."""
    monkeypatch.setattr(news, "_consumers", {})
    return lambda name, consumer: news.subscribe("test.told", name, consumer)


def test_news_reaches_every_consumer_once(subscribe: Subscribe) -> None:
    heard: list[tuple[str, Any]] = []
    for name in ("a", "b"):
        subscribe(name, lambda payload, name=name: heard.append((name, payload["n"])))  # type: ignore[misc]
    news.publish("test.told", {"n": 1})
    assert news.deliver() == 1
    assert news.deliver() == 0
    assert heard == [("a", 1), ("b", 1)]


def test_news_of_something_that_did_not_happen_is_not_told(subscribe: Subscribe) -> None:
    rolled_back(lambda: news.publish("test.told", {}))
    assert not NewsItem.objects.exists()


def test_a_failing_consumer_is_offered_the_item_again_and_the_other_is_not(
    subscribe: Subscribe, frozen: datetime
) -> None:
    heard: list[str] = []
    broken = [True]

    def unreliable(payload: Mapping[str, Any]) -> None:
        if broken[0]:
            raise ValueError("amina@personnes.example")
        heard.append("unreliable")

    subscribe("unreliable", unreliable)
    subscribe("steady", lambda payload: heard.append("steady"))
    news.publish("test.told", {})
    assert news.deliver() == 0
    assert heard == ["steady"]
    broken[0] = False
    assert news.deliver() == 0, "a pause first"
    with clock.at(frozen + timedelta(seconds=1)):
        assert news.deliver() == 1
        assert news.deliver() == 0
    assert heard == ["steady", "unreliable"]


def test_what_a_failing_consumer_wrote_is_rolled_back(subscribe: Subscribe) -> None:
    def writes_and_fails(payload: Mapping[str, Any]) -> None:
        NewsItem.objects.create(kind="test.trace", created_at=clock.now(), offer_after=clock.now())
        raise ValueError

    subscribe("broken", writes_and_fails)
    news.publish("test.told", {})
    news.deliver()
    assert not NewsItem.objects.filter(kind="test.trace").exists()
    assert not NewsDelivery.objects.exists()


def test_a_consumers_own_integrity_error_is_a_failure_not_a_delivery(subscribe: Subscribe, frozen: datetime) -> None:
    def collides(payload: Mapping[str, Any]) -> None:
        raise IntegrityError

    subscribe("collides", collides)
    news.publish("test.told", {})
    assert news.deliver() == 0
    assert NewsItem.objects.get().delivered_at is None


def test_an_item_that_fails_holds_up_no_other(subscribe: Subscribe) -> None:
    heard: list[int] = []

    def picky(payload: Mapping[str, Any]) -> None:
        if payload["n"] == 1:
            raise ValueError
        heard.append(payload["n"])

    subscribe("picky", picky)
    for number in (1, 2, 3):
        news.publish("test.told", {"n": number})
    assert news.deliver(limit=1) == 0
    assert news.deliver(limit=2) == 2
    assert heard == [2, 3]


def test_pauses_grow_up_to_an_hour_and_the_item_is_never_given_up(subscribe: Subscribe, frozen: datetime) -> None:
    def never(payload: Mapping[str, Any]) -> None:
        raise ValueError

    subscribe("never", never)
    news.publish("test.told", {})
    moment, pauses = frozen, []
    for _ in range(20):
        with clock.at(moment):
            news.deliver()
        pauses.append(NewsItem.objects.get().offer_after - moment)
        moment = NewsItem.objects.get().offer_after
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(seconds=1)
    assert pauses[-1] == timedelta(hours=1)
    assert NewsItem.objects.get().delivered_at is None


def test_news_nobody_asked_for_is_done_with(subscribe: Subscribe) -> None:
    news.publish("test.told", {})
    assert news.deliver() == 1
    assert news.deliver() == 0


def test_a_delivery_that_another_worker_made_is_not_repeated(subscribe: Subscribe) -> None:
    """It had the item, and fell before it could say so."""
    heard: list[Any] = []
    subscribe("a", heard.append)
    news.publish("test.told", {})
    NewsDelivery.objects.create(item=NewsItem.objects.get(), consumer="a")
    assert news.deliver() == 1
    assert heard == []
