"""What is known of a document: the engine's report, and what this network knows. Nothing is kept (R-184)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import get_language

from acquis.catalogue.queries import Definition, EndorsementFacts, endorser_at_award
from acquis.issuance.queries import OwnFacts
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.verification import claims, network
from acquis.verification.network import Known
from acquis.verification.wording import PROBLEMS
from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, SceauError
from sceau.openbadges import reading
from sceau.openbadges.reading import BadgeSummary
from sceau.openbadges.v2 import reading as older
from sceau.verifying.intake import OPEN_BADGE_2, PRESENTATION, SD_JWT_VC
from sceau.verifying.outcome import CheckResult
from sceau.verifying.policy import STRICT
from sceau.verifying.report import Report

MAX_BYTES = 12_000_000

_ACCEPT = "application/vc, application/vc+jwt, application/ld+json, application/json, application/pdf, image/*"
_OWN_STATES = {
    "revoked": "credential_revoked",
    "suspended": "credential_suspended",
    "superseded": "credential_superseded",
}
_INSIDE = {"rejected": "member_rejected", "check": "member_to_check"}


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """One thing that is wrong, and where (JSON Pointer)."""

    code: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """The answer to one question.

    Attributes:
        check: a key of `wording.CHECKS`.
        outcome: passed | failed | inconclusive | not_applicable.
        severity: what a failure does to the verdict: check | rejected.
    """

    check: str
    outcome: str
    problems: tuple[ProblemFacts, ...] = ()
    severity: str = "check"
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that a page says about a document.

    Attributes:
        kind: what it is, a constant of `sceau.verifying.intake`: credential | presentation | clr | …
        secured: where its signature is: embedded | jwt | sd-jwt | hosted.
        verdict: verified | check | rejected.
        deciding: the code of the problem that decided, "" when none did.
        genuine: whether the signature and whoever must have signed were confirmed.
        summary: what the document says in the page's language; None for a presentation, and when it cannot be read.
        issuer: the organization behind the issuer's DID in this network, None for others.
        own: what the network knows of its own credential.
        version: the published definition that the credential points to, when it is the issuer's own: its seal and
            its page are not lent to others.
        digest: SHA-256 of the bytes looked at, hexadecimal; "" for a document inside another.
        members: the documents inside.
        endorsement: what the network knows of an endorsement that one of its partners signed.
        endorsed: the published definition that it endorses.
    """

    kind: str
    secured: str
    verdict: str
    deciding: str
    genuine: bool
    at: datetime
    checks: tuple[CheckFacts, ...]
    summary: BadgeSummary | None
    document: JsonObject | None
    issuer: OrganizationFacts | None
    own: OwnFacts | None
    version: Definition | None
    digest: str
    members: tuple[MemberFacts, ...]
    endorsement: EndorsementFacts | None = None
    endorsed: Definition | None = None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A document inside another.

    Attributes:
        pointer: where it stands.
        role: credential | endorsement.
        counts: whether it may be shown as what it says.
        former: an endorsement that held when the credential was awarded, and ended since (R-092).
        report: all that is known of it.
    """

    pointer: str
    role: str
    counts: bool
    report: ReportFacts
    former: bool = False


def report(data: bytes, *, resources: Mapping[str, bytes] | None = None) -> ReportFacts:
    """Look at bytes of whatever kind; bad input gets a report, never an error.

    What this network knows is looked up for all documents inside at once: the queries do not grow with them.

    Args:
        data: what was given, at most `MAX_BYTES`.
        resources: bytes of the evidence that is shown, by its identifier in the document.
    """
    read = _read(engine().verifier.verify(data, now=clock.now(), resources=resources or {}))
    known = network.look_up(each.told for each in _every(read) if each.told and each.genuine)
    return replace(_facts(read, known, alone=True), digest=sha256(data).hexdigest())


def fetch(address: str) -> bytes:
    """The bytes behind a pasted address.

    An endorsement that was signed here is read in process: see `acquis.config.composition`.

    Raises:
        Refused: with the engine's ``fetch_*`` code and its sentence.
    """
    if own := network.own_endorsement(address):
        return own
    try:
        return engine().fetch(address, accept=_ACCEPT, max_bytes=MAX_BYTES).body
    except SceauError as error:
        words = PROBLEMS[error.code]
        raise Refused(error.code, f"{words.sentence} {words.advice}", "text") from error


def moment(text: str) -> datetime | None:
    """A moment as a document writes it, None for anything else."""
    try:
        return datetimes.parse(text)
    except InputError:
        return None


@dataclass(frozen=True, slots=True)
class _Read:
    """An engine's report, read but not yet compared with what the network knows."""

    found: Report
    told: BadgeSummary | None
    checks: tuple[CheckFacts, ...]
    genuine: bool
    members: tuple[_Read, ...]


