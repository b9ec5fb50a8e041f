"""Key binding: the holder signs what is shown, to whom, and for which request (RFC 9901 §4.3, §7.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.ports import Signer
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt.disclosure import digest, hash_name
from sceau.proofs.sd_jwt.text import SdJwt
from sceau.records import record

TYPE = "kb+jwt"
WINDOW = timedelta(minutes=10)

_HERE = "/key_binding"


@record
class KeyBinding:
    """What a holder signed.

    Attributes:
        issued_at: when.
        audience: for whom.
        nonce: in answer to what.
    """

    issued_at: datetime
    audience: str
    nonce: str


def bind(sd_jwt: str, hash_name: str, *, signer: Signer, audience: str, nonce: str, now: datetime) -> str:
    """The SD-JWT with a key binding over it.

    Args:
        sd_jwt: ends in `~`.
        hash_name: its `_sd_alg`.
        signer: the holder's key, the one that the issuer named in `cnf`.
        audience, nonce: as the verifier gave them.
        now: aware moment of signing.

    Raises:
        UsageError: ``usage_wrong`` for a key that JOSE has no algorithm for.
    """
    payload: JsonObject = {
        "iat": registered.seconds(now),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": digest(sd_jwt, hash_name),
    }
    return sd_jwt + compact.sign({"typ": TYPE}, strict_json.dumps(payload), signer)


def verify_key_binding(
    sd_jwt: SdJwt,
    key: PublicKey,
    *,
    audience: str | None,
    nonce: str | None,
    now: datetime,
    window: timedelta = WINDOW,
) -> KeyBinding:
    """Return what the holder signed when ``key`` signed it over this very selection.

    Args:
        sd_jwt: what was handed in.
        key: the one in the issuer's `cnf`.
        audience, nonce: as they were asked for; None when nobody asked, and then a replay goes unnoticed.
        now: aware moment.
        window: how long before or after ``now`` it may have been signed.

    Raises:
        InputError: ``sd_jwt_key_binding_missing``; ``jws_type_wrong``; ``sd_jwt_key_binding_invalid`` for a signature
            of another key or over another selection; ``proof_domain_differs``, ``proof_challenge_differs``;
            ``sd_jwt_key_binding_stale``; ``jwt_claim_missing``, ``jwt_claim_malformed``; see
            `sceau.proofs.jose.compact.verify`. Pointers begin with `/key_binding`.
    """
    jws = sd_jwt.key_binding
    if jws is None:
        raise InputError("sd_jwt_key_binding_missing", _HERE)
    try:
        if jws.type != TYPE:
            raise InputError("jws_type_wrong", "/protected/typ", jws.type[:100])
        if not compact.verify(jws, key):
            raise InputError("sd_jwt_key_binding_invalid", "/signature", "not of the key that the issuer named")
        payload = jws.claims()
        found = _read(payload)
        _compare(found, payload, sd_jwt, audience=audience, nonce=nonce)
        if abs(now - found.issued_at) > window:
            raise InputError("sd_jwt_key_binding_stale", "/iat")
        if (registered.moment(payload, "exp") or now) < now or (registered.moment(payload, "nbf") or now) > now:
            raise InputError("sd_jwt_key_binding_stale", "/exp")
    except InputError as error:
        raise InputError(error.code, _HERE + error.pointer, error.detail) from error
    return found


def _read(payload: JsonObject) -> KeyBinding:
    return KeyBinding(
        issued_at=registered.required_moment(payload, "iat"),
        audience=registered.required_text(payload, "aud"),
        nonce=registered.required_text(payload, "nonce"),
    )


def _compare(found: KeyBinding, payload: JsonObject, sd_jwt: SdJwt, *, audience: str | None, nonce: str | None) -> None:
    name = hash_name(sd_jwt.jws.claims())
    if registered.required_text(payload, "sd_hash") != digest(sd_jwt.bound, name):
        raise InputError("sd_jwt_key_binding_invalid", "/sd_hash", "another selection")
    if audience is not None and found.audience != audience:
        raise InputError("proof_domain_differs", "/aud")
    if nonce is not None and found.nonce != nonce:
        raise InputError("proof_challenge_differs", "/nonce")
