"""Is this its time?"""

from __future__ import annotations

from datetime import timedelta

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonValue
from sceau.model.shape import period_members
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "validity"
SKEW = timedelta(minutes=1)


def run(inquiry: Inquiry) -> CheckResult:
    """Passed from `validFrom` to `validUntil`, both included; a minute early is forgiven, for clocks differ."""
    credential, now = inquiry.credential, inquiry.now
    begins, ends = credential.valid_from, credential.valid_until
    if begins is None and ends is None:
        return not_applicable(NAME)
    first, last = period_members(credential.raw)
    facts: dict[str, JsonValue] = {
        "validFrom": datetimes.text(begins) if begins else None,
        "validUntil": datetimes.text(ends) if ends else None,
    }
    problems: list[Problem] = []
    if begins and now < begins - SKEW:
        problems.append(Problem("credential_not_yet_valid", f"/{first}"))
    if ends and now > ends:
        problems.append(Problem("credential_expired", f"/{last}"))
    return answer(NAME, problems, facts)
