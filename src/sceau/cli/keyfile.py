"""The key file: a verification method with its secret half, as JSON."""

from __future__ import annotations

from pathlib import Path

from sceau.encoding.strict_json import JsonObject, loads_object
from sceau.errors import InputError
from sceau.keys import jwk, multikey, private
from sceau.keys.local import LocalSigner, Private
from sceau.keys.multikey import PublicKey
from sceau.records import record


@record
class KeyFile:
    """A private key and the DID URL under which its public half is published.

    Attributes:
        private: the key pair.
        verification_method: DID URL.
        controller: DID.
    """

    private: Private
    verification_method: str
    controller: str

    def signer(self) -> LocalSigner:
        """A signer that uses this key."""
        return LocalSigner(self.private, self.verification_method)

    def to_json(self, *, secret: bool) -> JsonObject:
        """The Multikey (an RSA key: JsonWebKey); with its secret half only when ``secret``."""
        if isinstance(self.private, private.MultikeyPrivate):
            document = self._named("https://w3id.org/security/multikey/v1", "Multikey")
            document["publicKeyMultibase"] = self.private.public_multibase
            return document | {"secretKeyMultibase": self.private.secret_multibase} if secret else document
        document = self._named("https://w3id.org/security/jwk/v1", "JsonWebKey")
        document["publicKeyJwk"] = jwk.from_public_key(self.private.public)
        return document | {"secretKeyJwk": jwk.from_private(self.private)} if secret else document

    def _named(self, context: str, kind: str) -> JsonObject:
        return {"@context": context, "id": self.verification_method, "type": kind, "controller": self.controller}


def read(path: Path) -> KeyFile:
    """Read a key file: a Multikey with `secretKeyMultibase`, or a JsonWebKey with `secretKeyJwk`.

    Raises:
        InputError: not JSON, or ``key_malformed`` or ``key_type_unsupported`` with the pointer of the guilty member.
        OSError: no such file.
    """
    document = loads_object(path.read_bytes())
    found = _from_jwk(document) if "secretKeyJwk" in document else _from_multibase(document)
    return KeyFile(found, _text(document, "id"), _text(document, "controller"))


def read_public(path: Path) -> PublicKey:
    """The public half in a key file, or in what `sceau keys show` prints of one.

    Raises:
        InputError, OSError: as `read`.
    """
    document = loads_object(path.read_bytes())
    public = document.get("publicKeyJwk")
    if isinstance(public, dict):
        return jwk.to_public_key(public)
    return multikey.decode(_text(document, "publicKeyMultibase"))


def _from_multibase(document: JsonObject) -> Private:
    public, secret = (_text(document, name) for name in ("publicKeyMultibase", "secretKeyMultibase"))
    found = private.from_multibase(secret)
    if found.public_multibase != public:
        raise InputError("key_malformed", "/publicKeyMultibase", "not the public half of the secret")
    return found


def _from_jwk(document: JsonObject) -> Private:
    public, secret = document.get("publicKeyJwk"), document["secretKeyJwk"]
    if not isinstance(secret, dict):
        raise InputError("key_malformed", "/secretKeyJwk")
    try:
        found = jwk.to_private(secret)
    except InputError as error:
        raise InputError(error.code, f"/secretKeyJwk{error.pointer}", error.detail) from error
    if not isinstance(public, dict) or jwk.to_public_key(public) != found.public:
        raise InputError("key_malformed", "/publicKeyJwk", "not the public half of the secret")
    return found


def _text(document: JsonObject, name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise InputError("key_malformed", f"/{name}")
    return value
