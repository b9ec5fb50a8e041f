"""One disclosure: a salted claim, known to the signed payload by its digest (RFC 9901 §4.2)."""

from __future__ import annotations

import hashlib

from sceau.encoding import base64url, strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.records import record

DIGESTS = "_sd"
HASH_NAME = "_sd_alg"
ELLIPSIS = "..."
RESERVED = frozenset({DIGESTS, HASH_NAME, ELLIPSIS})

DEFAULT_HASH = "sha-256"
SALT_BYTES = 16
MAX_BYTES = 500_000

_HASHES = {"sha-256": hashlib.sha256, "sha-384": hashlib.sha384, "sha-512": hashlib.sha512}
_OF_MEMBER = 3
_OF_ITEM = 2


@record
class Disclosure:
    """A salted claim.

    Attributes:
        text: base64url, as the digest covers it.
        salt: what keeps the digest from being guessed.
        name: of the member; None for an item of an array.
        value: of the member or item; may hold digests itself.
    """

    text: str
    salt: str
    name: str | None
    value: JsonValue

    @classmethod
    def make(cls, salt: bytes, name: str | None, value: JsonValue) -> Disclosure:
        """The disclosure of a member, or of an item without ``name``."""
        written = base64url.encode(salt)
        content: list[JsonValue] = [written, value] if name is None else [written, name, value]
        return cls(base64url.encode(strict_json.dumps(content)), written, name, value)

    @classmethod
    def parse(cls, text: str, pointer: str = "") -> Disclosure:
        """Read one.

        Raises:
            InputError: ``sd_jwt_disclosure_malformed`` for anything but an array of salt, name and value, or of salt
                and value, in base64url; for a name that SD-JWT keeps for itself; beyond `MAX_BYTES`.
        """
        if len(text) * 3 // 4 > MAX_BYTES:
            raise InputError("sd_jwt_disclosure_malformed", pointer, f"more than {MAX_BYTES} bytes")
        try:
            content = strict_json.loads(base64url.decode(text))
        except InputError as error:
            raise InputError("sd_jwt_disclosure_malformed", pointer, error.detail or error.code) from error
        if not isinstance(content, list) or len(content) not in (_OF_ITEM, _OF_MEMBER):
            raise InputError("sd_jwt_disclosure_malformed", pointer, "not an array of two or three")
        salt, *middle, value = content
        name = middle[0] if middle else None
        if not isinstance(salt, str) or (middle and not isinstance(name, str)) or name in RESERVED:
            raise InputError("sd_jwt_disclosure_malformed", pointer, "salt or name")
        return cls(text, salt, name if isinstance(name, str) else None, value)


def hash_name(payload: JsonObject) -> str:
    """The `_sd_alg` of a payload (§4.1.1).

    Raises:
        InputError: ``sd_jwt_hash_unsupported`` for anything but sha-256, sha-384 and sha-512.
    """
    name = payload.get(HASH_NAME, DEFAULT_HASH)
    if not isinstance(name, str) or name not in _HASHES:
        raise InputError("sd_jwt_hash_unsupported", f"/{HASH_NAME}", str(name)[:100])
    return name


def digest(text: str, hash_name: str = DEFAULT_HASH) -> str:
    """The digest of a text, in base64url (§4.2.3).

    Args:
        text: a disclosure, or an SD-JWT up to its last `~`.
        hash_name: one that `hash_name` gave.
    """
    return base64url.encode(_HASHES[hash_name](text.encode()).digest())
