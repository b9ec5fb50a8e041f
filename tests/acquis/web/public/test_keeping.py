"""Comparing offers and keeping them, with an account and without."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.catalogue import actions
from tests.acquis.web.public.portal import Portal, page, titles

pytestmark = pytest.mark.django_db


# — comparing —


@pytest.mark.req("R-108")
def test_up_to_four_offers_stand_side_by_side(world: Portal) -> None:
    keys = [str(world.offers["cyber"]), str(world.offers["welding"]), str(world.versions["garden"].achievement_id)]
    told = page("microcredentials/compare/", o=keys)
    table = told[told.index("<table") : told.index("</table>")]
    assert table.count('scope="col"') == 3
    for words in ("25 hours", "$100.00", "$600.00", "In person", "Entirely online", "Nobody at the moment"):
        assert words in table
    for row in ("Hours", "Delivery mode", "Assessment mode", "Endorsed by", "Stackable"):
        assert f'<th scope="row">{row}</th>' in table
    assert "data-print" in told
    assert 'role="region"' in told


def test_a_fifth_is_refused_in_words_and_what_is_gone_is_said(world: Portal) -> None:
    keys = [str(version.achievement_id) for version in world.versions.values()][:5]
    told = page("microcredentials/compare/", o=keys)
    assert "At most 4 offers" in told
    assert told.count('scope="col"') == 4
    assert "is not offered any more" in page("microcredentials/compare/", o=[str(uuid4())])
    assert "Nothing to compare yet" in page("microcredentials/compare/", o=["x"])


# — keeping —


def save(client: Client, **told: object) -> str:
    answer = client.post("/en/microcredentials/saved/", told)
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.mark.req("R-109")
def test_without_an_account_the_list_stays_on_the_device(world: Portal) -> None:
    client, key = Client(), world.offers["cyber"]
    assert save(client, add=key, next="/en/microcredentials/?q=x") == "/en/microcredentials/?q=x"
    save(client, add=world.offers["care"])
    with CaptureQueriesContext(connection) as queries:
        told = page("microcredentials/saved/", client=client)
    assert titles(told) == ["Care of Older Adults", "Everyday Cybersecurity"]
    assert not [query for query in queries if "savedlisting" in query["sql"].casefold()]
    assert "on this device only" in told
    assert titles(page("microcredentials/saved/")) == []
    save(client, drop=key)
    assert titles(page("microcredentials/saved/", client=client)) == ["Care of Older Adults"]


@pytest.mark.req("R-109")
def test_with_an_account_the_list_is_on_every_device_and_the_device_s_own_can_be_brought_along(world: Portal) -> None:
    first, second, holder = Client(), Client(), world.college.people["reader"].id
    save(first, add=world.offers["cyber"])
    sign_in(first, holder)
    assert titles(page("microcredentials/saved/", client=first)) == []
    save(first, add=world.offers["care"])
    save(first, bring="1")
    assert "saved_offers" not in {name for name, cookie in first.cookies.items() if cookie.value}
    sign_in(second, holder)
    assert set(titles(page("microcredentials/saved/", client=second))) == {
        "Care of Older Adults",
        "Everyday Cybersecurity",
    }
    other = Client()
    sign_in(other, world.college.people["author"].id)
    save(other, drop=world.offers["care"])
    assert titles(page("microcredentials/saved/", client=other)) == []
    save(second, drop=world.offers["care"])
    assert titles(page("microcredentials/saved/", client=first)) == ["Everyday Cybersecurity"]


def test_what_is_offered_no_more_stays_on_the_list_until_taken_off(world: Portal) -> None:
    client, key = Client(), world.offers["welding"]
    save(client, add=key)
    actions.close_offer(offer_id=key, by=world.college.actor("registrar"))
    told = page("microcredentials/saved/", client=client)
    assert "1 of them is not offered any more." in told
    assert f'name="drop" value="{key}"' in told


@pytest.mark.parametrize(
    "told", [{"add": "x"}, {}, {"bring": "1"}, {"add": str(uuid4())}, {"next": "https://evil.example/"}]
)
def test_nonsense_changes_nothing(world: Portal, told: dict[str, str]) -> None:
    client = Client()
    client.cookies["saved_offers"] = "no.list"
    assert save(client, **told) == "/en/microcredentials/saved/"
    assert titles(page("microcredentials/saved/", client=client)) == []


def sign_in(client: Client, person_id: UUID) -> None:
    from django.contrib.auth import get_user_model

    person = get_user_model().objects.get(pk=person_id)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
