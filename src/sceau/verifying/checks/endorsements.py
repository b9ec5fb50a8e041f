"""Does anybody vouch for it?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.problems import Problem
from sceau.verifying.intake import EMBEDDED
from sceau.verifying.members import Role
from sceau.verifying.outcome import CheckResult, Outcome, answer, not_applicable
from sceau.verifying.report import MemberReport

NAME = "endorsements"


def run(members: tuple[MemberReport, ...]) -> CheckResult:
    """Passed when at least one endorsement is verified by itself and says that it is about what it stands in.

    An endorsement that does not hold takes nothing away from the credential, and adds nothing: it is a remark. One
    that is not as its author signed it leaves the question open: what the credential says of an object could have been
    moved into the endorsement of that object, under the credential's own valid proof.
    """
    endorsements = [member for member in members if member.role == Role.ENDORSEMENT]
    if not endorsements:
        return not_applicable(NAME)
    remarks = [Problem("endorsement_unconfirmed", each.pointer) for each in endorsements if not each.counts]
    facts: dict[str, JsonValue] = {"count": len(endorsements), "confirmed": len(endorsements) - len(remarks)}
    loose = [each for each in endorsements if each.report.secured == EMBEDDED and not _is_intact(each)]
    if loose:
        return answer(NAME, [Problem("endorsement_not_intact", each.pointer) for each in loose], facts)
    if len(remarks) == len(endorsements):
        return not_applicable(NAME, *remarks, facts=facts)
    return CheckResult(NAME, Outcome.PASSED, tuple(remarks), facts)


def _is_intact(member: MemberReport) -> bool:
    return any(each.check == "proof" and each.outcome is Outcome.PASSED for each in member.report.checks)
