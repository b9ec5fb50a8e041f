"""Does anybody vouch for it?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.problems import Problem
from sceau.verifying.members import Role
from sceau.verifying.outcome import CheckResult, Outcome, not_applicable
from sceau.verifying.report import MemberReport

NAME = "endorsements"


def run(members: tuple[MemberReport, ...]) -> CheckResult:
    """Passed when at least one endorsement is verified by itself and says that it is about what it stands in.

    An endorsement that does not hold takes nothing away from the credential, and adds nothing: it is a remark.
    """
    endorsements = [member for member in members if member.role == Role.ENDORSEMENT]
    if not endorsements:
        return not_applicable(NAME)
    remarks = tuple(Problem("endorsement_unconfirmed", each.pointer) for each in endorsements if not each.counts)
    facts: dict[str, JsonValue] = {"count": len(endorsements), "confirmed": len(endorsements) - len(remarks)}
    if len(remarks) == len(endorsements):
        return not_applicable(NAME, *remarks, facts=facts)
    return CheckResult(NAME, Outcome.PASSED, remarks, facts)
