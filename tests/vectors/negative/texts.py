"""Cases of signed texts: JWT around credentials (VC-JOSE-COSE, Open Badges 3.0)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.keys import jwk
from sceau.proofs.jose import compact
from tests.sceau.verifying.world import COLLEGE, KEYS, STRANGER
from tests.vectors.negative import good
from tests.vectors.negative.case import Case

Change = Callable[[dict[str, Any]], object]
JWT, BADGE = "credential-jwt", "badge-jwt"
FORMS = {JWT: "vc+jwt", BADGE: "vc-jwt"}


def parts(origin: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and payload of a good one."""
    parsed = compact.parse(good.jwt(FORMS[origin]))
    return deepcopy(parsed.header), deepcopy(parsed.claims())


def spoken(header: dict[str, Any] | bytes, payload: dict[str, Any] | bytes, *, by: str = COLLEGE) -> str:
    """A text signed as it stands, whatever it says."""
    raw = [each if isinstance(each, bytes) else dumps(each) for each in (header, payload)]
    message = ".".join(base64url.encode(each) for each in raw)
    return f"{message}.{base64url.encode(KEYS[by].sign(message.encode()))}"


def signed(change: Change, origin: str = JWT, **signing: Any) -> bytes:
    """The payload is changed, and then signed."""
    header, payload = parts(origin)
    change(payload)
    return spoken(header, payload, **signing).encode()


def headed(change: Change, origin: str = JWT, **signing: Any) -> bytes:
    """The header is changed, and then signed."""
    header, payload = parts(origin)
    change(header)
    return spoken(header, payload, **signing).encode()


def altered(change: Change) -> bytes:
    """The payload is changed after it was signed."""
    _, payload = parts(JWT)
    change(payload)
    head, _, signature = good.jwt().split(".")
    return f"{head}.{base64url.encode(dumps(payload))}.{signature}".encode()


def unreadable(name: str, what: str, data: bytes, code: str, pointer: str | None = "", *, origin: str = JWT) -> Case:
    return Case(name, what, data, "rejected", "format", "failed", code, pointer, "jwt", origin=origin)


def broken(name: str, what: str, data: bytes, code: str, pointer: str = "", *, check: str = "proof") -> Case:
    return Case(name, what, data, "rejected", check, "failed", code, pointer, "jwt", origin=JWT)


def _secret_from_public() -> bytes:
    """The oldest confusion: the public key, which everybody has, taken for a shared secret."""
    header, payload = parts(JWT)
    message = ".".join(base64url.encode(dumps(each)) for each in (header | {"alg": "HS256"}, payload))
    tag = hmac.new(KEYS[COLLEGE].public.raw, message.encode(), hashlib.sha256).digest()
    return f"{message}.{base64url.encode(tag)}".encode()


def _unsigned() -> bytes:
    header, payload = parts(JWT)
    return ".".join([base64url.encode(dumps(header | {"alg": "none"})), base64url.encode(dumps(payload)), ""]).encode()


def _twice(name: str) -> bytes:
    header, payload = parts(JWT)
    raw = dumps(header)
    return spoken(raw[:-1] + b"," + json.dumps(name).encode() + b':"none"}', payload).encode()


def _own_key(header: dict[str, Any]) -> None:
    """The stranger's key comes along in the header; no key of the college is named."""
    del header["kid"]
    header["jwk"] = jwk.from_public_key(KEYS[STRANGER].public)


def _with_private_half(header: dict[str, Any]) -> None:
    header["jwk"] = jwk.from_private(KEYS[COLLEGE])


def _stray_bits() -> bytes:
    """The last character of the signature is another one that decodes to the same bytes."""
    text = good.jwt()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return (text[:-1] + alphabet[alphabet.index(text[-1]) + 1]).encode()


