"""From text to the keys of the index: one folding, one stemming, one list of concepts for both languages.

A word has three keys: as it is, its French stem and its English stem; so neither the reader nor the text has to say
in which language it is. Stems are taken of words without accents, on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from threading import Lock
from typing import Any

import Stemmer

from acquis.skills.folding import fold
from sceau.encoding import strict_json

CONCEPT = "§"
"""Before the name of a concept, so that no word of a text can be one."""

# A stemmer serves one thread at a time.
_stemming = Lock()
_TOKEN = re.compile(r"[^\W_]+[+#]*")
_SHORTEST = 2


def tokens(text: str) -> list[str]:
    """The words of a text, without case, accents, hyphens and apostrophes."""
    # What is folded already, as most of what is indexed, is not folded again.
    return _TOKEN.findall(text.lower() if text.isascii() else fold(text))


def keys(word: str) -> tuple[str, ...]:
    """Under which keys a folded word is found."""
    return tuple(dict.fromkeys((word, _stem("french", word), _stem("english", word))))


@lru_cache(maxsize=200_000)
def telling(word: str) -> bool:
    """Whether a folded word tells anything."""
    return len(word) >= _SHORTEST and word not in _known().stops


def terms(told: Sequence[str]) -> set[str]:
    """What a text is found by: its words, its compounds joined, its concepts."""
    found = {word for word in told if telling(word)}
    found.update(first + second for first, second in joined(told))
    found.update(CONCEPT + name for _, _, name in concepts(told))
    return found


def joined(told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Neighbours of which the first may be a part of the second: "cyber security"."""
    prefixes = _known().prefixes
    return (pair for pair in pairwise(told) if pair[0] in prefixes)


def concepts(told: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The concepts that are named, the longest names first: place of the first word, number of words, name."""
    spellings, after = _known().spellings, 0
    for place, word in enumerate(told):
        several = spellings.get(_bare(word))
        if several is None or place < after:
            continue
        for spelled, name in several:
            if tuple(map(_bare, told[place : place + len(spelled)])) == spelled:
                yield place, len(spelled), name
                after = place + len(spelled)
                break


@lru_cache(maxsize=200_000)
def keys_of(term: str) -> tuple[str, ...]:
    """Under which keys a term is put; a concept is its own."""
    return (term,) if term.startswith(CONCEPT) else keys(term)


def _bare(word: str) -> str:
    """Without the mark of the plural, as the concepts are written."""
    return word[:-1] if word[-1:] in "sx" and len(word) > 3 else word  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Known:
    """What `words.json` says.

    Attributes:
        stops: words that tell nothing.
        prefixes: parts that are written joined, with a hyphen or apart: all three are the same word.
        spellings: first word of a concept's name → its other names, the longest first, and the concept.
    """

    stops: frozenset[str]
    prefixes: frozenset[str]
    spellings: dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _known() -> _Known:
    stored: Any = strict_json.loads(files("acquis.catalogue.search").joinpath("words.json").read_bytes())
    spellings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, several in stored["concepts"].items():
        for spelling in several:
            spelled = tuple(map(_bare, spelling.split()))
            spellings.setdefault(spelled[0], []).append((spelled, name))
    for each in spellings.values():
        each.sort(key=lambda one: -len(one[0]))
    return _Known(frozenset(stored["stops"].split()), frozenset(stored["prefixes"].split()), spellings)


def _stem(language: str, word: str) -> str:
    with _stemming:
        return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)
