"""Bitstring status lists, brought and believed: the list that an entry means, and the issuer's own word (Bitstring
Status List 1.0 §3.2).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError
from sceau.linked_data.canonical import weigh
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.model.shape import items
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from sceau.status.entry import Entry, message_of
from sceau.verifying import binding, intake, spelling, word
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
    # What follows from the bytes alone is found once for all who are in the list.
    once, issuer, contexts = once_from(fetched), inquiry.issuer_id, inquiry.powers.contexts
    listed = once(
        ("list", entry.url, issuer, contexts), lambda: _read(fetched.body, entry.url, issuer, contexts, place)
    )
    # (2) it is the issuer's own word
    _require_word(inquiry, listed.intake, issuer, place=place, once=once)
    # (3) it speaks about now, and about this purpose
    if (listed.ends and inquiry.now > listed.ends) or (listed.begins and inquiry.now < listed.begins):
        raise InputError("status_list_out_of_date", place)
    bits = once(
        ("bits", entry.purpose, entry.size),
        lambda: _bits(listed.subject, entry, place),
        size=lambda row: len(row) // 8,
    )
    # (4) the entry
    inquiry.powers.effort.spend(len(bits) // 8 // BYTES_PER_VALUE)  # a few kilobytes may unfold to megabytes
    value = bits.value(entry.index, entry.size)
    asked_again = None if listed.wait is None else (fetched.fetched_at or inquiry.now) + listed.wait
    keep(fetched, listed.ends, asked_again)
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


class _List(NamedTuple):
    """A list as it was read.

    Attributes:
        intake: the document.
        subject: its one subject, with the row of bits.
        begins, ends: when it holds.
        wait: after how long its issuer wants it to be asked for again; None when it does not say.
    """

    intake: Intake
    subject: JsonObject
    begins: datetime | None
    ends: datetime | None
    wait: timedelta | None


def _read(body: bytes, url: str, issuer: str, contexts: Contexts, place: str) -> _List:
    """The list, which bears the address it was asked for under, and the issuer of the credential."""
    found = intake.recognize(body)
    if found.problem or found.document is None:
        raise InputError("status_list_malformed", place, found.problem.code if found.problem else "")
    try:
        weigh(found.document)
        credential = Credential.parse(found.document)
    except InputError as error:
        raise InputError("status_list_malformed", place, error.code) from error
    subject = credential.subjects[0]
    if bitstring.CREDENTIAL_TYPE not in credential.types or bitstring.LIST_TYPE not in items(subject.get("type")):
        raise InputError("status_list_malformed", place, "another type")
    if len(credential.subjects) > 1 or any(spelling.problems(credential.raw, contexts)):
        raise InputError("status_list_malformed", place, "ambiguous")
    if credential.id != url:
        raise InputError("status_list_id_differs", place)
    if credential.issuer_id != issuer:
        raise InputError("status_list_issuer_differs", place)
    return _List(found, subject, credential.valid_from, credential.valid_until, bitstring.time_to_live(subject))


def _bits(subject: JsonObject, entry: Entry, place: str) -> BitString:
    if entry.purpose not in items(subject.get("statusPurpose")):
        raise InputError("status_list_purpose_differs", place)
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise InputError("status_list_malformed", place, "no encodedList")
    return BitString.decode(encoded, size=entry.size)


def _require_word(inquiry: Inquiry, found: Intake, issuer: str, *, place: str, once: Once) -> None:
    """The issuer of the credential signed the list."""
    signed = word.examined(inquiry, lambda: found, issuer, once)
    if signed is None:
        return
    broken = signed.problem or next((each.problem for each in signed.every if each.problem), None)
    for signature in signed.good:
        problem = binding.problem(signature, issuer, inquiry.now)
        if problem is None:
            return
        broken = broken or problem
    raise InputError("status_list_proof_invalid", place, broken.code if broken else "")
