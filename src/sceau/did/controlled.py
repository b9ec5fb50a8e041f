"""Controlled identifiers at https addresses (Controlled Identifiers 1.0), which Open Badges 3.0 lets issuers use,
and single keys that stand at an address of their own.
"""

from __future__ import annotations

from urllib.parse import unquote, urldefrag

from sceau.did import document
from sceau.did.document import DidDocument, VerificationMethod
from sceau.did.fetching import checked, json_at
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys import jwk
from sceau.keys.multikey import PublicKey
from sceau.ports import Fetch

_DOCUMENT = "application/cid, application/did, application/ld+json, application/json"
_KEY = "application/jwk+json, application/jwk-set+json, application/cid, application/json"
_MOST_KEYS = 1_000


def resolve(url: str, fetch: Fetch, *, allow_loopback_http: bool = False) -> DidDocument:
    """Fetch and read the document at ``url``. Redirects are not followed; the document must name the very address.

    Raises:
        InputError: ``did_malformed``, ``did_document_invalid``.
        ResolutionError: ``did_unreachable``.
    """
    found = json_at(checked(url, allow_loopback_http=allow_loopback_http), fetch, accept=_DOCUMENT)
    if found.get("id") != url:
        raise InputError("did_document_invalid", "/id", "the document is of another address")
    return document.parse(found)


def key_at(url: str, fetch: Fetch, *, kid: str | None = None, allow_loopback_http: bool = False) -> PublicKey:
    """The public key of `method_at`."""
    return method_at(url, fetch, kid=kid, allow_loopback_http=allow_loopback_http).public_key


def method_at(
    url: str, fetch: Fetch, *, kid: str | None = None, allow_loopback_http: bool = False
) -> VerificationMethod:
    """The public key behind an https address: a JWK, one of a JWK Set (RFC 7517 §5), a verification method that
    stands alone, or one inside a controlled identifier document.

    Nothing here says whose key it is, but for a `controller` that the method itself names ("" for a JWK).

    Args:
        url: https; its fragment names one key among several.
        fetch: see `sceau.ports.Fetch`; redirects are not followed.
        kid: which key of a set, when the address has no fragment; None for the only one.
        allow_loopback_http: also http on this machine.

    Raises:
        InputError: ``did_malformed``, ``did_document_invalid``, ``verification_method_missing``, ``key_malformed``,
            ``key_type_unsupported``, ``multibase_malformed``.
        ResolutionError: ``did_unreachable``.
    """
    found = json_at(checked(url, allow_loopback_http=allow_loopback_http), fetch, accept=_KEY)
    place, fragment = urldefrag(url)
    if "kty" in found:
        return _signing(found, url)
    if "keys" in found:
        return _signing(_of_set(found, {url, unquote(fragment)} - {""} if fragment else {kid or ""} - {""}), url)
    if found.get("id") == url and isinstance(found.get("type"), str):
        # A verification method document says of itself everything that a document would say of it
        return document.parse({"id": url, "verificationMethod": [found]}).find(url)
    if found.get("id") != place:
        raise InputError("did_document_invalid", "/id", "the document is of another address")
    return document.parse(found).find(url)


def _of_set(found: JsonObject, names: set[str]) -> JsonObject:
    keys = found["keys"]
    if not isinstance(keys, list) or len(keys) > _MOST_KEYS:
        raise InputError("did_document_invalid", "/keys")
    fitting = [key for key in keys if isinstance(key, dict) and (not names or key.get("kid") in names)]
    if len(fitting) != 1:
        raise InputError("verification_method_missing", detail=f"{len(fitting)} keys of the set fit")
    return fitting[0]


def _signing(key: JsonObject, url: str) -> VerificationMethod:
    if key.get("use", "sig") != "sig":
        raise InputError("key_type_unsupported", detail="a key for another use than signing")
    return VerificationMethod(id=url, type="JsonWebKey", controller="", public_key=jwk.to_public_key(key))
