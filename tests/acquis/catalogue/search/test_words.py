"""Text as the index sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquis.catalogue.search import words

SPELLINGS = (
    *("microcertification", "micro-certification", "micro certification", "MC", "micro-titre de compétence"),
    *("microtitre de compétence", "microcredential", "micro-credential"),
)


def found(text: str) -> set[str]:
    return words.terms(words.tokens(text))


@pytest.mark.parametrize(
    "spelling", [*SPELLINGS, "Micro-titres de compétences", "MICROCREDENTIALS", "micro‑certification"]
)
def test_every_spelling_names_the_same_concept(spelling: str) -> None:
    assert "§microcredential" in found(spelling)


@pytest.mark.parametrize("word", ["badge", "microscope", "certification", "titre", "McMaster", "crédit"])
def test_other_words_do_not(word: str) -> None:
    assert "§microcredential" not in found(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("évaluations", "evaluation"),
        ("Hameçonnage", "hameconnages"),
        ("cyber-sécurité", "cybersécurité"),
        ("cyber security", "cybersecurity"),
        ("chevaux", "CHEVAUX"),
        ("œuvres", "oeuvre"),
        ("l’entrepôt", "entrepots"),
    ],
)
def test_accents_plurals_hyphens_and_ligatures_do_not_matter(one: str, other: str) -> None:
    def keys(text: str) -> set[str]:
        return {key for term in found(text) for key in words.keys_of(term)}

    assert keys(one) & keys(other)


def test_small_words_tell_nothing() -> None:
    assert found("de la et the of à") == set()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for term in found(text):
        assert words.keys_of(term)
        assert term.strip()
