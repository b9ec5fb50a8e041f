"""What prepares for a microcredential, as its pages."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Prerequisite
from acquis.catalogue.offering import Preparation
from tests.acquis import factories
from tests.acquis.factories import College, both
from tests.acquis.web.pages import at, member, page_of, read

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {"total": "392,00 $", "unknown": "non précisé", "free": "gratuit", "module": "98,00 $"},
    "en": {"total": "$392.00", "unknown": "not stated", "free": "free", "module": "$98.00"},
}


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


@pytest.mark.req("R-293")
def test_what_prepares_is_tagged_with_literacy_paths_and_listed_by_them() -> None:
    where = factories.college(kind="literacy_agency")
    told = {
        "title_fr": "Lire un plan",
        "kind": "literacy",
        "provider": "Centre Exemple",
        "url": "https://centre.example/plan",
        "acceptance": "not_recognized",
        "accepted_by": "Centre Exemple",
        "literacy_paths": ["apprenticeship", "independence"],
        "listed": "on",
    }
    client = member(where)
    assert client.post(at("issuer:preparation_add", organization_id=where.id), told).status_code == 302
    resource(where, literacy_paths=("employment",))
    for code, shown in (("apprenticeship", True), ("independence", True), ("employment", False), ("secondary", False)):
        page = read(Client(), at("public:preparation") + f"?path={code}")
        assert ("Lire un plan" in page) is shown, code
        assert ("Bases de l’informatique" in page) is (code == "employment"), code
    assert "Apprentissage, Autonomie" in read(Client(), at("public:preparation"))
    (found,) = [one for one in queries.preparations_of(where.id).object_list if one.said.kind == "literacy"]
    again = read(client, at("issuer:preparation_edit", organization_id=where.id, resource_id=found.id))
    assert again.count(" checked") == 3
    strange = client.post(at("issuer:preparation_add", organization_id=where.id), told | {"literacy_paths": ["fame"]})
    assert strange.status_code == 422


@pytest.mark.req("R-298")
@LANGUAGES
def test_an_equivalent_that_is_free_is_shown_with_the_note_that_it_gives_no_credential(language: str) -> None:
    where, agency = factories.college(), factories.college(kind="literacy_agency")
    version = factories.published_version(where)
    assert version.content.total_cents
    same, other = (resource(agency, kind="literacy", title=both(f"Cours {n}", f"Course {n}")) for n in (1, 2))
    paid = resource(agency, cost_cents=5000)
    address = at("issuer:preparation_choose", language, organization_id=where.id, achievement_id=version.achievement_id)
    client = member(where)
    assert client.post(address, {"resources": [str(other)], "equivalents": [str(same)]}).status_code == 302
    page = page_of(version, language)
    already, note, first, second = {
        "fr": ("Déjà offert gratuitement", "Cela ne donne pas l’attestation", "Cours 1", "Cours 2"),
        "en": ("Already offered free of charge", "It does not give the credential", "Course 1", "Course 2"),
    }[language]
    assert page.count(already) == page.count(note) == 1
    assert page.index(first) < page.index(already) < page.index(note) < page.index(second)
    assert 'href="#preparation"' in page
    assert f'value="{paid}" id="same-' not in read(client, address), "what is paid for is not offered free"
    refused = client.post(address, {"equivalents": [str(paid)]}, follow=True).content.decode()
    assert queries.preparation_equivalent(version.achievement_id) == {same}
    assert queries.preparation_linked(version.achievement_id) == {same, other}
    assert {"fr": "dont on sait qu’elle ne coûte rien", "en": "is known to be nothing"}[language] in unescape(refused)
    said = queries.preparation_in(agency.id, same)
    assert said is not None
    by = agency.actor("author")
    actions.revise_preparation(resource_id=same, said=replace(said.said, cost_cents=100), by=by)
    assert already not in page_of(version, language), "it costs something now"
    client.post(address, {"resources": [str(same)]})
    assert queries.preparation_equivalent(version.achievement_id) == set()


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
