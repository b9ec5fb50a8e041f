"""The suites without selective disclosure: one signature over the digest of the proof options, then that of the
document (VC Data Integrity EdDSA 1.0 §3.2, §3.3; VC Data Integrity ECDSA 1.0 §3.2, §3.3).

Four suites differ in two things only: which keys sign, and whether statements or JSON are covered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sceau.encoding import jcs, multibase
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import signature
from sceau.keys.multikey import ED25519, P256, P384, PublicKey
from sceau.linked_data.canonical import to_nquads
from sceau.ports import Signer
from sceau.proofs.suite import Covered, read_value

EDDSA = frozenset({ED25519})
ECDSA = frozenset({P256, P384})

_HASHES = {ED25519: "sha256", P256: "sha256", P384: "sha384"}
_SIGNATURE_BYTES = {ED25519: 64, P256: 64, P384: 96}


@dataclass(frozen=True, slots=True)
class WholeSuite:
    """A `sceau.proofs.suite.Cryptosuite` whose signature covers everything at once.

    Attributes:
        name: the value of `cryptosuite`.
        key_kinds: `EDDSA` or `ECDSA`.
        covers_statements: canonical N-Quads (RDFC) or canonical JSON (JCS).
    """

    name: str
    key_kinds: frozenset[str]
    covers_statements: bool

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """The JCS suites carry the document's contexts in the proof (§3.3.1)."""
        return proof if self.covers_statements or "@context" not in document else _with_context(document, proof)

    def sign(self, covered: Covered, signer: Signer) -> str:
        """`z` and the raw signature in base58btc."""
        return multibase.encode58(signer.sign(self._digest(covered, signer.key_type)))

    def verify(self, covered: Covered, proof_value: str, key: PublicKey) -> bool:
        """See `sceau.proofs.suite.Cryptosuite.verify`."""
        digest = self._digest(covered, key.kind)
        return signature.verify(key, digest, read_value(covered, proof_value, "z", _SIGNATURE_BYTES[key.kind]))

    def _digest(self, covered: Covered, key_kind: str) -> bytes:
        # P-384 hashes with SHA-384 throughout, inside the canonicalization as well (ECDSA §3.2.3)
        return (of_statements if self.covers_statements else of_json)(covered, _HASHES[key_kind])


def _with_context(document: JsonObject, proof: JsonObject) -> JsonObject:
    return proof | {"@context": document["@context"]}


def of_statements(covered: Covered, hash_name: str = "sha256") -> bytes:
    """Both digests over canonical N-Quads; ``hash_name`` also serves the canonicalization itself.

    Raises:
        InputError: see `sceau.linked_data.canonical.to_nquads`.
    """
    canonical_document = to_nquads(covered.document, covered.contexts, hash_name=hash_name)
    return _both(configuration(covered, hash_name).encode(), canonical_document.encode(), hash_name)


def configuration(covered: Covered, hash_name: str = "sha256") -> str:
    """The canonical N-Quads of the proof options, which are read with the document's own contexts (§3.2.5).

    Raises:
        InputError: as `of_statements`, with pointers into the proof.
    """
    options = {"@context": covered.document.get("@context")} | {
        name: value for name, value in covered.options.items() if name != "@context"
    }
    try:
        return to_nquads(options, covered.contexts, hash_name=hash_name)
    except InputError as error:
        raise InputError(error.code, covered.pointer + error.pointer, error.detail) from error


def of_json(covered: Covered, hash_name: str = "sha256") -> bytes:
    """Both digests over canonical JSON.

    Raises:
        InputError: ``proof_signature_invalid`` when the contexts are not those that were signed.
    """
    document, options = covered.document, covered.options
    if "@context" in options:
        # §3.3.2 steps 3 and 4: contexts may have been appended since, and are left out again
        signed, present = _listed(options["@context"]), _listed(document.get("@context"))
        if present[: len(signed)] != signed:
            raise InputError("proof_signature_invalid", f"{covered.pointer}/@context", "contexts changed since")
        document = document | {"@context": options["@context"]}
    return _both(jcs.canonicalize(options), jcs.canonicalize(document), hash_name)


def _both(options: bytes, document: bytes, hash_name: str) -> bytes:
    digest: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
    return digest(options).digest() + digest(document).digest()


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
