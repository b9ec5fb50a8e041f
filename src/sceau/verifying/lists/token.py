"""Token Status Lists, brought and believed (Token Status List §8.3)."""

from __future__ import annotations

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError
from sceau.status import token_list
from sceau.status.token_list import Reference, StatusListToken
from sceau.verifying import binding, enveloped
from sceau.verifying.inquiry import BYTES_PER_VALUE, Inquiry

PLACE = "/status/status_list"
MAX_BYTES = 2_000_000


def look(inquiry: Inquiry, reference: Reference) -> JsonObject:
    """What the list says: `{"purpose", "value", "problem", "list", "pointer", "asOf"}`.

    Raises:
        InputError, ResolutionError: ``status_…`` at `PLACE`.
    """
    try:
        fetched = inquiry.powers.fetch(reference.uri, accept="application/statuslist+jwt", max_bytes=MAX_BYTES)
    except ResolutionError as error:
        raise ResolutionError("status_list_unreachable", PLACE, error.code) from error
    inquiry.powers.effort.spend(len(fetched.body) // BYTES_PER_VALUE)  # read again for each entry that means it
    try:
        token = token_list.read(fetched.body.decode("ascii").strip())
    except UnicodeDecodeError as error:
        raise InputError("status_list_malformed", PLACE, "not a JWT") from error
    except InputError as error:
        code = error.code if error.code.startswith("status_list_") else "status_list_malformed"
        raise InputError(code, PLACE, error.code) from error
    _require_own(inquiry, token, reference)
    if token.expires is not None and inquiry.now >= token.expires:
        raise InputError("status_list_out_of_date", PLACE)
    value = token.statuses[reference.index]
    return {
        "purpose": "status",
        "value": value,
        "problem": token_list.problem(value),
        "list": reference.uri,
        "pointer": PLACE,
        "asOf": datetimes.text(token.issued_at),
    }


def _require_own(inquiry: Inquiry, token: StatusListToken, reference: Reference) -> None:
    """The list bears the address it was asked for under, and the issuer of the credential signed it."""
    if token.uri != reference.uri:
        raise InputError("status_list_id_differs", PLACE)
    issuer = inquiry.issuer_id
    if token.issuer not in (None, issuer):
        raise InputError("status_list_issuer_differs", PLACE)
    signature = enveloped.of_list(token.jws, issuer, token.issued_at, inquiry.powers.directory)
    problem = signature.problem or binding.problem(signature, issuer, inquiry.now)
    if problem is not None:
        raise InputError("status_list_proof_invalid", PLACE, problem.code)
