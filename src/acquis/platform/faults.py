"""Refusals that a person can understand, worded by the context that raised them; and faults told without words."""

from __future__ import annotations

import traceback

from django.utils.functional import Promise


class Refusal(Exception):
    """An action was asked for something it does not do; nothing was written.

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


class Refused(Refusal):
    """The rules do not allow it: the page that asked says why, and what to mend."""


class Forbidden(Refusal):
    """The actor may not do this here: answered with 403, and never taken for something to mend."""


class Blocked(Refused):
    """Several rules stand in the way at once; each is listed.

    Attributes:
        reasons: the single refusals, in the order of the page.
    """

    def __init__(self, code: str, sentence: str | Promise, reasons: list[Refused]) -> None:
        super().__init__(code, sentence)
        self.reasons = reasons


def without_words(error: BaseException) -> str:
    """The kind of an error and where it happened, without its message."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
