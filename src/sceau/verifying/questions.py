"""Which questions can be asked of which kind of document, and how they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sceau.verifying import intake
from sceau.verifying.checks import (
    context,
    credentials,
    endorsements,
    evidence,
    format,  # noqa: A004
    holder,
    issuer,
    proof,
    recognition,
    status,
    validity,
)
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import Intake
from sceau.verifying.outcome import CheckResult
from sceau.verifying.report import MemberReport

Answer = Callable[[Inquiry], CheckResult]
AnswerAboutMembers = Callable[[tuple[MemberReport, ...]], CheckResult]

_CREDENTIAL: dict[str, Answer] = {
    module.NAME: module.run for module in (format, context, proof, issuer, validity, status, recognition, evidence)
}
_PRESENTATION: dict[str, Answer] = {module.NAME: module.run for module in (format, context, proof, holder)}
_SD_JWT: dict[str, Answer] = {
    module.NAME: module.run for module in (format, proof, issuer, holder, validity, status, recognition)
}

_AT_ITS_HOST = ("format", "context", "proof", "issuer", "validity", "status")
"""`sceau.verifying.open_badges_2.CHECKS`, which is slow to import."""

_OPEN_BADGE_2: dict[str, Answer] = {
    name: lambda inquiry, name=name: inquiry.open_badge_2.answer(name) for name in _AT_ITS_HOST
} | {recognition.NAME: recognition.run}

ANSWERS: Mapping[str, Mapping[str, Answer]] = MappingProxyType(
    {
        intake.CREDENTIAL: _CREDENTIAL,
        intake.CLR: _CREDENTIAL,
        intake.PRESENTATION: _PRESENTATION,
        intake.SD_JWT_VC: _SD_JWT,
        intake.OPEN_BADGE_2: _OPEN_BADGE_2,
        intake.UNKNOWN: _CREDENTIAL,
    }
)
"""By kind: what is asked of the document itself."""


ABOUT_MEMBERS: Mapping[str, Mapping[str, AnswerAboutMembers]] = MappingProxyType(
    {
        intake.CREDENTIAL: {endorsements.NAME: endorsements.run},
        intake.CLR: {endorsements.NAME: endorsements.run, credentials.NAME: credentials.run},
        intake.PRESENTATION: {credentials.NAME: credentials.run},
        intake.UNKNOWN: {endorsements.NAME: endorsements.run},
    }
)
"""By kind: what is asked of the documents inside."""


class Questions(NamedTuple):
    """What is asked of one kind of document, by the name of the check.

    Attributes:
        answers: of the document itself.
        about_members: of the documents inside.
        names: of both.
    """

    answers: Mapping[str, Answer]
    about_members: Mapping[str, AnswerAboutMembers]
    names: frozenset[str]


def questions_about(found: Intake) -> Questions:
    """What is asked of ``found``; of every SD-JWT also whether its holder showed it."""
    return _questions(found.kind, found.sd_jwt is not None)


@cache
def _questions(kind: str, is_sd_jwt: bool) -> Questions:
    answers, about_members = ANSWERS[kind], ABOUT_MEMBERS.get(kind, {})
    if is_sd_jwt:
        answers = {**answers, holder.NAME: holder.run}
    return Questions(answers, about_members, frozenset({*answers, *about_members}))


FOUNDATION = frozenset({"format", "context", "proof", "issuer", "holder"})
"""When one of these is answered with no, the rest is not asked: a forgery has no expiry worth telling, must not make
us visit addresses, and must not borrow the good name of the issuer that it claims."""
