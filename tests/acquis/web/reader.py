"""Somebody who verifies a file: what they send, what they read, and an internet made for the occasion."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.cache import cache as tries
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from acquis.platform import clock
from acquis.platform.engine import engine, hold
from acquis.verification.wording import PROBLEMS
from tests.sceau.verifying.world import NOW, World

_UNREAD = {"script", "style", "code", "title", "textarea"}
_EMPTY = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "ellipse", "use", "rect", "line", "g", "svg"}
_LEAST = 14  # letters: shorter words are often the same in both languages


@contextmanager
def internet(world: World) -> Iterator[World]:
    """The product's engine asks this world, at this world's moment; its own addresses are not on it."""
    former = engine()
    hold(replace(former, fetch=world.fetch, verifier=world.verifier()))
    try:
        with clock.at(NOW):
            yield world
    finally:
        hold(former)


def verify(data: bytes | str, language: str = "en", *, name: str = "credential.json") -> tuple[int, str]:
    """Bytes are a file and text is pasted; the status and the page of a first-time visitor."""
    tries.clear()
    given = {"text": data} if isinstance(data, str) else {"file": SimpleUploadedFile(name, data)}
    answer = Client().post(f"/{language}/verify/", given)
    return answer.status_code, answer.content.decode()


def verdict(page: str) -> str:
    """The verdict that a report shows; "" without a report."""
    found = re.search(r'class="document" data-verdict="(\w+)"', page)
    return found[1] if found else ""


def sentence(code: str, language: str) -> str:
    """What a person is told about a problem; it must exist in their language."""
    with translation.override("en"):
        english = str(PROBLEMS[code].sentence)
    with translation.override(language):
        told = str(PROBLEMS[code].sentence)
    assert language == "en" or told != english, f"{code} has no sentence in {language}"
    return told


def advice(code: str, language: str) -> str:
    """What a person can do about it."""
    with translation.override(language):
        return str(PROBLEMS[code].advice)


class _Text(HTMLParser):
    """What is read aloud in the language of the page: no code, and nothing marked as another language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[bool] = [True]  # whether what stands here is read, from the outside in
        self._page_language = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or ""
        if tag == "html":
            self._page_language = language
        read = self._open[-1] and tag not in _UNREAD and language in ("", self._page_language)
        if tag not in _EMPTY:
            self._open.append(read)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open[-1]:
            self.parts.append(data)


def visible(page: str) -> str:
    """The words of a page in its language, one space between them."""
    return re.sub(r"\s+", " ", unescape(" ".join(_Text(page).parts)))


def said(words: str, page: str) -> bool:
    """Whether a page says these words, whatever its spaces."""
    return re.sub(r"\s+", " ", words) in visible(page)


@cache
def _english() -> tuple[str, ...]:
    """What the product says in English and otherwise in French: whole messages, or their longest part."""
    catalogue = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po"
    with catalogue.open("rb") as file:
        messages = [
            (str(one.id), one.string) for one in read_po(file, locale="fr") if isinstance(one.id, str) and one.id
        ]
    parts = [
        max(re.split(r"%\(\w+\)[sd]|%%", told), key=len).strip(" .,:;()") for told, french in messages if told != french
    ]
    return tuple(sorted({re.sub(r"\s+", " ", part) for part in parts if len(part) >= _LEAST}))


def english_in(page: str) -> list[str]:
    """The English messages that a French page shows."""
    text = visible(page)
    return [message for message in _english() if re.search(rf"(?<!\w){re.escape(message)}(?!\w)", text)]


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Inside the block nothing is written: no row, no file."""
    before = _files()
    with CaptureQueriesContext(connection) as asked:
        yield
    written = [query["sql"] for query in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"], re.IGNORECASE)]
    assert written == []
    assert _files() == before


def _files() -> set[str]:
    return {str(Path(folder) / name) for folder, _, names in os.walk(settings.ACQUIS_DATA) for name in names}
