"""A learner record and a presentation in a real browser: accessible, whole at every width, and good on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from acquis.platform.engine import engine, hold
from sceau.encoding.strict_json import dumps
from sceau.verifying.report import Report
from sceau.verifying.verifier import Verifier
from tests.acquis.web import documents
from tests.plugins.browser import DESKTOP, PHONE
from tests.sceau.verifying.world import NOW

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
CHECKED = {"fr": "Ce qui a été vérifié", "en": "What was checked"}


@dataclass
class AtThatMoment:
    """The server answers from a thread where no test can hold the clock."""

    verifier: Verifier

    def verify(self, data: bytes, *, now: datetime, resources: Mapping[str, bytes] | None = None) -> Report:
        assert now.tzinfo is not None
        return self.verifier.verify(data, now=NOW, resources=resources)


@pytest.fixture(autouse=True)
def _internet() -> Iterator[None]:
    world, former = documents.internet(), engine()
    hold(replace(former, fetch=world.fetch, verifier=AtThatMoment(world.verifier())))
    yield
    hold(former)


def give(page: Page, base: str, language: str, data: bytes) -> None:
    page.goto(f"{base}/{language}/verify/")
    given: Any = {"name": "shown.jsonld", "mimeType": "application/octet-stream", "buffer": data}
    page.set_input_files("[name=file]", given)
    page.locator("main form.verify button.button.large").click()
    page.locator("#report article.document").wait_for()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_stands_inside_is_read_card_by_card(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    size: dict[str, int],
) -> None:
    page = new_context(viewport=size, locale=f"{language}-CA").new_page()
    record = documents.record(documents.endorsed(), documents.forged())
    give(page, live_server.url, language, dumps(documents.presentation(documents.second(), record)))

    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    verdicts = page.locator("#report article.inside").evaluate_all("all => all.map(each => each.dataset.verdict)")
    assert verdicts == ["verified", "rejected", "verified", "rejected"]
    first = page.locator("#report article.inside").first
    assert not first.locator(".checks").is_visible()
    first.get_by_text(CHECKED[language]).press("Enter")
    assert first.locator(".checks").is_visible()
    # What went wrong stands open without being asked for.
    assert page.locator("#report article.inside .inside[data-verdict=rejected] .checks").is_visible()
    assert axe(page) == []


def test_no_word_is_too_long_for_a_phone(live_server: Any, new_context: Callable[..., BrowserContext]) -> None:
    """The sheet hides what it cannot hold, so the page alone would not tell."""
    page = new_context(viewport=PHONE).new_page()
    long = "x" * 300
    credential = documents.sd_jwt({long: long, "nested": {long: [long]}})
    give(page, live_server.url, "en", dumps(documents.presentation(credential, documents.record(name=long))))
    page.get_by_text("What it states").first.click()
    for place in (".document", ".inside", ".inside .document-head", ".inside .facts"):
        found = page.locator(place).evaluate_all("all => all.map(each => each.scrollWidth - each.clientWidth)")
        assert found, place
        assert max(found) <= 0, place


def test_paper_keeps_every_title_and_verdict(live_server: Any, page: Page) -> None:
    give(page, live_server.url, "fr", dumps(documents.record()))
    page.emulate_media(media="print")
    for words in ("Relevé de Marie", "Littératie de l’IA", "Bases de la cybersécurité"):
        assert page.get_by_role("heading", name=words).is_visible()
    assert page.locator("#report .inside .verdict").count() == 2
    assert page.evaluate(OVERFLOW) <= 0
    assert len(page.pdf(format="Letter")) > 1_000
