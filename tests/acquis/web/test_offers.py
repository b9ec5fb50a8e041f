"""Offers, as their pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Module
from acquis.catalogue.offering import Session
from acquis.platform import clock
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.catalogue.test_offers import facts, listed, terms
from tests.acquis.factories import both
from tests.acquis.web.pages import at, member, page_of, read

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {"total": "392,00 $", "unknown": "non précisé", "free": "gratuit", "module": "98,00 $"},
    "en": {"total": "$392.00", "unknown": "not stated", "free": "free", "module": "$98.00"},
}


def posted(**changes: Any) -> dict[str, Any]:
    """A filled-in offer with one time to begin; ``changes`` replace single values."""
    first = {"intake": "fixed", "starts_on": "2099-01-05", "ends_on": "", "places": "12", "module": ""}
    return {
        "by_module": "on",
        "materials_cents": "0",
        "exam_cents": "0",
        "delivery_mode": "online",
        "languages": ["fr"],
        "registration_url": "https://college.example/register",
        "sessions-TOTAL_FORMS": "2",
        "sessions-INITIAL_FORMS": "0",
        **{f"sessions-0-{name}": value for name, value in first.items()},
        "sessions-1-intake": "fixed",
        **changes,
    }


@pytest.mark.req("R-047", "R-048")
@LANGUAGES
def test_four_required_modules_at_98_dollars_cost_392_exactly(language: str) -> None:
    where = factories.college()
    titles = ("Recognizing risk", "Protecting access", "Mitigating Risk", "Responding to an incident")
    modules = tuple(Module(both(title, title), Decimal(8), 98_00) for title in titles)
    extra = Module(both("Atelier", "Workshop"), Decimal(3), 45_00, required=False)
    version = factories.published_version(where, modules=(*modules, extra))
    client = member(where)
    begun = client.post(
        at("issuer:offer_begin", language, organization_id=where.id), {"achievement": str(version.achievement_id)}
    )
    edit = begun["Location"]
    last = {"sessions-1-starts_on": "2099-03-01", "sessions-1-module": "2"}
    assert client.post(edit, posted(**last)).status_code == 302
    offer_id = UUID(edit.split("/")[-3])
    move = at("issuer:offer_move", language, organization_id=where.id, offer_id=offer_id)
    assert client.post(move, {"do": "list"}).status_code == 302
    page = page_of(version, language)
    assert WORDS[language]["total"] in page
    assert page.count(WORDS[language]["module"]) >= 4
    assert "400" not in page.partition('id="offers"')[2].partition("</section>")[0]
    assert facts(offer_id).total_cents == 392_00
    assert [each.module for each in facts(offer_id).terms.sessions] == [
        Text(),
        both("Mitigating Risk", "Mitigating Risk"),
    ]


@pytest.mark.req("R-048")
@LANGUAGES
@pytest.mark.parametrize(("typed", "word"), [("0", "free"), ("", "unknown")])
def test_free_and_unknown_are_told_apart(language: str, typed: str, word: str) -> None:
    where = factories.college()
    made = listed(where)
    client = member(where)
    told = posted(tuition_cents=typed)
    del told["by_module"]
    assert (
        client.post(at("issuer:offer_edit", language, organization_id=where.id, offer_id=made), told).status_code == 302
    )
    shown = read(client, at("issuer:offer", language, organization_id=where.id, offer_id=made))
    total = shown.partition('class="card offer"')[2].partition("<strong>")[2].partition("</strong>")[0]
    assert total.casefold() == WORDS[language][word]


def test_what_was_typed_stays_when_it_is_refused() -> None:
    where = factories.college()
    made = listed(where)
    address = at("issuer:offer_edit", organization_id=where.id, offer_id=made)
    for changes, kept in [
        ({"sessions-0-starts_on": "", "place": "Salle B-12"}, "Salle B-12"),
        ({"registration_url": "pas une adresse", "place": "Salle B-13"}, "Salle B-13"),
        ({"registration_url": "", "place": "Salle B-14"}, "Salle B-14"),
        ({"sessions-0-ends_on": "2098-01-01", "place": "Salle B-15"}, "Salle B-15"),
    ]:
        answer = member(where).post(address, posted(**changes))
        assert answer.status_code == 422
        assert kept in answer.content.decode()
        assert facts(made).terms.place == ""


def test_a_row_left_empty_and_a_row_taken_out_are_no_sessions() -> None:
    where = factories.college()
    made = listed(where, sessions=(Session(starts_on=clock.today()), Session("continuous")))
    told = posted(
        **{
            "sessions-TOTAL_FORMS": "3",
            "sessions-INITIAL_FORMS": "2",
            "sessions-0-DELETE": "on",
            "sessions-1-intake": "continuous",
            "sessions-2-intake": "fixed",
        }
    )
    member(where).post(at("issuer:offer_edit", organization_id=where.id, offer_id=made), told)
    assert [each.intake for each in facts(made).terms.sessions] == ["continuous"]


@pytest.mark.req("R-100")
@LANGUAGES
def test_an_offer_says_when_one_can_begin_and_how_many_places_there_are(language: str) -> None:
    where = factories.college()
    today = clock.today()
    first = Session(starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=60), places=12)
    made = facts(listed(where, sessions=(first, Session("monthly", today + timedelta(days=31)))))
    version = queries.achievement_page(made.achievement_id)
    assert version is not None
    page = page_of(version, language)
    for told in ("12 places", {"fr": "Prochain début", "en": "Next start"}[language]):
        assert told in page
    assert f'datetime="{first.starts_on}"' in page
    assert f'datetime="{first.ends_on}"' in page
    assert made.next_start == first.starts_on


@pytest.mark.req("R-102")
def test_registering_leads_to_the_stored_address_alone_and_is_counted_without_a_person() -> None:
    made = listed(factories.college())
    address = at("public:offer_register", offer_id=made)
    client = Client()
    for extra in ({}, {"next": "https://evil.example/"}):
        answer = client.get(address, extra)
        assert (answer.status_code, answer["Location"]) == (302, "https://college.example/register")
        assert not answer.cookies
    client.head(address)
    client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    assert queries.clicks([made]) == {made: 2}


def test_nobody_is_sent_from_an_offer_that_is_not_listed() -> None:
    where = factories.college()
    made = listed(where)
    actions.close_offer(offer_id=made, by=where.actor("author"))
    assert Client().get(at("public:offer_register", offer_id=made)).status_code == 404
    assert queries.clicks([made]) == {}


@pytest.mark.req("R-107")
@LANGUAGES
def test_the_page_says_when_an_offer_was_confirmed_and_hides_it_after_six_months(language: str) -> None:
    where = factories.college()
    start = datetime(2026, 3, 10, 15, tzinfo=UTC)
    with clock.at(start):
        made = facts(listed(where, sessions=(Session("continuous"),)))
        version = queries.achievement_page(made.achievement_id)
        assert version is not None
        assert 'datetime="2026-03-10' in page_of(version, language).partition('id="offers"')[2]
    register = at("public:offer_register", language, offer_id=made.id)
    with clock.at(datetime(2026, 9, 9, 15, tzinfo=UTC)):
        assert register in page_of(version, language)
    with clock.at(datetime(2026, 9, 10, 15, tzinfo=UTC)):
        assert register not in page_of(version, language)
        assert Client().get(register).status_code == 404


@pytest.mark.req("R-291")
@LANGUAGES
def test_an_offer_names_other_help_and_promises_nothing(language: str) -> None:
    where = factories.college()
    made = facts(listed(where, aids=("ontario_works", "better_jobs", "employer", "bursary")))
    version = queries.achievement_page(made.achievement_id)
    assert version is not None
    page = page_of(version, language)
    with translation.override(language):
        kinds = made.labels["aids"]
    assert len(kinds) == 4
    assert all(kind in page for kind in kinds)
    assert {"fr": "À titre d’information", "en": "For information only"}[language] in page.partition('id="aid"')[0]


def test_the_editor_of_another_organizations_offer_does_not_exist() -> None:
    where, other = factories.college(), factories.college()
    made = listed(where)
    for name in ("offer", "offer_edit"):
        address = at(f"issuer:{name}", organization_id=other.id, offer_id=made)
        assert member(other).get(address).status_code == 404
    assert terms().tuition_cents == 392_00
