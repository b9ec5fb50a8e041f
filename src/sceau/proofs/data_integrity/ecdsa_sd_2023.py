"""ecdsa-sd-2023 (VC Data Integrity ECDSA 1.0 §3.5, §3.6): P-256, and a holder who shows part of a document.

The issuer signs the mandatory statements at once, and each other statement by itself with a key made for this proof
alone. The holder leaves out statements with their signatures. Whoever sees two derivations of one base proof can tell
that they belong together; bbs-2023 is for those who mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sceau.encoding import base64url
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.keys import signature
from sceau.keys.multikey import P256, PublicKey
from sceau.linked_data.selection import MOST_POINTERS
from sceau.ports import RandomBytes, Signer
from sceau.proofs import disclosure
from sceau.proofs.suite import Covered
from sceau.records import record

_BASE = bytes.fromhex("d95d00")
_DERIVED = bytes.fromhex("d95d01")
_COMPONENTS = 5
_SIGNATURE_BYTES = 64
_KEY_HEADER = bytes.fromhex("8024")  # Multikey, P-256
_KEY_BYTES = 35
_MOST_INDEX = 1_000_000  # far beyond the statements of any document read here
_MOST_LABEL = 1 << 31  # CBOR has longer numbers than Python likes to write


@record
class _Base:
    signature: bytes
    key: bytes
    hmac_key: bytes
    signatures: list[bytes]
    mandatory_pointers: list[str]


@record
class _Derived:
    signature: bytes
    key: bytes
    signatures: list[bytes]
    labels: dict[str, str]
    mandatory_indexes: list[int]


@record
class EcdsaSd2023:
    """A `sceau.proofs.suite.SelectiveCryptosuite`."""

    name: str = "ecdsa-sd-2023"
    key_kinds: frozenset[str] = frozenset({P256})
    covers_statements: bool = True

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """Nothing besides the common members."""
        return proof

    def sign(self, covered: Covered, signer: Signer) -> str:
        """Refuse: a base proof needs randomness, see `sign_base`.

        Raises:
            UsageError: ``usage_wrong``.
        """
        raise UsageError("usage_wrong", detail=f"{self.name} needs a source of randomness")

    def sign_base(
        self, covered: Covered, signer: Signer, *, mandatory_pointers: Sequence[str], random: RandomBytes
    ) -> str:
        """A base proof (§3.6.5): 32 random bytes for labels, then what a fresh P-256 key needs."""
        from sceau.keys.ecdsa import PrivateKey  # noqa: PLC0415 — slow to import, most keys are Ed25519

        hmac_key = random(disclosure.HMAC_BYTES)
        grouped = disclosure.group(covered, mandatory_pointers, disclosure.hmac_labels(hmac_key))
        ephemeral = PrivateKey.generate(P256, random)
        key = _KEY_HEADER + ephemeral.public.raw
        base_signature = signer.sign(_signed_data(covered, key, grouped.mandatory))
        signatures = ephemeral.sign_each(map(str.encode, grouped.others))
        return disclosure.write_value(_BASE, [base_signature, key, hmac_key, signatures, list(mandatory_pointers)])

    def derive(
        self,
        covered: Covered,
        proof_value: str,
        key: PublicKey,
        *,
        selective_pointers: Sequence[str],
        random: RandomBytes,
    ) -> tuple[JsonObject, str]:
        """What §3.6.6 derives, without ``key`` or ``random``: the same choice gives the same bytes."""
        base = _read_base(covered, proof_value)
        shown = disclosure.disclose(
            covered, base.mandatory_pointers, selective_pointers, disclosure.hmac_labels(base.hmac_key)
        )
        if len(base.signatures) != len(shown.grouped.others):
            raise _malformed(covered, f"{len(base.signatures)} signatures, {len(shown.grouped.others)} statements")
        signatures = [base.signatures[index] for index in shown.chosen_indexes]
        labels = {int(label[4:]): base64url.decode(other[1:]) for label, other in shown.labels.items()}
        components = [base.signature, base.key, signatures, labels, shown.mandatory_indexes]
        return shown.document, disclosure.write_value(_DERIVED, components)

    def verify(self, covered: Covered, proof_value: str, key: PublicKey) -> bool:
        """Whether a derived proof holds (§3.6.7).

        Raises:
            InputError: ``proof_base_needed`` for a base proof; see `sceau.proofs.suite.Cryptosuite.verify`.
        """
        from sceau.keys import ecdsa  # noqa: PLC0415 — see above

        derived = _read_derived(covered, proof_value)
        grouped = disclosure.revealed(covered, derived.labels, derived.mandatory_indexes)
        if grouped is None or len(grouped.others) != len(derived.signatures):
            return False
        if not signature.verify(key, _signed_data(covered, derived.key, grouped.mandatory), derived.signature):
            return False
        ephemeral = PublicKey(P256, derived.key[len(_KEY_HEADER) :])
        try:
            return ecdsa.verify_each(ephemeral, zip(map(str.encode, grouped.others), derived.signatures, strict=True))
        except InputError as error:
            raise _malformed(covered, error.detail) from error


SUITE = EcdsaSd2023()


def _signed_data(covered: Covered, key: bytes, mandatory: Sequence[str]) -> bytes:
    """§3.5.1."""
    return disclosure.hash_of_options(covered) + key + disclosure.hash_of_lines(mandatory)


def _read_base(covered: Covered, proof_value: str) -> _Base:
    """§3.5.3."""
    match disclosure.read_components(covered, proof_value):
        case (header, _) if header == _DERIVED:
            raise InputError("proof_base_needed", f"{covered.pointer}/proofValue", "derived already")
        case (header, [bytes(base_signature), bytes(key), bytes(hmac_key), list(signatures), list(pointers)]) if (
            header == _BASE
            and _fits(base_signature, key, signatures)
            and len(hmac_key) == disclosure.HMAC_BYTES
            and len(pointers) <= MOST_POINTERS
            and all(isinstance(pointer, str) for pointer in pointers)
        ):
            return _Base(base_signature, key, hmac_key, signatures, pointers)
    raise _malformed(covered, "no base proof")


def _read_derived(covered: Covered, proof_value: str) -> _Derived:
    """§3.5.8."""
    match disclosure.read_components(covered, proof_value):
        case (header, _) if header == _BASE:
            raise InputError("proof_base_needed", f"{covered.pointer}/proofValue", "not derived yet")
        case (header, [bytes(base_signature), bytes(key), list(signatures), dict(labels), list(indexes)]) if (
            header == _DERIVED
            and _fits(base_signature, key, signatures)
            and all(type(number) is int and 0 <= number < _MOST_LABEL for number in labels)
            and all(isinstance(other, bytes) and len(other) == disclosure.HMAC_BYTES for other in labels.values())
            and all(_is_index(index) for index in indexes)
            and indexes == sorted(set(indexes))
        ):
            names = {f"c14n{number}": f"u{base64url.encode(other)}" for number, other in labels.items()}
            return _Derived(base_signature, key, signatures, names, indexes)
    raise _malformed(covered, "no derived proof")


def _fits(base_signature: bytes, key: bytes, signatures: list[object]) -> bool:
    return (
        len(base_signature) == _SIGNATURE_BYTES
        and len(key) == _KEY_BYTES
        and key.startswith(_KEY_HEADER)
        and {bytes}.issuperset(map(type, signatures))
        and {_SIGNATURE_BYTES}.issuperset(map(len, cast("list[bytes]", signatures)))
    )


def _is_index(item: object) -> bool:
    return type(item) is int and 0 <= item < _MOST_INDEX  # True is an int as well


def _malformed(covered: Covered, detail: str) -> InputError:
    return InputError("proof_value_malformed", f"{covered.pointer}/proofValue", detail)
