"""What ecdsa-sd-2023 and bbs-2023 share: statements under unforeseeable labels, and which of them a derived proof shows
(VC Data Integrity ECDSA 1.0 §3.4, VC Data Integrity BBS Cryptosuites 1.0 §3.2, §3.3).

Blank nodes are relabelled with a secret of the issuer, so that neither their canonical labels nor the order of lines
says anything about what the holder hides.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence

from sceau.encoding import base64url, multibase
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.linked_data import parts
from sceau.linked_data.parts import Parts
from sceau.linked_data.selection import Relabel, select
from sceau.proofs.suite import Covered, read_value
from sceau.proofs.whole import configuration
from sceau.records import record

HMAC_BYTES = 32
"""Length of an HMAC key, and of what it makes."""

HEADER_BYTES = 3
"""What stands before the CBOR of a proof value, and says whether it is a base proof: `d9 5d …`."""

_DEEPEST = 4
_LONGEST = 4_000_000  # characters; ten thousand statements with a signature each need less than a million


def write_value(header: bytes, components: Sequence[object]) -> str:
    """The `proofValue` of numbers, bytes, texts, lists and dicts: `u`, the header, a CBOR array (ECDSA §3.5.2)."""
    import cbor2  # noqa: PLC0415 — no other proof needs it

    return multibase.encode64(header + cbor2.dumps(list(components)))


def read_components(covered: Covered, proof_value: str) -> tuple[bytes, list[object]]:
    """The header of a `proofValue`, and the items of its CBOR array (ECDSA §3.5.3, §3.5.8).

    Only the shortest spelling is read (RFC 8949 §4.1), so that no byte could change unnoticed. What the items are is
    for the caller to check.

    Raises:
        InputError: ``proof_value_malformed`` at the member.
    """
    import cbor2  # noqa: PLC0415 — see above

    place = f"{covered.pointer}/proofValue"
    if len(proof_value) > _LONGEST:
        raise InputError("proof_value_malformed", place, f"more than {_LONGEST} characters")
    raw = read_value(covered, proof_value, "u")
    try:
        components = cbor2.loads(
            raw[HEADER_BYTES:], max_depth=_DEEPEST, allow_indefinite=False, allow_duplicate_keys=False
        )
        spelled = cbor2.dumps(components)
    except (cbor2.CBORError, ValueError, OverflowError, RecursionError) as error:
        raise InputError("proof_value_malformed", place, f"CBOR: {type(error).__name__}") from error
    if not isinstance(components, list) or spelled != raw[HEADER_BYTES:]:
        raise InputError("proof_value_malformed", place, "not one CBOR array in its shortest form")
    return raw[:HEADER_BYTES], components


def hmac_labels(key: bytes) -> Relabel:
    """`u…`: the HMAC-SHA-256 of each canonical label (ECDSA §3.4.4), as ecdsa-sd-2023 wants."""

    def relabel(labels: Sequence[str]) -> dict[str, str]:
        return {label: "u" + base64url.encode(hmac.digest(key, label.encode(), "sha256")) for label in labels}

    return relabel


def shuffled_labels(key: bytes) -> Relabel:
    """`b0`, `b1` … in the order of the HMACs of the canonical labels (BBS §3.2.1), as bbs-2023 wants."""

    def relabel(labels: Sequence[str]) -> dict[str, str]:
        hashed = hmac_labels(key)(labels)
        ranks = {text: rank for rank, text in enumerate(sorted(hashed.values()))}
        return {label: f"b{ranks[text]}" for label, text in hashed.items()}

    return relabel


def hash_of_options(covered: Covered) -> bytes:
    """SHA-256 of the canonical proof options (ECDSA §3.6.3, §3.6.4)."""
    return hashlib.sha256(configuration(covered).encode()).digest()


def hash_of_lines(lines: Iterable[str]) -> bytes:
    """SHA-256 of the mandatory statements (ECDSA §3.4.17)."""
    return hashlib.sha256("".join(lines).encode()).digest()


@record
class Grouped:
    """The statements of a document, those that every derivation shows apart from the others (ECDSA §3.4.16).

    Attributes:
        mandatory, others: N-Quads, each with its line feed, in the order of the whole.
    """

    mandatory: list[str]
    others: list[str]


def group(covered: Covered, mandatory_pointers: Sequence[str], relabel: Relabel) -> Grouped:
    """The statements of ``covered``, relabelled and grouped.

    Raises:
        InputError: ``pointer_unmatched``; see `sceau.linked_data.parts.Parts`.
    """
    statements = Parts(covered.document, covered.contexts, relabel, covered.known)
    return split(statements.lines, statements.indexes(mandatory_pointers))


def split(lines: Sequence[str], mandatory_indexes: Iterable[int]) -> Grouped:
    """``lines``, those at ``mandatory_indexes`` apart."""
    chosen = set(mandatory_indexes)
    return Grouped(
        [line for index, line in enumerate(lines) if index in chosen],
        [line for index, line in enumerate(lines) if index not in chosen],
    )


@record
class Disclosed:
    """What a derivation shows (ECDSA §3.5.4, BBS §3.3.3).

    Attributes:
        document: the part of the document.
        mandatory_indexes: which of the shown statements are mandatory.
        chosen_indexes: which of all the statements that are not mandatory are shown.
        labels: canonical labels of the shown part (`c14n0` …, in order) to those of the whole.
        grouped: all statements of the whole.
    """

    document: JsonObject
    mandatory_indexes: list[int]
    chosen_indexes: list[int]
    labels: dict[str, str]
    grouped: Grouped


def disclose(
    covered: Covered, mandatory_pointers: Sequence[str], selective_pointers: Sequence[str], relabel: Relabel
) -> Disclosed:
    """What to show of ``covered``; the order of pointers says nothing.

    Raises:
        InputError: ``pointer_unmatched``; see `sceau.linked_data.parts.Parts`.
        UsageError: ``usage_wrong`` when nothing is to be shown.
    """
    pointers = [*mandatory_pointers, *selective_pointers]
    if not pointers:
        raise UsageError("usage_wrong", detail="nothing is chosen and nothing mandatory")
    statements = Parts(covered.document, covered.contexts, relabel, covered.known)
    mandatory = set(statements.indexes(mandatory_pointers))
    shown = statements.matching(pointers)
    others = [index for index in range(len(statements.lines)) if index not in mandatory]
    indexes = set(shown.indexes)
    return Disclosed(
        document=select(covered.document, pointers),
        mandatory_indexes=[place for place, index in enumerate(shown.indexes) if index in mandatory],
        chosen_indexes=[place for place, index in enumerate(others) if index in indexes],
        labels=shown.labels,
        grouped=split(statements.lines, mandatory),
    )


def revealed(covered: Covered, labels: Mapping[str, str], mandatory_indexes: Sequence[int]) -> Grouped | None:
    """The statements of a derived document under the labels of the whole (ECDSA §3.5.9).

    Args:
        covered: the derived document.
        labels: canonical labels (`c14n0` …) to others, no two the same.
        mandatory_indexes: which statements are mandatory.

    Returns:
        None when ``labels`` are not those of exactly its blank nodes, or an index leads beyond its statements.

    Raises:
        InputError: see `sceau.linked_data.canonical.to_nquads`.
    """

    def others(canonical: Sequence[str]) -> dict[str, str]:
        if labels.keys() != set(canonical) or len(set(labels.values())) != len(labels):
            raise _OtherNodesError
        return dict(labels)

    try:
        found = parts.lines(covered.document, covered.contexts, others, covered.known)
    except _OtherNodesError:
        return None
    return split(found, mandatory_indexes) if all(0 <= index < len(found) for index in mandatory_indexes) else None


class _OtherNodesError(Exception):
    """Labels that are not those of exactly the blank nodes."""
