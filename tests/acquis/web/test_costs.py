"""A list costs the same number of queries however long it is; no page does one more for each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acquis.platform import clock
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.passport.factories import held
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing

pytestmark = pytest.mark.django_db


def _client(person_id: UUID) -> Client:
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(pk=person_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _cost(client: Client, address: str) -> int:
    client.get(address)  # what is read once per process is read
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def _grows(client: Client, address: str, more: Callable[[], object]) -> int:
    more()
    before = _cost(client, address)
    for _ in range(4):
        more()
    return _cost(client, address) - before


def _page(name: str, where: College | None = None) -> str:
    return reverse(name, kwargs={"organization_id": where.id} if where else None)


def test_the_passport() -> None:
    where, holder = factories.recognised_college(), factories.person()
    assert _grows(_client(holder.id), _page("learner:passport"), lambda: held(where, holder=holder)) == 0


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("registrar", "issuer:awards"),
        ("registrar", "issuer:award_ready"),
        ("registrar", "issuer:desk"),
        ("assessor", "assessor:queue"),
    ],
)
def test_the_desks(role: str, name: str) -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)

    def more() -> None:
        factories.candidacy(where, version, email=factories.person().email)
        factories.passed_candidacy(where, version, email=factories.person().email)
        held(where, holder=factories.person())

    assert _grows(_client(where.people[role].id), _page(name, where), more) == 0


@pytest.mark.parametrize(
    ("role", "name", "query"),
    [
        ("reviewer", "issuer:desk", ""),
        ("approver", "issuer:desk", ""),
        ("reviewer", "issuer:reviews", ""),
        ("approver", "issuer:reviews", "?list=due"),
        ("approver", "issuer:reviews", "?list=frameworks"),
    ],
)
def test_the_work_of_reviewers(role: str, name: str, query: str) -> None:
    then = clock.now() - timedelta(days=190)

    def more() -> None:
        reviewing.submitted(where)
        reviewing.published(where)

    with clock.at(then):
        where = reviewing.college()
        more()
    changed = {"introduction": {"fr": "Revu.", "en": "Revised."}}
    frameworks.successor(frameworks.in_force(), on=clock.today(), version="9", **changed)
    client = _client(where.people[role].id)
    before = _cost(client, _page(name, where) + query)
    with clock.at(then):
        for _ in range(3):
            more()
    assert _cost(client, _page(name, where) + query) == before


def test_the_definitions() -> None:
    where = factories.recognised_college()
    author = _client(where.people["author"].id)
    assert _grows(author, _page("issuer:achievements", where), lambda: factories.draft(where)) == 0


@pytest.mark.parametrize("name", ["public:achievements", "public:home", "public:issuers"])
def test_the_open_lists(name: str) -> None:
    assert _grows(Client(), _page(name), lambda: factories.published_version(factories.recognised_college())) == 0
