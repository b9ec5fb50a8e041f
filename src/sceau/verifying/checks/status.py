"""Has its issuer revoked, suspended or replaced it?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, SceauError
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.status import bitstring, entry
from sceau.verifying import lists
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "status"
MOST_ENTRIES = 4

_MEANING = {
    bitstring.REVOCATION: "credential_revoked",
    bitstring.SUSPENSION: "credential_suspended",
    bitstring.REFRESH: "credential_superseded",
    bitstring.MESSAGE: "status_message_set",
}


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when an entry is set; open when a list cannot be had, or is not the issuer's own word.

    Remarks about one entry do not hide the answer of another: revoked is revoked, even if a second list is silent.
    """
    listed = inquiry.document.get("credentialStatus")
    entries = items(listed)
    if not entries:
        return not_applicable(NAME)
    if len(entries) > MOST_ENTRIES:
        return answer(NAME, [Problem("status_entry_malformed", "/credentialStatus", f"more than {MOST_ENTRIES}")])
    problems: list[Problem] = []
    facts: list[JsonValue] = []
    for index, raw in enumerate(entries):
        place = f"/credentialStatus/{index}" if isinstance(listed, list) else "/credentialStatus"
        try:
            fact = _look(inquiry, raw, place)
        except SceauError as error:
            problems.append(Problem(error.code, error.pointer or place, error.detail))
            continue
        facts.append(fact)
        if fact["value"]:
            problems.append(Problem(_MEANING[str(fact["purpose"])], place, str(fact.get("message", ""))[:200]))
    return answer(NAME, problems, {"entries": facts})


def _look(inquiry: Inquiry, raw: JsonValue, place: str) -> JsonObject:
    found = entry.read(raw, place)
    if found.purpose not in _MEANING:
        raise InputError("status_type_unsupported", f"{place}/statusPurpose", found.purpose[:100])
    return lists.look(inquiry, found, place)
