"""Many versions are read as one is, in as many queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acquis.catalogue import queries
from acquis.catalogue.queries import bulk
from tests.acquis import factories

pytestmark = pytest.mark.django_db


def test_many_are_read_as_one_is() -> None:
    where = factories.recognised_college()
    made = {factories.published_version(where).achievement_id for _ in range(3)}
    found = {each.achievement_id: each for each in bulk.open_definitions()}
    assert set(found) == made
    for achievement_id, each in found.items():
        assert each.content == queries.latest(achievement_id).content  # type: ignore[union-attr]


def test_the_number_of_queries_is_fixed() -> None:
    where = factories.recognised_college()
    counts = []
    for _ in range(2):
        factories.published_version(where)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            bulk.open_definitions()
            bulk.owned_definitions(where.id)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_list_goes_on_where_it_was_left() -> None:
    where = factories.recognised_college()
    for _ in range(3):
        factories.published_version(where)
    first = bulk.open_definitions(limit=2)
    rest = bulk.open_definitions(after=(first[-1].published_at, first[-1].version_id), limit=2)
    assert len({each.achievement_id for each in (*first, *rest)}) == 3


def test_open_data_hold_no_address_of_anybody() -> None:
    factories.published_version(factories.recognised_college(), contact="registrar@college.example")
    told = bulk.open_definitions()[0].told()
    assert "@" not in repr(told)
