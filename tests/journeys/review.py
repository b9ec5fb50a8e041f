"""The work around a review: what waits for whom, the approval file, what the public reads of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.journeys.walk import TITLE, Walk

CONDITIONS = {"fr": "Avec deux employeurs", "en": "With two employers"}
LATE = {"fr": "Courriels sûrs au travail", "en": "Safe E-mail at Work"}
LISTS = ("", "?list=publish", "?list=due", "?list=frameworks")


def look_at_the_work(walk: Walk) -> None:
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


def read_the_file(walk: Walk) -> None:
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


def read_in_public(walk: Walk) -> None:
    """The page of the microcredential says how it was approved, and keeps what is private."""
    with walk.somebody() as page:
        page.goto(walk.at("microcredentials/"))
        page.get_by_role("link", name=TITLE[walk.language]).first.click()
        walk.judge(page)
        told = page.locator("section[aria-labelledby=approval]").inner_text()
        assert CONDITIONS[walk.language] in told
        assert "2020" in told
        assert "Lue avec le comité" not in page.content()
