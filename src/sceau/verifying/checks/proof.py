"""Is it unaltered since a key signed it?"""

from __future__ import annotations

from sceau.verifying import signatures
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, Outcome, answer

NAME = "proof"


def run(inquiry: Inquiry) -> CheckResult:
    """Passed when a proof holds and none is broken; proofs that cannot be judged beside a good one are remarks.

    Failed without any proof: what nobody signed is not sealed.
    """
    found = inquiry.signatures
    facts = signatures.facts(found)
    if found.problem:
        return answer(NAME, [found.problem], facts)
    broken = [each.problem for each in found.every if each.problem and not each.is_open]
    if broken:
        return CheckResult(NAME, Outcome.FAILED, tuple(broken), facts)
    remarks = tuple(each.problem for each in found.every if each.problem)
    return CheckResult(NAME, Outcome.PASSED if found.good else Outcome.INCONCLUSIVE, remarks, facts)
