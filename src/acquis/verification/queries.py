"""What is known of a credential: the engine's report, and what this network knows. Nothing is kept (R-184)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from acquis.catalogue import queries as catalogue
from acquis.issuance import queries as issuance
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock, links
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.signing import queries as signing
from acquis.verification.wording import PROBLEMS
from sceau.encoding.strict_json import JsonObject
from sceau.errors import SceauError
from sceau.openbadges.reading import BadgeSummary, summary
from sceau.verifying.outcome import CheckResult
from sceau.verifying.policy import STRICT

MAX_BYTES = 12_000_000

_OWN_STATES = {
    "revoked": "credential_revoked",
    "suspended": "credential_suspended",
    "superseded": "credential_superseded",
}
_ACHIEVEMENT = re.compile(r"/id/achievements/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([1-9][0-9]{0,3})")


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
    """Everything that a page says about a credential.

    Attributes:
        verdict: verified | check | rejected.
        deciding: the code of the problem that decided, "" when none did.
        genuine: whether the signature and its issuer were confirmed.
        summary: what the signed document says in the page's language; None when it cannot be read.
        issuer: the organization behind the issuer's DID in this network, None for others.
        own: what the network knows of its own credential.
        version: the published definition that the credential points to, when it is the issuer's own: its seal and
            its page are not lent to others.
        digest: SHA-256 of the bytes looked at, hexadecimal.
    """

    verdict: str
    deciding: str
    genuine: bool
    at: datetime
    checks: tuple[CheckFacts, ...]
    summary: BadgeSummary | None
    document: JsonObject | None
    issuer: OrganizationFacts | None
    own: issuance.OwnFacts | None
    version: catalogue.VersionFacts | None
    digest: str


def report(data: bytes, *, resources: Mapping[str, bytes] | None = None) -> ReportFacts:
    """Look at the bytes of a credential, a PNG or an SVG; bad input gets a report, never an error.

    Args:
        data: what was given, at most `MAX_BYTES`.
        resources: bytes of the evidence that is shown, by its identifier in the document.
    """
    now = clock.now()
    found = engine().verifier.verify(data, now=now, resources=resources or {})
    document: JsonObject | None = found.document
    told = summary(document, (get_language() or "fr")[:2]) if document is not None else None
    checks = tuple(_check(result) for result in found.checks)
    genuine = _passed(checks, "proof") and _passed(checks, "issuer")
    # A forgery must not borrow the good name of what it claims.
    issuer = _organization(told.issuer_id) if told and genuine else None
    version = _version(told) if told and genuine else None
    own = issuance.own_facts(told.id, issuer.id) if told and issuer else None
    checks = _with_own_status(checks, own)
    if told:
        checks += (CheckFacts("definition", _definition(told, issuer, version, genuine=genuine)),)
    verdict = _verdict(str(found.verdict), checks)
    return ReportFacts(
        verdict=verdict,
        deciding=_deciding(checks, verdict),
        genuine=genuine,
        at=now,
        checks=checks,
        summary=told,
        document=document,
        issuer=issuer,
        own=own,
        version=version if version and issuer and version.organization.id == issuer.id else None,
        digest=sha256(data).hexdigest(),
    )


def fetch(address: str) -> bytes:
    """The bytes behind a pasted address.

    Raises:
        Refused: with the engine's ``fetch_*`` code and its sentence.
    """
    try:
        return engine().fetch(address, accept="application/vc, application/json, image/*", max_bytes=MAX_BYTES).body
    except SceauError as error:
        words = PROBLEMS[error.code]
        raise Refused(error.code, f"{words.sentence} {words.advice}", "text") from error


def _check(result: CheckResult) -> CheckFacts:
    codes = {problem.code for problem in result.problems}
    return CheckFacts(
        check=str(result.check),
        outcome=str(result.outcome),
        problems=tuple(ProblemFacts(problem.code, problem.pointer) for problem in result.problems),
        severity="check" if codes and codes <= STRICT.tell else "rejected",
        facts=dict(result.facts),
    )


def _with_own_status(checks: tuple[CheckFacts, ...], own: issuance.OwnFacts | None) -> tuple[CheckFacts, ...]:
    """Open Badges 3.0 signs one status entry, for revocation: the issuer's own record tells of the rest, and of
    what a holder has spelled so that no list could be asked."""
    code = _OWN_STATES.get(own.state) if own else None
    if code is None:
        return checks
    severity = "check" if code in STRICT.tell else "rejected"
    told = CheckFacts("status", "failed", (ProblemFacts(code),), severity)
    return tuple(told if check.check == "status" and not _refutes(check) else check for check in checks)


def _refutes(check: CheckFacts) -> bool:
    return check.outcome == "failed" and check.severity == "rejected"


def _verdict(of_engine: str, checks: tuple[CheckFacts, ...]) -> str:
    """The engine's verdict, lowered by what only this network knows; never raised."""
    failed = {check.severity for check in checks if check.outcome == "failed"}
    if "rejected" in failed:
        return "rejected"
    return "check" if failed and of_engine == "verified" else of_engine


def _passed(checks: tuple[CheckFacts, ...], name: str) -> bool:
    return any(check.check == name and check.outcome == "passed" for check in checks)


def _deciding(checks: tuple[CheckFacts, ...], verdict: str) -> str:
    """The first problem of the worst kind: what rejects before what asks for attention."""
    if verdict == "verified":
        return ""
    troubled = [check for check in checks if check.outcome in {"failed", "inconclusive"} and check.problems]
    troubled.sort(key=lambda check: (check.severity != "rejected", check.outcome != "failed"))
    return troubled[0].problems[0].code if troubled else ""


def _organization(did: str) -> OrganizationFacts | None:
    organization_id = signing.organization_of(did)
    return organizations.organization(organization_id) if organization_id else None


def _version(told: BadgeSummary) -> catalogue.VersionFacts | None:
    match = _ours(told.achievement_id)
    return catalogue.achievement_page(UUID(match[1]), int(match[2])) if match else None


def _ours(achievement_id: str) -> re.Match[str] | None:
    base = links.base()
    return _ACHIEVEMENT.fullmatch(achievement_id.removeprefix(base)) if achievement_id.startswith(base) else None


def _definition(
    told: BadgeSummary, issuer: OrganizationFacts | None, version: catalogue.VersionFacts | None, *, genuine: bool
) -> str:
    """A question that only this network can answer: is the definition the published one? (R-182)"""
    if not genuine or _ours(told.achievement_id) is None:
        return "not_applicable"
    if version is None:
        return "inconclusive"
    same_issuer = issuer is not None and version.organization.id == issuer.id
    return "passed" if same_issuer and told.title.text in version.title.values() else "failed"
