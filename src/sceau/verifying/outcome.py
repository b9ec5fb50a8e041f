"""The four answers to a question about a credential.

*Passed* and *failed* are answers; *inconclusive* says that the answer could not be had (a list that does not
answer is no revocation); *not applicable* says that there was nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.problems import Problem
from sceau.records import field, record


class Outcome(StrEnum):
    """An answer."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not_applicable"


UNDECIDED = frozenset(
    {
        # Not ours to judge: another verifier may know the method, the suite, the context.
        "format_unsupported",
        "badge_version_unsupported",
        "badge_host_gone",
        "badge_redirected",
        "badge_document_malformed",
        "context_unknown",
        "context_inline",
        "identifier_repeated",
        "canonicalization_budget_exceeded",
        "did_method_unsupported",
        "did_document_invalid",
        "did_unreachable",
        "key_malformed",
        "key_type_unsupported",
        "multibase_malformed",
        "proof_type_unsupported",
        "jws_algorithm_unsupported",
        "jws_key_chain_unsupported",
        "sd_jwt_hash_unsupported",
        "issuer_metadata_malformed",
        "issuer_metadata_unreachable",
        "issuer_key_compromised",
        "status_type_unsupported",
        "status_entry_malformed",
        "status_list_unreachable",
        "status_list_malformed",
        "status_list_id_differs",
        "status_list_too_large",
        "status_list_too_short",
        "status_list_issuer_differs",
        "status_list_proof_invalid",
        "status_list_purpose_differs",
        "status_list_out_of_date",
        "status_index_out_of_range",
        "status_message_set",
        "status_value_unknown",
        "register_unreachable",
        "register_malformed",
        "register_proof_invalid",
        "evidence_digest_malformed",
        "holder_not_subject",
        "member_to_check",
        "members_too_many",
        "endorsement_unconfirmed",
        "context_misplaced",
        "term_not_in_vocabulary",
        "reference_broken",
        "result_out_of_scale",
    }
)
"""Codes that leave a question open; every other code answers it with no."""


@record
class CheckResult:
    """One question, answered.

    Attributes:
        check: name of the question, stable: pages and reports rely on it.
        outcome: the answer.
        problems: what is wrong and where; remarks when the outcome is passed or not applicable.
        facts: what was seen, ready for JSON; free of judgement.
    """

    check: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, JsonValue] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type[CheckResult], tuple[object, ...]]:
        """See `sceau.problems.Problem`."""
        return CheckResult, (self.check, self.outcome, self.problems, dict(self.facts))

    def to_json(self) -> JsonObject:
        """`{"check", "outcome", "problems", "facts"}`."""
        problems: list[JsonValue] = [dict[str, JsonValue](problem.to_json()) for problem in self.problems]
        return {"check": self.check, "outcome": str(self.outcome), "problems": problems, "facts": dict(self.facts)}


def answer(check: str, problems: Iterable[Problem], facts: Mapping[str, JsonValue] | None = None) -> CheckResult:
    """Passed without problems; failed when a problem decides; else inconclusive."""
    found = tuple(problems)
    if not found and not facts:
        return _without_more(check, Outcome.PASSED)
    if not found:
        outcome = Outcome.PASSED
    elif all(problem.code in UNDECIDED for problem in found):
        outcome = Outcome.INCONCLUSIVE
    else:
        outcome = Outcome.FAILED
    return CheckResult(check, outcome, found, facts or {})


def not_applicable(check: str, *remarks: Problem, facts: Mapping[str, JsonValue] | None = None) -> CheckResult:
    """There was nothing to ask, or nothing to ask it of."""
    if not remarks and not facts:
        return _without_more(check, Outcome.NOT_APPLICABLE)
    return CheckResult(check, Outcome.NOT_APPLICABLE, remarks, facts or {})


@lru_cache(maxsize=64)
def _without_more(check: str, outcome: Outcome) -> CheckResult:
    """An answer that says nothing else: one for all who are given it."""
    return CheckResult(check, outcome, (), MappingProxyType({}))
