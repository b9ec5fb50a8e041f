"""DID documents (DID Core 1.0, Controlled Identifiers 1.0): who may sign with which key, and since when not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk, multikey
from sceau.keys.multikey import PublicKey

_CONTEXT: list[JsonValue] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]
_MULTIBASE_TYPES = frozenset({"Multikey", "Ed25519VerificationKey2020"})
_JWK_TYPES = frozenset({"JsonWebKey", "JsonWebKey2020"})
_MOST_METHODS = 1_000


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key as its controller publishes it.

    Attributes:
        id: absolute DID URL.
        type: "Multikey", "JsonWebKey", "JsonWebKey2020" or "Ed25519VerificationKey2020".
        controller: the DID that may speak with the key.
        public_key: the key itself.
        revoked: from this moment on its signatures count no more; None while in use.
        expires: the planned end of its use; None when open.
    """

    id: str
    type: str
    controller: str
    public_key: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A DID document as this engine reads it.

    Attributes:
        id: the DID.
        verification_methods: those with a key of a kind known here, in document order.
        assertion_method: DID URLs of the methods allowed to sign credentials.
        raw: the document as it was read, unknown members included.
        unsupported: DID URLs of methods that stand in the document but cannot be used, with the reason.
    """

    id: str
    verification_methods: tuple[VerificationMethod, ...]
    assertion_method: frozenset[str]
    raw: JsonObject
    unsupported: dict[str, InputError] = field(default_factory=dict)

    def find(self, url: str) -> VerificationMethod:
        """The verification method that bears ``url``.

        Raises:
            InputError: ``verification_method_missing``; or why the method cannot be used
                (``key_type_unsupported``, ``key_malformed``, ``multibase_malformed``, ``date_malformed``).
        """
        for method in self.verification_methods:
            if method.id == url:
                return method
        if url in self.unsupported:
            raise self.unsupported[url]
        raise InputError("verification_method_missing", detail=url[:200])


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """What `build` needs to know of one key.

    Attributes:
        fragment: its name in the document, such as "key-1"; never used again for another key.
        public_key: the key.
        expires: planned end of use.
        revoked: retired or compromised at this moment. What it signed before still verifies.
        for_assertion: False takes the key out of `assertionMethod`, and every signature by it with it.
    """

    fragment: str
    public_key: PublicKey
    expires: datetime | None = None
    revoked: datetime | None = None
    for_assertion: bool = True


def parse(document: JsonObject) -> DidDocument:
    """Read a DID document.

    A method of an unknown kind does not spoil the others; it is told when somebody asks for it.

    Raises:
        InputError: ``did_document_invalid`` with the pointer of the guilty member.
    """
    did = document.get("id")
    if not isinstance(did, str) or not did.startswith("did:"):
        raise InputError("did_document_invalid", "/id")
    reader = _Reader(did)
    reader.read_methods(document.get("verificationMethod", []), "/verificationMethod")
    allowed = reader.read_relationship(document.get("assertionMethod", []), "/assertionMethod")
    return DidDocument(did, tuple(reader.methods.values()), frozenset(allowed), document, reader.unsupported)


def build(
    did: str, keys: Sequence[PublishedKey], *, also_known_as: Sequence[str] = (), controller: str | None = None
) -> JsonObject:
    """The document of ``did``: each key as Multikey (`#name`) and as JsonWebKey (`#name-jwk`).

    Data Integrity readers want the first form, JWT readers the second. Retired keys stay, so that what they signed
    in their time still verifies.
    """
    methods: list[JsonValue] = []
    allowed: list[JsonValue] = []
    for key in keys:
        shared: JsonObject = {"controller": did}
        if key.expires:
            shared["expires"] = datetimes.text(key.expires)
        if key.revoked:
            shared["revoked"] = datetimes.text(key.revoked)
        url = f"{did}#{key.fragment}"
        multibase = multikey.encode(key.public_key.kind, key.public_key.raw)
        methods += (
            {"id": url, "type": "Multikey", **shared, "publicKeyMultibase": multibase},
            {
                "id": f"{url}-jwk",
                "type": "JsonWebKey",
                **shared,
                "publicKeyJwk": jwk.from_public_key(key.public_key),
            },
        )
        if key.for_assertion:
            allowed += url, f"{url}-jwk"
    document: JsonObject = {"@context": list(_CONTEXT), "id": did}
    if also_known_as:
        document["alsoKnownAs"] = list(also_known_as)
    if controller:
        document["controller"] = controller
    return document | {"verificationMethod": methods, "assertionMethod": allowed}


class _Reader:
    def __init__(self, did: str) -> None:
        self._did = did
        self.methods: dict[str, VerificationMethod] = {}
        self.unsupported: dict[str, InputError] = {}

    def read_methods(self, value: JsonValue, pointer: str) -> None:
        for index, method in enumerate(_limited_list(value, pointer)):
            self._read_method(method, f"{pointer}/{index}")

    def read_relationship(self, value: JsonValue, pointer: str) -> set[str]:
        """The DID URLs that a relationship names; methods embedded in it are read as well."""
        return {
            self._absolute(method, f"{pointer}/{index}")
            if isinstance(method, str)
            else self._read_method(method, f"{pointer}/{index}")
            for index, method in enumerate(_limited_list(value, pointer))
        }

    def _absolute(self, url: JsonValue, pointer: str) -> str:
        if not isinstance(url, str) or not url.startswith(("did:", "#")):
            raise InputError("did_document_invalid", pointer, "not a DID URL")
        return self._did + url if url.startswith("#") else url

    def _read_method(self, method: JsonValue, pointer: str) -> str:
        if not isinstance(method, dict):
            raise InputError("did_document_invalid", pointer)
        url = self._absolute(method.get("id"), f"{pointer}/id")
        if url in self.methods or url in self.unsupported:
            raise InputError("did_document_invalid", f"{pointer}/id", "two methods of one name")
        kind, controller = method.get("type"), method.get("controller")
        if not isinstance(kind, str):
            raise InputError("did_document_invalid", f"{pointer}/type")
        if not isinstance(controller, str):
            raise InputError("did_document_invalid", f"{pointer}/controller")
        try:
            revoked, expires = (_moment(method, name, pointer) for name in ("revoked", "expires"))
            key = _public_key(kind, method)
        except InputError as error:
            self.unsupported[url] = error
        else:
            self.methods[url] = VerificationMethod(url, kind, controller, key, revoked, expires)
        return url


def _limited_list(value: JsonValue, pointer: str) -> list[JsonValue]:
    if not isinstance(value, list) or len(value) > _MOST_METHODS:
        raise InputError("did_document_invalid", pointer)
    return value


def _moment(method: JsonObject, name: str, pointer: str) -> datetime | None:
    return datetimes.parse(method[name], f"{pointer}/{name}") if name in method else None


def _public_key(kind: str, method: JsonObject) -> PublicKey:
    multibase, web_key = method.get("publicKeyMultibase"), method.get("publicKeyJwk")
    if kind in _MULTIBASE_TYPES and isinstance(multibase, str):
        return multikey.decode(multibase)
    if kind in _JWK_TYPES and isinstance(web_key, dict):
        return jwk.to_public_key(web_key)
    if kind in _MULTIBASE_TYPES | _JWK_TYPES:
        raise InputError("key_malformed", detail="no key")
    raise InputError("key_type_unsupported", detail=kind[:100])
