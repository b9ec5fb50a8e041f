"""Competencies in a real Chromium: found while typing or without scripts, imported by keyboard, accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.conf import settings

from acquis.platform import jobs
from acquis.platform.actor import Actor
from acquis.skills import actions, queries
from acquis.skills.layouts.shape import Told
from tests.acquis import factories as people
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.skills import tables
from tests.acquis.web.test_consortium import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def esco() -> UUID:
    actions.load_sample(by=COMMAND)
    bring = actions.import_now
    bring(files=[tables.OASIS_EN, tables.OASIS_FR], told=Told(version="2023 1.0"), by=COMMAND)
    return bring(files=[tables.NOC_EN, tables.NOC_FR], told=Told(), by=COMMAND)


def enter(context: BrowserContext, base: str, by: Actor) -> None:
    """Be signed in as the actor."""
    cookie = signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


@LANGUAGES
@pytest.mark.parametrize("width", [320, 1280])
def test_every_open_page_is_accessible_and_whole(
    esco: UUID,
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    *,
    width: int,
) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    occupation = queries.search("21231.00", "fr", kinds=["occupation"])[0]
    for path in ("?q=communication", f"frameworks/{esco}/", f"frameworks/{esco}/?show=group", f"{occupation.id}/"):
        page.goto(f"{live_server.url}/{language}/competencies/{path}")
        assert axe(page) == [], path
        assert page.evaluate(OVERFLOW) <= 0, path


@LANGUAGES
def test_results_come_while_one_types(
    esco: UUID, live_server: Any, new_context: Callable[..., BrowserContext], language: str
) -> None:
    page = new_context().new_page()
    page.goto(f"{live_server.url}/{language}/competencies/")
    page.evaluate("window.stayed = true")
    page.locator("#q").press_sequentially("cybersecurite")
    page.locator("#results").wait_for()
    page.locator("#found a").first.wait_for()
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#kind").select_option("occupation")
    page.locator("#found p").wait_for()
    assert "kind=occupation" in page.url


@LANGUAGES
def test_results_come_without_scripts(
    esco: UUID, live_server: Any, new_context: Callable[..., BrowserContext], language: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/{language}/competencies/")
    page.locator("#q").fill("software engineers")
    page.locator("#q").press("Enter")
    page.locator("#found a").first.click()
    page.get_by_role("heading", level=1).wait_for()
    assert "21231" in page.locator("main").inner_text()


@LANGUAGES
@pytest.mark.parametrize("scripts", [True, False])
def test_the_operator_imports_a_framework_by_keyboard(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    scripts: bool,
) -> None:
    by = factories.member(factories.operator(), "operator")
    context = new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    enter(context, live_server.url, by)
    page = context.new_page()

    def sound() -> None:
        if scripts:
            assert axe(page) == [], page.url
            assert page.evaluate(OVERFLOW) <= 0, page.url

    page.goto(f"{live_server.url}/{language}/org/{by.organization_id}/competencies/")
    sound()
    page.locator(".page-head .actions a[href$='/competencies/upload/']").press("Enter")
    page.locator("#id_uploads").wait_for()
    sound()
    files = tables.reworded(tables.esco(20), "skills_en", 4, "preferredLabel", "")
    page.set_input_files(
        "#id_uploads", [{"name": one.name, "mimeType": "text/csv", "buffer": one.content} for one in files]
    )
    page.locator("#id_version").fill("1.2")
    page.locator("#id_version").press("Enter")
    page.locator("#problems").wait_for()
    sound()
    page.locator("#import form button").first.press("Enter")
    page.locator("progress").wait_for()
    sound()
    jobs.run_due()
    if not scripts:
        page.reload()
    page.locator("#import a.button").wait_for()
    sound()
    (framework,) = queries.frameworks()
    assert framework.size == 23


@LANGUAGES
def test_the_author_picks_competencies_while_typing(
    live_server: Any, new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]], language: str
) -> None:
    actions.load_sample(by=COMMAND)
    where = people.recognised_college()
    version = people.draft(where, alignments=())
    context = new_context()
    enter(context, live_server.url, where.actor("author"))
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/org/{where.id}/achievements/{version.id}/edit/")
    page.evaluate("window.stayed = true")
    page.locator("#skills").press_sequentially("cybersecurite")
    page.locator("#found input").first.check()
    page.locator("#skills").fill("digital")
    page.locator("#found label", has_text="digital").first.wait_for()
    assert page.locator("#found input:checked").count() == 1
    assert page.evaluate("window.stayed")
    assert axe(page) == []
    page.locator("button[name=do][value=add_skill]").click()
    added = page.locator("[id^=alignments-] [id$=-name]")
    added.wait_for()
    assert added.count() == 1
