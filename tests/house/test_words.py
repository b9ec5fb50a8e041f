"""One word for one thing: the house terms of the glossary, in what people read."""

from __future__ import annotations

import re

import pytest

from tools import messages

# What the glossary replaced, and what it says instead.
NEVER = {
    "en": {
        r"micro[- ]credential": "microcredential",
        r"badge class(?:es)?": "achievement",
        r"whitelist": "recognition",
        r"locker|backpack": "passport",
        r"(?:seven|7) elements": "six elements",
    },
    "fr": {
        r"micro[- ]certification": "microcertification",
        r"micro-?titre": "microcertification",
        r"liste blanche": "reconnaissance",
        r"(?:sept|7) éléments": "six éléments",
    },
}


def texts(language: str) -> list[str]:
    """Everything that people read in a language."""
    if language == "en":
        return [text for found in messages.collected() for text in (found.singular, found.plural) if text]
    strings = [message.string for message in messages.read(language) if message.id]
    return [text for found in strings for text in (found if isinstance(found, (list, tuple)) else [found]) if text]


@pytest.mark.parametrize("language", sorted(NEVER))
def test_the_glossary_is_kept(language: str) -> None:
    found = texts(language)
    assert found
    wrong = [
        f"{text!r}: say {instead}"
        for text in found
        for never, instead in NEVER[language].items()
        if re.search(never, text, re.IGNORECASE)
    ]
    assert not wrong
