"""Narrowing, keeping and comparing in the words of people, with a way on from wherever one stands."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from acquis.skills.queries import KINDS
from tests.acquis.web import reader
from tests.acquis.web.public.portal import Portal, page

pytestmark = pytest.mark.django_db


@pytest.mark.req("R-098")
@pytest.mark.parametrize(("tongue", "words"), [("fr", "information"), ("en", "Information and cultural")])
def test_a_sector_is_called_by_its_name(world: Portal, tongue: str, words: str) -> None:
    told = page(tongue=tongue, all="sector").partition('id="facet-sector"')[2].partition("</details>")[0]
    named = re.findall(r"<span>([^<]+)", told)
    assert any(words in each for each in named)
    assert [each for each in named if re.match(r"\d", each)] == []


@pytest.mark.req("R-108")
@pytest.mark.parametrize(("tongue", "words"), [("fr", "Trouver des offres"), ("en", "Find offers to compare")])
def test_an_offer_alone_leads_to_others(world: Portal, tongue: str, words: str) -> None:
    one, other = list(world.offers.values())[:2]
    alone = Client().get(f"/{tongue}/microcredentials/compare/?o={one}").content.decode()
    assert reader.said(words, alone)
    assert re.search(rf'<a class="button quiet" href="/{tongue}/microcredentials/">', alone)
    assert not reader.said(
        words, Client().get(f"/{tongue}/microcredentials/compare/?o={one}&o={other}").content.decode()
    )


@pytest.mark.req("R-109")
@pytest.mark.parametrize(("tongue", "zero"), [("fr", "0 offre"), ("en", "0 saved")])
def test_an_empty_list_is_not_counted(world: Portal, tongue: str, zero: str) -> None:
    told = Client().get(f"/{tongue}/microcredentials/saved/").content.decode()
    assert 'class="empty"' in told
    assert zero not in told
    assert 'id="results"' not in told


def test_filters_of_competencies_are_folded_until_one_is_chosen() -> None:
    asked = Client().get("/fr/competencies/?q=x").content.decode()
    assert '<details class="facet filters"><summary>' in asked
    chosen = Client().get(f"/fr/competencies/?q=x&kind={KINDS[0][0]}").content.decode()
    assert '<details class="facet filters" open>' in chosen
