"""The occupations of a definition: found by their titles where a classification is loaded, typed where none is."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from acquis.catalogue import actions as catalogue
from acquis.catalogue.content import Occupation
from acquis.skills import actions as skills
from acquis.skills import queries as skill_queries
from acquis.skills.layouts.shape import Told
from tests.acquis import factories
from tests.acquis.factories import both
from tests.acquis.skills import tables
from tests.acquis.web.editor import Fields, address, form_of, signed_in, stored
from tests.acquis.web.test_definition_writing import plain

pytestmark = pytest.mark.django_db
SOFTWARE = both("Ingénieurs et concepteurs en logiciel", "Software engineers and designers")
OFFICIAL = Occupation("21231", SOFTWARE, "noc", "2021 1.0")


@pytest.fixture
def noc() -> None:
    """The operator has imported the classification."""
    skills.import_now(files=[tables.NOC_EN, tables.NOC_FR], told=Told(), by=factories.COMMAND)


# — without a classification —


@pytest.mark.req("R-060")
def test_without_a_classification_a_code_and_its_title_in_both_languages_are_typed() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {
        "do": "occupation",
        "occupations-0-code": "21231",
        "occupations-0-title_fr": "Ingénieurs en logiciel",
        "occupations-0-title_en": "Software engineers",
    }
    answer = client.post(address(college, version, "edit/"), typed)
    assert answer["Location"].endswith("?new=occupation#occupations-rows")
    own = Occupation("21231", both("Ingénieurs en logiciel", "Software engineers"))
    assert stored(version).content.occupations == (own,)
    assert "21231 – Ingénieurs en logiciel" in plain(client.get(address(college, version, language="fr")))
    assert form_of(client, college, version)["occupations-0-title_en"] == ["Software engineers"]
    client.post(address(college, version, "edit/"), form_of(client, college, version) | {"occupations-0-DELETE": "on"})
    assert stored(version).content.occupations == ()


@pytest.mark.req("R-060")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_classification_the_page_says_how_an_operator_brings_one_in(language: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    page = plain(signed_in(college, "author").get(address(college, version, "edit/", language)))
    assert {"fr": "Statistique Canada (CNP 2021)", "en": "Statistics Canada (NOC 2021)"}[language] in page
    assert {"fr": "Cinq chiffres", "en": "Five digits"}[language] in page


@pytest.mark.req("R-060")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "2123"}, "“2123” is not a code of an occupation: the NOC 2021 has five digits"),
        ({"code": "21231.00"}, "“21231.00” is not a code of an occupation"),
        ({"title_en": "Engineers"}, "Give the code of this occupation, or take its title away."),
    ],
)
def test_what_is_no_code_is_refused_at_its_field_and_nothing_typed_is_lost(typed: dict[str, str], said: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    told = {f"occupations-0-{name}": value for name, value in typed.items()}
    answer = client.post(address(college, version, "edit/"), form_of(client, college, version) | told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in unescape(page)
    assert 'href="#id_occupations-0-code"' in page
    assert {name: Fields(page).values[name] for name in told} == {name: [value] for name, value in told.items()}
    assert stored(version).content.occupations == ()


@pytest.mark.req("R-060")
def test_a_fourth_occupation_is_refused() -> None:
    college = factories.college()
    version = factories.draft(college, occupations=tuple(Occupation(f"2122{n}") for n in range(3)))
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"occupations-3-code": "21229"}
    answer = client.post(address(college, version, "edit/"), typed)
    assert answer.status_code == 422
    assert "Name at most 3 occupations." in plain(answer)
    assert Fields(answer.content.decode()).values["occupations-3-code"] == ["21229"]


def test_a_title_in_one_language_alone_is_told_to_its_author() -> None:
    college = factories.college()
    version = factories.draft(college, occupations=(Occupation("21231", both("Métier", "")),))
    page = signed_in(college, "author").get(address(college, version, "edit/")).content.decode()
    assert "Title of the occupation: the English is missing." in page
    assert "id_occupations-0-title_fr" in Fields(page).ids


# — with a classification —


@pytest.mark.req("R-060")
@pytest.mark.parametrize("words", ["ingenieurs logiciel", "software designer", "21231"])
def test_an_occupation_is_found_in_either_language_or_by_its_code_and_chosen_without_a_script(
    noc: None, words: str
) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"do": "search_occupations", "occupation": words, "weeks": "4"}
    found = client.post(address(college, version, "edit/"), typed)["Location"]
    assert found.endswith("#occupations-rows")
    page = client.get(found).content.decode()
    (chosen,) = re.findall(r'name="add_occupation" value="([^"]+)"', page)
    assert "Ingénieurs et concepteurs en logiciel" in unescape(page)
    assert "Software engineers and designers" in page
    typed = form_of(client, college, version) | {"do": "add_occupation", "add_occupation": chosen}
    client.post(address(college, version, "edit/"), typed)
    content = stored(version).content
    assert content.occupations == (OFFICIAL,)
    assert content.weeks == 4, "the search saved what was typed"
    again = client.get(address(college, version, "edit/")).content.decode()
    assert "occupations-0-code" in Fields(again).values
    assert "id_occupations-1-code" not in Fields(again).ids, "codes are not typed any more"
    client.post(address(college, version, "edit/"), form_of(client, college, version))
    assert stored(version).content.occupations == (OFFICIAL,)
    client.post(address(college, version, "edit/"), form_of(client, college, version) | {"occupations-0-DELETE": "on"})
    assert stored(version).content.occupations == ()


def test_while_somebody_types_the_list_alone_comes_and_what_is_ticked_stays(noc: None) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    (ticked,) = skill_queries.by_codes("noc", ["21231"]).values()
    page = address(college, version, "occupations/")
    skill = factories.skill_id()
    shown = client.get(page, {"occupation": "legislators", "add_occupation": [ticked.id, "x", uuid4(), skill]})
    text = shown.content.decode()
    assert "<html" not in text
    assert f'value="{ticked.id}" checked' in text
    assert text.count(" checked") == 1
    assert "Legislators" in text
    assert str(skill) not in text, "a competency is no occupation"
    assert "Nothing was found" in client.get(page, {"occupation": "zzzz"}).content.decode()
    group = client.get(page, {"occupation": "natural applied sciences"}).content.decode()
    assert "add_occupation" not in group, "a group is no occupation"
    assert stored(version).content.occupations == ()


@pytest.mark.req("R-060")
def test_a_code_that_the_loaded_classification_lacks_is_refused_at_its_row_and_can_be_taken_away() -> None:
    college = factories.college()
    version = factories.draft(college, occupations=(Occupation("99999", both("Rêveur", "Dreamer")),))
    skills.import_now(files=[tables.NOC_EN], told=Told(), by=factories.COMMAND)
    client = signed_in(college, "author")
    page = address(college, version, "edit/")
    answer = client.post(page, form_of(client, college, version))
    assert answer.status_code == 422
    assert "“99999” is not a code of the National Occupational Classification" in plain(answer)
    kept = Fields(answer.content.decode())
    assert {"id_occupations-0-code", "occupations-0"} <= kept.ids
    assert kept.values["occupations-0-title_en"] == ["Dreamer"]
    assert client.post(page, form_of(client, college, version) | {"occupations-0-DELETE": "on"}).status_code == 302
    assert stored(version).content.occupations == ()


@pytest.mark.req("R-060")
def test_profiles_of_oasis_are_chosen_where_it_alone_is_loaded() -> None:
    skills.import_now(files=[tables.OASIS_EN], told=Told(version="2023 1.0"), by=factories.COMMAND)
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    shown = client.get(address(college, version, "occupations/"), {"occupation": "software"}).content.decode()
    (found,) = re.findall(r'name="add_occupation" value="([^"]+)"', shown)
    client.post(address(college, version, "edit/"), form_of(client, college, version) | {"add_occupation": found})
    (chosen,) = stored(version).content.occupations
    assert (chosen.code, chosen.framework, chosen.version) == ("21231.00", "oasis", "2023 1.0")
    assert chosen.unit_group == "21231"


# — where they are read —


@pytest.mark.req("R-098", "R-105")
@pytest.mark.parametrize("is_loaded", [True, False])
def test_the_portal_finds_and_narrows_by_occupation_and_names_it(is_loaded: bool) -> None:
    if is_loaded:
        skills.import_now(files=[tables.NOC_EN, tables.NOC_FR], told=Told(), by=factories.COMMAND)
    college = factories.recognised_college()
    version = factories.published_version(college, occupations=(Occupation("21231", SOFTWARE),))
    factories.published_version(college)
    for language, words in (("fr", "concepteurs logiciel"), ("en", "software designers")):
        page = unescape(Client().get(f"/{language}/microcredentials/").content.decode())
        assert re.search(rf"{re.escape(SOFTWARE[language])} <span[^>]*>[^<]*21231", page), "the name, then its code"
        for asked in ({"occupation": "21231"}, {"q": words}, {"q": "21231"}):
            shown = Client().get(f"/{language}/microcredentials/", asked).content.decode()
            assert str(version.achievement_id) in shown
            assert shown.count("/microcredentials/" + str(version.achievement_id)) >= 1
    public = plain(Client().get(f"/en/microcredentials/{version.achievement_id}/"))
    assert "21231 – Software engineers and designers" in public
    assert ("National Occupational Classification (NOC) 2021 1.0" in public) is is_loaded


@pytest.mark.req("R-057")
def test_what_changed_among_occupations_is_told() -> None:
    college = factories.college()
    version = factories.published_version(college, occupations=(Occupation("21231", SOFTWARE),))
    made = catalogue.open_new_version(achievement_id=version.achievement_id, by=college.actor("author"))
    told = factories.content(occupations=(Occupation("00010", both("Législateurs", "Legislators")),))
    catalogue.revise(version_id=made, content=told, by=college.actor("author"))
    page = plain(signed_in(college, "reader").get(f"/en/org/{college.id}/achievements/{made}/differences/"))
    assert "21231 – Software engineers and designers" in page
    assert "00010 – Legislators" in page
