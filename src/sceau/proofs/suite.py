"""What a Data Integrity cryptosuite is: transform → hash → sign or verify (VC Data Integrity 1.0 §4)."""

from __future__ import annotations

from hashlib import sha256
from typing import Protocol

from sceau.encoding import multibase
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys import ed25519
from sceau.keys.multikey import ED25519, PublicKey
from sceau.linked_data.contexts import Contexts
from sceau.ports import Signer


class Cryptosuite(Protocol):
    """One way of signing a JSON document. Stateless."""

    @property
    def name(self) -> str:
        """The value of `cryptosuite`."""
        ...

    @property
    def key_kinds(self) -> frozenset[str]:
        """Kinds of keys that it signs with, as `sceau.keys.multikey` names them."""
        ...

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """What a new proof carries besides the common members: ``proof`` completed, without `proofValue`."""
        ...

    def digest(self, document: JsonObject, options: JsonObject, contexts: Contexts, pointer: str) -> bytes:
        """The bytes to sign.

        Args:
            document: without the proof at hand.
            options: the proof without `proofValue`.
            contexts: those that linked data may name.
            pointer: where the proof stands, for errors inside it.

        Raises:
            InputError: what cannot be signed faithfully.
        """
        ...

    def sign(self, digest: bytes, signer: Signer) -> str:
        """The `proofValue` over ``digest``."""
        ...

    def verify(self, digest: bytes, proof_value: str, key: PublicKey) -> bool:
        """Whether ``proof_value`` is the key's over ``digest``.

        Raises:
            InputError: ``proof_value_malformed`` without a pointer.
        """
        ...


class EddsaSuite:
    """What the two EdDSA suites share (VC Data Integrity EdDSA 1.0 §3.2.4–3.2.7, §3.3)."""

    key_kinds = frozenset({ED25519})

    def sign(self, digest: bytes, signer: Signer) -> str:
        return multibase.encode58(signer.sign(digest))

    def verify(self, digest: bytes, proof_value: str, key: PublicKey) -> bool:
        if not proof_value.startswith("z"):
            raise InputError("proof_value_malformed", detail="not base58btc")
        try:
            signature = multibase.decode(proof_value)
        except InputError as error:
            raise InputError("proof_value_malformed", detail=error.detail) from error
        if len(signature) != ed25519.SIGNATURE_BYTES:
            raise InputError("proof_value_malformed", detail=f"{len(signature)} bytes, not 64")
        return ed25519.verify(key.raw, digest, signature)


def both_digests(options: bytes, document: bytes) -> bytes:
    """SHA-256 of the canonical proof options, then of the canonical document (64 bytes)."""
    return sha256(options).digest() + sha256(document).digest()