def _read(found: Report) -> _Read:
    checks = tuple(_check(result) for result in found.checks)
    by_whom = "holder" if found.kind == PRESENTATION else "issuer"
    return _Read(
        found=found,
        told=_told(found),
        checks=checks,
        genuine=_passed(checks, "proof") and _passed(checks, by_whom),
        members=tuple(_read(member.report) for member in found.members),
    )


def _told(found: Report) -> BadgeSummary | None:
    language = (get_language() or "fr")[:2]
    if found.document is None or found.kind == PRESENTATION:
        return None
    if found.kind == OPEN_BADGE_2:
        linked: tuple[JsonObject, ...] = (*found.linked, {}, {})
        return older.summary(found.document, linked[0], linked[1], language)
    if found.kind == SD_JWT_VC:
        return reading.summary(claims.view(found.document), language)
    return reading.summary(found.document, language)


def _every(read: _Read) -> Iterator[_Read]:
    yield read
    for member in read.members:
        yield from _every(member)


def _facts(read: _Read, known: Known, *, alone: bool = False) -> ReportFacts:
    found, told = read.found, read.told if read.genuine else None
    members = tuple(_inside(read, known))
    issuer = known.organization(told) if told else None
    definition = known.definition(told) if told else None
    own = known.own(told) if told else None
    checks = _with_endorsements(_with_members(_with_own_status(read.checks, own), members), members)
    vouches = read.told is not None and read.told.document_kind is reading.Kind.ENDORSEMENT
    if vouches and alone and read.genuine and issuer is None:
        checks = _with_stranger(checks)
    if read.told and read.told.achievement_id:
        checks += (CheckFacts("definition", known.compared(read.told, genuine=read.genuine)),)
    verdict = _verdict(str(found.verdict), checks)
    return ReportFacts(
        kind=found.kind,
        secured=found.secured,
        verdict=verdict,
        deciding=_deciding(checks, verdict),
        genuine=read.genuine,
        at=found.now,
        checks=checks,
        summary=read.told,
        document=found.document,
        issuer=issuer,
        own=own,
        version=definition if definition and issuer and definition.organization_id == issuer.id else None,
        digest="",
        members=members,
        endorsement=known.endorsement(told) if told else None,
        endorsed=definition if vouches else None,
    )


def _inside(read: _Read, known: Known) -> Iterator[MemberFacts]:
    for member, inner in zip(read.found.members, read.members, strict=True):
        facts = _facts(inner, known)
        counts = member.counts and facts.verdict == "verified"
        former = not counts and str(member.role) == "endorsement" and _held_once(read, facts)
        yield MemberFacts(member.pointer, str(member.role), counts, facts, former)


def _held_once(outer: _Read, inner: ReportFacts) -> bool:
    """Whether an intact endorsement of the very achievement only ended after the award, by our own record."""
    told, known = outer.told, inner.endorsement
    if told is None or known is None or inner.summary is None or inner.summary.endorses != told.achievement_id:
        return False
    return endorser_at_award(known, moment(told.valid_from)) is not None


