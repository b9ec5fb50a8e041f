"""Do the credentials inside hold?"""

from __future__ import annotations

from sceau.problems import Problem
from sceau.verifying.members import MOST, Role
from sceau.verifying.outcome import CheckResult, answer, not_applicable
from sceau.verifying.policy import Verdict
from sceau.verifying.report import MemberReport

NAME = "credentials"

_PROBLEMS = {Verdict.REJECTED: "member_rejected", Verdict.CHECK: "member_to_check"}


def run(members: tuple[MemberReport, ...]) -> CheckResult:
    """Passed when each is verified by itself; failed when one is rejected. What holds them says nothing of them."""
    credentials = [member for member in members if member.role == Role.CREDENTIAL]
    if not credentials:
        return not_applicable(NAME)
    problems = [
        Problem(_PROBLEMS[member.report.verdict], member.pointer)
        for member in credentials
        if member.report.verdict in _PROBLEMS
    ]
    if len(members) > MOST:
        problems.append(Problem("members_too_many", detail=f"more than {MOST}"))
    return answer(NAME, problems, {"count": len(credentials)})
