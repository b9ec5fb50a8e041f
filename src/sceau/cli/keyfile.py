"""The key file: a Multikey with its secret half, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sceau.encoding.strict_json import JsonObject, loads_object
from sceau.errors import InputError
from sceau.keys import multikey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A private key and the DID URL under which its public half is published.

    Attributes:
        private: the key pair.
        verification_method: DID URL.
        controller: DID.
    """

    private: PrivateKey
    verification_method: str
    controller: str

    def signer(self) -> LocalSigner:
        """A signer that uses this key."""
        return LocalSigner(self.private, self.verification_method)

    def to_json(self, *, secret: bool) -> JsonObject:
        """The Multikey; with its secret half only when ``secret``."""
        document: JsonObject = {
            "@context": "https://w3id.org/security/multikey/v1",
            "id": self.verification_method,
            "type": "Multikey",
            "controller": self.controller,
            "publicKeyMultibase": self.private.public_multibase,
        }
        return document | {"secretKeyMultibase": self.private.secret_multibase} if secret else document


def read(path: Path) -> KeyFile:
    """Read a key file.

    Raises:
        InputError: not JSON, or ``key_malformed`` with the pointer of the guilty member.
        OSError: no such file.
    """
    document = loads_object(path.read_bytes())
    texts: dict[str, str] = {}
    for name in ("id", "controller", "publicKeyMultibase", "secretKeyMultibase"):
        value = document.get(name)
        if not isinstance(value, str):
            raise InputError("key_malformed", f"/{name}")
        texts[name] = value
    private = PrivateKey(multikey.decode_secret(texts["secretKeyMultibase"]))
    if private.public_multibase != texts["publicKeyMultibase"]:
        raise InputError("key_malformed", "/publicKeyMultibase", "not the public half of the secret")
    return KeyFile(private, texts["id"], texts["controller"])
