"""The unsigned Open Badges 3.0 credential."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps
from sceau.errors import UsageError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.openbadges.achievement import (
    Alignment,
    Evidence,
    Identity,
    Profile,
    RelatedAchievement,
    Result,
    ResultDescription,
    Subject,
    Translation,
    identity_hash,
)
from sceau.openbadges.address import Address
from sceau.openbadges.envelope import Envelope, TermsOfUse
from sceau.openbadges.members import filled
from sceau.openbadges.result import RubricLevel
from sceau.status import bitstring
from tests.sceau.openbadges import everything, examples

BARE: dict[str, Any] = {"evidence": [], "status": [], "results": [], "valid_until": None, "awarded_at": None}


def test_the_contexts_are_the_two_and_in_order() -> None:
    assert examples.credential()["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert dumps(examples.credential()) == dumps(examples.credential())


@pytest.mark.parametrize("changes", [{}, BARE])
def test_no_member_is_null_or_empty(changes: dict[str, Any]) -> None:
    text = dumps(examples.credential(**changes)).decode()
    assert "null" not in text
    assert "[]" not in text
    assert '""' not in text


@pytest.mark.parametrize("changes", [{}, BARE])
def test_every_member_reaches_the_signature(changes: dict[str, Any]) -> None:
    """`to_nquads` refuses any member that would stay unsigned."""
    quads = to_nquads(examples.credential(**changes), Contexts.bundled())
    assert "AI literacy" in quads
    assert "evaluate sources" in quads


def test_both_languages_stand_in_nodes_of_their_own() -> None:
    subject = examples.credential()["credentialSubject"]
    assert isinstance(subject, dict)
    achievement = subject["achievement"]
    assert isinstance(achievement, dict)
    assert achievement["inLanguage"] == "fr-CA"
    assert achievement["related"] == [
        {
            "id": f"{examples.PLACE}/en",
            "type": ["Related"],
            "inLanguage": "en-CA",
            "version": "2",
            "name": "AI literacy",
            "description": "Use AI with care",
            "narrative": "Pass the assessment.",
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "evaluate sources",
                    "targetUrl": examples.ESCO,
                    "targetCode": "S1",
                    "targetFramework": "ESCO",
                    "targetType": "ceasn:Competency",
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"translations": [Translation(examples.PLACE, "en-CA", "x", "y")]},
        {"translations": [Translation(f"{examples.PLACE}/x", "fr-CA", "x", "y")]},
        {"related": [RelatedAchievement(f"{examples.PLACE}/en", "1")]},
    ],
    ids=["same-id", "same-language", "same-id-as-related"],
)
def test_achievements_that_would_merge_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        examples.credential(achievement=examples.achievement(**changes))


def test_an_inverted_period_is_refused() -> None:
    with pytest.raises(UsageError):
        examples.credential(valid_until=datetime(2026, 1, 15, 12, tzinfo=UTC))


def test_an_earner_without_a_name_of_any_kind_is_refused() -> None:
    with pytest.raises(UsageError):
        examples.credential(subject=Subject(""))


def test_the_email_address_is_not_in_the_credential() -> None:
    text = dumps(examples.credential()).decode()
    assert "marie@" not in text
    # computed with another tool: printf 'marie@example.orgs4lt' | sha256sum
    assert "sha256$96e4393d4cab20217cd3a420641afeecd40aa2575c66d510984a69615fdd67aa" in text


def test_an_identity_recognises_its_own() -> None:
    identity = Identity.email("marie@example.org", "s4lt")
    assert identity.matches("marie@example.org")
    assert not identity.matches("paul@example.org")
    assert not Identity("emailAddress", "md5$0", hashed=True, salt="s").matches("marie@example.org")


@pytest.mark.parametrize(("algorithm", "salt"), [("md5", "s"), ("sha256", "")])
def test_weak_hiding_is_refused(algorithm: str, salt: str) -> None:
    with pytest.raises(UsageError):
        identity_hash(algorithm, "marie@example.org", salt)


def test_evidence_is_listed_with_its_digest() -> None:
    assert examples.credential()["relatedResource"] == [
        {
            "id": examples.PORTFOLIO_URL,
            "digestSRI": "sha256-BxlXYWE9RMnsVf6s7SO4uRW6MDEujLrLFnU+uNXCjzM=",
            "mediaType": "application/pdf",
        }
    ]


def test_several_status_entries_become_an_array() -> None:
    entries = [bitstring.entry(examples.STATUS_LIST, 1), bitstring.entry(f"{examples.STATUS_LIST}0", 2)]
    assert examples.credential(status=entries)["credentialStatus"] == entries


# Written by hand from the specification: class by class, what the whole example must hold.
EVERY_MEMBER: dict[str, set[str]] = {
    "": {
        *("@context", "id", "type", "name", "description", "image", "awardedDate", "credentialSubject"),
        *("endorsement", "evidence", "issuer", "validFrom", "validUntil", "credentialSchema", "credentialStatus"),
        *("refreshService", "relatedResource"),
    },
    "/issuer": {
        *("id", "type", "name", "url", "phone", "description", "endorsement", "image", "email", "address"),
        *("otherIdentifier", "official", "parentOrg", "familyName", "givenName", "additionalName"),
        *("patronymicName", "honorificPrefix", "honorificSuffix", "familyNamePrefix", "dateOfBirth"),
    },
    "/issuer/image": {"id", "type", "caption"},
    "/issuer/address": {
        *("type", "addressCountry", "addressCountryCode", "addressRegion", "addressLocality", "streetAddress"),
        *("postOfficeBoxNumber", "postalCode", "geo"),
    },
    "/issuer/address/geo": {"type", "latitude", "longitude"},
    "/issuer/otherIdentifier/0": {"type", "identifier", "identifierType"},
    "/credentialSubject": {
        *("id", "type", "activityEndDate", "activityStartDate", "creditsEarned", "achievement", "image"),
        *("licenseNumber", "narrative", "result", "role", "source", "term"),
    },
    "/credentialSubject/achievement": {
        *("id", "type", "alignment", "achievementType", "creator", "creditsAvailable", "criteria", "description"),
        *("endorsement", "fieldOfStudy", "humanCode", "image", "inLanguage", "name", "otherIdentifier", "related"),
        *("resultDescription", "specialization", "tag", "version"),
    },
    "/credentialSubject/achievement/criteria": {"id", "narrative"},
    "/credentialSubject/achievement/related/1": {"id", "type", "version", "inLanguage"},
    "/credentialSubject/achievement/resultDescription/1": {
        *("id", "type", "name", "resultType", "requiredValue", "valueMin", "valueMax", "url"),
    },
    "/credentialSubject/achievement/resultDescription/2": {
        *("id", "type", "name", "resultType", "alignment", "allowedValue", "requiredLevel", "rubricCriterionLevel"),
    },
    "/credentialSubject/achievement/resultDescription/2/rubricCriterionLevel/1": {
        *("id", "type", "name", "description", "level", "points", "alignment"),
    },
    "/credentialSubject/result/1": {"type", "resultDescription", "value", "achievedLevel", "alignment"},
    "/evidence/0": {"id", "type", "name", "narrative", "description", "genre", "audience"},
}


@pytest.mark.parametrize("place", EVERY_MEMBER)
def test_every_member_of_the_specification_can_be_said(place: str) -> None:
    document: Any = everything.credential()
    for token in place.split("/")[1:]:
        document = document[int(token)] if isinstance(document, list) else document[token]
    assert set(document) == EVERY_MEMBER[place]


def test_every_rare_member_reaches_the_signature() -> None:
    quads = to_nquads(everything.credential(), Contexts.bundled())
    for text in ("Pierrovna", "-7.57E1", "A2025", "Le badge de Marie", "1EdTechJsonSchemaValidator2019", "21211"):
        assert text in quads


def test_the_extension_context_comes_with_what_it_defines() -> None:
    extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    assert extensions not in examples.credential()["@context"]
    for envelope in (Envelope(schemas=["https://a.example/s"]), Envelope(refresh="https://a.example/r")):
        assert examples.credential(envelope=envelope)["@context"][2:] == [extensions]
    listed = {"id": "https://a.example/revocations", "type": "1EdTechRevocationList"}
    assert examples.credential(status=[listed])["@context"][2:] == [extensions]


EXTRA = {"https://a.example/x": "of somebody's own"}
EXTENDED: list[Any] = [
    Alignment("x", "https://a.example/", extra=EXTRA),
    Evidence("https://a.example/", extra=EXTRA),
    Result("urn:x:1", extra=EXTRA),
    ResultDescription("urn:x:1", "x", extra=EXTRA),
    RubricLevel("urn:x:1", "x", extra=EXTRA),
    RelatedAchievement("urn:x:1", extra=EXTRA),
    Profile("did:web:a", "A", extra=EXTRA),
    Address(extra=EXTRA),
    TermsOfUse("ext:terms", extra=EXTRA),
    examples.achievement(extra=EXTRA),
]


@pytest.mark.parametrize("part", EXTENDED, ids=lambda part: type(part).__name__)
def test_members_of_somebodys_own_survive(part: Any) -> None:
    said = part.to_json()
    assert said.items() >= EXTRA.items()
    assert set(said) > set(EXTRA)


def test_members_of_somebodys_own_survive_around_and_in_the_subject() -> None:
    document = examples.credential(
        envelope=Envelope(extra=EXTRA, contexts=["https://a.example/context"]),
        subject=Subject("urn:x:1", extra=EXTRA),
    )
    assert document.items() >= EXTRA.items()
    assert document["credentialSubject"].items() >= EXTRA.items()
    assert document["@context"][2:] == ["https://a.example/context"]


def test_nothing_is_said_twice() -> None:
    with pytest.raises(UsageError):
        Profile("did:web:a", "A", extra={"name": "B"}).to_json()
    assert Profile("did:web:a", "A", extra={"email": "a@a.example"}).to_json()["email"] == "a@a.example"


def test_zero_and_no_are_not_nothing() -> None:
    said = {"a": 0, "b": False, "c": 0.0, "d": {}}
    assert filled(said | {"e": "", "f": None, "g": []}) == said
    assert examples.achievement(credits_available=0).to_json()["creditsAvailable"] == 0
