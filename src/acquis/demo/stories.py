"""Who earned what in the demonstration, and how it went. Days are counted back from today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

Finish = Literal["open", "passed", "offered", "accepted", "declined", "withdrawn", "lapsed", "suspended", "revoked"]


@dataclass(frozen=True, slots=True)
class Story:
    """One person and one microcredential.

    Attributes:
        email, name: of the learner, as the assessor wrote them.
        code: of the definition.
        days: how long ago the assessment was concluded.
        finish: how far it went.
        language: of the mail.
        reason: public reason code of a suspension or revocation; words of the learner when declined.
        shared: made a share for an employer.
    """

    email: str
    name: str
    code: str
    days: int
    finish: Finish
    language: str = "fr"
    reason: str = ""
    shared: bool = False


class _More(TypedDict, total=False):
    language: str
    reason: str
    shared: bool


def _own(key: str, name: str, code: str, days: int, finish: Finish, **more: Unpack[_More]) -> Story:
    return Story(f"{key}@courriel.example", name, code, days, finish, **more)


PERSONAS: tuple[Story, ...] = (
    _own("aicha", "Aïcha Démo", "CYB-101", 60, "accepted", shared=True),
    _own("aicha", "Aïcha Démo", "COM-310", 25, "accepted"),
    _own("aicha", "Aïcha Démo", "SEC-210", 3, "offered"),
    _own("tomasz", "Tomasz Exemple", "SEC-210", 900, "accepted", language="en"),
    _own("tomasz", "Tomasz Exemple", "LOG-115", 400, "accepted", language="en"),
    _own("tomasz", "Tomasz Exemple", "COM-310", 210, "accepted", language="en"),
    _own("tomasz", "Tomasz Exemple", "CYB-101", 120, "accepted", language="en"),
    _own("tomasz", "Tomasz Exemple", "SEC-210", 80, "accepted", language="en"),
    _own("tomasz", "Tomasz Exemple", "LOG-115", 2, "offered", language="en"),
    _own("maika", "Maïka Fictive", "LOG-115", 5, "offered"),
    _own("jordan", "Jordan Spécimen", "CYB-101", 45, "revoked", language="en", reason="error"),
    _own("jordan", "Jordan Spécimen", "SEC-210", 44, "accepted", language="en"),
    _own("lou-anne", "Lou-Anne Modèle", "COM-310", 150, "accepted"),
    _own("lou-anne", "Lou-Anne Modèle", "CYB-101", 90, "suspended", reason="under_review"),
)

_OTHERS: tuple[tuple[str, str, Finish, int, str, str], ...] = (
    ("Samira Exemple", "CYB-101", "offered", 4, "fr", ""),
    ("Étienne Fictif", "CYB-101", "accepted", 35, "fr", ""),
    ("Béatrice Fictive", "SEC-210", "accepted", 310, "fr", ""),
    ("Kofi Démo", "LOG-115", "accepted", 70, "en", ""),
    ("Zoé Spécimen", "COM-310", "accepted", 130, "fr", ""),
    ("Ravi Modèle", "CYB-101", "declined", 50, "en", "I changed jobs."),
    ("Chloé Exemple", "SEC-210", "accepted", 820, "fr", ""),
    ("Ahmed Fictif", "LOG-115", "accepted", 15, "fr", ""),
    ("Mei Démo", "COM-310", "offered", 8, "en", ""),
    ("Luc Spécimen", "SEC-210", "withdrawn", 30, "fr", ""),
    ("Nadia Modèle", "CYB-101", "lapsed", 140, "fr", ""),
    ("Owen Exemple", "SEC-210", "accepted", 500, "en", ""),
    ("Isabelle Fictive", "CYB-101", "accepted", 220, "fr", ""),
    ("Yuki Démo", "LOG-115", "revoked", 95, "en", "holder_request"),
    ("Paul Spécimen", "COM-310", "accepted", 60, "fr", ""),
    ("Fatou Modèle", "CYB-101", "accepted", 12, "fr", ""),
    ("Grace Exemple", "SEC-210", "lapsed", 160, "en", ""),
    ("Denis Fictif", "LOG-115", "accepted", 190, "fr", ""),
    ("Sofia Démo", "CYB-101", "suspended", 75, "en", "requirement_pending"),
    ("Karim Spécimen", "SEC-210", "accepted", 240, "fr", ""),
    ("Hélène Modèle", "COM-310", "accepted", 110, "fr", ""),
    ("Tariq Exemple", "LOG-115", "offered", 1, "en", ""),
    ("Rose Fictive", "CYB-101", "accepted", 330, "fr", ""),
    ("Ivan Démo", "SEC-210", "accepted", 55, "en", ""),
    ("Amélie Spécimen", "LOG-115", "accepted", 260, "fr", ""),
    ("Diego Modèle", "CYB-101", "withdrawn", 20, "en", ""),
    ("Pierre Exemple", "CYB-101", "passed", 2, "fr", ""),
    ("Léonie Fictive", "SEC-210", "passed", 1, "fr", ""),
    ("Sam Démo", "CYB-101", "open", 3, "en", ""),
    ("Marguerite Spécimen", "LOG-115", "open", 1, "fr", ""),
)

STORIES: tuple[Story, ...] = (
    *PERSONAS,
    *(
        Story(f"personne-{number}@courriel.example", name, code, days, finish, language, reason)
        for number, (name, code, finish, days, language, reason) in enumerate(_OTHERS, start=1)
    ),
)


def earlier(story: Story) -> int:
    """How many stories of the same person and the same definition came before this one."""
    same = [one for one in STORIES if (one.email, one.code) == (story.email, story.code)]
    return sum(one.days > story.days for one in same)
