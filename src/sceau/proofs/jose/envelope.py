"""A credential or presentation inside a signed text: VC-JOSE-COSE, Open Badges 3.0 VC-JWT, VC Data Model 1.1 JWT.

Nothing here is verified: `read` says what the text holds and whose key must have signed it. Pointers to claims go
into the payload, those to members into the document, those into the header begin with `/protected`.
"""

from __future__ import annotations

from datetime import datetime

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk
from sceau.keys.multikey import PublicKey
from sceau.model import shape
from sceau.model.shape import items
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import compact, mirrors
from sceau.proofs.jose.compact import CompactJws
from sceau.records import record

VC_JWT = "vc+jwt"
VP_JWT = "vp+jwt"
OPEN_BADGE = "vc-jwt"
VC_JWT_1 = "vc-jwt-1.1"
VP_JWT_1 = "vp-jwt-1.1"

_PRESENTATION = "VerifiablePresentation"
_OPEN_BADGE_TYPES = frozenset(
    {"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential", "ClrCredential"}
)
# `sub` is required as well, but a subject known by an identifier alone has none, and issuers leave it out
_OPEN_BADGE_CLAIMS = ("iss", "jti")
_CLAIM_NAMES = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf"})
_NESTED = frozenset({"jwt"})
_CONTRARY = {VC_JWT: _NESTED | {"vp"}, VP_JWT: _NESTED | {"vc"}}


@record
class Envelope:
    """What a signed text holds.

    Attributes:
        form: "vc+jwt", "vp+jwt", "vc-jwt" (Open Badges 3.0), "vc-jwt-1.1" or "vp-jwt-1.1".
        jws: the text, taken apart.
        claims: the whole payload, nothing left out.
        document: the credential or presentation, completed from the claims where the form says so, without the JWT
            claims beside it.
        signer_id: who must own the key: the issuer of a credential, the holder of a presentation; None when the
            document names nobody.
        key_id: `kid`, made absolute when it is a mere fragment; None when absent.
        header_key: the key in the header. It says nothing about whose it is.
        issued_at, not_before, expires: `iat`, `nbf`, `exp`, the period of the signature.
        audience, nonce: `aud`, `nonce`, of presentations.
    """

    form: str
    jws: CompactJws
    claims: JsonObject
    document: JsonObject
    signer_id: str | None
    key_id: str | None
    header_key: PublicKey | None
    issued_at: datetime | None
    not_before: datetime | None
    expires: datetime | None
    audience: tuple[str, ...]
    nonce: str | None

    @property
    def is_presentation(self) -> bool:
        """Whether it holds a presentation."""
        return self.form in (VP_JWT, VP_JWT_1)


def read(text: str) -> Envelope:
    """What the compact JWS ``text`` holds.

    Raises:
        InputError: see `sceau.proofs.jose.compact.parse`; ``jws_type_wrong`` when it holds neither credential nor
            presentation, or says so; ``jwt_claim_missing``, ``jwt_claim_malformed``; ``jwt_claims_disagree`` when
            claim and member differ; ``key_malformed``, ``key_type_unsupported`` for the key in the header.
    """
    jws = compact.parse(text)
    return opened(jws, jws.claims())


def opened(jws: CompactJws, claims: JsonObject) -> Envelope:
    """As `read`, for a text that was taken apart already, whose payload holds ``claims``."""
    form = _form(jws, claims)
    issued_at, not_before, expires = (registered.moment(claims, name) for name in ("iat", "nbf", "exp"))
    document = _document(form, claims)
    signer_id = signer_of(document, form in (VP_JWT, VP_JWT_1))
    return Envelope(
        form=form,
        jws=jws,
        claims=claims,
        document=document,
        signer_id=signer_id,
        key_id=absolute(jws.key_id, signer_id),
        header_key=_header_key(jws),
        issued_at=issued_at,
        not_before=not_before,
        expires=expires,
        audience=registered.audience(claims),
        nonce=registered.text(claims, "nonce"),
    )


def without_claims(payload: JsonObject) -> JsonObject:
    """The document of a payload that holds JWT claims beside it: no context defines those."""
    document = {name: value for name, value in payload.items() if name not in _CLAIM_NAMES}
    status = document.get("status")
    if isinstance(status, dict) and "status_list" in status:
        del document["status"]
    return document


def require_content_type(jws: CompactJws, form: str) -> None:
    """Refuse a `cty` that contradicts ``form``; a more specific one is allowed.

    Raises:
        InputError: ``jws_type_wrong``.
    """
    if jws.content_type in _CONTRARY.get(form, _NESTED):
        raise InputError("jws_type_wrong", "/protected/cty", jws.content_type)


