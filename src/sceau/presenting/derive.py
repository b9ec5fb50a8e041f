"""Showing part of a credential whose issuer allowed it (VC Data Integrity ECDSA 1.0 §3.6.6, BBS Cryptosuites 1.0
§3.4.6).
"""

from __future__ import annotations

from collections.abc import Sequence

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.ports import RandomBytes
from sceau.proofs import catalogue, chain, verify_proof
from sceau.proofs.suite import Covered, SelectiveCryptosuite


def derive(
    credential: JsonObject,
    *,
    selective_pointers: Sequence[str],
    contexts: Contexts,
    random: RandomBytes,
    public_key: PublicKey,
) -> JsonObject:
    """The credential that shows what its issuer made mandatory and what the holder chooses, with a derived proof.

    Objects on the way to what is chosen keep their identifiers and types. Other proofs of the credential are left
    out: they covered all of it. The result was verified.

    Args:
        credential: with a base proof of ecdsa-sd-2023 or bbs-2023; not changed.
        selective_pointers: JSON Pointers (RFC 6901) into ``credential``, in any order.
        contexts: those that the credential may name.
        random: for suites whose derivations cannot be linked; the same bytes give the same result.
        public_key: the issuer's, from the proof's `verificationMethod`; its kind says which base proof is meant.

    Raises:
        InputError: ``pointer_unmatched`` with the pointer that leads nowhere, or to what states nothing by itself;
            ``proof_base_needed`` without a base proof for such a key; ``proof_chain_broken`` for one that covers
            other proofs; ``proof_value_malformed``; ``proof_signature_invalid``; ``member_missing`` and the like
            when what is shown is no credential; see `sceau.linked_data.canonical.to_nquads`.
        UsageError: ``usage_wrong`` when nothing is chosen and nothing mandatory.
    """
    proof, pointer, suite = _base_proof(credential, public_key)
    if "previousProof" in proof:
        raise InputError("proof_chain_broken", f"{pointer}/previousProof", "a derivation leaves other proofs out")
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise InputError("proof_malformed", f"{pointer}/proofValue")
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    covered = Covered(chain.unsecured(credential, proof, pointer), options, contexts, pointer)
    shown, value = suite.derive(covered, value, public_key, selective_pointers=selective_pointers, random=random)
    derived_proof = options | {"proofValue": value}
    alone = pointer == "/proof"
    derived = shown | {"proof": derived_proof if alone else [derived_proof]}
    Credential.parse(derived)
    place = "/proof" if alone else "/proof/0"
    verify_proof(derived, derived_proof, public_key=public_key, contexts=contexts, pointer=place)
    return derived


def base_method(credential: JsonObject) -> str:
    """The `verificationMethod` of the proof that a derivation starts from: the first with selective disclosure.

    Raises:
        InputError: ``proof_base_needed`` without one; ``proof_malformed``.
    """
    for proof in chain.listed(credential):
        suite, method = catalogue.find(proof.get("type"), proof.get("cryptosuite")), proof.get("verificationMethod")
        if isinstance(suite, SelectiveCryptosuite) and isinstance(method, str):
            return method
    raise InputError("proof_base_needed", "/proof", "no proof with selective disclosure")


def _base_proof(credential: JsonObject, key: PublicKey) -> tuple[JsonObject, str, SelectiveCryptosuite]:
    single = isinstance(credential.get("proof"), dict)
    for index, proof in enumerate(chain.listed(credential)):
        suite = catalogue.find(proof.get("type"), proof.get("cryptosuite"))
        if isinstance(suite, SelectiveCryptosuite) and key.kind in suite.key_kinds:
            return proof, "/proof" if single else f"/proof/{index}", suite
    raise InputError("proof_base_needed", "/proof", f"no proof with selective disclosure for a {key.kind} key")
