"""JSON Web Signature in its compact form (RFC 7515 §3.1), with the algorithms that public keys can check.

Pointers into the header begin with `/protected`, the name that the JSON form of a JWS gives it (§7.2).
"""

from __future__ import annotations

from sceau.encoding import base64url, strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.keys import signature
from sceau.keys.multikey import ED25519, P256, P384, P521, RSA, PublicKey
from sceau.ports import Signer
from sceau.records import record

MAX_PAYLOAD = strict_json.MAX_BYTES
MAX_HEADER = 32_000
MAX_SIGNATURE = 1_024  # RSA with 8,192 bits
_MAX_TEXT = (MAX_HEADER + MAX_PAYLOAD + MAX_SIGNATURE) * 4 // 3 + 8

_PSS = "PS256"
_KIND_OF = {
    "EdDSA": ED25519,
    "Ed25519": ED25519,  # RFC 9864 §2.2
    "ES256": P256,
    "ES384": P384,
    "ES512": P521,
    "RS256": RSA,
    _PSS: RSA,
}
_ALGORITHM_OF = {ED25519: "EdDSA", P256: "ES256", P384: "ES384", P521: "ES512", RSA: "RS256"}
_FORBIDDEN = frozenset({"NONE", "HS256", "HS384", "HS512"})
_PARTS = 3
_MEDIA_PREFIX = "application/"


@record
class CompactJws:
    """A JWS that was taken apart; nothing is verified yet.

    Attributes:
        header: the protected header.
        payload: what is signed.
        signing_input: the bytes under the signature.
        signature: raw; for elliptic curves r‖s.
        text: the whole, as it was read.
    """

    header: JsonObject
    payload: bytes
    signing_input: bytes
    signature: bytes
    text: str

    @property
    def algorithm(self) -> str:
        """`alg`."""
        return str(self.header["alg"])

    @property
    def type(self) -> str:
        """`typ` in lower case without `application/` (§4.1.9); "" when absent."""
        return media_type(self.header.get("typ"))

    @property
    def content_type(self) -> str:
        """`cty`, as `type`."""
        return media_type(self.header.get("cty"))

    @property
    def key_id(self) -> str | None:
        """`kid`."""
        found = self.header.get("kid")
        return found if isinstance(found, str) else None

    def claims(self) -> JsonObject:
        """The payload as a JSON object.

        Raises:
            InputError: see `sceau.encoding.strict_json.loads_object`.
        """
        return strict_json.loads_object(self.payload)


def parse(text: str) -> CompactJws:
    """Take a compact JWS apart.

    Raises:
        InputError: ``jws_malformed`` for anything but three parts in base64url, one spelling for each value, with an
            object as header whose registered members have their types; ``jws_algorithm_forbidden`` for `none` and
            for secrets shared by signer and reader; ``jws_critical_unsupported`` for `crit` and an unencoded payload,
            of which none is understood here; the codes of `strict_json` for the header's text.
    """
    if len(text) > _MAX_TEXT:
        raise InputError("jws_malformed", detail="too long")
    parts = text.split(".", _PARTS)
    if len(parts) != _PARTS:
        raise InputError("jws_malformed", detail="not three parts")
    raw_header = _part(parts[0], MAX_HEADER, "/protected")
    payload = _part(parts[1], MAX_PAYLOAD, "/payload")
    raw_signature = _part(parts[2], MAX_SIGNATURE, "/signature")
    try:
        header = strict_json.loads_object(raw_header)
    except InputError as error:
        raise InputError(error.code, f"/protected{error.pointer}", error.detail) from error
    _check(header)
    return CompactJws(header, payload, f"{parts[0]}.{parts[1]}".encode(), raw_signature, text)


def sign(header: JsonObject, payload: bytes, signer: Signer) -> str:
    """The compact JWS over ``payload``; the same arguments give the same text.

    Args:
        header: everything but `alg`, which follows from the kind of key.
        payload: any bytes.
        signer: the private key.

    Raises:
        UsageError: ``usage_wrong`` for a key that JOSE has no algorithm for.
    """
    algorithm = _ALGORITHM_OF.get(signer.key_type)
    if algorithm is None:
        raise UsageError("usage_wrong", detail=f"no JWS with a {signer.key_type} key")
    protected: JsonObject = {"alg": algorithm}
    protected |= {name: value for name, value in header.items() if name != "alg"}
    raw_header = strict_json.dumps(protected)
    signing_input = f"{base64url.encode(raw_header)}.{base64url.encode(payload)}"
    return f"{signing_input}.{base64url.encode(signer.sign(signing_input.encode()))}"


def verify(jws: CompactJws, key: PublicKey) -> bool:
    """Whether ``key`` signed ``jws``. The key says which algorithm counts, never the header alone.

    Raises:
        InputError: ``jws_algorithm_unsupported``; ``jws_algorithm_mismatch`` when the algorithm is not one of the
            key's kind; ``key_malformed``.
    """
    kind = key_kind(jws)
    if kind != key.kind:
        raise InputError("jws_algorithm_mismatch", "/protected/alg", f"{jws.algorithm[:100]} with a {key.kind} key")
    if jws.algorithm == _PSS:
        from sceau.keys import rsa  # noqa: PLC0415 — slow to import, most keys are Ed25519

        return rsa.verify(key, jws.signing_input, jws.signature, pss=True)
    return signature.verify(key, jws.signing_input, jws.signature)


def key_kind(jws: CompactJws) -> str:
    """The kind of key that the algorithm of ``jws`` goes with, see `sceau.keys.multikey`.

    Raises:
        InputError: ``jws_algorithm_unsupported``.
    """
    kind = _KIND_OF.get(jws.algorithm)
    if kind is None:
        raise InputError("jws_algorithm_unsupported", "/protected/alg", jws.algorithm[:100])
    return kind


def media_type(value: object) -> str:
    """A `typ` or `cty` in lower case without `application/`; "" for anything but text."""
    return value.lower().removeprefix(_MEDIA_PREFIX) if isinstance(value, str) else ""


def _part(text: str, limit: int, pointer: str) -> bytes:
    if len(text) * 3 // 4 > limit:
        raise InputError("jws_malformed", pointer, f"more than {limit} bytes")
    try:
        return base64url.decode(text)
    except InputError as error:
        raise InputError("jws_malformed", pointer, error.detail) from error


def _check(header: JsonObject) -> None:
    """Refuse what no key could make good."""
    algorithm = header.get("alg")
    if not isinstance(algorithm, str):
        raise InputError("jws_malformed", "/protected/alg", "missing")
    if algorithm.upper() in _FORBIDDEN:
        raise InputError("jws_algorithm_forbidden", "/protected/alg", algorithm[:100])
    if "crit" in header:
        raise InputError("jws_critical_unsupported", "/protected/crit")
    if header.get("b64", True) is not True:
        raise InputError("jws_critical_unsupported", "/protected/b64")
    for name in ("typ", "cty", "kid"):
        if name in header and not isinstance(header[name], str):
            raise InputError("jws_malformed", f"/protected/{name}", "not a text")
