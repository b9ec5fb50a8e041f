"""How a definition of the demonstration is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from acquis.catalogue.content import Content, Underpinning
from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition and who answers for it.

    Attributes:
        organization, author, approver: keys of `acquis.demo.organizations` and `acquis.demo.people`.
        skills: English ESCO labels of the targeted competencies, each with whether it is transversal.
        approval: why it was approved; "" leaves it a draft.
    """

    organization: str
    code: str
    content: Content
    author: str
    approver: str
    skills: tuple[tuple[str, bool], ...]
    approval: str = ""
    kind: str = "microcredential"

    def content_on(self, day: date) -> Content:
        """What it says when it is written on this day: the need was confirmed in the weeks before."""
        dated = (
            replace(need, held_on=day - timedelta(days=21 * place)) for place, need in enumerate(self.content.needs, 1)
        )
        return replace(self.content, needs=tuple(dated))


def say(fr: str, en: str) -> Text:
    """A text in both languages."""
    return Text(fr=fr, en=en)


def know(fr: str, en: str) -> Underpinning:
    """Something to know."""
    return Underpinning("knowledge", say(fr, en))


def be(fr: str, en: str) -> Underpinning:
    """A way to behave."""
    return Underpinning("attitude", say(fr, en))


def can(fr: str, en: str) -> Underpinning:
    """Something to be skilled in."""
    return Underpinning("skill", say(fr, en))
