"""A microcredential in two languages, as the product would build it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from sceau.openbadges.achievement import (
    Achievement,
    Alignment,
    Evidence,
    Identity,
    Profile,
    Result,
    ResultDescription,
    Subject,
    Translation,
    achievement_credential,
)
from sceau.status import bitstring

ISSUER = "did:web:college.example"
PLACE = "https://college.example/id/achievements/101/2"
ESCO = "http://data.europa.eu/esco/skill/7a9d3b6e"
PORTFOLIO = b"%PDF-1.7 the portfolio of Marie"
PORTFOLIO_URL = "https://college.example/id/evidence/9"
STATUS_LIST = "https://college.example/status/7"


def achievement(**changes: Any) -> Achievement:
    """The achievement; ``changes`` replace its attributes."""
    values: dict[str, Any] = {
        "id": PLACE,
        "version": "2",
        "language": "fr-CA",
        "name": "Littératie de l’IA",
        "description": "Utiliser l’IA « avec soin » 🤖",
        "criteria": "Réussir l’évaluation.",
        "alignments": [Alignment("évaluer des sources", ESCO, "S1", "ESCO", "ceasn:Competency")],
        "translations": [
            Translation(
                f"{PLACE}/en",
                "en-CA",
                "AI literacy",
                "Use AI with care",
                "Pass the assessment.",
                [Alignment("evaluate sources", ESCO, "S1", "ESCO", "ceasn:Competency")],
            )
        ],
        "result_descriptions": [ResultDescription(f"{PLACE}#r1", "Évaluer une réponse")],
        "image": f"{PLACE}/image.png",
        "tags": ["IA", "AI"],
    }
    return Achievement(**values | changes)


def credential(**changes: Any) -> dict[str, Any]:
    """The unsigned credential; ``changes`` replace arguments of `achievement_credential`."""
    values: dict[str, Any] = {
        "id": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0001",
        "issuer": Profile(ISSUER, "Collège Boréalis", "https://college.example/"),
        "subject": Subject(
            "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0002",
            [Identity.email("marie@example.org", "s4lt"), Identity.name("Marie Tremblay")],
        ),
        "achievement": achievement(),
        "valid_from": datetime(2026, 1, 15, 12, tzinfo=UTC),
        "valid_until": datetime(2029, 1, 15, 12, tzinfo=UTC),
        "awarded_at": datetime(2026, 1, 14, 9, tzinfo=UTC),
        "evidence": [
            Evidence(
                PORTFOLIO_URL,
                "Portfolio",
                "Trois réponses évaluées.",
                digest=hashlib.sha256(PORTFOLIO).digest(),
                media_type="application/pdf",
            )
        ],
        "status": [bitstring.entry(STATUS_LIST, 94_567)],
        "results": [Result(f"{PLACE}#r1", status="Completed")],
    }
    return achievement_credential(**values | changes)
