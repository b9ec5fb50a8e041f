"""From answers to a verdict. The report states facts; only here are they weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sceau.errors import UsageError
from sceau.verifying.outcome import CheckResult, Outcome


class Verdict(StrEnum):
    """What to do with the credential."""

    VERIFIED = "verified"
    CHECK = "check"
    REJECTED = "rejected"


CHECKS = ("format", "context", "proof", "issuer", "validity", "status", "recognition", "evidence")
"""Every question, in the order in which they are asked."""

_TELL = frozenset(
    {
        # True and worth knowing, but no forgery: the reader decides.
        "credential_expired",
        "credential_not_yet_valid",
        "credential_suspended",
        "credential_superseded",
        "proof_expired",
        "issuer_unknown",
        "issuer_kind_not_recognized",
        "issuer_recognition_suspended",
        "issuer_recognition_ended",
        "evidence_altered",
    }
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which questions are asked, which must be answered with yes, and which noes only call for attention.

    Attributes:
        name: as on the command line.
        checks: the questions, in order.
        required: those without whose yes nothing is verified.
        tell: codes that lower the verdict to *check* instead of *rejected*.

    Raises:
        UsageError: ``usage_wrong`` for a policy that asks or requires nothing: empty is never yes.
    """

    name: str
    checks: tuple[str, ...]
    required: frozenset[str]
    tell: frozenset[str] = _TELL

    def __post_init__(self) -> None:
        ordered = tuple(check for check in CHECKS if check in self.checks)
        if not self.required or not self.required <= set(self.checks) or self.checks != ordered:
            raise UsageError("usage_wrong", detail="a policy requires some of the checks it asks, in their order")
        if "format" not in self.required:
            raise UsageError("usage_wrong", detail="nothing can be asked of what is no credential")

    def judge(self, results: Sequence[CheckResult]) -> Verdict:
        """*Rejected* when a no decides; *verified* when every required question is answered with yes and none is
        left open; else *check*."""
        asked = [result for result in results if result.check in self.checks]
        if any(self._rejects(result) for result in asked):
            return Verdict.REJECTED
        passed = {result.check for result in asked if result.outcome is Outcome.PASSED}
        open_questions = any(result.outcome in (Outcome.FAILED, Outcome.INCONCLUSIVE) for result in asked)
        return Verdict.CHECK if open_questions or not self.required <= passed else Verdict.VERIFIED

    def _rejects(self, result: CheckResult) -> bool:
        codes = {problem.code for problem in result.problems}
        return result.outcome is Outcome.FAILED and not (codes and codes <= self.tell)


STRICT = Policy("strict", CHECKS, frozenset({"format", "context", "proof", "issuer"}))
"""For whoever relies on a credential."""

PROOF_ONLY = Policy("proof-only", CHECKS[:3], frozenset({"format", "context", "proof"}), tell=frozenset())
"""Whether some key signed these bytes, whoever holds it: for conformance suites and tools."""

POLICIES = {policy.name: policy for policy in (STRICT, PROOF_ONLY)}
