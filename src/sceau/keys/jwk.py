"""JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037), the second form in which every key is published."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from sceau.encoding import base64url, jcs
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.keys.multikey import ED25519, P256, P384, P521, RSA, X25519, PublicKey

if TYPE_CHECKING:
    from sceau.keys.local import Private

_PRIVATE_MEMBERS = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_MOST_TEXT = 4_096  # characters of one member; an RSA modulus of 8192 bits has 1,366
_REQUIRED = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


def from_public_key(key: PublicKey) -> JsonObject:
    """The public JWK of ``key``: what RFC 7638 requires of its type, nothing else.

    Raises:
        InputError: ``key_type_unsupported`` for a kind without a registered JWK (BLS12-381-G2); ``key_malformed``.
    """
    if key.kind in (ED25519, X25519):
        return {"kty": "OKP", "crv": key.kind, "x": base64url.encode(key.raw)}
    if key.kind == RSA:
        from sceau.keys import rsa  # noqa: PLC0415 — slow to import, most keys are Ed25519

        n, e = rsa.numbers(key)
        return {"kty": "RSA", "n": _number(n), "e": _number(e)}
    if key.kind in (P256, P384, P521):
        from sceau.keys import ecdsa  # noqa: PLC0415 — see above

        x, y = ecdsa.coordinates(key)
        return {"kty": "EC", "crv": key.kind, "x": base64url.encode(x), "y": base64url.encode(y)}
    raise InputError("key_type_unsupported", detail=f"no JWK of kind {key.kind}")


def to_public_key(jwk: JsonObject) -> PublicKey:
    """The key that a public JWK describes; members that say how it is used are not looked at.

    Raises:
        InputError: ``key_malformed`` for missing or ill-sized members, a point off its curve, or a private member;
            ``key_type_unsupported`` for another type or curve.
    """
    for name in _PRIVATE_MEMBERS:
        if name in jwk:
            raise InputError("key_malformed", f"/{name}", "a published key holds its private part")
    return _public(jwk)


def thumbprint(jwk: JsonObject) -> str:
    """The SHA-256 thumbprint of a JWK (RFC 7638) in base64url: the same for every spelling of one key's members.

    Raises:
        InputError: ``key_type_unsupported`` for another `kty` than EC, OKP and RSA; ``key_malformed`` for a missing
            member.
    """
    kind = jwk.get("kty")
    if not isinstance(kind, str) or kind not in _REQUIRED:
        raise InputError("key_type_unsupported", "/kty")
    required: JsonObject = {name: _text(jwk, name) for name in _REQUIRED[kind]}
    return base64url.encode(hashlib.sha256(jcs.canonicalize(required)).digest())


def from_private(private: Private) -> JsonObject:
    """The private JWK of a key pair: whoever reads it can sign.

    Raises:
        UsageError: ``usage_wrong`` for a kind without a private JWK (BLS12-381-G2).
    """
    from sceau.keys import ecdsa, ed25519, rsa  # noqa: PLC0415 — see above

    match private:
        case ed25519.PrivateKey():
            return from_public_key(private.public) | {"d": base64url.encode(private.seed)}
        case ecdsa.PrivateKey():
            return from_public_key(private.public) | {"d": base64url.encode(private.secret)}
        case rsa.PrivateKey():
            return from_public_key(private.public) | {name: _number(n) for name, n in private.members().items()}
    raise UsageError("usage_wrong", detail=f"no private JWK of kind {private.public.kind}")


def to_private(jwk: JsonObject) -> Private:
    """The key pair that a private JWK describes (Ed25519, P-256, P-384, P-521, RSA with both primes).

    Raises:
        InputError: ``key_malformed``, also when the public members are not those of the secret;
            ``key_type_unsupported``.
    """
    from sceau.keys import private as privates  # noqa: PLC0415 — see above

    public = _public(jwk)
    found: Private
    if public.kind == RSA:
        from sceau.keys import rsa  # noqa: PLC0415 — see above

        p, q, d, e = (int.from_bytes(_bytes(jwk, name)) for name in ("p", "q", "d", "e"))
        found = rsa.PrivateKey.from_primes(p, q, d, e)
    else:
        secret = _bytes(jwk, "d")
        try:
            found = privates.from_secret(public.kind, secret)
        except UsageError as error:
            code = "key_type_unsupported" if public.kind == X25519 else "key_malformed"
            raise InputError(code, "/d", error.detail) from error
    if found.public != public:
        raise InputError("key_malformed", "/d", "not the secret of these public members")
    return found


def _public(jwk: JsonObject) -> PublicKey:
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", ("Ed25519" | "X25519") as curve:
            return PublicKey(curve, _bytes(jwk, "x", 32))
        case "EC", ("P-256" | "P-384" | "P-521") as curve:
            x, y = (value if isinstance(value, str) else None for value in (jwk.get("x"), jwk.get("y")))
            return _point(curve, x, y)
        case "RSA", _:
            from sceau.keys import rsa  # noqa: PLC0415 — see above

            n, e = (int.from_bytes(_bytes(jwk, name)) for name in "ne")
            return rsa.from_numbers(n, e)
        case kind, curve:
            raise InputError("key_type_unsupported", detail=f"{kind} {curve}"[:100])


@lru_cache(maxsize=1_024)
def _point(curve: str, x: str | None, y: str | None) -> PublicKey:
    """Kept, for the holders of one wallet show the same key again and again."""
    from sceau.keys import ecdsa  # noqa: PLC0415 — see above

    members: JsonObject = {"x": x, "y": y}
    numbers = [_bytes(members, name, ecdsa.size(curve)) for name in members]
    try:
        return ecdsa.from_coordinates(curve, *numbers)
    except InputError as error:
        raise InputError(error.code, "/y", error.detail) from error


def _text(jwk: JsonObject, name: str) -> str:
    value: JsonValue = jwk.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _MOST_TEXT:
        raise InputError("key_malformed", f"/{name}", "missing, or not a text of reasonable length")
    return value


def _bytes(jwk: JsonObject, name: str, length: int | None = None) -> bytes:
    try:
        raw = base64url.decode(_text(jwk, name))
    except InputError as error:
        raise InputError("key_malformed", f"/{name}", error.detail) from error
    if length is not None and len(raw) != length:
        raise InputError("key_malformed", f"/{name}", f"{len(raw)} bytes, not {length}")
    return raw


def _number(number: int) -> str:
    """RFC 7518 §2, Base64urlUInt: no zero byte in front."""
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8))
