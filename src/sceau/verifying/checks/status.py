"""Has its issuer revoked, suspended or replaced it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, SceauError
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import SD_JWT_VC
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
    if not entries:
        return {}
    question = partial(_look, inquiry)
    if not isinstance(listed, list):
        return {"/credentialStatus": partial(question, listed, "/credentialStatus")}
    places = [f"/credentialStatus/{number}" for number in range(len(entries))]
    return {place: partial(question, raw, place) for place, raw in zip(places, entries, strict=True)}


def _look(inquiry: Inquiry, raw: JsonValue, place: str) -> JsonObject:
    plain_type, plain, bitstring = _readers()
    if isinstance(raw, dict) and items(raw.get("type")) == [plain_type]:
        return plain(inquiry, raw, place)
    return bitstring(inquiry, raw, place)


@cache
def _readers() -> tuple[str, Callable[[Inquiry, JsonObject, str], JsonObject], Callable[..., JsonObject]]:
    """The type of the older lists, and who looks into these and into others."""
    from sceau.status import entry, revocation_list  # noqa: PLC0415 — slow to import, many badges have no status
    from sceau.verifying.lists import bitstring, plain  # noqa: PLC0415

    def look(inquiry: Inquiry, raw: JsonValue, place: str) -> JsonObject:
        return bitstring.look(inquiry, entry.read(raw, place), place)

    return revocation_list.ENTRY_TYPE, plain.look, look


def _of_claims(inquiry: Inquiry) -> dict[str, Callable[[], JsonObject]]:
    """The same for the `status` claim of an SD-JWT VC, or beside a document in a signed text."""
    intake = inquiry.intake
    if "status" not in intake.claims:
        return {}
    if intake.kind != SD_JWT_VC and inquiry.document.get("status") is intake.claims["status"]:
        return {}  # no claim, but a member of the document
    from sceau.status import token_list  # noqa: PLC0415 — see above
    from sceau.verifying.lists import token  # noqa: PLC0415

    found = token_list.read_reference(intake.claims)
    if found is None:
        raise InputError("status_type_unsupported", "/status")
    return {token.PLACE: lambda: token.look(inquiry, found)}
