"""Has its issuer revoked, suspended or replaced it?"""

from __future__ import annotations

from dataclasses import dataclass

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue, loads_object
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.linked_data.canonical import weigh
from sceau.model.credential import Credential
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from sceau.verifying import binding, spelling
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import Intake
from sceau.verifying.outcome import CheckResult, answer, not_applicable

NAME = "status"
MOST_ENTRIES = 4
MAX_BYTES = 2_000_000

_ACCEPT = "application/vc, application/vc+ld+json, application/ld+json, application/json"
_MEANING = {
    bitstring.REVOCATION: "credential_revoked",
    bitstring.SUSPENSION: "credential_suspended",
    bitstring.REFRESH: "credential_superseded",
}


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when a bit is set; open when a list cannot be had, or is not the issuer's own word.

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
    for index, entry in enumerate(entries):
        place = f"/credentialStatus/{index}" if isinstance(listed, list) else "/credentialStatus"
        try:
            facts.append(_look(inquiry, entry, place))
        except SceauError as error:
            problems.append(Problem(error.code, error.pointer or place, error.detail))
    problems += [
        Problem(_MEANING[str(fact["purpose"])], str(fact["pointer"]))
        for fact in facts
        if isinstance(fact, dict) and fact["set"]
    ]
    return answer(NAME, problems, {"entries": facts})


@dataclass(frozen=True, slots=True)
class _Entry:
    place: str
    purpose: str
    index: int
    url: str


def _look(inquiry: Inquiry, raw: JsonValue, place: str) -> JsonObject:
    """The bit of one entry, after everything that the specification asks of its list (§3.2)."""
    entry = _parse(raw, place)
    # (1) the list, from where the entry says
    try:
        fetched = inquiry.powers.fetch(entry.url, accept=_ACCEPT, max_bytes=MAX_BYTES)
    except ResolutionError as error:
        raise ResolutionError("status_list_unreachable", place, error.code) from error
    try:
        document = loads_object(fetched.body, max_bytes=MAX_BYTES)
        weigh(document)
        credential = Credential.parse(document)
    except InputError as error:
        raise InputError("status_list_malformed", place, error.code) from error
    # (2) it is the list that the credential means, and the issuer's own word
    _require_own(inquiry, credential, entry)
    # (3) it speaks about now, and about this purpose
    if (credential.valid_until and inquiry.now > credential.valid_until) or (
        credential.valid_from and inquiry.now < credential.valid_from
    ):
        raise InputError("status_list_out_of_date", place)
    subject = credential.subjects[0]
    if entry.purpose not in items(subject.get("statusPurpose")):
        raise InputError("status_list_purpose_differs", place)
    # (4) the bit
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise InputError("status_list_malformed", place, "no encodedList")
    found: JsonObject = {
        "purpose": entry.purpose,
        "set": BitString.decode(encoded)[entry.index],
        "list": entry.url,
        "pointer": place,
    }
    return found | {"asOf": datetimes.text(fetched.fetched_at)} if fetched.fetched_at else found


def _parse(raw: JsonValue, place: str) -> _Entry:
    if not isinstance(raw, dict) or bitstring.ENTRY_TYPE not in items(raw.get("type")):
        raise InputError("status_type_unsupported", place)
    purpose, index, url = (
        _bare(raw.get(name)) for name in ("statusPurpose", "statusListIndex", "statusListCredential")
    )
    if not isinstance(url, str) or not isinstance(index, str) or not isinstance(purpose, str):
        raise InputError("status_entry_malformed", place)
    if not (index.isascii() and index.isdigit() and len(index) <= len(str(bitstring.MAX_BYTES * 8))):
        raise InputError("status_entry_malformed", f"{place}/statusListIndex")
    if purpose not in _MEANING or raw.get("statusSize", 1) != 1:
        raise InputError("status_type_unsupported", f"{place}/statusPurpose", purpose[:100])
    return _Entry(place, purpose, int(index), url)


def _bare(value: JsonValue) -> JsonValue:
    """A list of one and a bare value object state the same, and no signature tells them apart: a holder must not make
    a revocation unreadable by writing it so."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value["@value"] if isinstance(value, dict) and value.keys() == {"@value"} else value


def _require_own(inquiry: Inquiry, credential: Credential, entry: _Entry) -> None:
    """The list bears the address it was asked for under, and the issuer of the credential signed it."""
    subject = credential.subjects[0]
    if bitstring.CREDENTIAL_TYPE not in credential.types or bitstring.LIST_TYPE not in items(subject.get("type")):
        raise InputError("status_list_malformed", entry.place, "another type")
    if len(credential.subjects) > 1 or any(spelling.problems(credential.raw, inquiry.powers.contexts)):
        raise InputError("status_list_malformed", entry.place, "ambiguous")
    if credential.id != entry.url:
        raise InputError("status_list_id_differs", entry.place)
    issuer = inquiry.credential.issuer_id
    if credential.issuer_id != issuer:
        raise InputError("status_list_issuer_differs", entry.place)
    found = inquiry.examine(Intake.of(credential.raw, "json"))
    broken = found.problem or next((each.problem for each in found.every if each.problem), None)
    for signature in found.good:
        problem = binding.problem(signature, issuer, inquiry.now)
        if problem is None:
            return
        broken = broken or problem
    detail = broken.code if broken else ""
    raise InputError("status_list_proof_invalid", entry.place, detail)
