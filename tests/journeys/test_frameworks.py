"""The public pages of the frameworks, and a version that two people publish, in a real browser and in each language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.walk import Walk
from tests.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.slow(60), pytest.mark.browser]

ELEMENTS = "ecampusontario-framework"
NAMES = {
    "fr": ["Pertinence", "Vérifiabilité", "Propriété", "Durabilité"],
    "en": ["Relevance", "Verifiability", "Ownership", "Extensibility"],
}
ADOPTER = {"fr": "Collège des Érables", "en": "Maple Grove College"}
PAGES = ("framework/changes/", "framework/findings/", f"framework/{ELEMENTS}/", "framework/eu-standard-elements/")


@pytest.mark.req("R-023", "R-024", "R-028", "R-033", "R-034")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visitor_reads_searches_and_declares_and_two_people_publish(
    language: str,
    site: Site,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    walk = Walk(site, language, new_context, axe)
    _read(walk)
    _declare(walk)
    _publish(walk)
    assert not walk.faults, "\n".join(walk.faults)


def _read(walk: Walk) -> None:
    context = walk.new_context(locale=f"{walk.language}-CA", java_script_enabled=False)
    page = context.new_page()
    page.goto(walk.at("framework/"))
    principles = page.locator("section[aria-labelledby=ecampusontario-principles]")
    assert principles.locator("h3").all_inner_texts() == NAMES[walk.language]
    elements = page.locator(f"section[aria-labelledby={ELEMENTS}]")
    assert elements.locator("h3").count() == 6
    assert elements.locator("#summative-assessment #evidence").count() == 1
    page.fill("[name=q]", "titularité")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/framework/ecampusontario-principles/\?q=.*#ownership$"))
    context.close()
    with walk.somebody() as seeing:
        for path in ("framework/", *PAGES):
            seeing.goto(walk.at(path))
            walk.judge(seeing)
        walk.switch_and_back(seeing)


def _declare(walk: Walk) -> None:
    with walk.somebody() as page:
        page.goto(walk.at("framework/adopters/"))
        walk.judge(page)
        assert ADOPTER[walk.language] in page.locator("main").inner_text()
        page.goto(walk.at("framework/adopters/declare/"))
        walk.judge(page)
        page.fill("[name=organization_name_fr]", "Institut du Nord (fictif)")
        page.fill("[name=organization_name_en]", "Northern Institute (fictional)")
        page.locator("[name=version_id]").first.check()
        page.fill("[name=place]", "Timmins, Ontario")
        page.locator("[name=scope]").first.check()
        page.fill("[name=contact_name]", "Sasha Exemple")
        page.fill("[name=contact_email]", "sasha@nord.example")
        page.locator("main form button.button").click()
        page.wait_for_url(re.compile(r"/framework/adopters/$"))
        walk.judge(page)


def _publish(walk: Walk) -> None:
    told = json.loads(walk.site.get(f"/fr/framework/{ELEMENTS}/1/json/"))
    told["version"] = "2027"
    told["lines"][5]["strength"] = "hard"
    with walk.somebody("robin") as first:
        desk = re.search(r"/org/[0-9a-f-]+/", first.content())
        assert desk
        first.goto(f"{walk.site.base}/{walk.language}{desk.group()}quality/upload/")
        walk.judge(first)
        first.fill("[name=text]", json.dumps(told))
        first.locator("main form button.button").click()
        first.wait_for_url(re.compile(r"/quality/versions/[0-9a-f-]+/$"))
        walk.judge(first)
        first.fill("[name=change_note_fr]", "Endossement exigé.")
        first.fill("[name=change_note_en]", "Endorsement asked for.")
        first.locator("form[action$='/propose/'] button").click()
        first.wait_for_url(re.compile(r"/quality/$"))
        walk.judge(first)
    with walk.somebody("alix") as second:
        second.locator("main a[href*='/quality/versions/']").first.click()
        walk.judge(second)
        second.locator("[name=confirm]").check()
        second.locator("form[action$='/confirm/'] button").click()
        second.wait_for_url(re.compile(rf"/framework/{ELEMENTS}/2/$"))
        second.goto(walk.at(f"framework/{ELEMENTS}/2/changes/"))
        walk.judge(second)
        assert second.locator("del").count() == second.locator("ins").count() == 1
