"""Bitstring status lists, brought and believed: the list that an entry means, and the issuer's own word (Bitstring
Status List 1.0 §3.2).
"""

from __future__ import annotations

from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError
from sceau.linked_data.canonical import weigh
from sceau.model.credential import Credential
from sceau.model.shape import items
from sceau.ports import Fetched
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from sceau.status.entry import Entry, message_of
from sceau.verifying import binding, intake, spelling
from sceau.verifying.inquiry import BYTES_PER_VALUE, Inquiry
from sceau.verifying.intake import Intake
from sceau.verifying.memory import Once, keep, once_from

MAX_BYTES = 2_000_000

_MEANING = {
    bitstring.REVOCATION: "credential_revoked",
    bitstring.SUSPENSION: "credential_suspended",
    bitstring.REFRESH: "credential_superseded",
    bitstring.MESSAGE: "status_message_set",
}
_ACCEPT = "application/vc, application/vc+jwt, application/vc+ld+json, application/ld+json, application/json"


def look(inquiry: Inquiry, entry: Entry, place: str) -> JsonObject:
    """What the list says at ``entry``: `{"purpose", "value", "problem", "list", "pointer"}`, with `"message"` and
    `"asOf"` where they are known; `"problem"` is the code of what a value other than 0 means.

    Raises:
        InputError, ResolutionError: ``status_…`` at ``place``.
    """
    meaning = _MEANING.get(entry.purpose)
    if meaning is None:
        raise InputError("status_type_unsupported", f"{place}/statusPurpose", entry.purpose[:100])
    # (1) the list, from where the entry says
    try:
        fetched = inquiry.powers.fetch_list(entry.url, accept=_ACCEPT, max_bytes=MAX_BYTES)
    except ResolutionError as error:
        raise ResolutionError("status_list_unreachable", place, error.code) from error
    inquiry.powers.effort.spend(len(fetched.body) // BYTES_PER_VALUE)  # read again for each entry that means it
    once = once_from(fetched)
    found, credential = once("credential", lambda: _read(fetched.body, place))
    # (2) it is the list that the credential means, and the issuer's own word
    _require_own(inquiry, found, credential, entry, place=place, once=once)
    # (3) it speaks about now, and about this purpose
    if (credential.valid_until and inquiry.now > credential.valid_until) or (
        credential.valid_from and inquiry.now < credential.valid_from
    ):
        raise InputError("status_list_out_of_date", place)
    subject = credential.subjects[0]
    if entry.purpose not in items(subject.get("statusPurpose")):
        raise InputError("status_list_purpose_differs", place)
    # (4) the entry
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise InputError("status_list_malformed", place, "no encodedList")
    bits = once(
        ("bits", entry.size), lambda: BitString.decode(encoded, size=entry.size), size=lambda row: len(row) // 8
    )
    inquiry.powers.effort.spend(len(bits) // 8 // BYTES_PER_VALUE)  # a few kilobytes may unfold to megabytes
    value = bits.value(entry.index, entry.size)
    keep(fetched, credential.valid_until, _asked_again(inquiry, fetched, subject))
    told: JsonObject = {
        "purpose": entry.purpose,
        "value": value,
        "problem": meaning if value else None,
        "list": entry.url,
        "pointer": place,
    }
    message = message_of(entry, value)
    if message is not None:
        told["message"] = message
    if fetched.fetched_at:
        told["asOf"] = datetimes.text(fetched.fetched_at)
    return told


def _read(body: bytes, place: str) -> tuple[Intake, Credential]:
    found = intake.recognize(body)
    if found.problem or found.document is None:
        raise InputError("status_list_malformed", place, found.problem.code if found.problem else "")
    try:
        weigh(found.document)
        return found, Credential.parse(found.document)
    except InputError as error:
        raise InputError("status_list_malformed", place, error.code) from error


def _asked_again(inquiry: Inquiry, fetched: Fetched, subject: JsonObject) -> datetime | None:
    """When the issuer wants the list to be asked for again; None when it does not say."""
    wait = bitstring.time_to_live(subject)
    return None if wait is None else (fetched.fetched_at or inquiry.now) + wait


def _require_own(
    inquiry: Inquiry, found: Intake, credential: Credential, entry: Entry, *, place: str, once: Once
) -> None:
    """The list bears the address it was asked for under, and the issuer of the credential signed it."""
    subject = credential.subjects[0]
    if bitstring.CREDENTIAL_TYPE not in credential.types or bitstring.LIST_TYPE not in items(subject.get("type")):
        raise InputError("status_list_malformed", place, "another type")
    contexts = inquiry.powers.contexts
    crooked = once(("crooked", contexts), lambda: any(spelling.problems(credential.raw, contexts)))
    if len(credential.subjects) > 1 or crooked:
        raise InputError("status_list_malformed", place, "ambiguous")
    if credential.id != entry.url:
        raise InputError("status_list_id_differs", place)
    issuer = inquiry.issuer_id
    if credential.issuer_id != issuer:
        raise InputError("status_list_issuer_differs", place)
    signed = inquiry.examine(found, once=once)
    broken = signed.problem or next((each.problem for each in signed.every if each.problem), None)
    for signature in signed.good:
        problem = binding.problem(signature, issuer, inquiry.now)
        if problem is None:
            return
        broken = broken or problem
    raise InputError("status_list_proof_invalid", place, broken.code if broken else "")
