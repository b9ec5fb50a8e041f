"""Multikey (Controlled Identifiers 1.0 §2.2.2): a key and its kind in one multibase text."""

from __future__ import annotations

from sceau.encoding import multibase
from sceau.errors import InputError, UsageError
from sceau.records import record

ED25519 = "Ed25519"
P256 = "P-256"
P384 = "P-384"
P521 = "P-521"
RSA = "RSA"
BLS12381_G2 = "BLS12-381-G2"
X25519 = "X25519"

_PUBLIC: dict[str, tuple[bytes, int]] = {
    # kind: multicodec header, bytes of the raw key (elliptic points compressed)
    ED25519: (b"\xed\x01", 32),
    P256: (b"\x80\x24", 33),
    P384: (b"\x81\x24", 49),
    P521: (b"\x82\x24", 67),
    BLS12381_G2: (b"\xeb\x01", 96),
    X25519: (b"\xec\x01", 32),
}
_SECRET: dict[str, tuple[bytes, int]] = {
    ED25519: (b"\x80\x26", 32),
    P256: (b"\x86\x26", 32),
    P384: (b"\x87\x26", 48),
    P521: (b"\x88\x26", 66),
    BLS12381_G2: (b"\x8a\x26", 32),
}


@record
class PublicKey:
    """A public key without its owner.

    Attributes:
        kind: "Ed25519", "P-256", "P-384", "P-521", "RSA", "BLS12-381-G2" or "X25519".
        raw: 32 bytes for Ed25519 and X25519; the compressed point for the P curves (33, 49 or 67 bytes) and
            BLS12-381 (96 bytes); the DER of RFC 8017's RSAPublicKey for RSA.
    """

    kind: str
    raw: bytes


def encode(kind: str, raw: bytes) -> str:
    """`z6Mk…` for an Ed25519 key, `zDna…` for P-256, `z82L…` for P-384, `zUC7…` for BLS12-381 G2.

    Raises:
        UsageError: ``usage_wrong`` for an unknown kind (RSA has no Multikey) or a wrong length.
    """
    return _encode(_PUBLIC, kind, raw)


def decode(text: str) -> PublicKey:
    """The public key behind a `publicKeyMultibase`; whether it is a point of its curve shows when it is used.

    Raises:
        InputError: ``multibase_malformed``; ``key_type_unsupported`` for another multicodec header;
            ``key_malformed`` for a wrong length.
    """
    return PublicKey(*_decode(_PUBLIC, text))


def encode_secret(kind: str, raw: bytes) -> str:
    """The `secretKeyMultibase` of an Ed25519 seed (`z3u2…`, 32 bytes), or of the big-endian scalar of another kind.

    Raises:
        UsageError: ``usage_wrong`` for an unknown kind or a wrong length.
    """
    return _encode(_SECRET, kind, raw)


def decode_secret(text: str, kind: str = ED25519) -> bytes:
    """The secret bytes behind a `secretKeyMultibase` of the given ``kind``.

    Raises:
        InputError: as `decode`; ``key_type_unsupported`` when it is of another kind.
    """
    found, raw = read_secret(text)
    if found != kind:
        raise InputError("key_type_unsupported", detail=f"{found}, not {kind}")
    return raw


def read_secret(text: str) -> tuple[str, bytes]:
    """Kind and secret bytes behind a `secretKeyMultibase`; `sceau.keys.private` makes the key pair of them.

    Raises:
        InputError: as `decode`.
    """
    return _decode(_SECRET, text)


def _encode(table: dict[str, tuple[bytes, int]], kind: str, raw: bytes) -> str:
    header, length = table.get(kind, (b"", -1))
    if len(raw) != length:
        raise UsageError("usage_wrong", detail=f"no Multikey of kind {kind!r} and {len(raw)} bytes")
    return multibase.encode58(header + raw)


def _decode(table: dict[str, tuple[bytes, int]], text: str) -> tuple[str, bytes]:
    if not text.startswith("z"):
        raise InputError("multibase_malformed", detail="a Multikey is base58btc")
    data = multibase.decode(text)
    for kind, (header, length) in table.items():
        if data.startswith(header):
            if len(data) != len(header) + length:
                raise InputError("key_malformed", detail=f"{kind} of {len(data) - len(header)} bytes")
            return kind, data[len(header) :]
    raise InputError("key_type_unsupported", detail=f"multicodec header {data[:2].hex()}")
