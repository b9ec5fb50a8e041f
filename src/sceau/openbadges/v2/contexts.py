"""The addresses by which a document of Open Badges 1.1, 2.0 or 2.1 is known."""

from __future__ import annotations

CONTEXT = "https://w3id.org/openbadges/v2"
CONTEXT_V1 = "https://w3id.org/openbadges/v1"
CONTEXTS = frozenset(
    {
        CONTEXT,
        CONTEXT_V1,
        "https://openbadgespec.org/v2/context.json",
        "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld",
    }
)
