"""One word for one thing: the house terms of the glossary, in what people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acquis.web.public.glossary import TERMS
from tools import messages, templates

# What the glossary replaced, and what it says instead.
NEVER = {
    "en": {
        r"micro[- ]credential": "microcredential",
        r"badge class(?:es)?": "achievement",
        r"whitelist": "recognition",
        r"\b(?:lockers?|backpacks?)\b": "passport",
        r"(?:seven|7) elements": "six elements",
    },
    "fr": {
        r"micro[- ]certification": "microcertification",
        r"micro-?\s?titres?": "microcertification",
        r"micro-?(?:formation|certificat|crédit)s?\b": "microcertification",
        r"programmes? de microcertification": "définition de microcertification",
        r"titres? de compétences? numériques?": "attestation numérique",
        r"justificatifs? vérifiables?": "attestation vérifiable",
        r"\binsignes?\b": "badge",
        r"portefeuilles? électroniques?|e-portefeuille|\bdépositaires?\b": "portefeuille numérique",
        r"\bprérequis\b": "préalable",
        r"communautés? de pratique": "réseau d’échange de pratiques",
        r"liste blanche": "reconnaissance",
        r"(?:sept|7) éléments": "six éléments",
    },
}
TEMPLATES = messages.PACKAGE / "templates"


def wrong(text: str, language: str) -> list[str]:
    """What a text should say instead, once for each forbidden word in it."""
    plain = re.sub(r"\s", " ", text)
    return [instead for never, instead in NEVER[language].items() if re.search(never, plain, re.IGNORECASE)]


def texts(language: str) -> list[str]:
    """Everything that people read in a language."""
    if language == "en":
        return [text for found in messages.collected() for text in (found.singular, found.plural) if text]
    strings = [message.string for message in messages.read(language) if message.id]
    return [text for found in strings for text in (found if isinstance(found, (list, tuple)) else [found]) if text]


@pytest.mark.req("R-005")
@pytest.mark.parametrize("language", sorted(NEVER))
def test_the_glossary_is_kept(language: str) -> None:
    found = texts(language)
    assert found
    assert [(text, instead) for text in found for instead in wrong(text, language)] == []


@pytest.mark.req("R-005")
@pytest.mark.parametrize("language", sorted(NEVER))
def test_no_template_says_it_past_the_translations(language: str) -> None:
    sources = {path: spoken(path) for path in TEMPLATES.rglob("*") if path.is_file()}
    assert len(sources) > 100
    assert [(path, instead) for path, text in sources.items() for instead in wrong(text, language)] == []


def spoken(path: Path) -> str:
    """What a template says itself, without what it names: tags, addresses, codes."""
    return re.sub(r"https?://\S+", "", templates.without_tags(path.read_text(encoding="utf-8")))


@pytest.mark.req("R-005")
@pytest.mark.parametrize(
    ("language", "text", "instead"),
    [
        ("en", "Every micro-credential", "microcredential"),
        ("fr", "Une micro\u00a0certification", "microcertification"),
        ("fr", "Un micro-titre de compétence", "microcertification"),
        ("fr", "Le portefeuille électronique", "portefeuille numérique"),
        ("fr", "Sans prérequis", "préalable"),
    ],
)
def test_a_forbidden_variant_is_found(language: str, text: str, instead: str) -> None:
    assert wrong(text, language) == [instead]


@pytest.mark.req("R-005")
def test_the_house_terms_stand_in_one_place_once_each() -> None:
    for language in NEVER:
        names = [term.name[language].casefold() for term in TERMS]
        assert sorted(set(names)) == sorted(names)
        assert [name for name in names if wrong(name, language)] == []
    house = {term.name["fr"].casefold() for term in TERMS}
    fields = {"microcertification", "définition de microcertification", "attestation numérique", "badge", "préalable"}
    fields |= {"attestation vérifiable", "portefeuille numérique", "réseau d’échange de pratiques"}
    assert fields <= house
    assert fields <= set(NEVER["fr"].values())
