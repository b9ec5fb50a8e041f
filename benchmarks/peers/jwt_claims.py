"""The claims of an Open Badges 3.0 VC-JWT: the badge, and what repeats its members (Open Badges 3.0 §8.2.4.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def of(document: dict[str, Any]) -> dict[str, Any]:
    """What is signed for ``document``."""
    return document | {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": int(datetime.fromisoformat(document["validFrom"]).timestamp()),
        "exp": int(datetime.fromisoformat(document["validUntil"]).timestamp()),
    }
