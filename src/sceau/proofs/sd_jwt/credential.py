"""A credential in an SD-JWT: SD-JWT VC (`dc+sd-jwt`), or a VC Data Model 2.0 document (`vc+sd-jwt`, VC-JOSE-COSE §3.2).

Nothing here is verified: `read` says what the text holds and whose keys must have signed it. Pointers go into the
processed claims, those into the header begin with `/protected`, those into the key binding with `/key_binding`.
"""

from __future__ import annotations

from datetime import datetime

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk
from sceau.keys.multikey import PublicKey
from sceau.model.shape import items
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import envelope
from sceau.proofs.sd_jwt import text as texts
from sceau.proofs.sd_jwt.disclosure import DIGESTS, ELLIPSIS
from sceau.proofs.sd_jwt.revealing import reveal
from sceau.proofs.sd_jwt.text import SdJwt
from sceau.records import record

SD_JWT_VC = "dc+sd-jwt"
VC_SD_JWT = "vc+sd-jwt"
VP_SD_JWT = "vp+sd-jwt"

NEVER_HIDDEN = ("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status")
NEVER_HIDDEN_IN_DOCUMENT = ("@context", "issuer", "validFrom", "validUntil", "credentialStatus")

_PRESENTATION = "VerifiablePresentation"


@record
class SdJwtCredential:
    """What an SD-JWT holds.

    Attributes:
        sd_jwt: the text, taken apart.
        is_vcdm: whether the claims are a VC Data Model 2.0 document.
        claims: everything said openly or disclosed.
        document: for VC Data Model 2.0, the claims without those of the JWT; else the claims.
        issuer: `iss`, or the document's issuer (the holder of a presentation); None when an X.509 chain names it.
        vct: the type of an SD-JWT VC; None for VC Data Model 2.0.
        key_id: `kid`, made absolute when it is a mere fragment; None when absent.
        has_key_chain: whether the header holds an X.509 chain (`x5c`).
        confirmation_key: the holder's key in `cnf`, None without `cnf`.`jwk`.
        confirmation_key_id: the holder's key by name, `cnf`.`kid`.
        disclosed: JSON Pointers to the claims that the holder chose to show.
        withheld: digests without disclosure: claims held back, or decoys.
        issued_at, not_before, expires: `iat`, `nbf`, `exp`.
    """

    sd_jwt: SdJwt
    is_vcdm: bool
    claims: JsonObject
    document: JsonObject
    issuer: str | None
    vct: str | None
    key_id: str | None
    has_key_chain: bool
    confirmation_key: PublicKey | None
    confirmation_key_id: str | None
    disclosed: tuple[str, ...]
    withheld: int
    issued_at: datetime | None
    not_before: datetime | None
    expires: datetime | None

    @property
    def header(self) -> JsonObject:
        """The header that the issuer signed."""
        return self.sd_jwt.jws.header

    @property
    def is_presentation(self) -> bool:
        """Whether the document is a presentation of VC Data Model 2.0 (`vp+sd-jwt`)."""
        return self.is_vcdm and _PRESENTATION in items(self.document.get("type"))

    @property
    def is_bound(self) -> bool:
        """Whether a key binding is there; `verify_key_binding` tells whether it holds."""
        return self.sd_jwt.key_binding is not None


