"""Public JSON Web Keys (RFC 7517, RFC 8037), the second form in which every key is published."""

from __future__ import annotations

from sceau.encoding import base64url
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.keys.multikey import ED25519, P256, P384, PublicKey

_COORDINATE = {P256: 32, P384: 48}


def from_public_key(key: PublicKey) -> JsonObject:
    """The public JWK of ``key``: kty, crv and its coordinates, nothing else."""
    if key.kind == ED25519:
        return {"kty": "OKP", "crv": ED25519, "x": base64url.encode(key.raw)}
    x, y = _uncompress(key)
    return {"kty": "EC", "crv": key.kind, "x": base64url.encode(x), "y": base64url.encode(y)}


def to_public_key(jwk: JsonObject) -> PublicKey:
    """The key that a public JWK describes.

    Raises:
        InputError: ``key_malformed`` for missing or ill-sized members, or a private member; ``key_type_unsupported``
            for another curve.
    """
    if "d" in jwk:
        raise InputError("key_malformed", "/d", "a published key holds its private part")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            return PublicKey(ED25519, _member(jwk, "x", 32))
        case "EC", ("P-256" | "P-384") as curve:
            x, y = (_member(jwk, name, _COORDINATE[curve]) for name in "xy")
            key = PublicKey(curve, bytes([2 + (y[-1] & 1)]) + x)
            if _uncompress(key) != (x, y):
                raise InputError("key_malformed", "/y", "not a point of the curve")
            return key
        case kind, curve:
            raise InputError("key_type_unsupported", detail=f"{kind} {curve}")


def _member(jwk: JsonObject, name: str, length: int) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise InputError("key_malformed", f"/{name}", "missing")
    try:
        raw = base64url.decode(value)
    except InputError as error:
        raise InputError("key_malformed", f"/{name}", error.detail) from error
    if len(raw) != length:
        raise InputError("key_malformed", f"/{name}", f"{len(raw)} bytes, not {length}")
    return raw


def _uncompress(key: PublicKey) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 — slow to import, rarely needed

    curve = ec.SECP256R1() if key.kind == P256 else ec.SECP384R1()
    try:
        numbers = ec.EllipticCurvePublicKey.from_encoded_point(curve, key.raw).public_numbers()
    except ValueError as error:
        raise InputError("key_malformed", detail="not a point of the curve") from error
    length = _COORDINATE[key.kind]
    return numbers.x.to_bytes(length), numbers.y.to_bytes(length)
