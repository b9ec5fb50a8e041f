"""Documents that many tests start from."""

from __future__ import annotations

from sceau.did.methods import key
from sceau.encoding.strict_json import JsonObject
from sceau.keys.ed25519 import PrivateKey
from sceau.linked_data.contexts import CREDENTIALS_V2, OPEN_BADGES_V3

NAME = "Littératie de l’IA « niveau 1 » 🎓 — œuvre, ça\u202f!"


def minimal(issuer: str = "did:web:college.example") -> JsonObject:
    """The least that is a credential."""
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": "did:example:learner"},
    }


def badge(private: PrivateKey) -> JsonObject:
    """An Open Badges 3.0 credential in two languages, its issuer the did:key of ``private``."""
    place = "https://college.example/id/achievements/101/2"
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": "urn:uuid:3b7c8a52-6c7d-4e0a-9a53-0a6f2f6f1c11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": NAME,
        "issuer": {"id": key.of(private.public), "type": ["Profile"], "name": "Collège de l’Érablière"},
        "validFrom": "2026-03-01T14:05:00Z",
        "credentialSubject": {
            "id": "urn:uuid:5a3a2a0e-1c0f-4a53-93fb-6e2f6f0c9d22",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": place,
                "type": ["Achievement"],
                "inLanguage": "fr-CA",
                "version": "2",
                "name": NAME,
                "description": "Évaluer ce qu’une IA génère, avec « esprit critique ».",
                "criteria": {"narrative": "Réussir l’épreuve : 60 % ou plus."},
                "related": [
                    {
                        "id": f"{place}/en",
                        "type": ["Related"],
                        "inLanguage": "en-CA",
                        "version": "2",
                        "name": "AI literacy",
                        "description": "Judge what an AI generates.",
                    }
                ],
            },
        },
    }
