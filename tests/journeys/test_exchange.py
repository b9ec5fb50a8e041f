"""A file comes in with a preview, a token is made, a visitor compares definitions: in a real browser, each language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.walk import Walk
from tests.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.slow(30), pytest.mark.browser]

FILE = b"Code,Titre maison,hours_typical\nLOT-1,Gestes de base,12\nLOT-2,Un autre titre,beaucoup\n"


@pytest.mark.req("R-007", "R-009", "R-067")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_author_brings_a_file_in_and_a_visitor_compares_definitions(
    language: str,
    site: Site,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    walk = Walk(site, language, new_context, axe)
    _bring_in(walk)
    _token(walk)
    _compare(walk)
    assert not walk.faults, "\n".join(walk.faults)


def _bring_in(walk: Walk) -> None:
    with walk.somebody("lea") as page:
        page.locator("a[href$='/exchange/']").first.click()
        walk.judge(page)
        page.set_input_files("[name=file]", {"name": "lot.csv", "mimeType": "text/csv", "buffer": FILE})
        page.locator("main form button.button").first.click()
        page.wait_for_url(re.compile(r"/imports/"))
        walk.judge(page)
        page.fill("[name=column-1]", "nothing of this name")
        page.locator("main form button.button").first.click()
        assert page.locator("[aria-invalid=true]").count() == 1
        walk.judge(page)
        page.fill("[name=column-1]", "title_fr")
        page.locator("main form button.button").first.click()
        page.wait_for_selector("form[action$='/confirm/']")
        walk.judge(page)
        assert page.locator("main tbody tr").count() == 2
        page.locator("form[action$='/confirm/'] button").click()
        page.wait_for_selector(".notice[data-kind=success]", timeout=30_000)
        walk.judge(page)
        page.locator("main tbody a").first.click()
        page.wait_for_url(re.compile(r"/achievements/[0-9a-f-]{36}/$"))


def _token(walk: Walk) -> None:
    with walk.somebody("robin") as page:
        where = re.match(r".*/org/[0-9a-f-]{36}/", page.url)
        assert where is not None
        page.goto(f"{where[0]}api-clients/")
        walk.judge(page)
        page.fill("[name=name]", "Catalogue")
        page.locator("[name=scopes]").first.check()
        page.locator("main form button.button").last.click()
        page.wait_for_selector("#token")
        walk.judge(page)


def _compare(walk: Walk) -> None:
    context = walk.new_context(locale=f"{walk.language}-CA", java_script_enabled=False)
    page = context.new_page()
    page.goto(walk.at("definitions/"))
    assert page.locator("main tbody tr").count() == 11
    page.locator("main details summary").first.click()
    page.select_option("[name=order]", "reversed")
    page.locator("main form button.button").click()
    assert page.locator("main tbody th a").first.inner_text().startswith(("S", "R", "O"))
    context.close()
    with walk.somebody() as seeing:
        for path in ("definitions/", "open-data/", "glossary/"):
            seeing.goto(walk.at(path))
            walk.judge(seeing)
