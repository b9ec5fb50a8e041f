"""Offers, preparation and student aid, as their pages."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Module, Occupation, Prerequisite
from acquis.catalogue.offering import Preparation, Session
from acquis.catalogue.queries import VersionFacts
from acquis.demo.examples import EXAMPLES
from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills.models import Framework, Skill
from tests.acquis import factories
from tests.acquis.catalogue.test_offers import facts, listed, terms
from tests.acquis.factories import COMMAND, College, both

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
BACKEND = "django.contrib.auth.backends.ModelBackend"
WORDS = {
    "fr": {"total": "392,00 $", "unknown": "non précisé", "free": "gratuit", "module": "98,00 $"},
    "en": {"total": "$392.00", "unknown": "not stated", "free": "free", "module": "$98.00"},
}


def member(where: College, role: str = "author") -> Client:
    """A browser signed in as the member with this role."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=where.people[role].id), backend=BACKEND)
    return client


def at(name: str, language: str = "fr", **named: Any) -> str:
    """An address."""
    with translation.override(language):
        return reverse(name, kwargs=named)


def read(client: Client, address: str) -> str:
    """A page's words, with ordinary spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def page_of(version: VersionFacts, language: str = "fr") -> str:
    """The public page."""
    return read(Client(), at("public:achievement", language, achievement_id=version.achievement_id))


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


def resource(where: College, **changes: Any) -> UUID:
    """A MOOC that an organization lists."""
    said: dict[str, Any] = {
        "kind": "mooc",
        "title": both("Bases de l’informatique", "Computer basics"),
        "provider": "Université ouverte (fictive)",
        "url": "https://mooc.example/basics",
        "languages": ("fr",),
        "cost_cents": 0,
        "acceptance": "depends_on_issuer",
        "accepted_by": "Collège Rive-Nord (fictif)",
        **changes,
    }
    return actions.list_preparation(organization_id=where.id, said=Preparation(**said), by=where.actor("author"))


@pytest.mark.req("R-111", "R-112")
@LANGUAGES
def test_a_microcredential_shows_what_prepares_for_it_and_whether_that_is_recognized(language: str) -> None:
    where, agency = factories.college(), factories.college(kind="literacy_agency")
    wanted = Prerequisite(both("Savoir utiliser un ordinateur", "Be able to use a computer"))
    version = factories.published_version(where, prerequisites=(wanted,))
    tutorial, course = resource(where), resource(agency, kind="literacy", title=both("Cours AFB", "LBS course"))
    address = at("issuer:preparation_choose", language, organization_id=where.id, achievement_id=version.achievement_id)
    assert member(where).post(address, {"resources": [str(tutorial), str(course)]}).status_code == 302
    page = page_of(version, language).partition('id="preparation"')[2]
    title = {"fr": "Bases de l’informatique", "en": "Computer basics"}[language]
    first = {"fr": "Cours AFB", "en": "LBS course"}[language]
    assert 0 < page.index(first) < page.index(title), "adult literacy comes first"
    for words in ("Université ouverte (fictive)", "Collège Rive-Nord (fictif)", WORDS[language]["free"]):
        assert words.casefold() in page.casefold()
    everywhere = read(Client(), at("public:preparation", language) + "?kind=mooc&acceptance=depends_on_issuer")
    assert title in everywhere
    assert first not in everywhere


def test_a_resource_needs_to_say_by_whom_it_is_recognized_and_keeps_what_was_typed() -> None:
    where = factories.college()
    told = {
        "title_fr": "Tutoriel Word",
        "kind": "tutorial",
        "provider": "Quelqu’un",
        "url": "https://tutoriels.example/word",
        "acceptance": "recognized",
    }
    client = member(where)
    answer = client.post(at("issuer:preparation_add", organization_id=where.id), told)
    assert answer.status_code == 422
    assert "Tutoriel Word" in answer.content.decode()
    done = client.post(at("issuer:preparation_add", organization_id=where.id), told | {"accepted_by": "L’employeur"})
    assert done.status_code == 302
    (found,) = queries.preparations_of(where.id).object_list
    address = at("issuer:preparation_edit", organization_id=where.id, resource_id=found.id)
    assert client.post(address, told | {"accepted_by": "L’employeur"}).status_code == 302
    assert not queries.preparations().object_list, "no longer ticked: taken off the list"


def test_a_choice_on_one_page_keeps_what_stands_on_the_others() -> None:
    where = factories.college()
    version = factories.published_version(where)
    by = where.actor("author")
    ids = [resource(where) for _ in range(27)]
    actions.choose_preparation(achievement_id=version.achievement_id, resource_ids=set(ids), by=by)
    address = at("issuer:preparation_choose", organization_id=where.id, achievement_id=version.achievement_id)
    assert member(where).post(f"{address}?page=2", {"resources": []}).status_code == 302
    assert len(queries.preparation_linked(version.achievement_id)) == 25


def operator() -> tuple[College, Actor]:
    """The organization that runs the network, and its operator."""
    made = factories.operator()
    person = factories.person("Opératrice Modèle")
    organizations.admit(organization_id=made.id, person_id=person.id, roles=["operator"], by=COMMAND)
    made.people["operator"] = person
    return made, Actor.person(person.id).within(made.id)


@pytest.mark.req("R-285")
@LANGUAGES
def test_an_approval_needs_a_year_a_day_and_a_source_and_ends_with_its_year(language: str) -> None:
    network, _by = operator()
    with clock.at(datetime(2026, 10, 1, 15, tzinfo=UTC)):
        version = factories.published_version(factories.recognised_college())
        address = at("consortium:aid", language, organization_id=network.id)
        client = member(network, "operator")
        whole = {
            "achievement": str(version.achievement_id),
            "year": "2026",
            "decided_on": "2026-09-15",
            "source": "Ministry list of September 15, 2026",
        }
        for missing in ("year", "decided_on", "source"):
            assert client.post(address, whole | {missing: ""}).status_code == 422
        assert not queries.aid_of(version.achievement_id)
        assert client.post(address, whole).status_code == 302
        assert client.post(address, whole).status_code == 422, "once a year"
        assert "2026–2027" in page_of(version, language)
        assert queries.aid_in_force([version.achievement_id]) == {version.achievement_id: (2026,)}
    with clock.at(datetime(2027, 7, 31, 15, tzinfo=UTC)):
        assert queries.aid_in_force([version.achievement_id])
    with clock.at(datetime(2027, 8, 1, 15, tzinfo=UTC)):
        assert not queries.aid_in_force([version.achievement_id])
        section = page_of(version, language).partition('id="aid"')[2].partition("</section>")[0]
        assert 'data-tone="verified"' not in section


def test_only_quality_assured_published_microcredentials_are_approved() -> None:
    _network, by = operator()
    where = factories.recognised_college()
    self_declared = factories.published_version(where, qa_kind="self_declared")
    draft = factories.draft(where)
    for version, code in ((self_declared, "quality_not_assured"), (draft, "achievement_unpublished")):
        with pytest.raises(Refused) as refused:
            actions.record_aid(
                achievement_id=version.achievement_id,
                year=clock.today().year,
                decided_on=clock.today(),
                source="List",
                by=by,
            )
        assert refused.value.code == code


def test_a_withdrawn_approval_counts_no_more_and_keeps_its_reason() -> None:
    network, by = operator()
    version = factories.published_version(factories.recognised_college())
    made = actions.record_aid(
        achievement_id=version.achievement_id, year=clock.today().year, decided_on=clock.today(), source="List", by=by
    )
    client = member(network, "operator")
    address = at("consortium:aid_withdraw", organization_id=network.id, approval_id=made)
    client.post(address, {"reason": ""})
    assert queries.aid_of(version.achievement_id)
    client.post(address, {"reason": "Inscrite par erreur"})
    assert not queries.aid_of(version.achievement_id)
    assert "Inscrite par erreur" in read(client, at("consortium:aid", organization_id=network.id))


@pytest.mark.req("R-286")
@LANGUAGES
def test_the_list_is_by_year_and_institution(language: str) -> None:
    _network, by = operator()
    one, other = factories.recognised_college("un"), factories.recognised_college("deux")
    this, last = clock.today().year, clock.today().year - 1
    for where, title, year in [(one, "Alpha", this), (other, "Beta", this), (one, "Gamma", last)]:
        version = factories.published_version(where, title=both(title, title))
        actions.record_aid(
            achievement_id=version.achievement_id, year=year, decided_on=clock.today(), source="List", by=by
        )
    address = at("public:aid_list", language)
    for query, titles in [
        ("", {"Alpha", "Beta"}),
        (f"?year={last}", {"Gamma"}),
        (f"?year={this}&institution=un", {"Alpha"}),
        ("?year=nonsense&institution=nobody", {"Alpha", "Beta"}),
        (f"?year={'9' * 5000}", {"Alpha", "Beta"}),
    ]:
        page = read(Client(), address + query)
        assert {title for title in ("Alpha", "Beta", "Gamma") if f">{title}<" in page} == titles


@pytest.mark.req("R-286")
@LANGUAGES
def test_the_list_of_centennial_is_that_of_the_documents_and_counts_as_over(language: str) -> None:
    centennial = factories.college("centennial")
    for example in [each for each in EXAMPLES if each.organization == "centennial"]:
        listed_example = actions.list_example(
            organization_id=centennial.id,
            code=example.code,
            kind=example.kind,
            content=example.content,
            source_note="example",
            by=COMMAND,
        )
        actions.list_aid_example(achievement_id=listed_example, year=2021, source="001", by=COMMAND)
        assert not queries.aid_in_force([listed_example])
    page = read(Client(), at("public:aid_list", language) + "?year=2021&institution=centennial")
    titles = (
        "Advanced Manufacturing and Automation – Pre-Training",
        "Automation and Industry 4.0",
        "Culinary – Back to Basics",
        "Manufacturing and Production",
    )
    assert all(title in page for title in titles)
    assert page.count('<th scope="row"') == len(titles)
    assert 'data-tone="verified"' not in page


@pytest.mark.req("R-287")
@LANGUAGES
def test_a_page_explains_the_aid_with_the_day_of_the_rules_and_leads_to_the_application(language: str) -> None:
    page = read(Client(), at("public:aid", language))
    assert "https://www.ontario.ca/page/micro-credentials-ontarios-postsecondary-schools" in page
    assert 'datetime="2026-11-22"' in page
    assert 'datetime="2023-07-31"' in page, "each rule tells its days"
    assert "https://forms.carleton.ca/future-edge/full-application-for-micro-credential" in page


@pytest.mark.req("R-289")
def test_no_answer_of_the_helper_has_a_name_or_a_form_that_could_send_it() -> None:
    page = read(Client(), at("public:aid"))
    helper = page.partition("data-aid data-aid-rules")[2].partition('id="rules"')[0]
    assert helper.count("data-aid-answer") == 10
    assert " name=" not in helper
    assert "<form" not in helper


@action
def occupation() -> None:
    """One occupation of the NOC."""
    noc = Framework.objects.create(
        key="noc",
        version="2021 1.0",
        publisher="StatCan",
        name=both("CNP", "NOC"),
        licence="Open",
        loaded_at=clock.now(),
    )
    Skill.objects.create(
        framework=noc, uri="https://noc.example/21220", code="21220", labels=both("Métier", "Job"), kind="occupation"
    )


@pytest.mark.req("R-290")
def test_the_submission_holds_what_is_in_range_and_says_what_is_not() -> None:
    where = factories.recognised_college()
    occupation()
    good: dict[str, Any] = {
        "weeks": 8,
        "field_of_study": "11",
        "occupations": (Occupation("21220"),),
        "description": both("=Décrit", "Described"),
    }
    factories.published_version(where, code="A-1", **good)
    factories.published_version(where, code="A-2", **good | {"weeks": 12})
    factories.published_version(
        where,
        code="A-3",
        **good | {"hours_typical": Decimal(301), "hours_max": Decimal(301), "hours_reason": "A long one."},
    )
    factories.published_version(where, code="A-4", **good | {"field_of_study": ""})
    client = member(where)
    page = read(client, at("issuer:aid_export", "en", organization_id=where.id))
    for told in ("12 weeks: the guideline asks for fewer than 12.", "301 hours: the guideline asks for 5 to 300."):
        assert told in page
    lines = client.get(at("issuer:aid_export_file", organization_id=where.id)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(lines)))
    assert [(row["code"], row["hours"], row["weeks"], row["description_fr"]) for row in rows] == [
        ("A-1", "25", "8", "'=Décrit")
    ]


def test_the_editor_of_another_organizations_offer_does_not_exist() -> None:
    where, other = factories.college(), factories.college()
    made = listed(where)
    for name in ("offer", "offer_edit"):
        address = at(f"issuer:{name}", organization_id=other.id, offer_id=made)
        assert member(other).get(address).status_code == 404
    assert terms().tuition_cents == 392_00
