"""What lies at the hosts that an Open Badges 2.0 badge names: asked seldom, never believed for another host."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, loads_object
from sceau.errors import InputError, ResolutionError
from sceau.openbadges.v2.model import RevocationList
from sceau.openbadges.v2.values import identifier, origin
from sceau.ports import Fetch, Fetched

MOST = 8
MAX_BYTES = 1_000_000

_ACCEPT = "application/ld+json, application/json"
_GONE = "410"


class BadgeHosts:
    """Brings documents for one verification, each address once.

    Args:
        fetch: who asks the world.

    Attributes:
        asked: the hosts, in the order in which they were first asked.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._known: dict[str, Fetched | ResolutionError] = {}
        self.asked: list[str] = []

    def assertion(self, address: str, pointer: str) -> JsonObject:
        """The hosted assertion at ``address``.

        Raises:
            InputError: ``badge_revoked_by_host`` when the host says so (HTTP 410, or `revoked`);
                ``badge_document_malformed``.
            ResolutionError: ``badge_host_gone``, ``badge_redirected``.
        """
        try:
            fetched = self._visit(address)
        except ResolutionError as error:
            if error.code == "fetch_status" and error.detail == _GONE:
                raise InputError("badge_revoked_by_host", pointer) from error
            raise _gone(error, pointer) from error
        document = _read(fetched, pointer)
        if document.get("revoked") is True:
            reason = document.get("revocationReason")
            raise InputError("badge_revoked_by_host", pointer, reason[:200] if isinstance(reason, str) else "")
        _require_same_origin(address, fetched, pointer)
        return document

    def document(self, address: str, pointer: str) -> JsonObject:
        """The document at ``address``, which must bear it as its id.

        Raises:
            InputError, ResolutionError: as `assertion`.
        """
        try:
            fetched = self._visit(address)
        except ResolutionError as error:
            raise _gone(error, pointer) from error
        document = _read(fetched, pointer)
        _require_same_origin(address, fetched, pointer)
        if identifier(document) != address:
            raise InputError("badge_document_malformed", pointer, "another id")
        return document

    def revocations(self, address: str, pointer: str) -> RevocationList:
        """The revocation list at ``address``.

        Raises:
            InputError: ``status_list_malformed``.
            ResolutionError: ``status_list_unreachable``, also when the answer comes from another origin.
        """
        try:
            fetched = self._visit(address)
            _require_same_origin(address, fetched, pointer)
        except ResolutionError as error:
            raise ResolutionError("status_list_unreachable", pointer, error.code) from error
        try:
            return RevocationList.parse(loads_object(fetched.body, max_bytes=MAX_BYTES))
        except InputError as error:
            raise InputError("status_list_malformed", pointer, error.code) from error

    def _visit(self, address: str) -> Fetched:
        place = origin(address)
        if not place:
            raise ResolutionError("fetch_scheme_forbidden", detail="no address of the web")
        if address not in self._known:
            if len(self._known) >= MOST:
                raise ResolutionError("fetch_failed", detail=f"more than {MOST} addresses")
            host = place.partition("://")[2]
            if host not in self.asked:
                self.asked.append(host)
            try:
                self._known[address] = self._fetch(address, accept=_ACCEPT, max_bytes=MAX_BYTES)
            except ResolutionError as error:
                self._known[address] = error
        found = self._known[address]
        if isinstance(found, ResolutionError):
            raise found
        return found


def _read(fetched: Fetched, pointer: str) -> JsonObject:
    try:
        return loads_object(fetched.body, max_bytes=MAX_BYTES)
    except InputError as error:
        raise InputError("badge_document_malformed", pointer, error.code) from error


def _require_same_origin(address: str, fetched: Fetched, pointer: str) -> None:
    """Redirects are allowed (§Data Validation), but one that leaves the origin may be nothing but an open door: then
    it is not the issuer who speaks."""
    if origin(fetched.url) != origin(address):
        raise ResolutionError("badge_redirected", pointer, origin(fetched.url))


def _gone(error: ResolutionError, pointer: str) -> ResolutionError:
    return ResolutionError("badge_host_gone", pointer, f"{error.code} {error.detail}".strip())
