"""A report as a page shows it: the same for the verify page, a share, and the preview of a share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.issuance.wording import REASONS
from acquis.platform import formats
from acquis.platform.translatable import Text
from acquis.verification import queries
from acquis.verification.queries import CheckFacts, ReportFacts
from acquis.verification.wording import CHECKS, PROBLEMS, headline
from sceau.encoding import datetimes
from sceau.errors import InputError
from sceau.openbadges.reading import BadgeSummary, Piece, Skill, Words

OUTCOME = "CFItem"
_INITIALS = re.compile(r"\(([A-Z]{2,10})\)\s*([0-9.]*)$")

# When one of these fails, the engine asks no further.
_FOUNDATION = frozenset({"format", "context", "proof", "issuer", "holder"})
# The order in which a reader asks.
_ORDER = (
    "format", "proof", "issuer", "holder", "credentials", "recognition", "status", "validity",
    "definition", "endorsements", "evidence", "context",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One check, as `components/check_row.html` takes it."""

    outcome: str
    severity: str
    sentence: str
    meaning: str
    advice: str
    problems: tuple[dict[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A credential and its report, in the language of the page; texts of the document are still to be escaped.

    Attributes:
        readable: whether there is anything to show besides the report.
        genuine: whether the signature and its issuer were confirmed; what is shown is only a claim otherwise.
        name: of the person, "" when it is hidden or absent.
        recognized: whether ``issuer`` is the register's name rather than the document's own word.
        outcomes: what the person can do, each with the level reached, "" when there is none or it is hidden.
        evidence: what is shown: `Piece` from the document, or what a share allows.
        hidden_evidence: how many pieces exist and are not shown.
    """

    verdict: str
    sentence: str
    detail: str
    at: datetime
    rows: tuple[Row, ...]
    readable: bool
    genuine: bool
    title: Text
    kind: str
    name: str
    issuer: Text
    recognized: bool
    fictional: bool
    awarded_at: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    description: Text
    criteria: Text
    outcomes: tuple[dict[str, Any], ...]
    skills: tuple[dict[str, Any], ...]
    evidence: tuple[Any, ...]
    hidden_evidence: int
    seal: str
    colours: tuple[str, ...]
    version: Any
    issuer_id: str
    credential_id: str
    digest: str


def shown(
    report: ReportFacts,
    *,
    name: str | None = None,
    with_results: bool = True,
    evidence: Iterable[Any] | None = None,
    hidden_evidence: int = 0,
) -> Shown:
    """Word a report.

    Args:
        report: from `queries.report`.
        name: the person's name to show; None for the one in the document, "" to hide it.
        with_results: whether the results in the document may be shown.
        evidence: what may be shown of the evidence; None for everything that the document names.
        hidden_evidence: how many pieces are not shown.
    """
    told = report.summary
    registered = report.issuer.name if report.issuer else Text()
    colours = report.issuer.colours if report.issuer else ()
    return Shown(
        verdict=report.verdict,
        sentence=headline(report.verdict, code=report.deciding, issuer=str(registered), genuine=report.genuine),
        detail=_detail(report),
        at=report.at,
        rows=rows(report),
        readable=bool(told and (told.title or told.issuer_id)),
        genuine=report.genuine,
        title=_text(told.title) if told else Text(),
        kind="badge" if told and told.kind == "Badge" else "microcredential",
        name=(told.recipient_name if told else "") if name is None else name,
        issuer=registered or Text({_language(): told.issuer_name if told else ""}),
        recognized=bool(registered),
        fictional=bool(report.issuer and report.issuer.is_fictional),
        awarded_at=_moment(told.awarded_at or told.valid_from) if told else None,
        valid_from=_moment(told.valid_from) if told else None,
        valid_until=_moment(told.valid_until) if told else None,
        description=_text(told.description) if told else Text(),
        criteria=_text(told.criteria) if told else Text(),
        outcomes=tuple(_outcomes(told, with_results=with_results)) if told else (),
        skills=tuple(_skill(skill) for skill in told.skills if skill.kind != OUTCOME) if told else (),
        evidence=tuple(evidence) if evidence is not None else _pieces(told.evidence if told else ()),
        hidden_evidence=hidden_evidence,
        seal=report.version.digest if report.version else _seal(report),
        colours=colours,
        version=report.version,
        issuer_id=told.issuer_id if told else "",
        credential_id=told.id if told else "",
        digest=report.digest,
    )


def rows(report: ReportFacts) -> tuple[Row, ...]:
    """The checks as rows, in the order in which a reader asks; what went wrong stands open."""
    by_name = {check.check: check for check in report.checks}
    ordered = [by_name[name] for name in _ORDER if name in by_name]
    stopped = any(
        (check.check in _FOUNDATION and check.outcome == "failed")
        or (check.check == "format" and check.outcome != "passed")
        for check in ordered
    )
    made = [check for check in ordered if not (stopped and check.outcome == "not_applicable")]
    shown = tuple(_row(check, report) for check in made)
    return shown if len(made) == len(ordered) else (*shown, _never_made())


def _never_made() -> Row:
    """One line for all the checks that had nothing left to stand on."""
    return Row(
        outcome="not_applicable",
        severity="",
        sentence=_("The other checks were not made: they rest on one that did not pass."),
        meaning="",
        advice="",
        problems=(),
        facts=(),
        open=False,
    )


def _row(check: CheckFacts, report: ReportFacts) -> Row:
    words = CHECKS[check.check]
    answer = words.of(check.outcome)
    if not report.genuine and check.check in {"definition", "endorsements"}:
        answer = _("Not checked, because its issuer could not be confirmed.")
    troubled = check.outcome in {"failed", "inconclusive"}
    first = PROBLEMS[check.problems[0].code] if check.problems else None
    return Row(
        outcome=check.outcome,
        severity=check.severity,
        sentence=str(first.sentence if first and troubled else answer),
        meaning=str(words.meaning),
        advice=str(first.advice) if first else "",
        problems=tuple(
            {
                "code": problem.code,
                "pointer": problem.pointer,
                "sentence": str(PROBLEMS[problem.code].sentence) if number or not troubled else "",
            }
            for number, problem in enumerate(check.problems)
        ),
        facts=_facts(check, report),
        open=troubled,
    )


def _facts(check: CheckFacts, report: ReportFacts) -> tuple[tuple[str, str], ...]:
    told, language = report.summary, _language()
    if told is None:
        return ()
    if check.check == "validity":
        begins, ends = _moment(told.valid_from), _moment(told.valid_until)
        return tuple(
            (label, formats.instant(moment, language))
            for label, moment in ((_("From"), begins), (_("Until"), ends))
            if moment
        )
    if check.check == "issuer":
        named = str(report.issuer.name) if report.issuer else told.issuer_name
        return ((_("Issuer"), named), (_("Digital identifier"), told.issuer_id)) if named else ()
    if check.check == "definition" and report.version:
        newer = report.version.latest_number > report.version.number
        number = _("%(number)s (a newer version exists)") if newer else "%(number)s"
        return ((_("Version"), number % {"number": report.version.number}),)
    return ()


def _detail(report: ReportFacts) -> str:
    """Since when and why, told by the issuer's own record; a status list carries neither."""
    own = report.own
    if own is None or own.state not in {"revoked", "suspended", "superseded"}:
        return ""
    values = {"day": formats.day(own.since, _language())}
    sentence = {
        "revoked": _("Revoked on %(day)s."),
        "suspended": _("Suspended since %(day)s."),
        "superseded": _("Replaced on %(day)s."),
    }[own.state] % values
    reason = REASONS.get(own.reason)
    return f"{sentence} {reason}" if reason else sentence


def _seal(report: ReportFacts) -> str:
    """A drawing for a definition that is kept elsewhere: from its address, so that it is always the same."""
    told = report.summary
    return sha256(told.achievement_id.encode()).hexdigest() if told and told.achievement_id and report.genuine else ""


def _pieces(pieces: tuple[Piece, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "title": piece.name or piece.genre,
            "description": piece.description or piece.narrative,
            "text_alternative": "",
        }
        for piece in pieces
    )


def _outcomes(told: BadgeSummary, *, with_results: bool) -> Iterator[dict[str, Any]]:
    """The statements are alignments, in both languages; a result points to its statement by code."""
    reached = {result.name: result for result in told.results} if with_results else {}
    for skill in told.skills:
        if skill.kind == OUTCOME:
            result = reached.get(skill.code)
            yield {"code": skill.code, "text": _text(skill.name), "result": result.value if result else ""}


def _skill(skill: Skill) -> dict[str, Any]:
    return {"name": _text(skill.name), "framework": _short(skill.framework), "url": skill.url, "code": skill.code}


def _short(framework: str) -> str:
    """A framework by its initials when its name gives them: a signed name has one language, initials have none."""
    match = _INITIALS.search(framework)
    return f"{match[1]} {match[2]}".strip() if match else framework


def _text(words: Words) -> Text:
    """The document's words with their language, so that a page can say when it is not its own."""
    language = (words.language or _language())[:2]
    return Text({language: words.text})


def _moment(text: str) -> datetime | None:
    try:
        return datetimes.parse(text)
    except InputError:
        return None


def _language() -> str:
    return (get_language() or "fr")[:2]


class Chosen(Protocol):
    """What of a credential its holder chose to show; see `acquis.passport.queries.Selection`."""

    @property
    def shows_results(self) -> bool: ...


class SharedCredential(Protocol):
    """A credential of a share, as `acquis.passport.queries.SharedItem` is; this floor does not see that one."""

    @property
    def document(self) -> bytes: ...
    @property
    def selection(self) -> Chosen: ...
    @property
    def recipient_name(self) -> str: ...
    @property
    def evidence(self) -> Sequence[Any]: ...
    @property
    def hidden_evidence(self) -> int: ...
    def resources(self) -> Mapping[str, bytes]: ...


def shared(item: SharedCredential) -> Shown:
    """A credential of a share, or of its preview: freshly verified, and nothing of it that was not chosen."""
    return shown(
        queries.report(item.document, resources=item.resources()),
        name=item.recipient_name,
        with_results=item.selection.shows_results,
        evidence=item.evidence,
        hidden_evidence=item.hidden_evidence,
    )