def _check(result: CheckResult) -> CheckFacts:
    codes = {problem.code for problem in result.problems}
    return CheckFacts(
        check=str(result.check),
        outcome=str(result.outcome),
        problems=tuple(ProblemFacts(problem.code, problem.pointer) for problem in result.problems),
        severity="check" if codes and codes <= STRICT.tell else "rejected",
        facts=dict(result.facts),
    )


def _with_own_status(checks: tuple[CheckFacts, ...], own: OwnFacts | None) -> tuple[CheckFacts, ...]:
    """Open Badges 3.0 signs one status entry, for revocation: the issuer's own record tells of the rest, and of
    what a holder has spelled so that no list could be asked."""
    code = _OWN_STATES.get(own.state) if own else None
    if code is None:
        return checks
    severity = "check" if code in STRICT.tell else "rejected"
    told = CheckFacts("status", "failed", (ProblemFacts(code),), severity)
    return tuple(told if check.check == "status" and not _refutes(check) else check for check in checks)


def _with_stranger(checks: tuple[CheckFacts, ...]) -> tuple[CheckFacts, ...]:
    """An endorsement that somebody gave us by itself, by somebody of whom this network knows nothing."""
    told = CheckFacts("recognition", "failed", (ProblemFacts("issuer_unknown", "/issuer"),))
    return tuple(told if check.check == "recognition" else check for check in checks)


def _with_members(checks: tuple[CheckFacts, ...], members: tuple[MemberFacts, ...]) -> tuple[CheckFacts, ...]:
    """What this network alone knows of a credential inside weighs on what holds it."""
    inside = tuple(
        ProblemFacts(_INSIDE[member.report.verdict], member.pointer)
        for member in members
        if member.role == "credential" and member.report.verdict in _INSIDE
    )
    if not inside:
        return checks
    outcome = "failed" if any(problem.code == _INSIDE["rejected"] for problem in inside) else "inconclusive"

    def weighed(check: CheckFacts) -> CheckFacts:
        others = tuple(problem for problem in check.problems if problem.code not in _INSIDE.values())
        return replace(check, outcome=outcome, problems=inside + others, severity="rejected")

    return tuple(weighed(check) if check.check == "credentials" else check for check in checks)


def _with_endorsements(checks: tuple[CheckFacts, ...], members: tuple[MemberFacts, ...]) -> tuple[CheckFacts, ...]:
    """The engine's remark stays; the page words it by what the network knows: it held at the award (R-092)."""
    former = [member.pointer for member in members if member.former]
    if not former:
        return checks
    return tuple(
        replace(check, facts={**check.facts, "former": former}) if check.check == "endorsements" else check
        for check in checks
    )


def _refutes(check: CheckFacts) -> bool:
    return check.outcome == "failed" and check.severity == "rejected"


def _verdict(of_engine: str, checks: tuple[CheckFacts, ...]) -> str:
    """The engine's verdict, lowered by what only this network knows; never raised."""
    if any(_refutes(check) for check in checks):
        return "rejected"
    doubted = any(
        check.outcome == "failed" or (check.check == "credentials" and check.outcome == "inconclusive")
        for check in checks
    )
    return "check" if doubted and of_engine == "verified" else of_engine


def _passed(checks: tuple[CheckFacts, ...], name: str) -> bool:
    return any(check.check == name and check.outcome == "passed" for check in checks)


def _deciding(checks: tuple[CheckFacts, ...], verdict: str) -> str:
    """The first problem of the worst kind: what rejects before what asks for attention."""
    if verdict == "verified":
        return ""
    troubled = [check for check in checks if check.outcome in {"failed", "inconclusive"} and check.problems]
    troubled.sort(key=lambda check: (check.severity != "rejected", check.outcome != "failed"))
    return troubled[0].problems[0].code if troubled else ""
