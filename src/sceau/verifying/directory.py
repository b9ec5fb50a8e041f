"""Finds keys, asking once for each document, for the time of one verification."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sceau.did.document import DidDocument, VerificationMethod
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.ports import Fetch, Fetched
from sceau.records import replace
from sceau.verifying.memory import Resolves, keep

if TYPE_CHECKING:
    from sceau.proofs.jose.compact import CompactJws

_JSON = "application/json"

LONE_KEY = "lone key"
"""The `type` of a verification method that stands for a key at an https address, in nobody's document."""


MOST = 32
"""Documents that one verification may ask for, whatever the credentials inside name."""


class Directory:
    """A resolver that remembers.

    Args:
        resolver: finds documents and keys.
        fetch: brings the metadata of issuers that are https addresses.
    """

    def __init__(self, resolver: Resolves, fetch: Fetch) -> None:
        self._resolver = resolver
        self._fetch = fetch
        self._documents: dict[str, DidDocument | SceauError] = {}
        self._keys: dict[str, VerificationMethod | SceauError] = {}

    def resolve(self, identifier: str) -> DidDocument:
        """The document of a DID, or the controlled identifier document at an https address.

        Raises:
            InputError, ResolutionError: as the resolver, every time alike.
        """
        if identifier not in self._documents:
            if len(self._documents) >= MOST:
                raise ResolutionError("did_unreachable", detail=f"more than {MOST} documents")
            try:
                self._documents[identifier] = self._resolver.resolve(identifier)
            except SceauError as error:
                self._documents[identifier] = error
        found = self._documents[identifier]
        if isinstance(found, SceauError):
            raise found
        return found

    def key(self, url: str) -> tuple[DidDocument | None, VerificationMethod]:
        """The verification method behind ``url``, and the document that publishes it.

        Open Badges 3.0 §8.2.4 also lets an issuer publish a key by itself at an https address; then nothing but the
        address says whose it is, and there is no document.

        Raises:
            InputError, ResolutionError: as the resolver.
        """
        if url.startswith("did:"):
            owner = self.resolve(url.partition("#")[0])
            return owner, owner.find(url)
        try:
            owner = self.resolve(url.partition("#")[0])
        except InputError:
            return None, self._lone_key(url)
        return owner, owner.find(url)

    def publishes_keys(self, address: str) -> bool:
        """Whether the document at an https ``address`` lists keys: then these are its keys, and no others."""
        try:
            document = self.resolve(address)
        except SceauError:
            return False
        return bool(document.verification_methods or document.unsupported)

    def metadata_key(self, issuer: str, jws: CompactJws) -> VerificationMethod:
        """The key with which the https ``issuer`` of an SD-JWT VC signed ``jws`` (SD-JWT VC §4).

        Raises:
            InputError: see `sceau.proofs.jose.issuer_keys`.
            ResolutionError: ``issuer_metadata_unreachable``.
        """
        from sceau.proofs.jose import issuer_keys  # noqa: PLC0415 — slow to import, most issuers are DIDs

        asked = [self._fetched(issuer_keys.metadata_address(issuer))]
        metadata = issuer_keys.read_metadata(asked[0].body, issuer)
        keys = metadata.keys
        if metadata.key_set_address:
            asked.append(self._fetched(metadata.key_set_address))
            keys = issuer_keys.read_key_set(asked[1].body)
        key = issuer_keys.choose(keys, jws)
        for each in asked:
            keep(each)
        return VerificationMethod(id=issuer, type=LONE_KEY, controller=origin(issuer), public_key=key)

    def _fetched(self, url: str) -> Fetched:
        from sceau.proofs.jose import issuer_keys  # noqa: PLC0415 — see above

        try:
            return self._fetch(url, accept=_JSON, max_bytes=issuer_keys.MAX_BYTES)
        except ResolutionError as error:
            raise ResolutionError("issuer_metadata_unreachable", detail=error.code) from error

    def _lone_key(self, url: str) -> VerificationMethod:
        if url not in self._keys:
            if len(self._keys) >= MOST:
                raise ResolutionError("did_unreachable", detail=f"more than {MOST} keys")
            try:
                self._keys[url] = self._resolver.method_at(url)
            except SceauError as error:
                self._keys[url] = error
        found = self._keys[url]
        if isinstance(found, SceauError):
            raise found
        if found.controller and origin(found.controller) != origin(url):
            raise InputError("verification_method_missing", detail="of another controller")
        return replace(found, id=url, type=LONE_KEY, controller=origin(url))


def origin(address: str) -> str:
    """`https://host[:port]` of an https address whose host is in ASCII, "" for anything else."""
    try:
        parts = urlsplit(address)
        usual = parts.scheme == "https" and parts.hostname and parts.netloc.isascii()
        return f"https://{parts.netloc.lower()}" if usual else ""
    except ValueError:
        return ""