def document_of(form: str, claims: JsonObject) -> JsonObject:
    """The VC Data Model 2.0 document that a payload of ``form`` ("vc+jwt", "vp+jwt") is (VC-JOSE-COSE §3.1).

    `exp` and `nbf` speak of the signature there, and mirror nothing.

    Raises:
        InputError: ``jws_type_wrong``, ``jwt_claim_malformed``, ``jwt_claims_disagree``.
    """
    for name in ("vc", "vp"):
        if name in claims:
            raise InputError("jwt_claim_malformed", f"/{name}", f"not in {form}")
    types = items(claims.get("type"))
    if (_PRESENTATION in types) != (form == VP_JWT):
        raise InputError("jws_type_wrong", "/type", f"not of {form}")
    if shape.is_version_1(claims):
        raise InputError("jws_type_wrong", "/@context", f"VC Data Model 1.1 in {form}")
    document = without_claims(claims)
    for mirror in (mirrors.holder,) if form == VP_JWT else (mirrors.issuer, mirrors.subject):
        mirror(document, claims)
    mirrors.identifier(document, claims)
    return document


def signer_of(document: JsonObject, is_presentation: bool) -> str | None:
    """The id of the issuer, or of the holder of a presentation; None when the document names nobody."""
    party: JsonValue = document.get("holder" if is_presentation else "issuer")
    if isinstance(party, dict):
        party = party.get("id")
    return party if isinstance(party, str) else None


def absolute(key_id: str | None, signer_id: str | None) -> str | None:
    """A `kid`; a mere fragment is one of the signer's."""
    return f"{signer_id}{key_id}" if key_id and key_id.startswith("#") and signer_id else key_id


def _form(jws: CompactJws, claims: JsonObject) -> str:
    if jws.type in (VC_JWT, VP_JWT):
        form = jws.type
    elif jws.type in ("", "jwt"):
        form = _form_of_payload(claims)
    else:
        raise InputError("jws_type_wrong", "/protected/typ", jws.type[:100])
    require_content_type(jws, form)
    return form


def _form_of_payload(claims: JsonObject) -> str:
    if "vc" in claims and "vp" in claims:
        raise InputError("jwt_claim_malformed", "/vp", "both vc and vp")
    if "vc" in claims:
        return VC_JWT_1
    if "vp" in claims:
        return VP_JWT_1
    types = {kind for kind in items(claims.get("type")) if isinstance(kind, str)}
    if _PRESENTATION in types:
        return VP_JWT
    if shape.VERIFIABLE_CREDENTIAL not in types:
        raise InputError("jws_type_wrong", detail="neither a credential nor a presentation")
    return OPEN_BADGE if types & _OPEN_BADGE_TYPES else VC_JWT


def _document(form: str, claims: JsonObject) -> JsonObject:
    if form == VC_JWT_1:
        return mirrors.completed(_inner(claims, "vc"), claims, mirrors.OF_CREDENTIAL)
    if form == VP_JWT_1:
        return mirrors.completed(_inner(claims, "vp"), claims, mirrors.OF_PRESENTATION)
    if form == OPEN_BADGE:
        return _open_badge(claims)
    return document_of(form, claims)


def _inner(claims: JsonObject, name: str) -> JsonObject:
    value = claims[name]
    if not isinstance(value, dict):
        raise InputError("jwt_claim_malformed", f"/{name}", "not an object")
    if (_PRESENTATION in items(value.get("type"))) != (name == "vp"):
        raise InputError("jws_type_wrong", f"/{name}/type", f"not of {name}")
    return value


def _open_badge(claims: JsonObject) -> JsonObject:
    """Open Badges 3.0 §8.2.6.1: the claims must be there, and say what the credential says."""
    for name in _OPEN_BADGE_CLAIMS:
        registered.required_text(claims, name)
    registered.required_moment(claims, "nbf")
    document = without_claims(claims)
    if shape.period_members(document)[1] in document:
        registered.required_moment(claims, "exp")
    return mirrors.completed(document, claims, mirrors.OF_CREDENTIAL)


def _header_key(jws: CompactJws) -> PublicKey | None:
    if "jwk" not in jws.header:
        return None
    value = jws.header["jwk"]
    if not isinstance(value, dict):
        raise InputError("jws_malformed", "/protected/jwk", "not an object")
    try:
        return jwk.to_public_key(value)
    except InputError as error:
        raise InputError(error.code, f"/protected/jwk{error.pointer}", error.detail) from error
