"""The component gallery in a real Chromium: accessible, light, and whole at every width, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 150_000
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_fault_in_any_component(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    scheme: str,
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(f"{live_server.url}/{language}/gallery/")
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_or_scrolls_sideways(
    live_server: Any, new_context: Callable[..., BrowserContext], width: int
) -> None:
    """320 pixels is also what a desktop reader sees at 400 % (WCAG 2.2, 1.4.10)."""
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{live_server.url}/fr/gallery/")
    assert page.evaluate(OVERFLOW) <= 0


def test_style_script_and_type_are_light(live_server: Any, page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(f"{live_server.url}/fr/gallery/", wait_until="networkidle")
    assets = {address: size for address, size in sizes.items() if "/gallery/" not in address}
    assert any(address.endswith(".woff2") for address in assets)
    assert any(".css" in address for address in assets)
    assert sum(assets.values()) < MOST_BYTES * 2 // 3, assets


def test_the_frame_works_without_scripts(live_server: Any, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/fr/gallery/?page=2")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == f"{live_server.url}/en/gallery/?page=2"


def test_the_keyboard_meets_the_skip_link_first(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/en/404-of-nothing/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_after_a_refused_form_the_reader_starts_at_the_summary(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/en/gallery/")
    assert page.evaluate("document.activeElement.classList.contains('form-errors')")


def test_a_file_dropped_on_the_target_is_named_and_ready(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/en/gallery/")
    page.evaluate(
        """() => {
            const held = new DataTransfer();
            held.items.add(new File(["{}"], "attestation.json", {type: "application/json"}));
            const drop = new DragEvent("drop", {dataTransfer: held, bubbles: true});
            document.querySelector("[data-drop]").dispatchEvent(drop);
        }"""
    )
    assert page.get_by_text("attestation.json").is_visible()
    assert page.evaluate("document.querySelector('[data-drop] input').files.length") == 1


def test_copying_says_so(live_server: Any, new_context: Callable[..., BrowserContext]) -> None:
    context = new_context(locale="en-CA")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/gallery/")
    page.locator("[data-copy]").click()
    page.locator("[data-copy-status]", has_text="Copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#share-link").input_value()
