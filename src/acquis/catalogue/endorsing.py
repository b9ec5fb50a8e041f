"""Endorsements: their vocabulary, the life of a request (SM-2), and the words that a partner signs (R-087 to R-094)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.catalogue.content import Content
from acquis.platform import clock
from acquis.platform.translatable import LANGUAGES, Text
from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.endorsement import endorsement_credential
from sceau.openbadges.profile import Profile

ANSWER_DAYS = 90
"""A request without an answer lapses after so long (SM-2)."""

USUAL_YEARS, MOST_YEARS = 2, 5
"""How long an endorsement counts: what the form proposes, and what it allows."""


class State(TextChoices):
    """What is stored of a request; see `standing_of` for what follows from the calendar and from newer versions."""

    REQUESTED = "requested", pgettext_lazy("endorsement", "Requested")
    UNDER_STUDY = "under_study", pgettext_lazy("endorsement", "Being studied")
    SIGNED = "signed", pgettext_lazy("endorsement", "Signed")
    PARTIAL = "partial", pgettext_lazy("endorsement", "Only one statement confirmed: not shown as an endorsement")
    DECLINED = "declined", pgettext_lazy("endorsement", "Declined")
    LAPSED = "lapsed", pgettext_lazy("endorsement", "Without an answer in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("endorsement", "Withdrawn")


class Standing(TextChoices):
    """What a signed endorsement has become without anybody doing anything."""

    EXPIRED = "expired", pgettext_lazy("endorsement", "Expired")
    TO_RENEW = "to_renew", pgettext_lazy("endorsement", "Given for an earlier version")


OPEN = frozenset({State.REQUESTED, State.UNDER_STUDY})

MOVES: dict[str, tuple[frozenset[State], State]] = {
    "open": (frozenset({State.REQUESTED}), State.UNDER_STUDY),
    "affirm": (frozenset({State.UNDER_STUDY}), State.SIGNED),
    "affirm_in_part": (frozenset({State.UNDER_STUDY}), State.PARTIAL),
    "decline": (frozenset({State.UNDER_STUDY}), State.DECLINED),
    "lapse": (OPEN, State.LAPSED),
    "withdraw": (frozenset({State.SIGNED}), State.WITHDRAWN),
}
"""What may happen in which states, and the state afterwards (SM-2). All else is refused."""


class Relation(TextChoices):
    """What a partner is to a microcredential (R-094). Only an endorser vouches for it, and only by signing."""

    CO_DEVELOPER = "co_developer", _("Co-developer")
    ENDORSER = "endorser", _("Endorser")
    ADVISORY = "advisory", _("Adviser")
    ACCEPTANCE = "acceptance", _("Commits to accept it")
    ASSESSORS = "assessors", _("Provides assessors")


RELATION_RULES: dict[str, str | Promise] = {
    Relation.CO_DEVELOPER: _("Defined it together with the issuer: it can never endorse it."),
    Relation.ENDORSER: _("Outside the issuer: confirms both statements itself, and signs them."),
    Relation.ADVISORY: _("Was consulted about it. Advising is not vouching."),
    Relation.ACCEPTANCE: _("An employer or a body that says, in its own words, what it accepts it for."),
    Relation.ASSESSORS: _("Sends people who assess. Its name stands beside its endorsement when it gives one."),
}

STATED = (Relation.CO_DEVELOPER, Relation.ADVISORY, Relation.ACCEPTANCE, Relation.ASSESSORS)
"""What an issuer may state of a partner; an endorsement is the partner's own word."""

STATEMENTS: dict[str, Promise] = {
    "in_demand": _("The competency is in demand in the industry."),
    "reflects": _("The assessment reflects the performance expected on the job."),
}
"""The two separate confirmations (R-088)."""

