"""Showing credentials together, signed by who holds them (VC Data Model 2.0 §4.13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError
from sceau.linked_data.contexts import CREDENTIALS_V2, Contexts
from sceau.model.presentation import VERIFIABLE_PRESENTATION, Presentation
from sceau.ports import Signer
from sceau.proofs import add_proof
from sceau.proofs.jose import enveloped


def present(
    credentials: Sequence[JsonObject | str],
    *,
    holder_signer: Signer,
    now: datetime,
    contexts: Contexts,
    challenge: str | None = None,
    domain: str | None = None,
    cryptosuite: str = "eddsa-rdfc-2022",
    holder: str | None = None,
    presentation_id: str | None = None,
) -> JsonObject:
    """A presentation with a proof of authentication; the same arguments give the same bytes.

    Args:
        credentials: documents with their own proof, embedded as they are; JWTs and SD-JWTs, each as an
            EnvelopedVerifiableCredential. They are not verified here.
        holder_signer: a key of the holder.
        now: aware moment of signing.
        contexts: those that the credentials may name.
        challenge: what the verifier asked to be signed, so that no recording will do.
        domain: who the verifier is, so that the presentation serves nobody else.
        cryptosuite: one of `sceau.proofs.catalogue.names`, without selective disclosure.
        holder: the DID to which the key belongs; by default the one in its verification method.
        presentation_id: `id` of the presentation.

    Raises:
        InputError: ``member_malformed`` for an empty credential; what cannot be signed faithfully, see
            `sceau.linked_data.canonical.to_nquads`.
        UsageError: ``holder_key_not_controlled`` when the key is not the holder's; ``usage_wrong`` for a suite that
            the key or a presentation does not fit.
    """
    controller = holder_signer.verification_method.partition("#")[0]
    if holder not in (None, controller):
        raise UsageError("holder_key_not_controlled", "/holder")
    document: JsonObject = {"@context": [CREDENTIALS_V2], "type": [VERIFIABLE_PRESENTATION], "holder": controller}
    if presentation_id is not None:
        document["id"] = presentation_id
    if credentials:
        document["verifiableCredential"] = [_member(credential) for credential in credentials]
    Presentation.parse(document)
    return add_proof(
        document,
        signer=holder_signer,
        cryptosuite=cryptosuite,
        created=now,
        contexts=contexts,
        purpose="authentication",
        challenge=challenge,
        domain=domain,
    )


def _member(credential: JsonObject | str) -> JsonValue:
    if not isinstance(credential, str):
        return credential
    return enveloped.wrap(credential)