def read(text: str) -> SdJwtCredential:
    """What the SD-JWT ``text`` holds.

    Raises:
        InputError: see `sceau.proofs.sd_jwt.text.parse` and `sceau.proofs.sd_jwt.revealing.reveal`;
            ``jws_type_wrong``; ``sd_jwt_claim_hidden`` when the holder could hold back what makes the credential valid;
            ``jwt_claim_missing``, ``jwt_claim_malformed``, ``jwt_claims_disagree``; ``key_malformed``,
            ``key_type_unsupported`` for the holder's key.
    """
    sd_jwt = texts.parse(text)
    payload = sd_jwt.jws.claims()
    is_vcdm = _is_vcdm(sd_jwt, payload)
    never = NEVER_HIDDEN + (NEVER_HIDDEN_IN_DOCUMENT if is_vcdm else ())
    _refuse_hidden(payload, never)
    revealed = reveal(payload, sd_jwt.disclosures)
    for place in revealed.placed:
        if place.split("/")[1] in never:
            raise InputError("sd_jwt_claim_hidden", place)
    claims = revealed.claims
    if is_vcdm:
        document, vct = _document(sd_jwt, claims), None
        issuer = envelope.signer_of(document, _PRESENTATION in items(document.get("type")))
    else:
        document, vct = claims, registered.required_text(claims, "vct")
        issuer = registered.text(claims, "iss")
    issued_at, not_before, expires = (registered.moment(claims, name) for name in ("iat", "nbf", "exp"))
    key, key_id = confirmation(claims)
    return SdJwtCredential(
        sd_jwt=sd_jwt,
        is_vcdm=is_vcdm,
        claims=claims,
        document=document,
        issuer=issuer,
        vct=vct,
        key_id=envelope.absolute(sd_jwt.jws.key_id, issuer),
        has_key_chain="x5c" in sd_jwt.jws.header,
        confirmation_key=key,
        confirmation_key_id=key_id,
        disclosed=tuple(revealed.placed),
        withheld=revealed.withheld,
        issued_at=issued_at,
        not_before=not_before,
        expires=expires,
    )


def _is_vcdm(sd_jwt: SdJwt, payload: JsonObject) -> bool:
    """Whether the payload is a document of VC Data Model 2.0, whose `typ` is only recommended."""
    kind = sd_jwt.jws.type
    if kind == VP_SD_JWT:
        return True
    if kind in ("", VC_SD_JWT) and "@context" in payload:
        return True
    # `vc+sd-jwt` was the type of SD-JWT VC before it became that of VC Data Model documents
    if kind not in (SD_JWT_VC, VC_SD_JWT):
        raise InputError("jws_type_wrong", "/protected/typ", kind[:100])
    return False


def _document(sd_jwt: SdJwt, claims: JsonObject) -> JsonObject:
    kind = sd_jwt.jws.type or (VP_SD_JWT if _PRESENTATION in items(claims.get("type")) else VC_SD_JWT)
    form = envelope.VP_JWT if kind == VP_SD_JWT else envelope.VC_JWT
    envelope.require_content_type(sd_jwt.jws, form)
    return envelope.document_of(form, claims)


def _refuse_hidden(payload: JsonObject, names: tuple[str, ...]) -> None:
    """Not even a part of these may stand behind a digest (SD-JWT VC §2.2.2.3)."""
    for name in names:
        said = payload.get(name)
        if isinstance(said, dict | list) and _hides(said):
            for place, value in pointers.objects(said, pointers.join("", name)):
                if DIGESTS in value or ELLIPSIS in value:
                    raise InputError("sd_jwt_claim_hidden", place)


def _hides(value: JsonObject | list[JsonValue]) -> bool:
    if isinstance(value, dict) and (DIGESTS in value or ELLIPSIS in value):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return any(isinstance(each, dict | list) and _hides(each) for each in inner)


def confirmation(claims: JsonObject) -> tuple[PublicKey | None, str | None]:
    """The holder's key in `cnf` (RFC 7800 §3), or its name; None for what is absent.

    Raises:
        InputError: ``jwt_claim_malformed``; ``key_malformed``, ``key_type_unsupported``.
    """
    if "cnf" not in claims:
        return None, None
    confirmation: JsonValue = claims["cnf"]
    if not isinstance(confirmation, dict):
        raise InputError("jwt_claim_malformed", "/cnf", "not an object")
    key_id = confirmation.get("kid")
    if key_id is not None and not isinstance(key_id, str):
        raise InputError("jwt_claim_malformed", "/cnf/kid", "not a text")
    value = confirmation.get("jwk")
    if value is None:
        return None, key_id
    if not isinstance(value, dict):
        raise InputError("jwt_claim_malformed", "/cnf/jwk", "not an object")
    try:
        return jwk.to_public_key(value), key_id
    except InputError as error:
        raise InputError(error.code, f"/cnf/jwk{error.pointer}", error.detail) from error