CONFIRMED = _("Confirmed:")
ABOUT_ALL = _("It speaks of the whole microcredential.")
ABOUT_SOME = _("It speaks of:")
SIGNED_AS = _("Signed in the role of:")
TITLE = _("Endorsement of “%(title)s”")
FINGERPRINT = _("Fingerprint of the definition that was read (SHA-256): %(digest)s")
WITHOUT = _("Without endorsement")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a partner answers.

    Attributes:
        confirmed: which of `STATEMENTS`, each with a comment.
        about: keys of `competencies`; empty for the whole.
        language: of the comments and of the role.
        read: digest of the definition that was on the page.
    """

    confirmed: Mapping[str, str]
    signatory_name: str
    signatory_role: str
    valid_until: date
    read: str
    about: tuple[str, ...] = ()
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Competency:
    """Something that an endorsement can be restricted to."""

    key: str
    name: Text


def competencies(content: Content) -> tuple[Competency, ...]:
    """What a version teaches, each with the key that an endorsement names it by: targets, then outcomes."""
    targets = (
        Competency(f"competency-{place}", aligned.name) for place, aligned in enumerate(content.alignments, start=1)
    )
    return (*targets, *(Competency(outcome.code, outcome.statement) for outcome in content.outcomes))


def standing_of(
    state: str, *, now: datetime, answer_by: datetime, valid_until: datetime | None, same_words: bool, newest: bool
) -> str:
    """The state as it is today: a code of `State` or of `Standing`.

    Args:
        state: as stored.
        now: aware.
        answer_by: when an open request lapses.
        valid_until: of a signed endorsement.
        same_words: whether the version still says what was read.
        newest: whether no newer version of the microcredential is public.
    """
    if state in OPEN and now >= answer_by:
        return State.LAPSED
    if state != State.SIGNED:
        return state
    if valid_until is not None and now >= valid_until:
        return Standing.EXPIRED
    return state if same_words and newest else Standing.TO_RENEW


def label_of(standing: str) -> str:
    """The word for a result of `standing_of`, in the language of the page."""
    vocabulary = Standing if standing in Standing.values else State
    return str(vocabulary(standing).label)


def answer_by(now: datetime) -> datetime:
    """When a request of now lapses."""
    return now + timedelta(days=ANSWER_DAYS)


def end_of(day: date) -> datetime:
    """The last instant of a day in the network's zone."""
    return datetime.combine(day, time(23, 59, 59), clock.EASTERN)


def usual_end() -> date:
    """How long an endorsement lasts unless its partner says otherwise."""
    return clock.months_later(clock.today(), 12 * USUAL_YEARS)


# — the signed words —


def said(confirmed: Mapping[str, str], about: Sequence[Text], role: str) -> str:
    """What stands in the signed document: the fixed words in both languages, then the comments as they were written."""
    blocks = ["\n".join(_fixed(confirmed, about, role, language)) for language in LANGUAGES]
    comments = "\n".join(comment for key in STATEMENTS if (comment := confirmed.get(key, "")))
    return "\n\n".join(block for block in (*blocks, comments) if block)


def _fixed(confirmed: Mapping[str, str], about: Sequence[Text], role: str, language: str) -> Iterator[str]:
    with translation.override(language):
        for key, statement in STATEMENTS.items():
            if key in confirmed:
                yield f"{CONFIRMED} {statement}"
        if about:
            yield f"{ABOUT_SOME} " + " · ".join(name.shown(language).text for name in about)
        else:
            yield str(ABOUT_ALL)
        yield f"{SIGNED_AS} {role}"


def document(
    *,
    address: str,
    issuer: Profile,
    endorsed: str,
    title: Text,
    digest: str,
    comment: str,
    now: datetime,
    valid_until: datetime,
    status: Sequence[JsonObject],
) -> JsonObject:
    """The unsigned EndorsementCredential.

    The subject holds nothing but what the specification gives it; the fingerprint of what was read stands in the
    description, so that words changed afterwards cannot borrow the signature.
    """
    names, fingerprints = [], []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(TITLE % {"title": title.shown(language).text}))
            fingerprints.append(str(FINGERPRINT % {"digest": digest}))
    return endorsement_credential(
        id=address,
        issuer=issuer,
        endorsed=endorsed,
        comment=comment,
        name=" / ".join(dict.fromkeys(names)),
        description="\n".join(dict.fromkeys(fingerprints)),
        valid_from=now,
        valid_until=valid_until,
        status=status,
    )
