"""From answers to a verdict. The report states facts; only here are they weighed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from sceau.errors import UsageError
from sceau.records import record
from sceau.verifying.outcome import CheckResult, Outcome


class Verdict(StrEnum):
    """What to do with the credential."""

    VERIFIED = "verified"
    CHECK = "check"
    REJECTED = "rejected"


CHECKS = (
    *("format", "context", "proof", "issuer", "holder", "validity", "status"),
    *("recognition", "evidence", "endorsements", "credentials"),
)
"""Every question, in the order in which they are asked. Each kind of document has its own among them: see
`sceau.verifying.questions`."""

_TELL = frozenset(
    {
        # True and worth knowing, but no forgery: the reader decides.
        "credential_expired",
        "credential_not_yet_valid",
        "credential_suspended",
        "credential_superseded",
        "proof_expired",
        "proof_not_yet_valid",
        "issuer_unknown",
        "issuer_kind_not_recognized",
        "issuer_recognition_suspended",
        "issuer_recognition_ended",
        "evidence_altered",
    }
)


@record
class Policy:
    """Which questions are asked, which must be answered with yes, and which noes only call for attention.

    Attributes:
        name: as on the command line.
        checks: the questions, in order.
        required: those without whose yes nothing is verified, as far as they apply to the kind of document.
        tell: codes that lower the verdict to *check* instead of *rejected*.
        dispensable: required questions that may have nothing to ask, such as the proof of an unsigned presentation.
        granted: codes that leave a question open elsewhere, and which this policy takes for a yes.

    Raises:
        UsageError: ``usage_wrong`` for a policy that asks or requires nothing: empty is never yes.
    """

    name: str
    checks: tuple[str, ...]
    required: frozenset[str]
    tell: frozenset[str] = _TELL
    dispensable: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        ordered = tuple(check for check in CHECKS if check in self.checks)
        if not self.required or not self.required <= set(self.checks) or self.checks != ordered:
            raise UsageError("usage_wrong", detail="a policy requires some of the checks it asks, in their order")
        if "format" not in self.required:
            raise UsageError("usage_wrong", detail="nothing can be asked of what is no credential")

    def judge(self, results: Sequence[CheckResult], questions: Collection[str]) -> Verdict:
        """*Rejected* when a no decides; *verified* when every required question is answered with yes and none is left
        open; else *check*.

        Args:
            results: the answers.
            questions: what can be asked of this kind of document; see `sceau.verifying.questions`.
        """
        asked = {result.check: result for result in results}
        doubts = False
        for name in self.checks:
            result = asked.get(name)
            if result is None:
                continue
            if result.outcome is Outcome.FAILED:
                if self._rejects(result):
                    return Verdict.REJECTED
                doubts = True
            elif result.outcome is Outcome.INCONCLUSIVE:
                doubts = doubts or self._is_open(result)
        if doubts:
            return Verdict.CHECK
        for name in self.required:
            if (name in questions or name == "format") and not (name in asked and self._satisfies(asked[name])):
                return Verdict.CHECK
        return Verdict.VERIFIED

    def _satisfies(self, result: CheckResult) -> bool:
        if result.outcome is Outcome.PASSED:
            return True
        if result.outcome is Outcome.NOT_APPLICABLE:
            # A presentation that nobody signed says so; an older badge whose host was not believed says nothing.
            unsigned = any(problem.code == "proof_missing" for problem in result.problems)
            return result.check in self.dispensable and (unsigned or result.check != "proof")
        return result.outcome is not Outcome.FAILED and not self._is_open(result)

    def _is_open(self, result: CheckResult) -> bool:
        codes = {problem.code for problem in result.problems}
        return result.outcome is Outcome.INCONCLUSIVE and not (codes and codes <= self.granted)

    def _rejects(self, result: CheckResult) -> bool:
        codes = {problem.code for problem in result.problems}
        return result.outcome is Outcome.FAILED and not (codes and codes <= self.tell)


STRICT = Policy(
    "strict",
    CHECKS,
    required=frozenset({"format", "context", "proof", "issuer", "holder", "credentials"}),
    dispensable=frozenset({"holder"}),
)
"""For whoever relies on a credential."""

PROOF_ONLY = Policy(
    "proof-only",
    ("format", "context", "proof", "credentials"),
    required=frozenset({"format", "context", "proof", "credentials"}),
    tell=frozenset(),
    dispensable=frozenset({"proof", "credentials"}),
    granted=frozenset({"context_inline"}),
)
"""Whether some key signed these bytes, whoever holds it: for conformance suites and tools. A presentation need not be
signed; the credentials inside must be. Contexts may be written into the document, as the data model allows."""

POLICIES = {policy.name: policy for policy in (STRICT, PROOF_ONLY)}
