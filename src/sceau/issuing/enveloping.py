"""Credentials and presentations as signed texts: VC-JOSE-COSE, Open Badges 3.0 VC-JWT, VC Data Model 1.1 JWT."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.issuing.safety import signable
from sceau.linked_data.contexts import CREDENTIALS_V2, Contexts
from sceau.model import shape
from sceau.ports import Signer
from sceau.proofs.jose import claims, compact, envelope, enveloped

Form: TypeAlias = Literal["vc+jwt", "vc-jwt", "vc-jwt-1.1"]


def issue_jwt(
    credential: JsonObject, *, signer: Signer, now: datetime, contexts: Contexts, form: Form = "vc+jwt"
) -> str:
    """The credential as a compact JWS; the same arguments give the same text.

    Args:
        credential: unsigned; an embedded proof may stay where Open Badges 3.0 §8.2.4 allows both. Not changed.
        signer: a key of the issuer; its verification method becomes `kid` and should be one that shows a JWK.
        now: aware moment of signing, `iat`.
        contexts: those that the credential may name.
        form: "vc+jwt" (VC-JOSE-COSE, VC Data Model 2.0), "vc-jwt" (Open Badges 3.0: `iss`, `jti`, `nbf`, `sub`, `exp`
            beside the credential) or "vc-jwt-1.1" (the credential in the claim `vc`, VC Data Model 1.1).

    Raises:
        InputError: as `sceau.issuing.issue`; ``member_missing`` for what a claim of the form is made of.
        UsageError: ``issuer_key_not_controlled``; ``usage_wrong`` for another version of the data model, or a key
            that JOSE has no algorithm for.
    """
    ready = signable(credential, signer, contexts)
    document = ready.document
    if shape.is_version_1(document) != (form == envelope.VC_JWT_1) and form != envelope.OPEN_BADGE:
        raise UsageError("usage_wrong", "/@context", f"not of the data model of {form}")
    ready.require_statements(contexts)
    header: JsonObject = {"typ": "JWT", "kid": signer.verification_method}
    issued: JsonObject = {"iat": claims.seconds(now)}
    if form == envelope.VC_JWT:
        header |= {"typ": envelope.VC_JWT, "cty": "vc"}
        payload = document | issued
    elif form == envelope.OPEN_BADGE:
        payload = document | _mirrored(document) | issued
    else:
        payload = _mirrored(document) | issued | {"vc": document}
    return compact.sign(header, strict_json.dumps(payload), signer)


def present_jwt(
    credentials: Sequence[str | JsonObject],
    *,
    signer: Signer,
    now: datetime,
    audience: str,
    nonce: str,
    expires: datetime | None = None,
    identifier: str | None = None,
) -> str:
    """A presentation as a compact JWS of type `vp+jwt`, signed by the holder.

    Args:
        credentials: compact JWS, SD-JWT, or documents with their own proof.
        signer: the holder's key; its DID becomes `holder`.
        now: aware moment of signing, `iat`.
        audience: who asked for it, `aud`.
        nonce: what the one who asked wants to see again.
        expires: after it the presentation counts no more.
        identifier: `id` of the presentation.

    Raises:
        InputError: for an SD-JWT that is none; for characters and numbers that JSON cannot hold.
        UsageError: ``usage_wrong`` for a key that JOSE has no algorithm for.
    """
    members: list[JsonValue] = [enveloped.wrap(each) if isinstance(each, str) else each for each in credentials]
    document: JsonObject = {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"]}
    if identifier is not None:
        document["id"] = identifier
    document["holder"] = signer.verification_method.partition("#")[0]
    if members:
        document["verifiableCredential"] = members
    document |= {"aud": audience, "nonce": nonce, "iat": claims.seconds(now)}
    if expires is not None:
        document["exp"] = claims.seconds(expires)
    header: JsonObject = {"typ": envelope.VP_JWT, "cty": "vp", "kid": signer.verification_method}
    return compact.sign(header, strict_json.dumps(document), signer)


def _mirrored(document: JsonObject) -> JsonObject:
    """The claims that repeat members (Open Badges 3.0 §8.2.4.1, VC Data Model 1.1 §6.3.1)."""
    first, last = shape.period_members(document)
    begins, ends = shape.moment(document, first), shape.moment(document, last)
    subjects = [each for each in shape.items(document["credentialSubject"]) if isinstance(each, dict)]
    subject = subjects[0].get("id") if len(subjects) == 1 else None
    for pointer, value in (("/id", document.get("id")), (f"/{first}", begins)):
        if value is None:
            raise InputError("member_missing", pointer, "needed for a claim")
    if not isinstance(subject, str):
        raise InputError("member_missing", "/credentialSubject/id", "needed for the claim sub")
    issuer = document["issuer"]
    mirrored: JsonObject = {
        "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
        "jti": document["id"],
        "sub": subject,
    }
    if begins is not None:
        mirrored["nbf"] = claims.seconds(begins)
    if ends is not None:
        mirrored["exp"] = claims.seconds(ends)
    return mirrored
