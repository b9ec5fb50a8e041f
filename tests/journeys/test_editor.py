"""The editor of definitions in a real Chromium: it saves while one types, keeps its panel true, and is accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from tests.acquis import factories
from tests.journeys.test_competencies import LANGUAGES, OVERFLOW, enter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BLOCKED = {"fr": "élément empêche la publication", "en": "thing prevents publication"}
READY = {"fr": "Rien n’empêche la publication", "en": "Nothing prevents publication"}


@LANGUAGES
def test_the_panel_follows_what_is_typed_and_the_button_still_saves(
    live_server: Any, new_context: Callable[..., BrowserContext], language: str
) -> None:
    college = factories.college()
    version = factories.draft(college, needs=())
    context = new_context(viewport={"width": 1280, "height": 900})
    enter(context, live_server.url, college.actor("author"))
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/org/{college.id}/achievements/{version.id}/edit/")
    panel = page.locator("#panel")
    assert BLOCKED[language] in panel.inner_text()
    page.fill("[name=needs-0-held_with]", "Scierie Exemple")
    page.fill("[name=needs-0-held_on]", "2026-02-03")
    page.fill("[name=needs-0-confirmed_fr]", "Compétence recherchée")
    page.get_by_text(READY[language]).wait_for(timeout=15_000)
    page.fill("[name=weeks]", "7")
    page.keyboard.press("Tab")
    page.locator("#editor button[name=do][value=done]").click()
    page.wait_for_url(f"**/achievements/{version.id}/")
    found = queries.version(version.id)
    assert found is not None
    assert found.content.weeks == 7
    assert [need.held_with for need in found.content.needs] == ["Scierie Exemple"]


@LANGUAGES
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_around_the_editor_is_accessible_and_whole(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    *,
    width: int,
) -> None:
    college = factories.college()
    first = factories.published_version(college)
    made = catalogue.open_new_version(achievement_id=first.achievement_id, by=college.actor("author"))
    catalogue.revise(version_id=made, content=factories.content(weeks=9, modules=()), by=college.actor("author"))
    context = new_context(viewport={"width": width, "height": 900})
    enter(context, live_server.url, college.actor("author"))
    page = context.new_page()
    own = f"org/{college.id}/achievements/{made}/"
    public = f"microcredentials/{first.achievement_id}/"
    for path in (own, f"{own}edit/", f"{own}copy/", f"{own}differences/", public, f"{public}1/changes/"):
        page.goto(f"{live_server.url}/{language}/{path}")
        assert axe(page) == [], path
        assert page.evaluate(OVERFLOW) <= 0, path
