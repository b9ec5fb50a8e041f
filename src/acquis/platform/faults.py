"""Refusals that a person can understand: a code, worded by the context that raised it."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """An action was asked for something its rules do not allow; nothing was written.

    Attributes:
        code: stable identifier, for the API and for tests.
        sentence: what to tell the person, translatable: what happened and what to do.
        where: the name of the form field concerned, "" when it is the whole.
    """

    def __init__(self, code: str, sentence: str | Promise, where: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.where = where


class Forbidden(Refused):
    """The actor may not do this here: answered with 403."""


class Blocked(Refused):
    """Several rules stand in the way at once; each is listed.

    Attributes:
        reasons: the single refusals, in the order of the page.
    """

    def __init__(self, code: str, sentence: str | Promise, reasons: list[Refused]) -> None:
        super().__init__(code, sentence)
        self.reasons = reasons
