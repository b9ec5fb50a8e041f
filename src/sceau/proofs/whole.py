"""The suites without selective disclosure: one signature over the digest of the proof options, then that of the
document (VC Data Integrity EdDSA 1.0 §3.2, §3.3; VC Data Integrity ECDSA 1.0 §3.2, §3.3).

Four suites differ in two things only: which keys sign, and whether statements or JSON are covered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias, cast

from sceau.encoding import jcs, multibase
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import signature
from sceau.keys.multikey import ED25519, P256, P384, PublicKey
from sceau.linked_data.canonical import to_bytes, to_nquads
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.ports import Signer
from sceau.proofs.suite import Covered, read_value
from sceau.records import record

EDDSA = frozenset({ED25519})
ECDSA = frozenset({P256, P384})

_HASHES = {ED25519: "sha256", P256: "sha256", P384: "sha384"}
_ONLY_TEXTS = frozenset({str})
_LONGEST_KEPT = 4_000  # characters of proof options
_USUAL = "jcs"  # under which the facts of a shape keep `jcs.is_usual`
_SIGNATURE_BYTES = {ED25519: 64, P256: 64, P384: 96}


@record
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
        """See `proof_value`."""
        return proof_value(signer.sign(self._digest(covered, signer.key_type)))

    def verify(self, covered: Covered, proof_value: str, key: PublicKey) -> bool:
        """See `sceau.proofs.suite.Cryptosuite.verify`."""
        digest = self._digest(covered, key.kind)
        return signature.verify(key, digest, read_value(covered, proof_value, "z", _SIGNATURE_BYTES[key.kind]))

    def _digest(self, covered: Covered, key_kind: str) -> bytes:
        # P-384 hashes with SHA-384 throughout, inside the canonicalization as well (ECDSA §3.2.3)
        return (of_statements if self.covers_statements else of_json)(covered, _HASHES[key_kind])


def proof_value(signature: bytes) -> str:
    """`z` and the raw signature in base58btc."""
    return multibase.encode58(signature)


def _with_context(document: JsonObject, proof: JsonObject) -> JsonObject:
    return proof | {"@context": document["@context"]}


def of_statements(covered: Covered, hash_name: str = "sha256") -> bytes:
    """Both digests over canonical N-Quads; ``hash_name`` also serves the canonicalization itself.

    Raises:
        InputError: see `sceau.linked_data.canonical.to_nquads`.
    """
    canonical_document = covered.known.encoded(hash_name) if covered.known else None
    if canonical_document is None:
        canonical_document = to_bytes(covered.document, covered.contexts, hash_name=hash_name)
    return _both(configuration(covered, hash_name).encode(), canonical_document, hash_name)


def configuration(covered: Covered, hash_name: str = "sha256") -> str:
    """The canonical N-Quads of the proof options, which are read with the document's own contexts (§3.2.5).

    Raises:
        InputError: as `of_statements`, with pointers into the proof.
    """
    context = covered.document.get("@context")
    options = {name: value for name, value in covered.options.items() if name != "@context"}
    try:
        if (texts := _texts(context, options)) is not None:
            return _configuration(*texts, covered.contexts, hash_name)
        return to_nquads({"@context": context} | options, covered.contexts, hash_name=hash_name)
    except InputError as error:
        raise InputError(error.code, covered.pointer + error.pointer, error.detail) from error


_Texts: TypeAlias = tuple[str | tuple[str, ...], tuple[tuple[str, str], ...]]


def _texts(context: JsonValue, options: JsonObject) -> _Texts | None:
    """What `_configuration` can keep: a few texts."""
    listed = _listed(context)
    texts: Any = (*listed, *options, *options.values())
    if not _ONLY_TEXTS.issuperset(map(type, texts)) or sum(map(len, texts)) > _LONGEST_KEPT:
        return None
    return cast("_Texts", (tuple(listed) if isinstance(context, list) else context, tuple(options.items())))


@lru_cache(maxsize=128)
def _configuration(
    context: str | tuple[str, ...], options: tuple[tuple[str, str], ...], contexts: Contexts, hash_name: str
) -> str:
    """Kept, for all that one issuer signs within one second has the same options."""
    listed: JsonValue = [*context] if isinstance(context, tuple) else context
    return to_nquads({"@context": listed} | dict(options), contexts, hash_name=hash_name)


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
    usual = covered.known is not None and _is_usual(document, covered.known)
    return _both(jcs.canonicalize(options), jcs.canonicalize(document, usual=usual), hash_name)


def _is_usual(document: JsonObject, known: Known) -> bool:
    """`sceau.encoding.jcs.is_usual`, which is the same for all documents of a shape."""
    found = known.facts.get(_USUAL)
    if found is None:
        found = known.facts[_USUAL] = jcs.is_usual(document)
    return cast("bool", found)


def _both(options: bytes, document: bytes, hash_name: str) -> bytes:
    digest: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
    return digest(options).digest() + digest(document).digest()


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
