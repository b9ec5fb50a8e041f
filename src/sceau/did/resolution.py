"""The DID resolution result that an HTTP endpoint answers with (DID Core 1.0 §7; did:key 0.7, Read).

For whoever serves `GET …/identifiers/{did}`: everything but the socket. Nothing is raised, for a resolution that
fails is an answer too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urldefrag

from sceau.did.document import DidDocument
from sceau.did.methods import key
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.keys import multikey

CONTENT_TYPE = "application/did+ld+json"

_CONTEXT = "https://w3id.org/did-resolution/v1"
_ACCEPTED = frozenset(
    {"", "*/*", "application/*", "application/did", CONTENT_TYPE, "application/did+json", "application/ld+json",
     "application/json", "application/did-resolution"}
)  # fmt: skip
_URL = re.compile(r"[^/?#]*(/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?(\?[^#]*)?(#.*)?")
_QUERY = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")
_EXPERIMENTAL = frozenset(
    {"Ed25519VerificationKey2018", "X25519KeyAgreementKey2019", "EcdsaSecp256k1VerificationKey2019",
     "EcdsaSecp256r1VerificationKey2019", "Bls12381G2Key2020"}
)  # fmt: skip
_STATUS = {"methodNotSupported": 501, "notFound": 404, "representationNotSupported": 406, "internalError": 500}
_BAD_REQUEST = 400
_OK = 200
_ERRORS = {
    "did_malformed": "invalidDid",
    "did_method_unsupported": "methodNotSupported",
    "did_document_invalid": "invalidDidDocument",
    "key_type_unsupported": "unsupportedPublicKeyType",
    "verification_method_missing": "notFound",
    "multibase_malformed": "invalidPublicKey",
    "date_malformed": "invalidDidDocument",
}


class Resolves(Protocol):
    """What this asks of a resolver; see `sceau.did.resolver.Resolver`."""

    def resolve(self, did: str) -> DidDocument: ...


class _Failure(Exception):
    """An error of the vocabulary of DID resolution."""


def result(resolver: Resolves, did: str, options: Mapping[str, object] | None = None) -> tuple[int, JsonObject]:
    """Resolve a DID, or dereference a DID URL with a fragment to its verification method.

    Args:
        resolver: finds documents.
        did: what was asked for, already percent-decoded once.
        options: `accept` (media types, from the header of that name), `publicKeyFormat`,
            `enableExperimentalPublicKeyTypes`, `enableEncryptionKeyDerivation` (did:key); values as a query string
            has them, or booleans. Others are ignored.

    Returns:
        The HTTP status, and `@context`, `didDocument` (empty on failure), `didDocumentMetadata` and
        `didResolutionMetadata`, or for a DID URL `didDereferencingMetadata`, with `contentType` or `error`.
    """
    is_url = any(mark in did for mark in "/?#") and not did.startswith(("https://", "http://"))
    metadata = "didDereferencingMetadata" if is_url else "didResolutionMetadata"
    answer: JsonObject = {"@context": _CONTEXT, "didDocument": {}, "didDocumentMetadata": {}}
    try:
        found = _dereferenced(resolver, did, options or {}) if is_url else _resolved(resolver, did, options or {}).raw
    except _Failure as failure:
        error = str(failure)
        return _STATUS.get(error, _BAD_REQUEST), answer | {metadata: {"error": error}}
    return _OK, answer | {"didDocument": found, metadata: {"contentType": CONTENT_TYPE}}


def _resolved(resolver: Resolves, did: str, options: Mapping[str, object]) -> DidDocument:
    _require_representation(options)
    try:
        if not did.startswith(key.PREFIX):
            return resolver.resolve(did)
        resolver.resolve(did)  # first whether it is a DID at all, then how it shall look
        agreement = _is_true(options.get("enableEncryptionKeyDerivation"))
        return key.resolve(did, key_format=_key_format(options), key_agreement=agreement)
    except SceauError as error:
        raise _Failure(_named(error, did)) from error


def _dereferenced(resolver: Resolves, url: str, options: Mapping[str, object]) -> JsonObject:
    parts = _URL.fullmatch(url)
    if parts is None or not all(_QUERY.fullmatch(part[1:]) for part in parts.groups() if part):
        raise _Failure("invalidDidUrl")
    did, fragment = urldefrag(url)
    if not fragment or parts[1] or parts[2]:
        raise _Failure("notFound")  # services and versions are not dereferenced here
    # The key agreement key that a did:key implies has its place in the document, asked for or not
    document = _resolved(resolver, did, {**options, "enableEncryptionKeyDerivation": True})
    try:
        method = document.find(url)
    except InputError as error:
        raise _Failure(_named(error, did)) from error
    return {"@context": document.raw.get("@context", []), **method.raw}


def _require_representation(options: Mapping[str, object]) -> None:
    accepted = str(options.get("accept") or "").lower().split(",")
    if not _ACCEPTED.intersection(part.partition(";")[0].strip() for part in accepted):
        raise _Failure("representationNotSupported")


def _key_format(options: Mapping[str, object]) -> str:
    wanted = options.get("publicKeyFormat", key.MULTIKEY)
    if isinstance(wanted, str) and wanted in key.FORMATS:
        return wanted
    if wanted in _EXPERIMENTAL and not _is_true(options.get("enableExperimentalPublicKeyTypes")):
        raise _Failure("invalidPublicKeyType")
    raise _Failure("unsupportedPublicKeyType")


def _is_true(value: object) -> bool:
    return value is True or value == "true"


def _named(error: SceauError, did: str) -> str:
    if isinstance(error, ResolutionError):
        return "notFound" if error.detail == "fetch_status" else "internalError"
    if error.code == "key_malformed" and did.startswith(key.PREFIX):
        try:
            multikey.decode(did.rpartition(":")[2])
        except InputError:
            return "invalidPublicKeyLength"
    return _ERRORS.get(error.code, "invalidPublicKey")
