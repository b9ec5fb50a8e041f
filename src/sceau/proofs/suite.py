"""What a Data Integrity cryptosuite is: it signs what a proof covers, and tells whether a signature holds (VC Data
Integrity 1.0 §4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from sceau.encoding import multibase
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.ports import RandomBytes, Signer


class Covered(NamedTuple):
    """What one proof covers.

    Attributes:
        document: the document without the proof at hand.
        options: the proof without `proofValue`.
        contexts: those that linked data may name.
        pointer: where the proof stands, for errors inside it.
        known: what linked data knows of the document beforehand, when it was asked.
    """

    document: JsonObject
    options: JsonObject
    contexts: Contexts
    pointer: str = "/proof"
    known: Known | None = None


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

    @property
    def covers_statements(self) -> bool:
        """Whether the signature is over RDF statements (True) or over the JSON itself."""
        ...

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """What a new proof carries besides the common members: ``proof`` completed, without `proofValue`."""
        ...

    def sign(self, covered: Covered, signer: Signer) -> str:
        """The `proofValue` over ``covered``.

        Raises:
            InputError: what cannot be signed faithfully.
        """
        ...

    def verify(self, covered: Covered, proof_value: str, key: PublicKey) -> bool:
        """Whether ``proof_value`` is the key's over ``covered``.

        Raises:
            InputError: what cannot be read; ``proof_value_malformed`` at the proof's `proofValue`.
        """
        ...


@runtime_checkable
class SelectiveCryptosuite(Cryptosuite, Protocol):
    """A cryptosuite whose holder shows part of a document. `sign` is a wrong use of it, for want of randomness;
    `verify` takes derived proofs only, for a base proof is between issuer and holder.
    """

    def sign_base(
        self, covered: Covered, signer: Signer, *, mandatory_pointers: Sequence[str], random: RandomBytes
    ) -> str:
        """The `proofValue` of a base proof.

        Args:
            covered: what is signed.
            signer: the issuer's key.
            mandatory_pointers: JSON Pointers to what every derivation shows.
            random: for the HMAC key and the ephemeral keys.

        Raises:
            InputError: ``pointer_unmatched`` for a pointer that leads nowhere; as `sign`.
        """
        ...

    def derive(
        self,
        covered: Covered,
        proof_value: str,
        key: PublicKey,
        *,
        selective_pointers: Sequence[str],
        random: RandomBytes,
    ) -> tuple[JsonObject, str]:
        """The document that shows what is mandatory and what is chosen, and its derived `proofValue`.

        Args:
            covered: the whole document, and the base proof's options.
            proof_value: of the base proof.
            key: the issuer's public key; needed by bbs-2023 alone.
            selective_pointers: JSON Pointers to what the holder shows.
            random: for suites whose derivation is blinded.

        Raises:
            InputError: ``pointer_unmatched``, ``proof_value_malformed``, ``proof_base_needed`` (derived already).
            UsageError: ``usage_wrong`` when nothing is chosen and nothing mandatory.
        """
        ...


def read_value(covered: Covered, proof_value: str, header: str, length: int | None = None) -> bytes:
    """The bytes behind a `proofValue` that must start with the multibase ``header`` and hold ``length`` bytes.

    Raises:
        InputError: ``proof_value_malformed`` at the member.
    """
    place = f"{covered.pointer}/proofValue"
    if not proof_value.startswith(header):
        raise InputError("proof_value_malformed", place, f"does not start with {header}")
    try:
        value = multibase.decode(proof_value)
    except InputError as error:
        raise InputError("proof_value_malformed", place, error.detail) from error
    if length is not None and len(value) != length:
        raise InputError("proof_value_malformed", place, f"{len(value)} bytes, not {length}")
    return value
