"""A report as a page shows it: the same for the verify page, a share, and the preview of a share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from acquis.catalogue.queries import Endorser, endorser, endorser_at_award
from acquis.issuance.document import STANDARD
from acquis.issuance.wording import REASONS
from acquis.platform import formats
from acquis.platform.translatable import Text
from acquis.verification import claims, queries
from acquis.verification.queries import MemberFacts, ReportFacts, moment
from acquis.verification.rows import Row, is_unsigned, rows
from acquis.verification.wording import headline
from sceau.openbadges.reading import BadgeSummary, Kind, Piece, Skill, Words, summary
from sceau.verifying.intake import CLR, HOSTED, OPEN_BADGE_2, PRESENTATION, SD_JWT_VC

OUTCOME = "CFItem"
MOST_INSIDE = 50
_INITIALS = re.compile(r"\(([A-Z]{2,10})\)\s*([0-9.]*)$")
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Inside:
    """A credential inside another document, as a card.

    Attributes:
        key: for the identifiers of the page.
        level, under: of its heading, and of the headings in it.
    """

    key: str
    level: int
    under: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A document and its report, in the language of the page; texts of the document are still to be escaped.

    Attributes:
        note: what a reader must know about this kind of document, "" for the usual kind.
        readable: whether there is anything to show besides the report.
        genuine: whether the signature and whoever must have signed were confirmed.
        claimed: whether what is shown is only a claim, for want of that.
        family: what it is in one word.
        kind: badge | microcredential: how its seal is drawn.
        states: whether it says what a person can do: credentials and badges do.
        name: of the person, "" when it is hidden or absent.
        recognized: whether ``issuer`` is the register's name rather than the document's own word.
        outcomes: what the person can do, each with the level reached, "" when there is none or it is hidden.
        claims, more_claims: of an SD-JWT credential, name and value; whether there are more than are listed.
        evidence: what is shown: `Piece` from the document, or what a share allows.
        hidden_evidence: how many pieces exist and are not shown.
        comment, endorses: what an endorsement says, and of what; ``endorsed`` is the published definition there.
        inside: the credentials inside.
        endorsers, unconfirmed: those who vouch for it, and how many endorsements do not count.
    """

    verdict: str
    sentence: str
    detail: str
    note: str
    at: datetime
    rows: tuple[Row, ...]
    readable: bool
    genuine: bool
    claimed: bool
    family: str
    title: Text
    kind: str
    states: bool
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
    standards: tuple[dict[str, Any], ...]
    claims: tuple[tuple[str, str], ...]
    more_claims: bool
    evidence: tuple[Any, ...]
    hidden_evidence: int
    comment: str
    endorses: str
    endorsed: Any
    inside: tuple[Inside, ...]
    endorsers: tuple[Endorser, ...]
    unconfirmed: int
    seal: str
    colours: tuple[str, ...]
    version: Any
    issuer_id: str
    credential_id: str
    digest: str

    @property
    def says(self) -> bool:
        """Whether it says anything itself, besides what is inside."""
        said = (self.comment, self.endorses, self.claims, self.description, self.outcomes, self.skills, self.criteria)
        return self.states or any(said) or bool(self.standards or self.endorsers or self.unconfirmed)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a holder shows of a credential; the default for what nobody chose is everything."""

    name: str | None
    with_results: bool
    evidence: tuple[Any, ...] | None
    hidden_evidence: int


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
    choice = _Choice(name, with_results, None if evidence is None else tuple(evidence), hidden_evidence)
    return _shown(report, choice, "inside", 3)


def _shown(report: ReportFacts, choice: _Choice, key: str, level: int) -> Shown:
    told = report.summary or _NOTHING
    registered = report.issuer.name if report.issuer else Text()
    said, more = _claims(report)
    vouching = [member for member in report.members if member.role == "endorsement"]
    return Shown(
        verdict=report.verdict,
        sentence=_sentence(report, str(registered)),
        detail=_detail(report),
        note=_note(report),
        at=report.at,
        rows=rows(report),
        readable=bool(told.title or told.issuer_id or told.id or report.kind == PRESENTATION),
        genuine=report.genuine,
        claimed=not report.genuine and report.kind != PRESENTATION,
        family=_family(report),
        title=_title(report),
        kind="badge" if told.kind == "Badge" or report.kind == OPEN_BADGE_2 else "microcredential",
        states=report.kind not in {PRESENTATION, CLR, SD_JWT_VC} and told.document_kind is not Kind.ENDORSEMENT,
        name=told.recipient_name if choice.name is None else choice.name,
        issuer=registered or Text({_language(): told.issuer_name or told.issuer_id}),
        recognized=bool(registered),
        fictional=bool(report.issuer and report.issuer.is_fictional),
        awarded_at=moment(told.awarded_at or told.valid_from),
        valid_from=moment(told.valid_from),
        valid_until=moment(told.valid_until),
        description=_text(told.description),
        criteria=_text(told.criteria),
        outcomes=tuple(_outcomes(told, with_results=choice.with_results)),
        skills=tuple(_skill(skill) for skill in told.skills if skill.kind not in {OUTCOME, STANDARD}),
        standards=tuple(_skill(skill) for skill in told.skills if skill.kind == STANDARD),
        claims=said,
        more_claims=more,
        evidence=_pieces(told.evidence) if choice.evidence is None else choice.evidence,
        hidden_evidence=choice.hidden_evidence,
        comment=told.comment,
        endorses=told.endorses,
        endorsed=report.endorsed,
        inside=tuple(_inside(report, choice, key, level)),
        endorsers=tuple(_endorsers(vouching, moment(told.valid_from))),
        unconfirmed=sum(not (member.counts or member.former) for member in vouching),
        seal=(report.version.digest if report.version else "") or _seal(report),
        colours=report.issuer.colours if report.issuer else (),
        version=report.version,
        issuer_id=told.issuer_id,
        credential_id=told.id,
        digest=report.digest,
    )


_NOTHING = summary({}, "fr")


# The line on top must not say more of a partner than the network knows.
_ENDORSED_BY_LINK = gettext_lazy(
    "This endorsement was signed in the name of %(partner)s. It is genuine and stands today; the network has not "
    "verified who this organization is."
)


def _sentence(report: ReportFacts, registered: str) -> str:
    if is_unsigned(report) and report.verdict == "check" and not report.deciding:
        return _("Every credential inside is verified, but nobody signed to show them.")
    if report.verdict == "verified" and report.endorsement and registered:
        by_link = report.endorsement.is_unverified
        told = (
            _ENDORSED_BY_LINK if by_link else _("%(partner)s signed this endorsement. It is genuine and stands today.")
        )
        return str(told) % {"partner": registered}
    return headline(report.verdict, code=report.deciding, issuer=registered, genuine=report.genuine)


def _family(report: ReportFacts) -> str:
    told = report.summary
    if report.kind == PRESENTATION:
        return _("Presentation")
    if not report.genuine:
        return _("What the file says")
    if report.kind == CLR:
        return _("Learner record")
    if report.kind == OPEN_BADGE_2 or (told and told.kind == "Badge"):
        return pgettext("kind", "Badge")
    if told and told.document_kind is Kind.ENDORSEMENT:
        return pgettext("kind", "Endorsement")
    return _("Microcredential") if told and told.kind == "MicroCredential" else _("Credential")


def _title(report: ReportFacts) -> Text:
    if report.kind != PRESENTATION:
        return _text(report.summary.title) if report.summary else Text()
    count = sum(member.role == "credential" for member in report.members)
    if not count:
        return Text({_language(): _("Credentials shown together")})
    words = ngettext("One credential", "%(count)s credentials, shown together", count)
    return Text({_language(): words % {"count": count}})


def _note(report: ReportFacts) -> str:
    """What sets an older badge apart; above all that its host learns that somebody looked."""
    if report.kind != OPEN_BADGE_2:
        return ""
    hosts = dict.fromkeys(str(host) for check in report.checks for host in check.facts.get("asked", ()))
    older = (
        _("This is an Open Badges 2 badge, of the former generation: as good as the word of the site that keeps it.")
        if report.secured == HOSTED
        else _("This is a signed Open Badges 2 badge, of the former generation.")
    )
    if not hosts:
        return older
    asked = _("To check it we asked %(hosts)s, which can tell that somebody looked.") % {"hosts": ", ".join(hosts)}
    return f"{older} {asked}"


def _claims(report: ReportFacts) -> tuple[tuple[tuple[str, str], ...], bool]:
    return claims.said(report.document) if report.kind == SD_JWT_VC and report.document else ((), False)


def _inside(report: ReportFacts, choice: _Choice, key: str, level: int) -> Iterator[Inside]:
    """The credentials inside; what a holder hides of the whole is hidden of each."""
    credentials = [member for member in report.members if member.role == "credential"][:MOST_INSIDE]
    title, under = min(level + 1, _LOWEST_HEADING), min(level + 2, _LOWEST_HEADING)
    for number, member in enumerate(credentials, 1):
        here = f"{key}-{number}"
        within = _shown(member.report, replace(choice, evidence=None, hidden_evidence=0), here, title)
        yield Inside(here, title, under, within)


def _endorsers(vouching: Sequence[MemberFacts], awarded_at: datetime | None) -> Iterator[Endorser]:
    """Those whose word holds, and those whose word held when it was awarded."""
    for member in vouching:
        known = member.report.endorsement
        if member.former and known is not None:
            if (once := endorser_at_award(known, awarded_at)) is not None:
                yield once
        elif member.counts:
            yield endorser(known) if known is not None else _stranger(member.report)


def _stranger(report: ReportFacts) -> Endorser:
    told = report.summary or _NOTHING
    return Endorser(
        name=report.issuer.name if report.issuer else Text({_language(): told.issuer_name or told.issuer_id}),
        identifier="" if report.issuer or not told.issuer_name else told.issuer_id,
        comment=told.comment,
        at=moment(told.awarded_at or told.valid_from),
    )


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
            "title": piece.name or piece.genre or piece.id,
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
