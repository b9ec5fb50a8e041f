"""Token Status Lists, brought and believed (Token Status List §8.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError
from sceau.ports import Fetched
from sceau.status import token_list
from sceau.status.token_list import Reference, StatusListToken
from sceau.verifying import binding, enveloped
from sceau.verifying.inquiry import BYTES_PER_VALUE, Inquiry
from sceau.verifying.memory import Once, keep, once_from

PLACE = "/status/status_list"
MAX_BYTES = 2_000_000

_LONGEST = 366 * 24 * 3_600  # seconds; longer waits say nothing


def look(inquiry: Inquiry, reference: Reference) -> JsonObject:
    """What the list says: `{"purpose", "value", "problem", "list", "pointer", "asOf"}`.

    Raises:
        InputError, ResolutionError: ``status_…`` at `PLACE`.
    """
    try:
        fetched = inquiry.powers.fetch_list(reference.uri, accept="application/statuslist+jwt", max_bytes=MAX_BYTES)
    except ResolutionError as error:
        raise ResolutionError("status_list_unreachable", PLACE, error.code) from error
    inquiry.powers.effort.spend(len(fetched.body) // BYTES_PER_VALUE)  # read again for each entry that means it
    once = once_from(fetched)
    try:
        token = once("token", lambda: token_list.read(fetched.body.decode("ascii").strip()), size=_size)
    except UnicodeDecodeError as error:
        raise InputError("status_list_malformed", PLACE, "not a JWT") from error
    except InputError as error:
        code = error.code if error.code.startswith("status_list_") else "status_list_malformed"
        raise InputError(code, PLACE, error.code) from error
    inquiry.powers.effort.spend(_size(token) // BYTES_PER_VALUE)  # a few kilobytes may unfold to megabytes
    _require_own(inquiry, token, reference, once)
    if token.expires is not None and inquiry.now >= token.expires:
        raise InputError("status_list_out_of_date", PLACE)
    value = token.statuses[reference.index]
    keep(fetched, token.expires, _asked_again(inquiry, fetched, token))
    return {
        "purpose": "status",
        "value": value,
        "problem": token_list.problem(value),
        "list": reference.uri,
        "pointer": PLACE,
        "asOf": datetimes.text(token.issued_at),
    }


def _size(token: StatusListToken) -> int:
    return len(token.statuses) * token.statuses.bits // 8


def _asked_again(inquiry: Inquiry, fetched: Fetched, token: StatusListToken) -> datetime | None:
    """When the issuer wants the list to be asked for again (§13.7); None when it does not say."""
    if token.seconds_to_live is None or token.seconds_to_live > _LONGEST:
        return None
    return (fetched.fetched_at or inquiry.now) + timedelta(seconds=token.seconds_to_live)


def _require_own(inquiry: Inquiry, token: StatusListToken, reference: Reference, once: Once) -> None:
    """The list bears the address it was asked for under, and the issuer of the credential signed it."""
    if token.uri != reference.uri:
        raise InputError("status_list_id_differs", PLACE)
    issuer = inquiry.issuer_id
    if token.issuer not in (None, issuer):
        raise InputError("status_list_issuer_differs", PLACE)
    signature = enveloped.of_list(token.jws, issuer, token.issued_at, inquiry.powers.directory, once)
    problem = signature.problem or binding.problem(signature, issuer, inquiry.now)
    if problem is not None:
        raise InputError("status_list_proof_invalid", PLACE, problem.code)
