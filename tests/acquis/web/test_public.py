"""The open pages."""

from __future__ import annotations

import pytest
from django.test import Client

from acquis.web.public.glossary import TERMS, in_order
from tests.acquis import factories

pytestmark = pytest.mark.django_db
PAGES = ("", "microcredentials/", "issuers/", "glossary/", "about/", "accessibility/", "privacy/")


def page(path: str, language: str = "en") -> str:
    answer = Client().get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("R-001")
@pytest.mark.parametrize("path", PAGES)
def test_every_open_page_exists_in_both_languages_and_the_switch_keeps_it(path: str) -> None:
    for language, other in (("fr", "en"), ("en", "fr")):
        told = page(path + "?page=1", language)
        assert f'<html lang="{language}-CA">' in told
        assert f'href="/{other}/{path}?page=1"' in told


def test_the_first_contact_shows_both_languages_equally_and_remembers_the_choice() -> None:
    client = Client()
    first = client.get("/").content.decode()
    assert 'lang="fr-CA" aria-labelledby' in first
    assert 'lang="en-CA" aria-labelledby' in first
    assert first.count('class="button large"') == 2

    assert client.get("/?language=fr").headers["Location"] == "/fr/"
    assert client.get("/").headers["Location"] == "/fr/"
    assert client.get("/?language=xx").headers["Location"] == "/fr/"


def test_every_term_of_the_glossary_has_both_languages_and_an_anchor_of_its_own() -> None:
    told = page("glossary/", "fr")
    anchors = [term.anchor for term in TERMS]
    assert len(set(anchors)) == len(anchors)
    for term in TERMS:
        assert not term.name.missing
        assert not term.meaning.missing
        assert f'id="{term.anchor}"' in told


def test_the_glossary_is_in_the_order_of_its_language_accents_aside() -> None:
    names = [str(term.name["fr"]) for term in in_order("fr")]
    assert names.index("Employeur") < names.index("Endossement") < names.index("Évaluation authentique")


@pytest.mark.req("R-035", "R-040", "R-041", "R-042")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_published_definition_shows_what_it_says(language: str) -> None:
    version = factories.published_version(factories.college())
    told = page(f"microcredentials/{version.achievement_id}/", language)

    for text in (
        version.title,
        version.content.purpose,
        *(outcome.statement for outcome in version.content.outcomes),
        *(
            text
            for outcome in version.content.outcomes
            for text in outcome.knowledge + outcome.attitudes + outcome.skills
        ),
        version.content.assessments[0].criteria,
        version.content.assessments[0].authenticity,
        version.content.alignments[0].name,
    ):
        assert text[language] in told
    assert ("392,00" if language == "fr" else "$392.00") in told
    assert version.code in told


@pytest.mark.parametrize(("path", "current"), [("", "page"), ("free/", "true")])
def test_the_navigation_says_where_one_is_also_on_the_pages_below(path: str, current: str) -> None:
    told = page(f"microcredentials/{path}")
    assert f'href="/en/microcredentials/" aria-current="{current}"' in told
    assert 'href="/en/verify/" aria-current' not in told


@pytest.mark.req("R-010")
@pytest.mark.parametrize("path", ["microcredentials/", "verify/", "about/"])
def test_pages_that_name_a_microcredential_say_what_it_is(path: str) -> None:
    assert 'glossary/#microcredential"' in page(path)


def test_a_draft_has_no_public_page() -> None:
    version = factories.draft(factories.college())
    assert Client().get(f"/en/microcredentials/{version.achievement_id}/").status_code == 404


def test_search_finds_by_a_word_of_the_other_language() -> None:
    version = factories.published_version(factories.college())
    assert version.title["en"] in page("microcredentials/?q=cybersecurite")
    assert version.title["en"] not in page("microcredentials/?q=soudure")


@pytest.mark.req("R-012")
def test_the_register_names_who_is_recognized_and_no_other() -> None:
    recognised, other = factories.recognised_college("known"), factories.college("unknown")
    told = page("issuers/")
    assert recognised.facts.name["en"] in told
    assert other.facts.name["en"] not in told
