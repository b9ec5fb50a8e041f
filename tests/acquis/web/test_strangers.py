"""What one learner holds does not exist for another, whichever way it is asked for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from acquis.audit.models import Entry
from acquis.passport.models import Share
from acquis.platform import clock
from tests.acquis.web.world import World, address, signed_in

pytestmark = pytest.mark.django_db


def form(*pieces: str) -> dict[str, object]:
    """What the second step of a share posts at the end."""
    last = (clock.today() + timedelta(days=7)).isoformat()
    return {"shows_name": "on", "shows_results": "on", "expires_on": last, "create": "1", "evidence": list(pieces)}


def details(*items: UUID) -> str:
    """The second step of a share, of these items."""
    return address("learner:share_details") + "?" + "&".join(f"item={item}" for item in items)


@pytest.mark.parametrize("create", [True, False])
def test_the_credential_of_somebody_else_can_be_neither_previewed_nor_shared(create: bool, access_world: World) -> None:
    client, shares, told = signed_in(access_world.outsider), Share.objects.count(), form()
    if not create:
        del told["create"]
    answer = client.post(details(access_world.held.item_id), told)
    assert (answer.status_code, answer.headers["Location"]) == (302, address("learner:share_choose"))
    assert Share.objects.count() == shares


def test_beside_ones_own_credential_that_of_somebody_else_is_left_out(access_world: World) -> None:
    own, theirs = access_world.outsiders_own.item_id, access_world.held.item_id
    client = signed_in(access_world.outsider)
    assert client.post(details(own, theirs), form()).status_code == 302
    made = Share.objects.get(passport__person_id=access_world.outsider.id)
    assert [part.item_id for part in made.items.all()] == [own]


def test_the_evidence_of_somebody_else_cannot_be_slipped_into_a_share(access_world: World) -> None:
    own, piece = access_world.outsiders_own.item_id, access_world.held.evidence[0]
    client, shares = signed_in(access_world.outsider), Share.objects.count()
    answer = client.post(details(own), form(f"{own}:{piece}"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["evidence"]
    assert Share.objects.count() == shares


@pytest.mark.req("R-171")
def test_a_link_opens_what_it_shows_and_nothing_beside_it(access_world: World) -> None:
    token, shown, hidden = access_world.part.token, *access_world.held.evidence
    client = Client()
    assert client.get(address("employer:evidence", token=token, evidence_id=shown)).status_code == 200
    closed = [
        address("employer:evidence", token=token, evidence_id=hidden),
        address("employer:evidence", token=token, evidence_id=access_world.outsiders_own.evidence[0]),
        address("employer:evidence", token=token, evidence_id=access_world.evidence),
        address("employer:credential", token=token, item_id=access_world.held.item_id),
        address("employer:credential", token=access_world.whole.token, item_id=access_world.outsiders_own.item_id),
        address("employer:share", token=access_world.offered.token),
        address("learner:claim", token=access_world.part.token),
    ]
    assert {page: client.get(page).status_code for page in closed} == dict.fromkeys(closed, 404)


def test_staff_of_the_issuer_have_no_way_into_a_passport(access_world: World) -> None:
    written = Entry.objects.count()
    pages = [
        address("learner:item", item_id=access_world.held.item_id),
        address("learner:credential", item_id=access_world.held.item_id),
        address("learner:evidence", evidence_id=access_world.held.evidence[0]),
        address("learner:share", share_id=access_world.whole.id),
    ]
    for person in access_world.college.people.values():
        client = signed_in(person)
        assert {client.get(page).status_code for page in pages} == {404}
    assert Entry.objects.count() == written
