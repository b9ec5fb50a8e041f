"""1EdTech Revocation List Status Method 1.0: the ids of revoked credentials, in one public document of the issuer's.

Such a list bears no proof: that it is the issuer's word rests on the address it came from. It names what it revokes, so
an issuer of this house does not use it; badges of others do.
"""

from __future__ import annotations

from collections.abc import Mapping

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue, loads_object
from sceau.errors import InputError
from sceau.model.shape import items
from sceau.records import record

ENTRY_TYPE = "1EdTechRevocationList"
"""`type` of a `credentialStatus` whose `id` is the address of a list."""

MAX_BYTES = 2_000_000
MOST_ENTRIES = 50_000
LONGEST_REASON = 1_000

# The specification's own texts use both names, and 1EdTech's validator reads the first.
_MEMBERS = ("revokedCredential", "revokedCredentials")


@record
class RevocationList:
    """What a list says.

    Attributes:
        id: of the list, or "" when it does not say; else the address it was fetched from, or it is another list.
        issuer: whose list it is, or ""; else the issuer of the credentials, or it is somebody else's word.
        revoked: the reason for each revoked credential, by its id; "" where none is given.
    """

    id: str
    issuer: str
    revoked: Mapping[str, str]

    def revokes(self, credential_id: str) -> bool:
        """Whether the credential of this id is revoked. A credential without an id cannot be looked up."""
        return credential_id.strip() in self.revoked


def parse(body: bytes) -> RevocationList:
    """Read a list as it was fetched.

    An entry is an object with an `id`, and perhaps `revoked` (true when absent) and `revocationReason`; a bare id is
    read too. Nothing unreadable is passed over: it could be the entry that was looked for.

    Raises:
        InputError: ``status_list_malformed``, ``status_list_too_large``; with a pointer into the list.
    """
    if len(body) > MAX_BYTES:
        raise InputError("status_list_too_large", detail=f"more than {MAX_BYTES} bytes")
    try:
        document = loads_object(body, max_bytes=MAX_BYTES)
    except InputError as error:
        raise InputError("status_list_malformed", error.pointer, error.code) from error
    if all(document.get(name) is None for name in _MEMBERS):
        raise InputError("status_list_malformed", detail="no list of revoked credentials")
    revoked: dict[str, str] = {}
    seen = 0
    for name in _MEMBERS:
        listed = items(document.get(name))
        seen += len(listed)
        if seen > MOST_ENTRIES:
            raise InputError("status_list_too_large", f"/{name}", f"more than {MOST_ENTRIES} entries")
        for index, entry in enumerate(listed):
            _add(revoked, entry, pointers.join("", name, index))
    return RevocationList(_identifier(document, "id"), _identifier(document, "issuer"), revoked)


def _add(revoked: dict[str, str], entry: JsonValue, here: str) -> None:
    if isinstance(entry, str):
        entry = {"id": entry}
    if not isinstance(entry, dict):
        raise InputError("status_list_malformed", here, "neither an object nor an id")
    identifier, counts = entry.get("id"), entry.get("revoked", True)
    if not isinstance(identifier, str) or not identifier.strip():
        raise InputError("status_list_malformed", pointers.join(here, "id"))
    if not isinstance(counts, bool):
        raise InputError("status_list_malformed", pointers.join(here, "revoked"))
    reason = entry.get("revocationReason", "")
    if counts:
        revoked[identifier.strip()] = reason[:LONGEST_REASON] if isinstance(reason, str) else ""


def _identifier(document: JsonObject, name: str) -> str:
    """The id in member ``name``, be it a text or an object.

    Raises:
        InputError: ``status_list_malformed`` for anything else but nothing.
    """
    value = document.get(name, "")
    if isinstance(value, dict):
        value = value.get("id")
    if not isinstance(value, str):
        raise InputError("status_list_malformed", f"/{name}")
    return value.strip()
