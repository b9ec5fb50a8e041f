"""A visitor in a real Chromium searches, narrows, compares and keeps offers, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from acquis.catalogue.offering import Session
from tests.acquis import factories
from tests.acquis.catalogue import listings
from tests.plugins.browser import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 150_000
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def offers() -> None:
    """Twelve definitions, four offers."""
    where = factories.recognised_college("nord")
    versions = {key: listings.define(where, key, sectors=("61",)) for key in listings.TITLES}
    listings.offer(where, versions["cyber"])
    listings.offer(where, versions["welding"], delivery_mode="in_person", place="Sudbury", tuition_cents=600_00)
    listings.offer(where, versions["sheets"], tuition_cents=0, starts_in=None, sessions=(Session("continuous"),))
    listings.offer(where, versions["care"], starts_in=70)


@pytest.mark.req("R-096", "R-106", "R-108", "R-109")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visitor_finds_compares_and_keeps_an_offer(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
) -> None:
    offers()
    base, title = f"{live_server.url}/{language}/", listings.TITLES["welding"][language]

    without = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    without.goto(base)
    without.locator(f'a[href="/{language}/microcredentials/"]').first.click()
    without.fill("#q", listings.TITLES["welding"]["fr"].split()[0])
    without.locator("#search button").click()
    without.get_by_role("link", name=title).click()
    expect(without).to_have_title(re.compile(re.escape(title)))

    page = new_context(locale=f"{language}-CA").new_page()
    page.goto(f"{base}microcredentials/")
    assert axe(page) == []
    box = page.locator('input[name="offer"][value="offered"]')
    page.locator("#facet-offer summary").press("Enter")
    box.press("Space")
    page.wait_for_url(re.compile("offer=offered"))
    page.locator("#results", has_text="4").wait_for()
    assert page.locator(".listings > li").count() == 4
    assert page.evaluate("document.activeElement.value") == "offered", "the reader stays where they were"
    assert page.locator("[data-live-status]").inner_text().startswith("4")
    page.reload()
    assert box.is_checked()

    for name in ("welding", "sheets"):
        page.locator("article", has_text=listings.TITLES[name][language]).get_by_role("checkbox").check()
    page.locator("#compare button").click()
    assert page.locator("table thead th").count() == 2
    assert axe(page) == []

    page.go_back()
    page.locator("article", has_text=title).locator('button[name="add"]').click()
    page.goto(f"{base}microcredentials/saved/")
    assert page.get_by_role("link", name=title).is_visible()
    assert axe(page) == []
    page.goto(f"{base}microcredentials/free/")
    assert page.locator(".listings > li").count() == 1
    assert axe(page) == []


@pytest.mark.req("R-106")
def test_the_first_page_is_light_and_fits_the_narrowest_screen(
    live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    offers()
    context = new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{live_server.url}/fr/microcredentials/", wait_until="networkidle")
    assert page.locator(".listings > li").count() == 12
    assert sum(sizes) < MOST_BYTES
    assert page.evaluate(OVERFLOW) <= 0
    for path in ("compare/", "free/", "saved/"):
        page.goto(f"{live_server.url}/fr/microcredentials/{path}")
        assert page.evaluate(OVERFLOW) <= 0, path
