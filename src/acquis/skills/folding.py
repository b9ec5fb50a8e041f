"""Words as search compares them: without accents, case, plural marks or the small words of either language."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 2
LONGEST = 40
_SPELLINGS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "\x00": " "})
_WORD = re.compile(r"\w+")
_UNBENT = 4  # shorter words keep their endings: gaz, bus, prix
# What occurs in so many labels that it says nothing.
SMALL = frozenset(
    (  # noqa: SIM905 -- read as a sentence
        "au aux avec ce ces dans de des du elle en et il la le les leur leurs ou par pour qu que qui sa se ses son sur "
        "un une an and are as at by for from in into is it its of off on or that the their to with"
    ).split()
)


def fold(text: str) -> str:
    """Letters without accents, case or typographic variants."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLINGS))
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).casefold().split())


def words(text: str) -> list[str]:
    """The words that count, in their order, each brought to the form that its singular and plural share."""
    return [bend(word)[:LONGEST] for word in _long(text) if word not in SMALL]


def wanted(typed: str) -> list[str]:
    """The words to search for, the longest first; a small word counts when it may become a longer one."""
    return sorted(set(words(typed) or _long(typed)[-1:]), key=len, reverse=True)


def _long(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text).replace("_", " ")) if len(word) >= SHORTEST]


def bend(word: str) -> str:
    """What the singular and the plural of a folded word have in common, in French and in English alike.

    ``technologie``, ``technologies`` and ``technology`` give ``technologi``; ``réseau`` and ``réseaux``, ``reseau``.
    """
    if len(word) < _UNBENT:
        return word
    for ending, instead in (("eaux", "eau"), ("eux", "eu"), ("aux", "al"), ("ies", "i"), ("ie", "i"), ("y", "i")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.removesuffix("e")
