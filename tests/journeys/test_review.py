"""A definition from its author to the public, by five people in a real browser, and the work around it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.walk import TITLE, Walk
from tests.site import running

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CONDITIONS = {"fr": "Avec deux employeurs", "en": "With two employers"}
LATE = {"fr": "Courriels sûrs au travail", "en": "Safe E-mail at Work"}
LISTS = ("", "?list=publish", "?list=due", "?list=frameworks")


@pytest.mark.req("R-078", "R-079", "R-082", "R-085", "R-086")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_five_people_review_a_definition_and_everybody_reads_how(
    language: str,
    tmp_path: Path,
    loopback: None,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    with running(tmp_path / "data") as site:
        walk = Walk(site, language, new_context, axe)
        _look_at_the_work(walk)
        walk.define()
        walk.publish()
        _read_the_file(walk)
        _read_in_public(walk)
        assert not walk.faults, "\n".join(walk.faults)


def _look_at_the_work(walk: Walk) -> None:
    """The work that waits in the demonstration, and the organization's own way."""
    with walk.somebody("solene") as page:
        assert page.locator(".queue-row[data-late]", has_text=LATE[walk.language]).count() == 1
    with walk.somebody("noor") as page:
        desk = page.url
        for which in LISTS:
            page.goto(f"{desk}reviews/{which}")
            walk.judge(page)
        page.goto(f"{desk}reviews/?list=due")
        page.locator("a.queue-title").first.click()
        page.wait_for_url(re.compile(r"/review-again/$"))
        walk.judge(page)


def _read_the_file(walk: Walk) -> None:
    """The approval file, without scripts, by keyboard alone."""
    with walk.somebody("noor") as page:
        page.goto(page.url + "achievements/?state=published")
        page.get_by_role("link", name=TITLE[walk.language]).first.click()
        page.locator("a[href$='/review/']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/review/$"))
        page.locator("a[href$='/review/file/']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/review/file/$"))
        walk.judge(page)
        with page.expect_download() as waiting:
            page.locator("a[href$='/file.json']").click()
        told = json.loads(Path(waiting.value.path()).read_bytes())
        assert [one["what"] for one in told["events"]] == [
            *("begun", "submitted", "opinion", "opinion", "decided", "published")
        ]


def _read_in_public(walk: Walk) -> None:
    with walk.somebody() as page:
        page.goto(walk.at("microcredentials/"))
        page.get_by_role("link", name=TITLE[walk.language]).first.click()
        walk.judge(page)
        told = page.locator("section[aria-labelledby=approval]").inner_text()
        assert CONDITIONS[walk.language] in told
        assert "2020" in told
        assert "Lue avec le comité" not in page.content()
