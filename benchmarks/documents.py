"""The documents that are measured: one realistic Open Badges 3.0 credential, and what varies about it.

The usual one has 115 statements about 11 nodes without name, the shape that PERFORMANCE goals speak of. Each number
gives other values in the same shape. Everything is invented.
"""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

Document = dict[str, Any]

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
COLLEGE = "https://college.example"
STATUS_LIST = f"{COLLEGE}/status/7"
_TOKEN = "http://www.w3.org/2001/XMLSchema#token"
VCT = f"{COLLEGE}/types/attestation"
NOW = "2026-03-02T15:30:00Z"

_SKILLS = ("analyser des données", "présenter des résultats", "protéger la vie privée")
_ITEM = 687
"""Bytes of one piece of evidence in `large`."""


def badge(number: int, issuer: str) -> Document:
    """The usual credential, unsigned, with the values of ``number``."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": f"urn:uuid:3b1d1d0e-7a3b-4f0e-9b3e-{number:012x}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Analyse de données « appliquée », niveau 2",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Collège de l’Érablière",
            "url": f"{COLLEGE}/",
            "email": "attestations@college.example",
            "phone": "+1 418 555 0142",
            "description": "Établissement d’enseignement supérieur ; personnage d’une mesure, sans existence réelle.",
            "parentOrg": {"id": f"{COLLEGE}/id/reseau", "type": ["Profile"], "name": "Réseau des collèges de l’Érable"},
        },
        "validFrom": NOW,
        "validUntil": "2031-03-02T15:30:00Z",
        "awardedDate": "2026-02-27T21:00:00Z",
        "credentialSubject": _subject(number),
        "evidence": [_evidence(number, part) for part in (1, 2)],
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(_index(number)),
            "statusListCredential": STATUS_LIST,
        },
        "credentialSchema": [
            {
                "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                "type": "JsonSchema",
            }
        ],
    }


def _subject(number: int) -> Document:
    place = f"{COLLEGE}/id/achievements/101/2"
    return {
        "id": f"urn:uuid:5c6f5b0a-27c5-4d0c-8f0b-{number:012x}",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": f"sha256${number:064x}",
                "identityType": "emailAddress",
                "salt": f"sel-{number:08d}",
            }
        ],
        "licenseNumber": f"ADA-2-{number}",
        "role": "Analyste",
        "term": "Hiver 2026",
        "activityStartDate": "2026-01-12T14:00:00Z",
        "activityEndDate": "2026-02-20T21:00:00Z",
        "achievement": {
            "id": place,
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": "Analyse de données « appliquée », niveau 2",
            "description": "Préparer un jeu de données imparfait, l’analyser, et en dire les limites.",
            "inLanguage": "fr-CA",
            "version": "2",
            "humanCode": "ADA-2",
            "fieldOfStudy": "Science des données",
            "specialization": "Données publiques",
            "image": {"id": f"{COLLEGE}/images/101.png", "type": "Image", "caption": "Un érable et trois barres"},
            "criteria": {"narrative": "Réussir l’étude de cas (60 % ou plus) devant deux personnes évaluatrices."},
            "tag": ["données", "statistique", "éthique"],
            "creator": {
                "id": f"{COLLEGE}/id/equipe",
                "type": ["Profile"],
                "name": "Équipe pédagogique",
                "url": COLLEGE,
            },
            "otherIdentifier": [
                {"type": "IdentifierEntry", "identifier": "420-ADA-02", "identifierType": "identifier"}
            ],
            "alignment": [_alignment(name, part) for part, name in enumerate(_SKILLS)],
            "resultDescription": [
                {
                    "id": f"{place}/note",
                    "type": ["ResultDescription"],
                    "name": "Note de l’étude de cas",
                    "resultType": "Percent",
                    "requiredValue": "60",
                    "valueMin": "0",
                    "valueMax": "100",
                }
            ],
        },
        "result": [
            {
                "type": ["Result"],
                "resultDescription": f"{place}/note",
                "value": str(60 + number % 41),
                "status": "Completed",
            },
            {"type": ["Result"], "value": f"Mention {number}"},
        ],
    }


def _alignment(name: str, part: int) -> Document:
    skill = f"{part + 1}f5b0a27-c54d-4c8f-8bb4-ae4c86c6a2d1"
    return {
        "type": ["Alignment"],
        "targetCode": skill,
        "targetName": name,
        "targetDescription": f"Savoir {name} dans une situation de travail ordinaire, puis en rendre compte.",
        "targetFramework": "ESCO 1.2",
        "targetType": "ext:ESCO-Skill",
        "targetUrl": f"http://data.europa.eu/esco/skill/{skill}",
    }


def _evidence(number: int, part: int) -> Document:
    return {
        "type": ["Evidence"],
        "name": f"Étude de cas {number}, partie {part}",
        "description": "Rapport et code de la personne apprenante, relus par deux personnes.",
        "narrative": "Le rapport dit d’où viennent les données, ce qui leur manque et ce qu’elles ne prouvent pas.",
        "genre": "Portfolio",
        "audience": "Personnes évaluatrices",
    }


def _index(number: int) -> int:
    """A place in the status list: spread, and never the same for two near numbers."""
    return number * 48_271 % 131_072


OPTIONAL = (
    *("name", "validUntil", "awardedDate", "credentialSchema"),
    *("issuer/url", "issuer/email", "issuer/description"),
    *("credentialSubject/activityStartDate", "credentialSubject/activityEndDate", "credentialSubject/identifier"),
    *("achievement/humanCode", "achievement/fieldOfStudy", "achievement/image", "achievement/creator"),
    *("achievement/version", "achievement/tag", "achievement/resultDescription", "achievement/inLanguage"),
)
"""What a credential of this kind may lack; each choice is another shape: 2^18 of them."""


def varied(number: int, issuer: str, shape: int) -> Document:
    """A credential with the values of ``number`` in the shape of that number; few of its optional members lack."""
    document = badge(number, issuer)
    # A bit spreads over all members: neighbours differ in many places, and each number differs from each other.
    bits = shape * 0x9E37 & (1 << len(OPTIONAL)) - 1
    for place, name in enumerate(OPTIONAL):
        if bits >> place & 1:
            _drop(document, name)
    return document


def _drop(document: Document, name: str) -> None:
    *parents, member = name.split("/")
    holder = document
    for parent in parents:
        holder = document["credentialSubject"]["achievement"] if parent == "achievement" else document[parent]
    del holder[member]


def tied(number: int, issuer: str) -> Document:
    """One that no short way serves: two nodes that only their places tell apart, a text whose type it states itself."""
    document = badge(number, issuer)
    subject = document["credentialSubject"]
    subject["result"] = [{"type": ["Result"], "value": "A"}, {"type": ["Result"], "value": "A"}]
    subject["achievement"]["name"] = {"@value": subject["achievement"]["name"], "@type": _TOKEN}
    return document


def large(number: int, issuer: str, times: int) -> Document:
    """The usual credential grown to ``times`` its size, by more and longer evidence."""
    document = badge(number, issuer)
    several = round((times - 1) * 4_700 / _ITEM)
    more = [_evidence(number, part) for part in range(3, 3 + several)]
    for part, each in enumerate(more):
        each["narrative"] = f"Pièce {part}. " + "Ce que la personne a fait, comment, et ce qu’elle en retient. " * 7
    document["evidence"] += more
    return document


def simple(number: int, issuer: str) -> Document:
    """Without status, so that nobody need be asked: for the command line."""
    document = badge(number, issuer)
    del document["credentialStatus"]
    return document


def claims(number: int) -> Document:
    """About a learner, for an SD-JWT VC."""
    return {
        "given_name": "Zoé",
        "family_name": f"Côté-{number}",
        "email": f"zoe.{number}@learner.example",
        "birthdate": "2001-05-17",
        "address": {"locality": "Québec", "region": "QC", "country": "CA"},
        "achievement": {
            "id": f"{COLLEGE}/id/achievements/101/2",
            "name": "Analyse de données « appliquée », niveau 2",
            "criteria": "Réussir l’étude de cas (60 % ou plus) devant deux personnes évaluatrices.",
        },
        "awarded": "2026-02-27",
        "result": str(60 + number % 41),
        "languages": ["fr", "en"],
    }


DISCLOSABLE = ("given_name", "family_name", "email", "birthdate", "address")
"""What the holder of `claims` may hold back; top-level, for not every peer can do more."""

SHOWN = ["/credentialSubject/achievement", "/credentialSubject/result/0", "/name"]
"""What a holder shows of a credential with selective disclosure."""


def shuffled(numbers: int, shapes: int, issuer: str) -> list[Document]:
    """As many documents over ``shapes`` shapes, in an order that is always the same."""
    found = [varied(number, issuer, number % shapes) for number in range(numbers)]
    random.Random(7).shuffle(found)
    return deepcopy(found)
