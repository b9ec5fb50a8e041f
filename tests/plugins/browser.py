"""A real Chromium, and axe to judge what it shows.

`dev.py test` says in `ACQUIS_CHROMIUM` which one; a test that asks for `browser` fails without it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# The sandbox needs rights that a container's administrator lacks; the rest keeps Chromium from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passed is neither written out nor handed over: half of the time of a judgement.
JUDGED = """async rules => {
  const asked = {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']};
  return (await axe.run(document, asked)).violations;
}"""
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
WAIT = 15_000  # milliseconds, for a machine with two busy cores


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one per worker."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("ACQUIS_CHROMIUM") or shutil.which("chromium")
    assert program, "no Chromium: run the tests with python3 dev.py test"
    # Playwright keeps an event loop in this thread, in which Django would refuse its own database.
    former = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()
    if former is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = former


@pytest.fixture
def new_context(browser: Browser, loopback: None) -> Iterator[Callable[..., BrowserContext]]:
    """Make separate visitors, each with cookies of its own: ``new_context(viewport=PHONE, locale="fr-CA")``."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        # axe is injected by script, which the pages' own policy rightly forbids.
        chosen: dict[str, Any] = {"bypass_csp": True, "viewport": DESKTOP, "locale": "fr-CA", **options}
        context = browser.new_context(**chosen)
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """One visitor's page."""
    return new_context().new_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Judge a page: one line per violation of WCAG 2.2 AA or of good practice, none when all is well."""

    def judge(page: Page) -> list[str]:
        page.add_script_tag(path=AXE)
        found = page.evaluate(JUDGED, RULES)
        return [f"{fault['id']}: {fault['help']} — {node['target']}" for fault in found for node in fault["nodes"]]

    return judge
