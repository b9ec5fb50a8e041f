"""Credentials whose holder chooses what to show: SD-JWT VC, and VC Data Model 2.0 documents as SD-JWT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.issuing.safety import readable, signable
from sceau.keys import jwk
from sceau.keys.multikey import PublicKey
from sceau.linked_data.contexts import Contexts
from sceau.model import shape
from sceau.ports import RandomBytes, Signer
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt import text as texts
from sceau.proofs.sd_jwt.concealing import conceal_in
from sceau.proofs.sd_jwt.credential import NEVER_HIDDEN, NEVER_HIDDEN_IN_DOCUMENT, SD_JWT_VC, VC_SD_JWT

_OURS = ("iss", "vct", "iat", "nbf", "exp", "cnf", "status")
_NEEDED_TO_VERIFY = ("type", "awardedDate", "credentialSchema", "relatedResource")


def issue_sd_jwt_vc(
    claims: JsonObject,
    *,
    vct: str,
    issuer: str,
    signer: Signer,
    now: datetime,
    random: RandomBytes,
    disclosable: Sequence[str] = (),
    holder_key: PublicKey | None = None,
    status: JsonObject | None = None,
    not_before: datetime | None = None,
    expires: datetime | None = None,
    decoys: int = 0,
) -> str:
    """An SD-JWT VC with all its disclosures, for the holder; the same arguments give the same text.

    Texts are normalized to NFC.

    Args:
        claims: about the subject; not changed.
        vct: the type of the credential, a collision-resistant name.
        issuer: a DID, or an https address with JWT VC Issuer Metadata.
        signer: a key of the issuer. `kid` is its verification method, or for an https issuer the fragment of it.
        now: aware moment of signing, `iat`.
        random: for salts and decoys.
        disclosable: JSON Pointers into ``claims`` to what the holder may hold back.
        holder_key: becomes `cnf`; None for a credential that whoever has it may show.
        status: see `sceau.status.token_list.reference`.
        not_before, expires: aware; `nbf`, `exp`.
        decoys: see `sceau.proofs.sd_jwt.concealing.conceal`.

    Raises:
        InputError: ``pointer_unmatched``, ``member_malformed``; what cannot be read elsewhere as it was meant, see
            `sceau.issuing.safety.readable`; ``key_type_unsupported`` for a holder's key without JWK.
        UsageError: ``issuer_key_not_controlled``; ``usage_wrong`` for claims that are made from arguments;
            ``sd_jwt_claim_hidden`` for a pointer to what makes the credential valid.
    """
    controller, _, fragment = signer.verification_method.partition("#")
    if controller != issuer:
        raise UsageError("issuer_key_not_controlled", "/iss")
    for name in _OURS:
        if name in claims:
            raise UsageError("usage_wrong", f"/{name}", "made from an argument")
    _refuse_hidden(disclosable, (*NEVER_HIDDEN, "iat"))
    payload: JsonObject = {"iss": issuer, "vct": vct, "iat": registered.seconds(now)}
    for name, moment in (("nbf", not_before), ("exp", expires)):
        if moment is not None:
            payload[name] = registered.seconds(moment)
    payload |= _confirmation(holder_key) | ({} if status is None else {"status": status})
    key_id = signer.verification_method if issuer.startswith("did:") else fragment
    header: JsonObject = {"typ": SD_JWT_VC, "kid": key_id}
    said = readable(claims)
    made = strict_json.loads_object(strict_json.dumps(payload))  # what the arguments say is no safer than the claims
    return _signed(header, made | said, disclosable, random, decoys, signer)


def issue_sd_jwt(
    credential: JsonObject,
    *,
    signer: Signer,
    now: datetime,
    contexts: Contexts,
    random: RandomBytes,
    disclosable: Sequence[str] = (),
    holder_key: PublicKey | None = None,
    decoys: int = 0,
) -> str:
    """A VC Data Model 2.0 credential as SD-JWT of type `vc+sd-jwt`; the same arguments give the same text.

    Args:
        credential: unsigned; not changed.
        signer: a key of the issuer; its verification method becomes `kid`.
        now: aware moment of signing, `iat`.
        contexts: those that the credential may name.
        random: for salts and decoys.
        disclosable: JSON Pointers to what the holder may hold back.
        holder_key: becomes `cnf`.
        decoys: see `sceau.proofs.sd_jwt.concealing.conceal`.

    Raises:
        InputError: as `sceau.issuing.issue`; ``pointer_unmatched``.
        UsageError: ``issuer_key_not_controlled``; ``usage_wrong`` for another version of the data model;
            ``sd_jwt_claim_hidden`` for a pointer to what a verifier needs.
    """
    ready = signable(credential, signer, contexts)
    document = ready.document
    if shape.is_version_1(document):
        raise UsageError("usage_wrong", "/@context", "not of the data model 2.0")
    ready.require_statements(contexts)
    _refuse_hidden(disclosable, (*NEVER_HIDDEN, *NEVER_HIDDEN_IN_DOCUMENT, *_NEEDED_TO_VERIFY))
    payload = document | {"iat": registered.seconds(now)} | _confirmation(holder_key)
    header: JsonObject = {"typ": VC_SD_JWT, "cty": "vc", "kid": signer.verification_method}
    return _signed(header, payload, disclosable, random, decoys, signer)


def _refuse_hidden(disclosable: Sequence[str], names: Iterable[str]) -> None:
    hidden = frozenset(names)
    for pointer in disclosable:
        if not hidden.isdisjoint(pointer.split("/", 2)[1:2]):
            raise UsageError("sd_jwt_claim_hidden", pointer)


def _confirmation(key: PublicKey | None) -> JsonObject:
    """RFC 7800 §3.2."""
    return {} if key is None else {"cnf": {"jwk": jwk.from_public_key(key)}}


def _signed(  # noqa: PLR0917 — all of it, in the order in which it happens
    header: JsonObject, claims: JsonObject, disclosable: Sequence[str], random: RandomBytes, decoys: int, signer: Signer
) -> str:
    payload, disclosures = conceal_in(claims, disclosable, random=random, decoys=decoys)
    raw = strict_json.dumps(payload)
    if len(raw) > compact.MAX_PAYLOAD:
        raise InputError("json_too_large", detail="no reader takes it")
    return texts.assemble(compact.sign(header, raw, signer), disclosures)
