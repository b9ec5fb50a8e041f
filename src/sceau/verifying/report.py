"""All answers about one document at one moment."""

from __future__ import annotations

from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.records import record
from sceau.verifying.outcome import CheckResult
from sceau.verifying.policy import Verdict


@record
class Report:
    """What was asked of a document, and the verdict of a policy over the answers.

    Attributes:
        kind: "credential", "presentation", "clr", "sd-jwt-vc", "open-badge-2" or "unknown".
        carrier: "json", "text", "png", "svg", "pdf" or "unknown": what the bytes were.
        secured: "embedded", "jwt", "sd-jwt" or "hosted": where the signature is.
        verdict: of the policy.
        policy: its name.
        checks: the answers, in the order asked.
        document: the document as read, None when there is none. Untrusted unless verified.
        now: the moment for which this holds.
        linked: for an Open Badges 2 assertion its badge class and its issuer's profile, {} for what was not found; else
            empty.
        members: about the documents inside: credentials of a presentation or a CLR, endorsements of a badge.
    """

    kind: str
    carrier: str
    secured: str
    verdict: Verdict
    policy: str
    checks: tuple[CheckResult, ...]
    document: JsonObject | None
    now: datetime
    linked: tuple[JsonObject, ...] = ()
    members: tuple[MemberReport, ...] = ()

    def __reduce__(self) -> tuple[type[Report], tuple[object, ...]]:
        """See `sceau.problems.Problem`."""
        about = self.kind, self.carrier, self.secured, self.verdict, self.policy
        return Report, (*about, self.checks, self.document, self.now, self.linked, self.members)

    def check(self, name: str) -> CheckResult:
        """The answer to one question.

        Raises:
            KeyError: the policy does not ask it.
        """
        for result in self.checks:
            if result.check == name:
                return result
        raise KeyError(name)

    def codes(self) -> set[str]:
        """Every problem code in the report."""
        return {problem.code for result in self.checks for problem in result.problems}

    def to_json(self) -> JsonObject:
        """The report without the document, ready for `sceau.encoding.strict_json.dumps`."""
        identifier = (self.document or {}).get("id")
        return {
            "verdict": str(self.verdict),
            "policy": self.policy,
            "kind": self.kind,
            "carrier": self.carrier,
            "secured": self.secured,
            "credential": identifier if isinstance(identifier, str) else None,
            "checkedAt": datetimes.text(self.now),
            "checks": [result.to_json() for result in self.checks],
            "members": [member.to_json() for member in self.members],
        }


@record
class MemberReport:
    """The report about a document inside another.

    Attributes:
        pointer: where it stands.
        role: "credential" or "endorsement".
        report: all answers about it.
        counts: whether it may be shown as what it says: verified, and for an endorsement also meant for the very thing
            that it stands in.
    """

    pointer: str
    role: str
    report: Report
    counts: bool

    def to_json(self) -> JsonObject:
        """`{"pointer", "role", "counts", "report"}`."""
        return {
            "pointer": self.pointer,
            "role": self.role,
            "counts": self.counts,
            "report": self.report.to_json(),
        }
