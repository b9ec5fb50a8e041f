"""The portal: finding, narrowing, and what is shown."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.catalogue import actions
from acquis.catalogue.queries import portal
from acquis.catalogue.search.facets import FACETS
from acquis.platform import clock
from tests.acquis import factories
from tests.acquis.catalogue import listings
from tests.acquis.web.public.portal import SEARCH, Portal, page, titles, total

pytestmark = pytest.mark.django_db
SPELLINGS = (
    *("microcertification", "micro-certification", "micro certification", "MC", "micro-titre de compétence"),
    *("microtitre de compétence", "microcredential", "micro-credential"),
)


# — words —


@pytest.mark.req("R-004")
def test_the_eight_spellings_find_the_same_and_badges_are_another_thing(world: Portal) -> None:
    found = {spelling: titles(page(q=spelling)) for spelling in SPELLINGS}
    assert len({tuple(each) for each in found.values()}) == 1
    assert total(page(q="MC")) == total(page())
    assert total(page(q="badge")) == 0


QUERIES = [
    *(("cybersécurité", "cyber"), ("cybersecurity", "cyber"), ("cyber-securite", "cyber"), ("hameçonnages", "cyber")),
    *(("tableur", "sheets"), ("spreadsheet", "sheets"), ("feuilles de calcul", "sheets"), ("bureau", "sheets")),
    *(("secourisme", "first-aid"), ("premiers soins", "first-aid"), ("first-aid", "first-aid")),
    *(("entrepots", "picking"), ("warehouses", "picking"), ("commande", "picking")),
    *(("redaction", "writing"), ("écriture claire rédaction", "writing"), ("simple writing", "writing")),
    *(("SOUDAGE", "welding"), ("weldng", "welding"), ("fabrication", "welding")),
    *(("personnes agées", "care"), ("older adult", "care"), ("hygiene", "kitchen"), ("cuisines", "kitchen")),
    *(("intelligence artificielle", "ai"), ("AI", "ai"), ("agile", "project"), ("gestion projet", "project")),
    *(
        ("tenue livres", "accounts"),
        ("bookeeping", "accounts"),
        ("espace vert", "garden"),
        ("GARDEN-1 grounds", "garden"),
    ),
]


@pytest.mark.req("R-097")
def test_thirty_queries_find_what_they_mean_among_the_first_five(world: Portal) -> None:
    assert len(QUERIES) >= 30
    missed = [
        (typed, meant) for typed, meant in QUERIES if world.versions[meant].title["en"] not in titles(page(q=typed))[:5]
    ]
    assert missed == []


def test_what_was_put_right_in_the_words_is_said(world: Portal) -> None:
    assert "Nothing has the word “weldng”. These results are for “welding”." in page(q="weldng")
    assert "Nothing has all of these words." in page(q="welding xyzzy")
    nothing = page(q="qqqqqq")
    assert total(nothing) == 0
    assert "Nothing matches" in nothing


def test_organizations_are_found_by_their_names(world: Portal) -> None:
    assert set(titles(page(q="conseil"))) == {"Clear and Simple Writing", "Spreadsheets for the Office"}


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><b>', "\x00", "%", "a" * 5000, "🜁", "l’ d’"])
def test_whatever_is_typed_is_only_words(world: Portal, typed: str) -> None:
    told = page(q=typed)
    assert "<script>alert" not in told
    assert '"><b>' not in told


# — facets —


def values(told: str, facet: str) -> dict[str, int]:
    """Code → count, as the page shows them."""
    boxes = re.findall(rf'name="{facet}" value="([^"]*)".*?\((\d+)\)', told)
    return {code: int(count) for code, count in boxes}


EXPECTED = {
    "start": {"within_30": 4, "within_90": 5, "continuous": 1, "unknown": 7},
    "price": {"free": 2, "to_100": 1, "to_250": 1, "to_500": 7, "over_500": 1, "unknown": 2},
    "delivery": {"online": 12, "in_person": 1},
    "offer": {"offered": 6, "defined": 7},
    "stackable": {"yes": 1},
    "path": {"employment": 1},
    "level": {"beginner": 2},
    "audience": {"newcomers": 2},
    "sector": {"51": 2, "31-33": 1},
    "type": {"college": 11, "school_board": 2},
    "prerequisites": {"none": 12, "recommended": 1},
}


@pytest.mark.req("R-098", "R-104")
def test_the_counts_are_the_numbers_that_choosing_gives(world: Portal) -> None:
    told = page()
    assert total(told) == 13
    for facet in FACETS:
        for code, count in values(told, facet.name).items():
            asked: dict[str, Any] = {facet.name: code}
            assert total(page(**asked)) == count, (facet.name, code)
    for name in ("delivery", "offer", "stackable", "path", "level", "audience", "sector", "type", "prerequisites"):
        assert values(told, name) == EXPECTED[name], name


@pytest.mark.req("R-098")
def test_facets_narrow_together_and_the_address_keeps_them(world: Portal) -> None:
    told = page(delivery="online", price="free", language="fr")
    assert sorted(titles(told)) == ["Everyday Cybersecurity", "Spreadsheets for the Office"]
    for name, code in (("delivery", "online"), ("price", "free"), ("language", "fr")):
        assert re.search(rf'name="{name}" value="{code}" id="[^"]*" checked', told), name
    assert 'hreflang="fr-CA" href="/fr/microcredentials/?delivery=online&amp;price=free&amp;language=fr"' in told
    # Its own choice does not narrow a facet's counts; the others' do.
    assert values(told, "price") == {"free": 2, "to_100": 1, "to_500": 6, "unknown": 2}
    assert values(told, "delivery") == {"online": 2}
    assert total(page(price=["free", "over_500"])) == 3


def test_a_value_that_nobody_knows_finds_nothing_and_can_be_taken_off(world: Portal) -> None:
    told = page(sector="99", institution="not-a-uuid")
    assert total(told) == 0
    assert 'href="/en/microcredentials/?institution=not-a-uuid"' in told


@pytest.mark.req("R-105")
def test_a_long_address_does_not_make_a_page_of_megabytes(world: Portal) -> None:
    usual = len(page())
    values = {facet.name: [f"{'x' * 100}{number}" for number in range(20)] for facet in FACETS}
    for asked in (values, {"junk": "y" * 20_000}, {f"a{number}": "b" * 20 for number in range(900)}):
        assert len(page(**asked)) < usual + 300_000


def test_choosing_a_competency_lists_what_targets_it(world: Portal) -> None:
    skill = str(factories.skill_id())
    assert total(page(skill=skill)) == 0
    factories.published_version(world.college, code="ALIGNED")
    assert titles(page(skill=skill)) == ["Everyday Cybersecurity"]


@pytest.mark.req("R-100")
def test_offers_are_found_by_when_they_begin(world: Portal) -> None:
    assert sorted(titles(page(start="within_30"))) == [
        *("Basic Welding", "Everyday Cybersecurity", "Kitchen Hygiene", "Spreadsheets for the Office"),
    ]
    assert titles(page(start="continuous")) == ["Spreadsheets for the Office"]
    assert "begin at any time" in page(start="continuous")
    assert titles(page(sort="start"))[0] == "Spreadsheets for the Office"


def test_the_lowest_price_can_come_first(world: Portal) -> None:
    found = titles(page(sort="price", offer="offered"))
    assert set(found[:2]) == {"Everyday Cybersecurity", "Spreadsheets for the Office"}
    assert found[-1] == "Kitchen Hygiene", "not stated comes last"


# — what is shown —


@pytest.mark.req("R-099")
def test_the_free_list_is_what_is_known_to_cost_nothing(world: Portal) -> None:
    told = page("microcredentials/free/")
    assert total(told) == 2
    assert sorted(titles(told)) == ["Everyday Cybersecurity", "Spreadsheets for the Office"]


@pytest.mark.req("R-107")
def test_an_offer_that_nobody_confirmed_is_hidden_and_its_last_confirmation_is_shown(world: Portal) -> None:
    assert "Confirmed by the institution on" in page(q="welding")
    with clock.at(clock.now() + timedelta(days=190)):
        told = page(q="soudage")
    assert "Confirmed by the institution on" not in told
    assert values(told, "offer") == {"defined": 1}


def test_what_changes_is_found_changed_at_once(world: Portal) -> None:
    by = world.college.actor("registrar")
    assert total(page(q="soudage", offer="offered")) == 1
    actions.close_offer(offer_id=world.offers["welding"], by=by)
    assert total(page(q="soudage", offer="offered")) == 0
    assert total(page(q="soudage")) == 1
    actions.suspend(version_id=world.versions["welding"].id, reason="Reworked.", by=by)
    assert total(page(q="soudage")) == 0
    actions.resume(version_id=world.versions["welding"].id, by=by)
    assert total(page(q="soudage")) == 1


def test_when_the_database_went_back_everything_is_read_anew(world: Portal) -> None:
    with transaction.atomic():
        with clock.at(clock.now() + timedelta(days=1)):
            listings.offer(world.college, world.versions["garden"])
        assert total(page(q="garden", offer="offered")) == 1
        transaction.set_rollback(True)
    assert total(page(q="garden", offer="offered")) == 0


@pytest.mark.req("R-106")
def test_the_first_page_is_small_and_loads_nothing_from_elsewhere(world: Portal) -> None:
    answer = Client().get("/fr/microcredentials/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 40_000
    told = page()
    assert len(titles(told)) == portal.PER_PAGE
    assert not re.search(r'(src|href)="(https?:)?//', told.split("</head>")[0])
    assert "Can be followed from anywhere in the province" in told


def test_a_page_costs_the_same_however_much_there_is(world: Portal) -> None:
    def cost() -> int:
        page(sort="newest")
        with CaptureQueriesContext(connection) as queries:
            page(sort="newest")
        return len(queries)

    before = cost()
    for _ in range(3):
        listings.offer(world.college, world.versions["project"])
    assert cost() == before
    assert before < 25


def test_the_script_gets_the_part_that_changes(world: Portal) -> None:
    answer = Client().get("/en/microcredentials/", {"q": "soudage"}, headers={"x-part": "portal"})
    told = answer.content.decode()
    assert told.lstrip().startswith('<div id="portal"')
    assert "<html" not in told
    assert "X-Part" in answer.headers["Vary"]


@pytest.mark.req("R-049")
def test_learning_online_with_an_assessment_in_person_is_found_as_such(world: Portal) -> None:
    wanted = listings.offer(world.college, world.versions["project"], assessment_mode="in_person")
    listings.offer(world.college, world.versions["ai"], delivery_mode="hybrid", assessment_mode="in_person")
    listings.offer(world.college, world.versions["garden"], delivery_mode="in_person", assessment_mode="in_person")
    told = page(tongue="fr", delivery="online", assessment="in_person")
    assert titles(told) == ["Gestion de projets agiles"]
    assert "Mode de prestation : Entièrement en ligne" in told
    assert "Mode d’évaluation : En personne" in told
    offer = page(f"microcredentials/{world.versions['project'].achievement_id}/", tongue="fr")
    card = re.sub(r"<[^>]+>", " ", offer[offer.index(f'id="offer-{wanted}"') :])
    assert re.search(r"Apprentissage\s+Entièrement en ligne", card)
    assert re.search(r"Évaluation\s+En personne", card)


@pytest.mark.req("R-052")
def test_the_groups_of_the_documents_narrow_the_portal(world: Portal) -> None:
    groups = {
        "unemployed": "Personnes au chômage ou mises à pied",
        "underemployed": "Personnes sous-employées",
        "contract": "Personnes travaillant à contrat ou sur appel",
    }
    for code in groups:
        factories.published_version(
            world.college, title=factories.both(f"Pour {code}", f"For {code}"), audiences=(code, "students")
        )
    everything = page(tongue="fr")
    for code, label in groups.items():
        assert re.search(rf'name="audience" value="{code}".*?<span>{label} ', everything), code
        assert titles(page(audience=code)) == [f"For {code}"]
    assert len(titles(page(audience="students"))) == 3


PATHS = ("employment", "apprenticeship", "secondary", "postsecondary", "independence")


@pytest.mark.req("R-293")
def test_each_of_the_five_literacy_paths_narrows_the_portal_and_several_may_apply(world: Portal) -> None:
    for code in PATHS:
        factories.published_version(
            world.college, title=factories.both(code, code), literacy_paths=(code, "postsecondary")
        )
    found = {code: set(titles(page(path=code))) for code in PATHS}
    assert found.pop("employment") == {"employment", "Clear and Simple Writing"}
    assert found.pop("postsecondary") == set(PATHS)
    assert found == {code: {code} for code in found}
    boxes = re.findall(r'name="path" value="(\w+)".*?<span>([^<]+?) <', page(tongue="fr"))
    assert boxes == [
        ("employment", "Emploi"),
        ("apprenticeship", "Apprentissage"),
        ("secondary", "Études secondaires"),
        ("postsecondary", "Études postsecondaires"),
        ("independence", "Autonomie"),
    ]


@pytest.mark.req("R-297")
def test_the_free_list_for_literacy_learners_and_its_sheet_hold_what_is_meant_for_them(world: Portal) -> None:
    listings.offer(world.board, world.versions["writing"], tuition_cents=0)  # on a path
    free = listings.define(world.board, "accounts", audiences=("literacy",))
    listings.offer(world.board, free, tuition_cents=0, starts_in=40)
    meant = ["Clear and Simple Writing", "Bookkeeping"]
    told = page("microcredentials/free/", **{"for": "literacy"})
    assert titles(told) == meant
    assert total(page("microcredentials/free/")) == 4
    assert sorted(titles(page(literacy="yes", price="free"))) == sorted(meant)
    assert 'href="/en/microcredentials/free/sheet/"' in told
    for tongue, first in (("en", "Clear and Simple Writing"), ("fr", "Rédaction claire et simple")):
        sheet = page("microcredentials/free/sheet/", tongue=tongue)
        assert sheet.count('<th scope="row"') == 2
        assert first in sheet
        assert f"/{tongue}/microcredentials/free/?for=literacy</strong>" in sheet
        assert "data-print" in sheet


@pytest.mark.req("R-297")
def test_the_sheet_stays_one_page_and_says_how_many_more_there_are(world: Portal) -> None:
    for _ in range(11):
        listings.offer(world.board, world.versions["writing"], tuition_cents=0)
    sheet = page("microcredentials/free/sheet/")
    assert sheet.count('<th scope="row"') == 6
    assert "There are 5 more on the site." in sheet
    spoken = re.sub(r"<[^>]+>", " ", re.sub(r"<table.*?</table>", "", sheet[sheet.index("What is it?") :], flags=re.S))
    sentences = [each.split() for each in re.split(r"[.!?:]", spoken.split("Sheet of")[0])]
    assert max(map(len, sentences)) <= 15, "plain words in short sentences"


def test_without_a_free_offer_for_them_the_sheet_says_where_to_ask(world: Portal) -> None:
    assert "Ask at your literacy agency" in page("microcredentials/free/sheet/")


@pytest.mark.req("R-010")
@pytest.mark.parametrize("path", [SEARCH, "microcredentials/free/", "microcredentials/compare/"])
def test_each_page_says_what_a_microcredential_is(world: Portal, path: str) -> None:
    assert 'glossary/#microcredential"' in page(path)


@pytest.mark.req("R-096")
def test_an_anonymous_visitor_finds_an_offer_in_three_steps_without_a_script(world: Portal) -> None:
    home = page("")
    assert 'href="/en/microcredentials/"' in home
    told = page(q="soudage")
    found = re.search(r'<h3 class="card-title"><a href="([^"#]*)', told)
    assert found is not None
    assert "Basic Welding" in page(found[1].removeprefix("/en/"))


def test_the_page_is_in_the_language_of_its_address(world: Portal) -> None:
    assert "Soudage de base" in titles(page(tongue="fr", offer="offered"))
    assert "Basic Welding" in titles(page(offer="offered"))
