"""The index of a process: warmed up where requests are served, waited for in bounds, told of every new name."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.catalogue.queries import portal, portal_index
from acquis.catalogue.search.asking import Question
from acquis.config import serving
from acquis.organizations.models import Organization
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from tests.acquis import factories
from tests.acquis.catalogue import listings

pytestmark = pytest.mark.django_db


@pytest.fixture
def building() -> Iterator[None]:
    """Another thread builds the first index, and takes long."""
    lock = portal_index._keeper._lock
    assert lock.acquire(timeout=1)
    yield
    lock.release()


def titles(words: str) -> list[str]:
    answer, page = portal.search(Question(words))
    return [] if answer.is_partial else [str(found.title) for found in page]


@action
def renamed(organization_id: Any, name: Text) -> None:
    row = Organization.objects.get(pk=organization_id)
    row.name = name
    row.save(update_fields=["name"])


def test_a_new_name_of_an_organization_finds_what_it_offers_at_once() -> None:
    where, other = factories.recognised_college(), factories.recognised_college()
    version = listings.define(where, "welding")
    listings.define(other, "kitchen")
    assert titles("Confluence") == []
    renamed(where.id, Text(fr="Collège de la Confluence", en="Confluence College"))
    assert titles("Confluence") == [str(version.content.title)]
    built = portal.current()
    with CaptureQueriesContext(connection) as asked:
        assert portal.current() is built
    assert len(asked) == 3


def test_a_visitor_who_comes_too_early_is_told_and_keeps_the_question(
    building: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal_index, "PATIENCE", 0.01)
    told = {"fr": "Votre question est conservée", "en": "Your question is kept"}
    for language, words in told.items():
        for path in ("microcredentials/?q=soudage&amp;sort=price", "microcredentials/free/?page=2"):
            address = f"/{language}/{path}"
            answer = Client().get(address.replace("&amp;", "&"))
            page = answer.content.decode()
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert words in page
            assert f'href="{address}"' in page
        for path in ("", "issuers/", "verify/"):
            assert Client().get(f"/{language}/{path}").status_code == 200


def test_no_more_wait_than_leave_room_for_others(building: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_index, "PATIENCE", 60.0)
    places = portal_index._keeper._places
    held = [places.acquire(blocking=False) for _ in range(portal_index.WAITING)]
    assert all(held)
    try:
        with pytest.raises(portal.NotReady):
            portal.current()
    finally:
        for _ in held:
            places.release()


def test_whoever_serves_builds_it_beforehand_and_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Any] = []
    kept = portal_index._build()

    def build(awaited: Event | None = None) -> Any:
        built.append(awaited)
        return kept

    monkeypatch.setattr(portal_index, "_build", build)
    threads = []
    monkeypatch.setattr(portal, "warm_up", lambda: threads.append(portal_index.warm_up()))
    assert callable(serving.application())
    threads[0].join(10)
    assert len(built) == 1
    assert built[0] is not None, "it leaves time to others"
    assert Client().get("/en/microcredentials/").status_code == 200
    assert len(built) == 1


def test_a_database_that_is_not_there_yet_keeps_nobody_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    words = "no such table: of somebody"

    def build(awaited: Event | None = None) -> Any:
        raise DatabaseError(words)

    with monkeypatch.context() as patched:
        patched.setattr(portal_index, "_build", build)
        portal_index.warm_up().join(10)
    assert "DatabaseError" in caplog.text
    assert words not in caplog.text
    assert Client().get("/en/microcredentials/").status_code == 200
