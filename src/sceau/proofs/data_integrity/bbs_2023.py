"""bbs-2023 (VC Data Integrity BBS Cryptosuites 1.0 §3.4): the holder shows part of a document, and no two showings can
be linked by their proofs.

The baseline is here. Anonymous holder binding and pseudonyms (§4), which rest on unfinished drafts, are told apart and
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import NoReturn, TypeGuard

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.keys.multikey import BLS12381_G2, PublicKey
from sceau.ports import MessagesSigner, RandomBytes, Signer
from sceau.proofs import disclosure
from sceau.proofs.suite import Covered
from sceau.records import record

_BASE = b"\xd9\x5d\x02"
_DERIVED = b"\xd9\x5d\x03"
_OPTIONAL = {
    # §4: headers of base and derived proofs
    b"\xd9\x5d\x04": "anonymous holder binding",
    b"\xd9\x5d\x05": "anonymous holder binding",
    b"\xd9\x5d\x06": "a pseudonym",
    b"\xd9\x5d\x07": "a pseudonym",
    b"\xd9\x5d\x08": "holder binding with a pseudonym",
    b"\xd9\x5d\x09": "holder binding with a pseudonym",
}
_HEADER_BYTES = 64  # two digests
_MOST_INDEX = 1 << 31


@record
class _Base:
    """What a base proof tells its holder (§3.3.1)."""

    signature: bytes
    header: bytes
    public_key: bytes
    hmac_key: bytes
    mandatory_pointers: list[str]


@record
class _Derived:
    """What a derived proof tells its verifier (§3.3.6)."""

    proof: bytes
    labels: dict[str, str]
    mandatory_indexes: list[int]
    selective_indexes: list[int]
    presentation_header: bytes


class BbsSuite:
    """A `sceau.proofs.suite.SelectiveCryptosuite`."""

    name = "bbs-2023"
    key_kinds = frozenset({BLS12381_G2})
    covers_statements = True

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """``proof`` without `created`: a moment, to the second, would link what the proofs do not (§6.2.4)."""
        return {name: value for name, value in proof.items() if name != "created"}

    def sign(self, covered: Covered, signer: Signer) -> NoReturn:
        """Refuse: a base proof needs chance.

        Raises:
            UsageError: ``usage_wrong``, always.
        """
        raise UsageError("usage_wrong", detail=f"{self.name} signs with sign_base")

    def sign_base(
        self, covered: Covered, signer: Signer, *, mandatory_pointers: Sequence[str], random: RandomBytes
    ) -> str:
        """See `sceau.proofs.suite.SelectiveCryptosuite.sign_base`; 32 bytes of ``random`` (§3.4.1)."""
        if not isinstance(signer, MessagesSigner):
            raise UsageError("usage_wrong", detail=f"{self.name} needs a signer of lists of messages")
        hmac_key = random(disclosure.HMAC_BYTES)
        grouped = disclosure.group(covered, mandatory_pointers, disclosure.shuffled_labels(hmac_key))
        header = _header(covered, grouped)
        signature = signer.sign_messages(header, _messages(grouped))
        components = [signature, header, signer.public_raw, hmac_key, list(mandatory_pointers)]
        return disclosure.write_value(_BASE, components)

    def derive(
        self,
        covered: Covered,
        proof_value: str,
        key: PublicKey,
        *,
        selective_pointers: Sequence[str],
        random: RandomBytes,
        presentation_header: bytes = b"",
    ) -> tuple[JsonObject, str]:
        """See `sceau.proofs.suite.SelectiveCryptosuite.derive` (§3.4.6).

        The base proof is checked first, so that what is derived holds.

        Args:
            covered, proof_value, key, selective_pointers: as there.
            random: 48 bytes for each of five numbers, and for each statement held back.
            presentation_header: what else the derived proof binds, for example a verifier's nonce.

        Raises:
            InputError: as there; ``proof_signature_invalid`` when the base proof is not the key's over ``covered``.
        """
        from sceau.keys import bbs  # noqa: PLC0415 — loads the curve, rarely needed

        base = _read_base(covered, proof_value)
        relabel = disclosure.shuffled_labels(base.hmac_key)
        shown = disclosure.disclose(covered, base.mandatory_pointers, selective_pointers, relabel)
        place = f"{covered.pointer}/proofValue"
        if base.public_key != key.raw or base.header != _header(covered, shown.grouped):
            raise InputError("proof_signature_invalid", place, "not the base proof of this document by this key")
        with _pointing_at(place):
            proof = bbs.derive(
                key.raw,
                base.signature,
                base.header,
                _messages(shown.grouped),
                disclosed=shown.chosen_indexes,
                presentation_header=presentation_header,
                random=random,
            )
        labels = {
            int(label.removeprefix("c14n")): int(other.removeprefix("b")) for label, other in shown.labels.items()
        }
        components = [proof, labels, shown.mandatory_indexes, shown.chosen_indexes, presentation_header]
        return shown.document, disclosure.write_value(_DERIVED, components)

    def verify(self, covered: Covered, proof_value: str, key: PublicKey) -> bool:
        """See `sceau.proofs.suite.Cryptosuite.verify`; derived proofs only (§3.4.7)."""
        from sceau.keys import bbs  # noqa: PLC0415 — loads the curve, rarely needed

        derived = _read_derived(covered, proof_value)
        grouped = disclosure.revealed(covered, derived.labels, derived.mandatory_indexes)
        if grouped is None or len(grouped.others) != len(derived.selective_indexes):
            return False
        messages = dict(zip(derived.selective_indexes, _messages(grouped), strict=True))
        with _pointing_at(f"{covered.pointer}/proofValue"):
            return bbs.verify_proof(
                key.raw, derived.proof, _header(covered, grouped), messages, derived.presentation_header
            )


SUITE = BbsSuite()


def _header(covered: Covered, grouped: disclosure.Grouped) -> bytes:
    """What every showing has in common: the digests of the proof options and of the mandatory statements."""
    return disclosure.hash_of_options(covered) + disclosure.hash_of_lines(grouped.mandatory)


def _messages(grouped: disclosure.Grouped) -> list[bytes]:
    return [line.encode() for line in grouped.others]


@contextmanager
def _pointing_at(place: str) -> Iterator[None]:
    """Say of what is wrong inside a proof value where that value stands."""
    try:
        yield
    except InputError as error:
        if error.code == "key_malformed":
            raise
        raise InputError(error.code, place, error.detail) from error


def _read_base(covered: Covered, proof_value: str) -> _Base:
    """§3.3.2."""
    match _components(covered, proof_value, _BASE):
        case [bytes(signature), bytes(header), bytes(public_key), bytes(hmac_key), list(pointers)] if (
            len(header) == _HEADER_BYTES and len(hmac_key) == disclosure.HMAC_BYTES and _are_texts(pointers)
        ):
            return _Base(signature, header, public_key, hmac_key, pointers)
    raise InputError("proof_value_malformed", f"{covered.pointer}/proofValue", "not the components of a base proof")


def _read_derived(covered: Covered, proof_value: str) -> _Derived:
    """§3.3.7."""
    match _components(covered, proof_value, _DERIVED):
        case [bytes(proof), dict(labels), list(mandatory), list(selective), bytes(presentation_header)] if (
            all(_is_index(number) for pair in labels.items() for number in pair)
            and _ascend(mandatory)
            and _ascend(selective)
        ):
            names = {f"c14n{label}": f"b{other}" for label, other in labels.items()}
            return _Derived(proof, names, mandatory, selective, presentation_header)
    raise InputError("proof_value_malformed", f"{covered.pointer}/proofValue", "not the components of a derived proof")


def _components(covered: Covered, proof_value: str, wanted: bytes) -> list[object]:
    header, components = disclosure.read_components(covered, proof_value)
    if header == wanted:
        return components
    place = f"{covered.pointer}/proofValue"
    if header in {_BASE, _DERIVED}:
        raise InputError("proof_base_needed", place, "a derived proof" if header == _DERIVED else "a base proof")
    if header in _OPTIONAL:
        raise InputError("proof_type_unsupported", place, f"{_OPTIONAL[header]} is not supported")
    raise InputError("proof_value_malformed", place, f"header {header.hex()}")


def _are_texts(items: list[object]) -> TypeGuard[list[str]]:
    return all(isinstance(item, str) for item in items)


def _is_index(item: object) -> TypeGuard[int]:
    return type(item) is int and 0 <= item < _MOST_INDEX  # True is an int as well


def _ascend(items: list[object]) -> TypeGuard[list[int]]:
    numbers = [item for item in items if _is_index(item)]
    return numbers == items and all(first < second for first, second in pairwise(numbers))
