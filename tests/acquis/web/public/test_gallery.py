"""The component gallery and the frame around every page."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from acquis.platform.templatetags import acquis as library

LANGUAGES = ("fr", "en")


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, client: Client) -> str:
    return client.get(f"/{request.param}/gallery/").content.decode()


@pytest.mark.django_db
def test_identifiers_are_unique_and_references_lead_somewhere(page: str) -> None:
    found = re.findall(r'\bid="([^"]+)"', page)
    assert len(found) == len(set(found))
    named = {name for group in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page) for name in group.split()}
    assert named <= set(found)


@pytest.mark.django_db
def test_nothing_inline_that_a_strict_policy_forbids(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))


@pytest.mark.django_db
def test_nothing_comes_from_another_host(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.django_db
def test_the_page_says_its_language_and_offers_the_other(client: Client) -> None:
    french = client.get("/fr/gallery/?page=2").content.decode()
    assert '<html lang="fr-CA">' in french
    assert re.search(r'href="/en/gallery/\?page=2" lang="en-CA" hreflang="en-CA"', french)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
def test_error_pages_need_nothing_from_anybody(name: str, language: str) -> None:
    with override(language):
        shown = render_to_string(f"{name}.html", {})
    assert f'lang="{language}-CA"' in shown
    assert "<h1>" in shown
    assert name in shown


def test_the_error_page_of_a_request_keeps_the_switch() -> None:
    with override("fr"):
        shown = render_to_string("404.html", {"request": RequestFactory().get("/fr/perdu/")})
        assert library.other_language() == "en"
    assert 'href="/en/perdu/"' in shown
