"""Proof sets and chains (VC Data Integrity 1.0 §2.1.1, §2.1.2): which other proofs a proof signs as well."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError

MOST_PROOFS = 32


def listed(document: JsonObject) -> list[JsonObject]:
    """The proofs of ``document``, whether written as one object or as an array; empty when there is none.

    Raises:
        InputError: ``proof_malformed`` with a pointer for anything but objects, or beyond `MOST_PROOFS`.
    """
    value = document.get("proof", [])
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list) or len(value) > MOST_PROOFS:
        raise InputError("proof_malformed", "/proof")
    proofs: list[JsonObject] = []
    for index, proof in enumerate(value):
        if not isinstance(proof, dict):
            raise InputError("proof_malformed", f"/proof/{index}")
        proofs.append(proof)
    return proofs


def unsecured(document: JsonObject, proof: JsonObject, pointer: str) -> JsonObject:
    """What ``proof`` signs: the document without proofs, but with those that it names in `previousProof` (§4.3).

    Raises:
        InputError: ``proof_malformed``; ``proof_chain_broken`` when a named proof is not there.
    """
    bare = {name: value for name, value in document.items() if name != "proof"}
    if "previousProof" not in proof:
        return bare
    named = proof["previousProof"]
    wanted = named if isinstance(named, list) else [named]
    if not wanted or not all(isinstance(name, str) for name in wanted):
        raise InputError("proof_malformed", f"{pointer}/previousProof")
    matching: list[JsonValue] = [
        other for other in listed(document) if other.get("id") in wanted and other is not proof
    ]
    if len(matching) != len(wanted):
        raise InputError("proof_chain_broken", f"{pointer}/previousProof")
    return bare | {"proof": matching}
