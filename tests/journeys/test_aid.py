"""The helper for student aid in a real browser: what one answers never leaves the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.mark.req("R-289")
@LANGUAGES
def test_answers_are_judged_without_any_request(
    live_server: Any, page: Page, axe: Callable[[Page], list[str]], language: str
) -> None:
    page.goto(f"{live_server.url}/{language}/aid/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.select_option("#aid-approved", "yes")
    page.fill("#aid-weeks", "8")
    page.fill("#aid-income", "45000")
    assert page.locator("[data-aid-together] [data-says=check]").is_visible()
    page.select_option("#aid-residence", "no")
    page.keyboard.press("Enter")
    assert page.locator("[data-aid-together] [data-says=no]").is_visible()
    assert axe(page) == []
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.reload()
    assert page.input_value("#aid-income") == ""


@LANGUAGES
def test_without_scripts_the_conditions_are_a_list_to_read(
    live_server: Any, new_context: Callable[..., BrowserContext], language: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/{language}/aid/")
    assert not page.locator("[data-aid]").is_visible()
    assert page.locator("noscript p").count() == 1
    assert page.locator("section[aria-labelledby=rules] li").count() == 10
