"""Checking one Data Integrity proof with a given key (VC Data Integrity 1.0 §4.4, §4.5).

This module answers whether the key signed the document. It leaves to its caller: whose key it is and whether that
key may assert, whether the proof has expired, which purpose, domain and challenge are expected.
"""

from __future__ import annotations

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.proofs import catalogue, chain
from sceau.proofs.suite import Covered


def verify_proof(
    document: JsonObject,
    proof: JsonObject,
    *,
    public_key: PublicKey,
    contexts: Contexts,
    pointer: str = "/proof",
    known: Known | None = None,
) -> None:
    """Return when ``proof`` over ``document`` was made with the private half of ``public_key``.

    Args:
        document: the secured document, with all its proofs.
        proof: the one to check, an item of `sceau.proofs.chain.listed`.
        public_key: the key behind the proof's `verificationMethod`.
        contexts: those that the document may name.
        pointer: where the proof stands, for errors inside it.
        known: what `sceau.linked_data.canonical.known` says of the document without its proofs, when it was asked.

    Raises:
        InputError: ``proof_type_unsupported``, ``proof_member_missing``, ``proof_malformed``, ``date_malformed``,
            ``proof_value_malformed``, ``proof_chain_broken``, ``proof_signature_invalid``,
            ``proof_key_mismatch``; and what makes the document itself unreadable, see
            `sceau.linked_data.canonical.to_nquads`.
    """
    # (1) the shape of the proof
    suite = catalogue.find(proof.get("type"), proof.get("cryptosuite"))
    if suite is None:
        found = f"{proof.get('type')} {proof.get('cryptosuite', '')}".strip()
        raise InputError("proof_type_unsupported", pointer, found[:100])
    for name in ("verificationMethod", "proofPurpose", "proofValue"):
        if name not in proof:
            raise InputError("proof_member_missing", pointer, name)
        if not isinstance(proof[name], str):
            raise InputError("proof_malformed", f"{pointer}/{name}")
    for name in ("created", "expires"):
        if name in proof:
            datetimes.parse(proof[name], f"{pointer}/{name}")
    if public_key.kind not in suite.key_kinds:
        raise InputError("proof_key_mismatch", f"{pointer}/verificationMethod", public_key.kind)
    # (2) what it signs, and the signature
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if "previousProof" in proof:
        known = None  # this proof covers others too
    covered = Covered(chain.unsecured(document, proof, pointer), options, contexts, pointer, known)
    if not suite.verify(covered, str(proof["proofValue"]), public_key):
        raise InputError("proof_signature_invalid", f"{pointer}/proofValue")
