"""1EdTech revocation lists, brought and believed: they bear no proof, so that the address is all there is to go by."""

from __future__ import annotations

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError
from sceau.status import revocation_list
from sceau.verifying.inquiry import BYTES_PER_VALUE, Inquiry
from sceau.verifying.memory import keep, once_from


def look(inquiry: Inquiry, entry: JsonObject, place: str) -> JsonObject:
    """What the list at the entry's `id` says: `{"purpose", "value", "problem", "list", "pointer"}`, with `"message"`
    and `"asOf"` where they are known.

    Raises:
        InputError, ResolutionError: ``status_…`` at ``place``.
    """
    url, credential = entry.get("id"), inquiry.credential
    if not isinstance(url, str) or credential.id is None:
        raise InputError("status_entry_malformed", f"{place}/id" if credential.id else "/id")
    try:
        fetched = inquiry.powers.fetch_list(url, accept="application/json", max_bytes=revocation_list.MAX_BYTES)
    except ResolutionError as error:
        raise ResolutionError("status_list_unreachable", place, error.code) from error
    inquiry.powers.effort.spend(len(fetched.body) // BYTES_PER_VALUE)  # read again for each entry that means it
    try:
        found = once_from(fetched)("list", lambda: revocation_list.parse(fetched.body))
    except InputError as error:
        raise InputError(error.code, place, error.detail) from error
    if found.id not in ("", url):
        raise InputError("status_list_id_differs", place)
    if found.issuer not in ("", credential.issuer_id):
        raise InputError("status_list_issuer_differs", place)
    keep(fetched)
    revoked = found.revokes(credential.id)
    told: JsonObject = {
        "purpose": "revocation",
        "value": int(revoked),
        "problem": "credential_revoked" if revoked else None,
        "list": url,
        "pointer": place,
    }
    if revoked and (reason := found.revoked[credential.id.strip()]):
        told["message"] = reason
    if fetched.fetched_at:
        told["asOf"] = datetimes.text(fetched.fetched_at)
    return told
