"""Has its issuer revoked, suspended or replaced it?"""

from __future__ import annotations

from collections.abc import Callable

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, SceauError
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.status import entry, revocation_list, token_list
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import SD_JWT_VC
from sceau.verifying.lists import bitstring, plain, token
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "status"
MOST_ENTRIES = 4


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when an entry is set; open when a list cannot be had, or is not the issuer's own word.

    Remarks about one entry do not hide the answer of another: revoked is revoked, even if a second list is silent.
    """
    try:
        questions = {} if inquiry.intake.kind == SD_JWT_VC else _of_entries(inquiry)
        questions |= _of_claims(inquiry)
    except InputError as error:
        return answer(NAME, [Problem.of(error)])
    if not questions:
        return not_applicable(NAME)
    problems: list[Problem] = []
    facts: list[JsonValue] = []
    for place, look in questions.items():
        try:
            fact = look()
        except SceauError as error:
            problems.append(Problem(error.code, error.pointer or place, error.detail))
            continue
        facts.append(fact)
        if fact["problem"]:
            problems.append(Problem(str(fact["problem"]), place, str(fact.get("message", ""))[:200]))
    return answer(NAME, problems, {"entries": facts})


def _of_entries(inquiry: Inquiry) -> dict[str, Callable[[], JsonObject]]:
    """What to ask for each `credentialStatus`, by its pointer."""
    listed = inquiry.document.get("credentialStatus")
    entries = items(listed)
    if len(entries) > MOST_ENTRIES:
        raise InputError("status_entry_malformed", "/credentialStatus", f"more than {MOST_ENTRIES}")

    def question(raw: JsonValue, place: str) -> Callable[[], JsonObject]:
        if isinstance(raw, dict) and items(raw.get("type")) == [revocation_list.ENTRY_TYPE]:
            return lambda: plain.look(inquiry, raw, place)
        return lambda: bitstring.look(inquiry, entry.read(raw, place), place)

    if not isinstance(listed, list):
        return {"/credentialStatus": question(listed, "/credentialStatus")} if entries else {}
    places = [f"/credentialStatus/{number}" for number in range(len(entries))]
    return {place: question(raw, place) for place, raw in zip(places, entries, strict=True)}


def _of_claims(inquiry: Inquiry) -> dict[str, Callable[[], JsonObject]]:
    """The same for the `status` claim of an SD-JWT VC, or beside a document in a signed text."""
    intake = inquiry.intake
    if "status" not in intake.claims:
        return {}
    if intake.kind != SD_JWT_VC and inquiry.document.get("status") is intake.claims["status"]:
        return {}  # no claim, but a member of the document
    found = token_list.read_reference(intake.claims)
    if found is None:
        raise InputError("status_type_unsupported", "/status")
    return {token.PLACE: lambda: token.look(inquiry, found)}
