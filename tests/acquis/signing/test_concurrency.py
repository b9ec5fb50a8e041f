"""Several writers at once on PostgreSQL; on SQLite they queue by `IMMEDIATE` transactions, tested beside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, connections

from acquis.signing import actions, queries
from acquis.signing.models import StatusEntry, StatusList
from sceau.encoding import strict_json
from sceau.status import bitstring
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND

WRITERS = 6
R = TypeVar("R")


def at_once(work: Callable[[int], R]) -> list[R]:
    """Run ``work`` in several threads, each with its own connection."""

    def run(number: int) -> R:
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


@pytest.fixture
def college(transactional_db: None) -> UUID:
    made = factories.organization()
    actions.establish(organization_id=made, by=COMMAND)
    return made


@pytest.mark.postgres
def test_documents_that_draw_the_same_index_at_once_get_different_ones(
    college: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = bitstring.draw_index
    # Everybody draws among eight bits, so that collisions are certain.
    monkeypatch.setattr("acquis.signing.actions.bitstring.draw_index", lambda random, taken, _: draw(random, taken, 8))
    at_once(lambda _: actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND))
    for found in StatusList.objects.filter(organization_id=college):
        indexes = list(StatusEntry.objects.filter(list=found).values_list("index", flat=True))
        assert len(indexes) == len(set(indexes)) == found.taken == WRITERS


@pytest.mark.postgres
def test_one_document_allocated_by_several_gets_one_place(college: UUID) -> None:
    subject = uuid4()
    found = at_once(lambda _: actions.allocate(organization_id=college, subject_id=subject, by=COMMAND))
    assert all(places == found[0] for places in found)


@pytest.mark.postgres
def test_bits_set_at_once_in_one_list_all_survive(college: UUID) -> None:
    subjects = [uuid4() for _ in range(WRITERS)]
    places = [actions.allocate(organization_id=college, subject_id=one, by=COMMAND)[0] for one in subjects]
    at_once(
        lambda number: actions.set_status(subject_id=subjects[number], purpose="revocation", value=True, by=COMMAND)
    )
    served = queries.own_document("/status/" + places[0].list_url.rpartition("/")[2])
    assert served is not None
    document: Any = strict_json.loads(served.body)
    bits = bitstring.BitString.decode(document["credentialSubject"]["encodedList"])
    assert all(bits[place.index] for place in places)


@pytest.mark.postgres
def test_rotations_at_once_follow_one_another(college: UUID) -> None:
    at_once(lambda _: actions.rotate(organization_id=college, by=COMMAND))
    keys = queries.keys(college)
    assert [key.state for key in keys] == ["retired"] * WRITERS + ["active"]
    assert len({key.fragment for key in keys}) == WRITERS + 1


def test_sqlite_takes_the_write_lock_before_it_reads() -> None:
    """What makes read-then-write safe there: no transaction begins as a reader."""
    if connection.vendor == "sqlite":
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    else:
        assert connection.features.has_select_for_update
