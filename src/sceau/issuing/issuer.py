"""Signing a credential once everything that could make it unreadable elsewhere has been refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.issuing.safety import refuse_other_contexts, signable
from sceau.linked_data.contexts import Contexts
from sceau.ports import RandomBytes, Signer
from sceau.proofs import add_proof, catalogue, find

ALWAYS_SHOWN = (
    *("issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate", "awardedDate"),
    *("credentialStatus", "credentialSchema", "termsOfUse", "refreshService"),
)
"""What a holder must not be able to hide: who says it, for how long, and whether it still holds."""


def issue(
    credential: JsonObject | bytes,
    *,
    signer: Signer,
    now: datetime,
    contexts: Contexts,
    cryptosuite: str = "eddsa-rdfc-2022",
    mandatory_pointers: Sequence[str] | None = None,
    random: RandomBytes | None = None,
) -> JsonObject:
    """The signed credential; the same arguments give the same bytes.

    Texts are normalized to NFC. `proof` becomes an array of one object, which the Open Badges 3.0 schema wants.

    Args:
        credential: unsigned, VC Data Model 2.0 (or 1.1); not changed. Bytes are what
            `sceau.encoding.strict_json.dumps` made of one.
        signer: a key of the issuer: its verification method belongs to the very DID in `issuer`.
        now: aware moment of signing.
        contexts: those that the credential may name.
        cryptosuite: one of `sceau.proofs.catalogue.names`.
        mandatory_pointers: for suites with selective disclosure, JSON Pointers to what every holder shows; by default
            to those of `ALWAYS_SHOWN` that the credential has.
        random: for these suites, which need it; the same bytes give the same signature.

    Raises:
        InputError: what is wrong with the credential and where: its shape (see `sceau.model.shape`), null or an
            empty array, members that would stay unsigned (``term_undefined`` …), characters that programs
            read differently, a known context named by the digest of another (``evidence_altered``).
        UsageError: ``usage_wrong`` when it is signed already, or the key does not fit the suite;
            ``issuer_key_not_controlled`` when the key is not the issuer's.
    """
    if not isinstance(credential, bytes) and "proof" in credential:
        raise UsageError("usage_wrong", "/proof", "signed already")
    ready = signable(credential, signer, contexts)
    document = ready.document
    if document is not ready.bare:
        raise UsageError("usage_wrong", "/proof", "signed already")
    refuse_other_contexts(document, contexts)
    suite = find(catalogue.DATA_INTEGRITY, cryptosuite)
    if suite is not None and not suite.covers_statements:
        # A JCS proof would cover undefined terms too; readers of linked data would still not see them.
        ready.require_statements(contexts)
    if mandatory_pointers is None:
        selective = suite is not None and catalogue.is_selective(suite)
        mandatory_pointers = [f"/{name}" for name in ALWAYS_SHOWN if selective and name in document]
    return add_proof(
        document,
        signer=signer,
        cryptosuite=cryptosuite,
        created=now,
        contexts=contexts,
        mandatory_pointers=mandatory_pointers,
        random=random,
        known=ready.known,
    )
