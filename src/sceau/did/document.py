"""DID documents (DID Core 1.0, Controlled Identifiers 1.0): who may use which key for what, and since when not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk, multikey
from sceau.keys.multikey import BLS12381_G2, RSA, PublicKey
from sceau.records import field, record

_CONTEXT: list[JsonValue] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]
_MULTIBASE_TYPES = frozenset({"Multikey", "Ed25519VerificationKey2020", "X25519KeyAgreementKey2020"})
_JWK_TYPES = frozenset({"JsonWebKey", "JsonWebKey2020"})
_MOST_METHODS = 1_000
_RELATIONSHIPS = {
    # member of the document: attribute of `DidDocument`
    "assertionMethod": "assertion_method",
    "authentication": "authentication",
    "keyAgreement": "key_agreement",
    "capabilityInvocation": "capability_invocation",
    "capabilityDelegation": "capability_delegation",
}


@record
class VerificationMethod:
    """A public key as its controller publishes it.

    Attributes:
        id: absolute DID URL, or https address.
        type: "Multikey", "JsonWebKey", "JsonWebKey2020", "Ed25519VerificationKey2020" or "X25519KeyAgreementKey2020".
        controller: who may speak with the key.
        public_key: the key itself.
        revoked: when it was withdrawn, because somebody else may hold it; None for a key in good repute.
        expires: the end of its use, planned or past, which what it signed before outlives; None when open.
        kid: the name inside its JWK, None without one.
        raw: the method as it was read, unknown members included.
    """

    id: str
    type: str
    controller: str
    public_key: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None
    kid: str | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@record
class DidDocument:
    """A DID document, or another controlled identifier document, as this engine reads it.

    Attributes:
        id: the DID, or the https address.
        verification_methods: those with a key of a kind known here, in document order.
        assertion_method: URLs of the methods allowed to sign credentials.
        raw: the document as it was read, unknown members included.
        unsupported: URLs of methods that stand in the document but cannot be used, with the reason.
        authentication: URLs of the methods that show who is speaking, such as a holder who presents.
        key_agreement: URLs of the methods to encrypt to.
        capability_invocation, capability_delegation: URLs of the methods for authorization capabilities.
    """

    id: str
    verification_methods: tuple[VerificationMethod, ...]
    assertion_method: frozenset[str]
    raw: JsonObject
    unsupported: dict[str, InputError] = field(default_factory=dict)
    authentication: frozenset[str] = frozenset()
    key_agreement: frozenset[str] = frozenset()
    capability_invocation: frozenset[str] = frozenset()
    capability_delegation: frozenset[str] = frozenset()

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

    def find_by_key(self, key: PublicKey) -> VerificationMethod | None:
        """The method that publishes ``key``, in whichever form; None when there is none.

        Of several, a withdrawn one comes first: whoever holds the key holds it under all its names.
        """
        return _first([method for method in self.verification_methods if method.public_key == key])

    def find_by_kid(self, kid: str) -> VerificationMethod:
        """The method that a JOSE header's `kid` names: a DID URL, its fragment with or without `#`, the name inside
        a JWK, or the thumbprint of one (RFC 7638).

        Raises:
            InputError: as `find`.
        """
        url = kid if ":" in kid else f"{self.id}#{kid.removeprefix('#')}"
        try:
            return self.find(url)
        except InputError as error:
            found = _first([method for method in self.verification_methods if kid in (method.kid, _thumbprint(method))])
            if found is None or error.code != "verification_method_missing":
                raise
            return found


@record
class PublishedKey:
    """What `build` needs to know of one key.

    Attributes:
        fragment: its name in the document, such as "key-1"; never used again for another key.
        public_key: the key.
        expires: the end of its use, planned, or past when the key is retired. What it signed before still verifies
            here; Controlled Identifiers 1.0 §2.2 lets other verifiers refuse that as well from then on, so leave it
            open for a key whose past must stay verifiable everywhere.
        revoked: from this moment on others may have held it. What claims to be older is left open, never passed, for
            who stole a key can write any date; what is younger fails.
        for_assertion: False takes the key out of `assertionMethod`, and every signature by it with it.
        for_authentication: whether the key may sign presentations in the name of the DID.
    """

    fragment: str
    public_key: PublicKey
    expires: datetime | None = None
    revoked: datetime | None = None
    for_assertion: bool = True
    for_authentication: bool = False


def parse(document: JsonObject) -> DidDocument:
    """Read a DID document, or a controlled identifier document of an https address.

    A method of an unknown kind does not spoil the others; it is told when somebody asks for it.

    Raises:
        InputError: ``did_document_invalid`` with the pointer of the guilty member.
    """
    did = document.get("id")
    if not isinstance(did, str) or not did.startswith(("did:", "https://", "http://")):
        raise InputError("did_document_invalid", "/id")
    reader = _Reader(did)
    reader.read_methods(document.get("verificationMethod", []), "/verificationMethod")
    allowed = {
        attribute: frozenset(reader.read_relationship(document.get(member, []), f"/{member}"))
        for member, attribute in _RELATIONSHIPS.items()
    }
    methods = tuple(reader.methods.values())
    return DidDocument(did, methods, raw=document, unsupported=reader.unsupported, **allowed)


def build(
    did: str, keys: Sequence[PublishedKey], *, also_known_as: Sequence[str] = (), controller: str | None = None
) -> JsonObject:
    """The document of ``did``: each key as Multikey (`#name`) and as JsonWebKey (`#name-jwk`).

    Data Integrity readers want the first form, JWT readers the second; RSA and BLS12-381 keys have one of them only.
    Retired keys stay, so that what they signed in their time still verifies.

    Raises:
        InputError: ``key_malformed``.
    """
    methods: list[JsonValue] = []
    allowed: list[JsonValue] = []
    authenticating: list[JsonValue] = []
    for key in keys:
        shared: JsonObject = {"controller": did}
        if key.expires:
            shared["expires"] = datetimes.text(key.expires)
        if key.revoked:
            shared["revoked"] = datetimes.text(key.revoked)
        for method in _forms(f"{did}#{key.fragment}", shared, key.public_key):
            methods.append(method)
            if key.for_assertion:
                allowed.append(method["id"])
            if key.for_authentication:
                authenticating.append(method["id"])
    document: JsonObject = {"@context": list(_CONTEXT), "id": did}
    if also_known_as:
        document["alsoKnownAs"] = list(also_known_as)
    if controller:
        document["controller"] = controller
    document |= {"verificationMethod": methods, "assertionMethod": allowed}
    return document | {"authentication": authenticating} if authenticating else document


def _forms(url: str, shared: JsonObject, key: PublicKey) -> list[JsonObject]:
    forms: list[JsonObject] = []
    if key.kind != RSA:
        text = multikey.encode(key.kind, key.raw)
        forms.append({"id": url, "type": "Multikey", **shared, "publicKeyMultibase": text})
    if key.kind != BLS12381_G2:
        web_key = jwk.from_public_key(key)
        forms.append({"id": f"{url}-jwk", "type": "JsonWebKey", **shared, "publicKeyJwk": web_key})
    return forms


class _Reader:
    def __init__(self, did: str) -> None:
        self._did = did
        self.methods: dict[str, VerificationMethod] = {}
        self.unsupported: dict[str, InputError] = {}
        self._embedded: dict[str, JsonObject] = {}

    def read_methods(self, value: JsonValue, pointer: str) -> None:
        for index, method in enumerate(_limited_list(value, pointer)):
            self._read_method(method, f"{pointer}/{index}")

    def read_relationship(self, value: JsonValue, pointer: str) -> set[str]:
        """The DID URLs that a relationship names; methods embedded in it are read as well."""
        return {
            self._absolute(method, f"{pointer}/{index}")
            if isinstance(method, str)
            else self._read_embedded(method, f"{pointer}/{index}")
            for index, method in enumerate(_limited_list(value, pointer))
        }

    def _absolute(self, url: JsonValue, pointer: str) -> str:
        if not isinstance(url, str) or not url.startswith(("did:", "https://", "http://", "#")):
            raise InputError("did_document_invalid", pointer, "neither a DID URL nor an address")
        return self._did + url if url.startswith("#") else url

    def _read_embedded(self, method: JsonValue, pointer: str) -> str:
        """A method inside a relationship; the same one may stand in several."""
        if isinstance(method, dict) and (known := self._embedded.get(str(method.get("id")))) == method:
            return self._absolute(known["id"], f"{pointer}/id")
        url = self._read_method(method, pointer)
        if isinstance(method, dict):
            self._embedded[str(method["id"])] = method
        return url

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
            self.methods[url] = VerificationMethod(
                url, kind, controller, key, revoked, expires, kid=_kid(method), raw=method
            )
        return url


def _limited_list(value: JsonValue, pointer: str) -> list[JsonValue]:
    if not isinstance(value, list) or len(value) > _MOST_METHODS:
        raise InputError("did_document_invalid", pointer)
    return value


def _first(methods: list[VerificationMethod]) -> VerificationMethod | None:
    return min(methods, key=lambda method: method.revoked is None, default=None)


def _thumbprint(method: VerificationMethod) -> str | None:
    try:
        return jwk.thumbprint(jwk.from_public_key(method.public_key))
    except InputError:  # no point of its curve, or a kind without JWK
        return None


def _kid(method: JsonObject) -> str | None:
    web_key = method.get("publicKeyJwk")
    name = web_key.get("kid") if isinstance(web_key, dict) else None
    return name if isinstance(name, str) else None


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
