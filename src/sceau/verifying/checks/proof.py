"""Is it unaltered since a key signed it?"""

from __future__ import annotations

from sceau.verifying import signatures
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import PRESENTATION
from sceau.verifying.outcome import CheckResult, Outcome, answer, not_applicable

NAME = "proof"


def run(inquiry: Inquiry) -> CheckResult:
    """Passed when a proof holds and none is broken; proofs that cannot be judged beside a good one are remarks.

    Failed without any proof: what nobody signed is not sealed. A presentation alone may do without, for its
    credentials are sealed by themselves; then nobody knows who shows it. Where the verifier had asked for something,
    an unsigned one is no answer.
    """
    found = inquiry.signatures
    facts = signatures.facts(found)
    missing = found.problem is not None and found.problem.code == "proof_missing"
    if found.problem and missing and inquiry.intake.kind == PRESENTATION and not inquiry.powers.asks:
        return not_applicable(NAME, found.problem, facts=facts)
    if found.problem:
        return answer(NAME, [found.problem], facts)
    broken = [each.problem for each in found.every if each.problem and not each.is_open]
    if broken:
        return CheckResult(NAME, Outcome.FAILED, tuple(broken), facts)
    remarks = tuple(each.problem for each in found.every if each.problem)
    return CheckResult(NAME, Outcome.PASSED if found.good else Outcome.INCONCLUSIVE, remarks, facts)
