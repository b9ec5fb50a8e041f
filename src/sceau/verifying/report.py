"""All answers about one document at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.verifying.outcome import CheckResult
from sceau.verifying.policy import Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked of a document, and the verdict of a policy over the answers.

    Attributes:
        kind: "credential", "presentation", "open-badge-2", "jwt", "clr" or "unknown".
        carrier: "json", "png", "svg", "text" or "unknown": what the bytes were.
        verdict: of the policy.
        policy: its name.
        checks: the answers, in the order asked.
        document: the document as read, None when there is none. Untrusted unless verified.
        now: the moment for which this holds.
    """

    kind: str
    carrier: str
    verdict: Verdict
    policy: str
    checks: tuple[CheckResult, ...]
    document: JsonObject | None
    now: datetime

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
            "credential": identifier if isinstance(identifier, str) else None,
            "checkedAt": datetimes.text(self.now),
            "checks": [result.to_json() for result in self.checks],
        }
