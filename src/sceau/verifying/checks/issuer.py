"""Is the key that signed it the issuer's own?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.problems import Problem
from sceau.verifying import binding
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "issuer"


def run(inquiry: Inquiry) -> CheckResult:
    """Passed when at least one good proof speaks for the issuer; others may have signed as well.

    Open when no proof could be judged, or one in the issuer's name could not.
    """
    issuer, found = inquiry.issuer_id, inquiry.signatures
    facts: dict[str, JsonValue] = {"issuer": issuer}
    problems: list[Problem] = []
    for signature in found.good:
        problem = binding.problem(signature, issuer, inquiry.now)
        if problem is None:
            return answer(NAME, [], facts | signature.to_json())
        problems.append(problem)
    claims = [each.problem for each in found.every if each.problem and each.is_open and each.did == issuer]
    if any(problem.code == "verification_method_missing" for problem in claims):
        # The issuer's own document does not know the key: that is an answer.
        return answer(NAME, [Problem("issuer_key_not_controlled", each.pointer) for each in claims], facts)
    if claims:
        return answer(NAME, claims, facts)
    if problems:
        undecided = [problem for problem in problems if problem.code == "issuer_key_compromised"]
        return answer(NAME, undecided or problems, facts)
    open_proofs = [each.problem for each in found.every if each.problem and each.is_open]
    return answer(NAME, open_proofs, facts) if open_proofs else not_applicable(NAME, facts=facts)
