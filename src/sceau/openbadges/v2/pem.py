"""The `publicKeyPem` of a CryptographicKey."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError
from sceau.keys import ecdsa, rsa
from sceau.keys.multikey import ED25519, PublicKey

MAX_TEXT = 10_000


def public_key(text: JsonValue, pointer: str = "") -> PublicKey:
    """The key behind PEM (RFC 7468), of the kinds that sign badges: RSA, P-256, P-384, P-521, Ed25519.

    Line ends that were escaped twice on their way into JSON are read as line ends.

    Raises:
        InputError: ``key_malformed`` at ``pointer``, also for a private key; ``key_type_unsupported``.
    """
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 — slow to import, rarely needed
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        PublicFormat,
        load_pem_public_key,
    )

    if not isinstance(text, str) or len(text) > MAX_TEXT or not text.isascii() or "PRIVATE" in text:
        raise InputError("key_malformed", pointer, "not a public key in PEM")
    try:
        key = load_pem_public_key(text.replace("\\n", "\n").strip().encode())
    except UnsupportedAlgorithm as error:
        raise InputError("key_type_unsupported", pointer) from error
    except ValueError as error:
        raise InputError("key_malformed", pointer, "not a public key in PEM") from error
    try:
        if isinstance(key, RSAPublicKey):
            numbers = key.public_numbers()
            return rsa.from_numbers(numbers.n, numbers.e)
        if isinstance(key, Ed25519PublicKey):
            return PublicKey(ED25519, key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    except InputError as error:
        raise InputError(error.code, pointer, error.detail) from error
    if isinstance(key, ec.EllipticCurvePublicKey):
        kind = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}.get(key.curve.name, "")
        if kind in ecdsa.KINDS:
            return PublicKey(kind, key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    raise InputError("key_type_unsupported", pointer)