READING = [
    unreadable("jwt-alg-none", "the algorithm is `none`, and there is no signature", _unsigned(),
               "jws_algorithm_forbidden", "/protected/alg"),
    unreadable("jwt-alg-secret", "HS256 with the issuer's public key as the secret", _secret_from_public(),
               "jws_algorithm_forbidden", "/protected/alg"),
    unreadable("jwt-crit", "the header demands an extension that nobody knows",
               headed(lambda h: h.update(crit=["exp"], exp=1)), "jws_critical_unsupported", "/protected/crit"),
    unreadable("jwt-crit-empty", "`crit` is an empty list", headed(lambda h: h.update(crit=[])),
               "jws_critical_unsupported", "/protected/crit"),
    unreadable("jwt-b64-false", "the payload is said to stand unencoded",
               headed(lambda h: h.update(b64=False, crit=["b64"])), "jws_critical_unsupported", None),
    unreadable("jwt-two-parts", "the signature is cut off", good.jwt().rpartition(".")[0].encode(),
               "json_malformed", ""),
    unreadable("jwt-padded", "base64url with padding", f"{good.jwt()}==".encode(), "json_malformed", ""),
    unreadable("jwt-stray-bits", "the signature spelled otherwise: another last character, the same bytes",
               _stray_bits(), "jws_malformed", "/signature"),
    unreadable("jwt-alg-twice", "the header names two algorithms", _twice("alg"),
               "json_duplicate_key", "/protected/alg"),
    unreadable("jwt-type", "an access token, by its own word", headed(lambda h: h.update(typ="at+jwt")),
               "jws_type_wrong", "/protected/typ"),
    unreadable("jwt-type-presentation", "a credential that calls itself a presentation",
               headed(lambda h: h.update(typ="vp+jwt", cty="vp")), "jws_type_wrong", "/type"),
    unreadable("jwt-claim-vc", "`vc+jwt` with the credential in a claim `vc` as well",
               signed(lambda p: p.update(vc={})), "jwt_claim_malformed", "/vc"),
    unreadable("jwt-issuer-differs", "`iss` names another issuer than the credential",
               signed(lambda p: p.update(iss=STRANGER)), "jwt_claims_disagree", "/iss"),
    unreadable("jwt-exp-text", "`exp` is a text", signed(lambda p: p.update(exp="2099-01-01T00:00:00Z")),
               "jwt_claim_malformed", "/exp"),
    Case("jwt-key-private", "the header shows the private half of the key: everybody can sign with it",
         headed(_with_private_half), "check", "format", "inconclusive", "key_malformed", "/protected/jwk/d", "jwt",
         origin=JWT),
    unreadable("badge-jwt-subject-differs", "`sub` names somebody else than the credential",
               signed(lambda p: p.update(sub="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-00000000000a"), BADGE),
               "jwt_claims_disagree", None, origin=BADGE),
    unreadable("badge-jwt-end-differs", "`exp` is a year after validUntil",
               signed(lambda p: p.update(exp=p["exp"] + 31_536_000), BADGE),
               "jwt_claims_disagree", None, origin=BADGE),
    unreadable("badge-jwt-id-differs", "`jti` is that of another credential",
               signed(lambda p: p.update(jti="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-00000000000b"), BADGE),
               "jwt_claims_disagree", None, origin=BADGE),
    unreadable("badge-jwt-begin-missing", "without `nbf`", signed(lambda p: p.pop("nbf"), BADGE),
               "jwt_claim_missing", "/nbf", origin=BADGE),
]  # fmt: skip

JUDGING = [
    broken("jwt-altered", "the title is changed after signing",
           altered(lambda p: p.update(name="Maîtrise de l’IA")), "jws_signature_invalid"),
    broken("jwt-alg-of-another", "ES256 with an Ed25519 key", headed(lambda h: h.update(alg="ES256")),
           "jws_algorithm_mismatch"),
    broken("jwt-forged", "a stranger signs, and names the college's key", headed(lambda h: None, by=STRANGER),
           "jws_signature_invalid"),
    broken("jwt-forged-own-kid", "a stranger signs in the college's name, and names his own key",
           headed(lambda h: h.update(kid=f"{STRANGER}#key-1"), by=STRANGER), "issuer_key_not_controlled",
           check="issuer"),
    broken("jwt-forged-own-key", "a stranger signs in the college's name, and brings his key along",
           headed(_own_key, by=STRANGER), "issuer_key_not_controlled", check="issuer"),
    Case("jwt-key-unknown", "it names a key that the issuer does not publish",
         headed(lambda h: h.update(kid=f"{COLLEGE}#key-9")), "rejected", "issuer", "failed",
         "issuer_key_not_controlled", None, "jwt", origin=JWT, proof_only="check"),
    Case("jwt-expired", "the signature was meant to count until yesterday",
         signed(lambda p: p.update(exp=1_772_287_500)), "check", "proof", "failed", "proof_expired", "/exp", "jwt",
         origin=JWT),
    Case("jwt-not-yet", "the signature is meant to count from tomorrow",
         signed(lambda p: p.update(nbf=1_772_460_300)), "check", "proof", "failed", "proof_not_yet_valid", "/nbf",
         "jwt", origin=JWT),
    broken("jwt-undefined-term", "a member that no context knows, signed",
           signed(lambda p: p.update(gradePointAverage="4.0")), "term_undefined", "/gradePointAverage",
           check="context"),
    Case("jwt-expired-credential", "the credential inside ended; the JWT says nothing of it",
         signed(lambda p: p.update(validUntil="2026-02-01T00:00:00Z")), "check", "validity", "failed",
         "credential_expired", "/validUntil", "jwt", origin=JWT),
]  # fmt: skip


def enveloped(name: str, what: str, address: str, code: str, pointer: str | None = "", *, open_: bool = False) -> Case:
    document = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": address,
    }
    verdict, outcome = ("check", "inconclusive") if open_ else ("rejected", "failed")
    return Case(name, what, dumps(document), verdict, "format", outcome, code, pointer, origin=JWT)


ENVELOPES = [
    enveloped("envelope-of-text", "an enveloped credential that holds plain text", "data:text/plain,hello",
              "format_unsupported", "/id", open_=True),
    enveloped("envelope-elsewhere", "an enveloped credential that lies at an address instead of in it",
              "https://college.example/credential.jwt", "credential_malformed", "/id"),
    enveloped("envelope-unsigned", "an enveloped credential whose JWT has the algorithm `none`",
              f"data:application/vc+jwt,{_unsigned().decode()}", "jws_algorithm_forbidden", None),
]  # fmt: skip

CASES = [*READING, *JUDGING, *ENVELOPES]
