"""From an identifier to its document, from a URL to a key (DID Resolution; Controlled Identifiers 1.0 §3)."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from sceau.did.document import DidDocument, VerificationMethod
from sceau.did.methods import key
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.ports import Fetch

_DID = re.compile(r"did:([a-z0-9]+):((?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}))")
_ADDRESS = ("https://", "http://")
_MAX_LENGTH = 2_048


class Resolver:
    """Finds documents and keys through one `Fetch`.

    Args:
        fetch: brings documents that stand on the web.
        allow_loopback_http: read what stands on this machine over http; for demonstrations and tests.
    """

    def __init__(self, fetch: Fetch, *, allow_loopback_http: bool = False) -> None:
        self._fetch = fetch
        self._allow_loopback_http = allow_loopback_http

    def resolve(self, did: str) -> DidDocument:
        """The document of ``did``: a did:key, did:jwk or did:web, or the https address of a controlled identifier
        document.

        Raises:
            InputError: ``did_malformed``, ``did_method_unsupported``, ``did_document_invalid``; for a DID that is
                its key ``key_malformed``, ``key_type_unsupported``.
            ResolutionError: ``did_unreachable``.
        """
        if did.startswith(_ADDRESS) and "#" not in did:
            from sceau.did import controlled  # noqa: PLC0415 — slow to import, most keys are DIDs by themselves

            return controlled.resolve(did, self._fetch, allow_loopback_http=self._allow_loopback_http)
        found = _DID.fullmatch(did) if len(did) <= _MAX_LENGTH else None
        if found is None:
            raise InputError("did_malformed", detail=did[:100])
        match found[1]:
            case "key":
                return key.resolve(did)
            case "jwk":
                from sceau.did.methods import jwk  # noqa: PLC0415 — see above

                return jwk.resolve(did)
            case "web":
                from sceau.did.methods import web  # noqa: PLC0415 — see above

                return web.resolve(did, self._fetch, allow_loopback_http=self._allow_loopback_http)
            case other:
                raise InputError("did_method_unsupported", detail=other[:100])

    def method(self, url: str) -> VerificationMethod:
        """The verification method behind a URL with a fragment.

        Raises:
            InputError: as `resolve`, and as `DidDocument.find`.
            ResolutionError: ``did_unreachable``.
        """
        did, fragment = urldefrag(url)
        if not fragment:
            raise InputError("did_malformed", detail="no fragment")
        return self.resolve(did).find(url)

    def jwk_at(self, url: str, kid: str | None = None) -> PublicKey:
        """The public key that stands at an https address by itself, in a JWK Set, or in a document; or that a DID
        URL names. Whose key it is must be asked elsewhere.

        Args:
            url: its fragment names one key among several.
            kid: names the key of a JWK Set when the address has no fragment.

        Raises:
            InputError: as `method`, ``key_malformed``, ``key_type_unsupported``, ``multibase_malformed``.
            ResolutionError: ``did_unreachable``.
        """
        if not url.startswith(_ADDRESS):
            return self.method(url).public_key
        from sceau.did import controlled  # noqa: PLC0415 — see above

        return controlled.key_at(url, self._fetch, kid=kid, allow_loopback_http=self._allow_loopback_http)

    def method_at(self, url: str) -> VerificationMethod:
        """As `jwk_at` for an https address, with what a verification method says of itself besides its key.

        Raises:
            InputError, ResolutionError: as `jwk_at`.
        """
        from sceau.did import controlled  # noqa: PLC0415 — see above

        return controlled.method_at(url, self._fetch, allow_loopback_http=self._allow_loopback_http)
