"""Whether a badge was awarded to somebody known by an identifier (Open Badges 2.0, IdentityObject)."""

from __future__ import annotations

import hashlib
import hmac
import re

from sceau.records import record

_HASH = re.compile(r"(sha256|md5)\$([0-9a-f]{64}|[0-9a-f]{32})", re.IGNORECASE)
_DIGITS = {"sha256": 64, "md5": 32}
EMAIL = "email"


@record
class Recipient:
    """Who earned.

    Attributes:
        kind: the property by which the earner is known: "email", "url", "telephone", "id" or another.
        identity: the identifier itself or its hash.
        hashed: whether it is a hash.
        salt: what was appended before hashing.
    """

    kind: str
    identity: str
    hashed: bool
    salt: str = ""


def is_hash(identity: str) -> bool:
    """Whether ``identity`` has the shape of a hash that can be compared: `sha256$…` or `md5$…`."""
    found = _HASH.fullmatch(identity)
    return found is not None and len(found[2]) == _DIGITS[found[1].lower()]


def matches(recipient: Recipient, value: str) -> bool | None:
    """Whether ``recipient`` is whoever is known by ``value``; None when the hash is of an unknown kind.

    Addresses of mail are tried as given and in small letters, for issuers do either. The time taken does not tell how
    much of it was right. MD5 is old and still binds: to deceive with it one must choose the own address.
    """
    if recipient.hashed and not is_hash(recipient.identity):
        return None
    spellings = [value, value.lower() if recipient.kind == EMAIL else value]
    if recipient.hashed:
        name, _, expected = recipient.identity.lower().partition("$")
        found = [
            hashlib.new(name, (each + recipient.salt).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
            for each in spellings
        ]
    else:
        lower = recipient.kind == EMAIL
        expected, found = recipient.identity.lower() if lower else recipient.identity, spellings[-1:]
    answers = [
        hmac.compare_digest(each.encode("utf-8", "replace"), expected.encode("utf-8", "replace")) for each in found
    ]
    return any(answers)
