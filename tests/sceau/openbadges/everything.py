"""Documents that hold every member of Open Badges 3.0, and the signed ones that stand inside others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sceau.did.methods import key
from sceau.encoding.strict_json import JsonObject
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.openbadges.achievement import (
    Achievement,
    Evidence,
    Profile,
    RelatedAchievement,
    Result,
    ResultDescription,
    Subject,
)
from sceau.openbadges.address import Address, Coordinates
from sceau.openbadges.endorsement import endorsement_credential
from sceau.openbadges.envelope import Envelope
from sceau.openbadges.profile import Identifier, PersonName
from sceau.openbadges.result import RubricLevel
from sceau.openbadges.vocabulary import IdentifierType, ResultStatus, ResultType
from tests.sceau.openbadges import examples

NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
ISSUER = PrivateKey.from_seed(bytes(range(32)))
ENDORSER = PrivateKey.from_seed(bytes(range(1, 33)))
ISSUER_DID = key.of(ISSUER.public)
ENDORSER_DID = key.of(ENDORSER.public)
BADGE = "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0001"
RUBRIC = f"{examples.PLACE}#rubric"
GRADE = f"{examples.PLACE}#grade"
TERMS_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"


def signed(document: JsonObject, private: PrivateKey = ISSUER) -> JsonObject:
    """``document`` with its issuer's proof."""
    signer = LocalSigner(private, key.method_of(private.public))
    return issue(document, signer=signer, now=NOW, contexts=Contexts.bundled())


def endorsement(endorsed: str, number: int = 1, **changes: Any) -> JsonObject:
    """A signed endorsement of ``endorsed``; each of one document has a number of its own."""
    values: dict[str, Any] = {
        "id": f"urn:uuid:7c5cbd8e-6d1d-4d1a-9a3e-0000000000{number:02}",
        "issuer": Profile(ENDORSER_DID, "Ordre des métiers de l’IA"),
        "endorsed": endorsed,
        "comment": "Reconnu par la profession.",
        "name": "Appui de l’Ordre",
        "valid_from": NOW,
        "valid_until": datetime(2030, 1, 1, tzinfo=UTC),
    }
    return signed(endorsement_credential(**values | changes), ENDORSER)


def profile(**changes: Any) -> Profile:
    """The issuer, with every member of a Profile."""
    values: dict[str, Any] = {
        "id": ISSUER_DID,
        "name": "Collège Boréalis",
        "url": "https://college.example/",
        "description": "Un collège.",
        "email": "info@college.example",
        "image": "https://college.example/logo.svg",
        "image_caption": "Un sapin",
        "phone": "+1 613 555 0100",
        "address": Address(
            "Canada", "CA", "Ontario", "Ottawa", "1, rue de l’Érable", "CP 7", "K1A 0A1", Coordinates(45.4, -75.7)
        ),
        "official": "Jeanne Roy",
        "parent": Profile("did:web:ministry.example", "Ministère"),
        "identifiers": [Identifier(IdentifierType.SOURCED_ID, "ON-0042")],
        "person": PersonName("Roy", "Jeanne", "Marie", "Pierrovna", "Mme", "Ph. D.", "de"),
        "born_on": date(1970, 1, 2),
        "endorsements": [endorsement(ISSUER_DID, 2)],
    }
    return Profile(**values | changes)


def achievement(**changes: Any) -> Achievement:
    """The example achievement, with every member that one may have."""
    values: dict[str, Any] = {
        "criteria_url": f"{examples.PLACE}#criteria",
        "result_descriptions": [
            ResultDescription(f"{examples.PLACE}#r1", "Évaluer une réponse"),
            ResultDescription(
                GRADE, "Note", ResultType.PERCENT, required="60", minimum="0", maximum="100", extra={"url": RUBRIC}
            ),
            ResultDescription(
                RUBRIC,
                "Rédiger une consigne",
                ResultType.RUBRIC_CRITERION_LEVEL,
                allowed=["émergent", "acquis"],
                required_level=f"{RUBRIC}-2",
                levels=[
                    RubricLevel(f"{RUBRIC}-1", "Émergent", "Avec de l’aide", "1", "5"),
                    RubricLevel(f"{RUBRIC}-2", "Acquis", "Sans aide", "2", "10", examples.achievement().alignments),
                ],
                alignments=examples.achievement().alignments,
            ),
        ],
        "creator": Profile("did:web:maker.example", "Faiseuse"),
        "image_caption": "Une ampoule",
        "credits_available": 1.5,
        "field_of_study": "Informatique",
        "specialization": "IA",
        "human_code": "IA-101",
        "identifiers": [Identifier("ext:noc", "21211")],
        "related": [RelatedAchievement("https://college.example/id/achievements/101/1", "1", "fr-CA")],
        "endorsements": [endorsement(examples.PLACE, 3)],
    }
    return examples.achievement(**values | changes)


def subject(**changes: Any) -> Subject:
    """The earner, with every member of an AchievementSubject."""
    values: dict[str, Any] = {
        "id": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0002",
        "narrative": "Marie a tout fait.",
        "results": [
            Result(f"{examples.PLACE}#r1", status=ResultStatus.COMPLETED),
            Result(RUBRIC, "acquis", level=f"{RUBRIC}-2", alignments=examples.achievement().alignments),
        ],
        "started_at": datetime(2025, 9, 1, tzinfo=UTC),
        "ended_at": datetime(2025, 12, 20, tzinfo=UTC),
        "credits_earned": 1.5,
        "license_number": "A-93",
        "role": "Stagiaire",
        "source": Profile("did:web:school.example", "École"),
        "term": "A2025",
        "image": "https://college.example/marie.png",
        "image_caption": "Le badge de Marie",
    }
    return Subject(**values | changes)


def credential(**changes: Any) -> dict[str, Any]:
    """The unsigned credential with every member."""
    values: dict[str, Any] = {
        "id": BADGE,
        "issuer": profile(),
        "subject": subject(),
        "achievement": achievement(),
        "name": "IA de Marie",
        "description": "Son badge",
        "image": "https://college.example/badge.png",
        "image_caption": "Le badge",
        "results": [Result(GRADE, "85")],
        "evidence": [
            Evidence(examples.PORTFOLIO_URL, "Portfolio", "Fait.", "Trois pages.", "Portfolio", "Employeurs", bytes(32))
        ],
        "endorsements": [endorsement(BADGE, 4)],
        "envelope": Envelope(
            schemas=["https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"],
            refresh="https://college.example/refresh/1",
        ),
    }
    return examples.credential(**values | changes)
