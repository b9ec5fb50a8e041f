"""From a DID to its document, from a DID URL to a key (DID Resolution)."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from sceau.did.document import DidDocument, VerificationMethod
from sceau.did.methods import key, web
from sceau.errors import InputError
from sceau.ports import Fetch

_DID = re.compile(r"did:([a-z0-9]+):((?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}))")
_MAX_LENGTH = 2_048


class Resolver:
    """Finds DID documents through one `Fetch`.

    Args:
        fetch: brings documents that stand on the web.
        allow_loopback_http: read did:web of this machine over http; for demonstrations and tests.
    """

    def __init__(self, fetch: Fetch, *, allow_loopback_http: bool = False) -> None:
        self._fetch = fetch
        self._allow_loopback_http = allow_loopback_http

    def resolve(self, did: str) -> DidDocument:
        """The document of ``did``.

        Raises:
            InputError: ``did_malformed``, ``did_method_unsupported``, ``did_document_invalid``.
            ResolutionError: ``did_unreachable``.
        """
        found = _DID.fullmatch(did) if len(did) <= _MAX_LENGTH else None
        if found is None:
            raise InputError("did_malformed", detail=did[:100])
        match found[1]:
            case "key":
                return key.resolve(did)
            case "web":
                return web.resolve(did, self._fetch, allow_loopback_http=self._allow_loopback_http)
            case other:
                raise InputError("did_method_unsupported", detail=other[:100])

    def method(self, url: str) -> VerificationMethod:
        """The verification method behind a DID URL with a fragment.

        Raises:
            InputError: as `resolve`, and ``verification_method_missing``.
            ResolutionError: ``did_unreachable``.
        """
        did, fragment = urldefrag(url)
        if not fragment:
            raise InputError("did_malformed", detail="no fragment")
        return self.resolve(did).find(url)
