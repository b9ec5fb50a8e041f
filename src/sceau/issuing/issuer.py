"""Signing a credential once everything that could make it unreadable elsewhere has been refused."""

from __future__ import annotations

from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.issuing.safety import credential_of
from sceau.linked_data.canonical import to_quads
from sceau.linked_data.contexts import Contexts
from sceau.ports import Signer
from sceau.proofs import add_proof

_CANONICALIZES_RDF = frozenset({"eddsa-rdfc-2022"})


def issue(
    credential: JsonObject,
    *,
    signer: Signer,
    now: datetime,
    contexts: Contexts,
    cryptosuite: str = "eddsa-rdfc-2022",
) -> JsonObject:
    """The signed credential; the same arguments give the same bytes.

    Texts are normalized to NFC. `proof` becomes an array of one object, which the Open Badges 3.0 schema wants.

    Args:
        credential: unsigned, VC Data Model 2.0 (or 1.1); not changed.
        signer: a key of the issuer: its verification method belongs to the very DID in `issuer`.
        now: aware moment of signing.
        contexts: those that the credential may name.
        cryptosuite: one of `sceau.proofs.catalogue.names`.

    Raises:
        InputError: what is wrong with the credential and where: its shape (see `sceau.model.shape`), null or an
            empty array, members that would stay unsigned (``term_undefined`` …), characters that programs
            read differently.
        UsageError: ``usage_wrong`` when it is signed already, or the key does not fit the suite;
            ``issuer_key_not_controlled`` when the key is not the issuer's.
    """
    if "proof" in credential:
        raise UsageError("usage_wrong", "/proof", "signed already")
    document = credential_of(credential, signer).raw
    if cryptosuite not in _CANONICALIZES_RDF:
        # A JCS proof would cover undefined terms too; readers of linked data would still not see them.
        to_quads(document, contexts)
    return add_proof(document, signer=signer, cryptosuite=cryptosuite, created=now, contexts=contexts)
