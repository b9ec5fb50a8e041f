"""Is this its time?"""

from __future__ import annotations

from datetime import datetime, timedelta

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonValue
from sceau.model.shape import period_members
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import SD_JWT_VC
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "validity"
SKEW = timedelta(minutes=1)


def run(inquiry: Inquiry) -> CheckResult:
    """Passed from `validFrom` to `validUntil`, both included; a minute early is forgiven, for clocks differ."""
    now = inquiry.now
    begins, ends, first, last = _period(inquiry)
    if begins is None and ends is None:
        return not_applicable(NAME)
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


def _period(inquiry: Inquiry) -> tuple[datetime | None, datetime | None, str, str]:
    """The two ends, and what they are called in this kind of document."""
    shown = inquiry.intake.sd_jwt
    if inquiry.intake.kind == SD_JWT_VC and shown is not None:
        return shown.not_before, shown.expires, "nbf", "exp"
    credential = inquiry.credential
    return credential.valid_from, credential.valid_until, *period_members(credential.raw)
