"""Does a register recognise its issuer?"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, SceauError
from sceau.model.shape import items, values
from sceau.openbadges import endorsement
from sceau.problems import Problem
from sceau.verifying import binding, word
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import CREDENTIAL, OPEN_BADGE_2, SD_JWT_VC, Intake
from sceau.verifying.memory import every_time
from sceau.verifying.outcome import CheckResult, answer, not_applicable
from sceau.verifying.register import Entry, Register, Standing

NAME = "recognition"

_PROBLEMS = {
    Standing.UNKNOWN: "issuer_unknown",
    Standing.OTHER_KIND: "issuer_kind_not_recognized",
    Standing.SUSPENDED: "issuer_recognition_suspended",
    Standing.ENDED: "issuer_recognition_ended",
}


def run(inquiry: Inquiry) -> CheckResult:
    """Passed when the register recognised the issuer for this kind on the day of the award.

    Not applicable without a register, nor to an endorsement: whoever vouches need not be a recognised issuer. An
    unknown issuer is no forgery.
    """
    # A badge whose host is gone names nobody.
    if inquiry.powers.register is None or not inquiry.issuer_id or _only_vouches(inquiry):
        return not_applicable(NAME)
    try:
        register = inquiry.powers.register()
    except InputError as error:
        return answer(NAME, [Problem("register_malformed", detail=error.detail or error.code)])
    except SceauError as error:
        return answer(NAME, [Problem("register_unreachable", detail=error.code)])
    facts: dict[str, JsonValue] = {
        "publisher": register.publisher,
        "updated": datetimes.text(register.updated),
        "signed": "proof" in register.raw,
    }
    if flaw := _flaw(inquiry, register):
        return answer(NAME, [Problem("register_proof_invalid", detail=flaw)], facts)
    at = _awarded(inquiry)
    # One achievement outside the recognition is enough: which of several a page shows is not ours to know.
    issuer = inquiry.issuer_id
    answers = [register.standing(issuer, at, kind) for kind in _kinds(inquiry)]
    standing, entry = next((each for each in answers if each[0] is not Standing.RECOGNIZED), answers[0])
    facts |= {"at": datetimes.text(at), "standing": str(standing)} | _told(entry)
    if standing is Standing.RECOGNIZED:
        return answer(NAME, [], facts)
    return answer(NAME, [Problem(_PROBLEMS[standing], "/issuer")], facts)


def _only_vouches(inquiry: Inquiry) -> bool:
    return inquiry.intake.kind == CREDENTIAL and endorsement.is_one(inquiry.document)


def _flaw(inquiry: Inquiry, register: Register) -> str:
    """Why the proof of the register does not speak for its publisher; "" when it does, or when there is none.

    A register without proof is one that somebody wrote for own use; a broken proof is never ignored.
    """
    if "proof" not in register.raw:
        return ""
    memory = inquiry.powers.memory
    once = memory.once_from(register) if memory else every_time
    found = word.examined(inquiry, lambda: Intake.of(register.raw, "json"), register.publisher, once)
    if found is None:
        return ""
    problem = found.problem or next((each.problem for each in found.every if each.problem), None)
    if problem:
        return problem.code
    bound = [binding.problem(each, register.publisher, inquiry.now) for each in found.good]
    if None in bound:
        return ""
    return next((each.code for each in bound if each), "proof_missing")


def _awarded(inquiry: Inquiry) -> datetime:
    """When the award was decided, by the issuer's own word."""
    if inquiry.intake.kind == OPEN_BADGE_2:
        return inquiry.open_badge_2.issued_on or inquiry.now
    if inquiry.intake.kind == SD_JWT_VC and inquiry.intake.sd_jwt is not None:
        return inquiry.intake.sd_jwt.issued_at or inquiry.now
    awarded: list[datetime] = []
    for value in values(inquiry.document.get("awardedDate")):
        with suppress(InputError):  # not a moment: the beginning of validity then
            awarded.append(datetimes.parse(value))
    return min(awarded, default=inquiry.credential.valid_from or inquiry.now)


def _kinds(inquiry: Inquiry) -> list[str]:
    """What each achievement says it is, "" for one that does not say; [""] without any."""
    if inquiry.intake.kind in (SD_JWT_VC, OPEN_BADGE_2):
        return [""]
    kinds: dict[str, None] = {}
    for subject in inquiry.credential.subjects:
        for achievement in items(subject.get("achievement")):
            if isinstance(achievement, dict):
                kind = achievement.get("achievementType")
                kinds[kind if isinstance(kind, str) else ""] = None
    return list(kinds) or [""]


def _told(entry: Entry | None) -> JsonObject:
    if entry is None:
        return {}
    return {
        "name": dict(entry.names),
        "from": datetimes.text(entry.begins),
        "until": datetimes.text(entry.ends) if entry.ends else None,
    }
