"""Which addresses an issuer vouches for (Open Badges 2.0, VerificationObject and HostedBadge Verification)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.v2.values import origin, texts

_DOTS = re.compile(r"(?:^|/|%2f|%5c)(?:\.|%2e){1,2}(?:/|%2f|%5c|$)", re.IGNORECASE)


def vouches(issuer: JsonObject, address: str) -> bool:
    """Whether the profile ``issuer``, fetched from its own id, vouches for what lies at ``address``.

    What the profile declares must hold: one of its `startsWith`, one of its `allowedOrigins`. Without a declaration
    it is the origin of the profile alone.
    """
    place = origin(address)
    if not place or _DOTS.search(urlsplit(address).path):
        return False
    declared = issuer.get("verification")
    rules = declared if isinstance(declared, dict) else {}
    beginnings, origins = texts(rules.get("startsWith")), texts(rules.get("allowedOrigins"))
    if not beginnings and not origins:
        return place == origin(issuer.get("id"))
    # The origin is compared first: "https://a.example" is also how "https://a.example.evil" begins.
    begins = any(origin(each) == place and address.startswith(each) for each in beginnings)
    allowed = any(_same_host(each, address) for each in origins)
    return (begins or not beginnings) and (allowed or not origins)


def _same_host(allowed: str, address: str) -> bool:
    """`allowedOrigins` holds host names; some issuers write whole origins, or a port."""
    if "://" in allowed:
        return origin(allowed) == origin(address)
    parts = urlsplit(address)
    host, allowed = (parts.hostname or "").lower(), allowed.lower()
    return allowed == (host if parts.port is None else f"{host}:{parts.port}")
