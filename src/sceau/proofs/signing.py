"""Adding a Data Integrity proof to a document (VC Data Integrity 1.0 §4.2, §4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import CREDENTIALS_V2, DATA_INTEGRITY_V2, Contexts
from sceau.ports import RandomBytes, Signer
from sceau.proofs import catalogue, chain
from sceau.proofs.suite import Covered, Cryptosuite


def add_proof(
    document: JsonObject,
    *,
    signer: Signer,
    cryptosuite: str,
    created: datetime,
    contexts: Contexts,
    purpose: str = "assertionMethod",
    proof_id: str | None = None,
    previous_proof: str | Sequence[str] | None = None,
    expires: datetime | None = None,
    domain: str | None = None,
    challenge: str | None = None,
    mandatory_pointers: Sequence[str] = (),
    random: RandomBytes | None = None,
    known: Known | None = None,
) -> JsonObject:
    """A copy of ``document`` with one more proof; `proof` is an array from then on.

    The array is what the Open Badges 3.0 JSON schema wants. A document of VC Data Model 1.1 gets the Data Integrity
    context, without which its proof would have no meaning.

    Args:
        document: JSON-LD for the RDFC suites, any JSON object for the JCS ones; not changed.
        signer: the private key; its kind must fit the suite.
        cryptosuite: one of `sceau.proofs.catalogue.names`.
        created: aware moment of signing; seconds are kept.
        contexts: those that the document may name.
        purpose: `proofPurpose`.
        proof_id: `id` of the proof, needed when a later one shall chain to it.
        previous_proof: `id` or ids of the proofs that this one endorses.
        expires: aware moment after which the proof counts no more.
        domain, challenge: for presentations.
        mandatory_pointers: JSON Pointers to what every derivation shows; for suites with selective disclosure.
        random: for those suites, which need it.
        known: what linked data knows of a ``document`` that has no proof, when it was asked.

    Raises:
        InputError: what cannot be signed faithfully, see `sceau.linked_data.canonical.to_nquads`;
            ``proof_malformed``, ``proof_chain_broken``, ``pointer_unmatched``.
        UsageError: ``usage_wrong`` for an unknown suite, a key of another kind, or pointers and randomness that do not
            fit the suite.
    """
    suite = catalogue.find(catalogue.DATA_INTEGRITY, cryptosuite)
    if suite is None or signer.key_type not in suite.key_kinds:
        raise UsageError("usage_wrong", detail=f"no suite {cryptosuite!r} for a {signer.key_type} key")
    proof: JsonObject = {"type": catalogue.DATA_INTEGRITY}
    if proof_id is not None:
        proof["id"] = proof_id
    proof |= {"cryptosuite": cryptosuite, "created": datetimes.text(created)}
    if expires is not None:
        proof["expires"] = datetimes.text(expires)
    proof |= {"verificationMethod": signer.verification_method, "proofPurpose": purpose}
    if previous_proof is not None:
        proof["previousProof"] = previous_proof if isinstance(previous_proof, str) else list(previous_proof)
    proof |= {name: text for name, text in (("domain", domain), ("challenge", challenge)) if text is not None}
    given, document = document, _with_proof_context(document)
    if document is not given or "proof" in document:
        known = None
    proofs = chain.listed(document)
    pointer = f"/proof/{len(proofs)}"
    proof = suite.options(document, proof)
    covered = Covered(chain.unsecured(document, proof, pointer), proof, contexts, pointer, known)
    value = _value(suite, covered, signer, mandatory_pointers, random)
    return document | {"proof": [*proofs, proof | {"proofValue": value}]}


def _value(
    suite: Cryptosuite, covered: Covered, signer: Signer, mandatory_pointers: Sequence[str], random: RandomBytes | None
) -> str:
    if not catalogue.is_selective(suite):
        if mandatory_pointers:
            raise UsageError("usage_wrong", detail=f"{suite.name} shows everything")
        return suite.sign(covered, signer)
    if random is None:
        raise UsageError("usage_wrong", detail=f"{suite.name} needs a source of randomness")
    return suite.sign_base(covered, signer, mandatory_pointers=mandatory_pointers, random=random)


def _with_proof_context(document: JsonObject) -> JsonObject:
    if "@context" not in document:
        return document
    context = document["@context"]
    present: list[JsonValue] = context if isinstance(context, list) else [context]
    if CREDENTIALS_V2 in present or DATA_INTEGRITY_V2 in present:
        return document
    return document | {"@context": [*present, DATA_INTEGRITY_V2]}
