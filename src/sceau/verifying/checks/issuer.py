"""Is the key that signed it the issuer's own?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.problems import Problem
from sceau.verifying import binding
from sceau.verifying.directory import LONE_KEY
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, answer, not_applicable
from sceau.verifying.signatures import Signature

NAME = "issuer"


def run(inquiry: Inquiry) -> CheckResult:
    """Passed when at least one good proof speaks for the issuer; others may have signed as well.

    Open when no proof could be judged, or one in the issuer's name could not.
    """
    issuer, found = inquiry.issuer_id, inquiry.signatures
    facts: dict[str, JsonValue] = {"issuer": issuer}
    problems: list[Problem] = []
    for signature in found.good:
        problem = binding.problem(signature, issuer, inquiry.now) or _outside(inquiry, signature)
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


def _outside(inquiry: Inquiry, signature: Signature) -> Problem | None:
    """A key by itself at an address of the issuer's origin speaks for an issuer that lists no keys, and for no other:
    whoever may upload a file to a site must not become its issuers.
    """
    method, issuer = signature.method, inquiry.issuer_id
    if method is None or method.type != LONE_KEY or method.id == issuer:
        return None
    if inquiry.powers.directory.publishes_keys(issuer):
        return Problem(
            "issuer_key_not_controlled", f"{signature.pointer}/verificationMethod" if signature.pointer else ""
        )
    return None
