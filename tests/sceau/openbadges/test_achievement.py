"""The unsigned Open Badges 3.0 credential."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps
from sceau.errors import UsageError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.openbadges.achievement import Identity, Subject, Translation, identity_hash
from sceau.status import bitstring
from tests.sceau.openbadges import examples

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
    "translation",
    [Translation(examples.PLACE, "en-CA", "x", "y"), Translation(f"{examples.PLACE}/x", "fr-CA", "x", "y")],
    ids=["same-id", "same-language"],
)
def test_languages_that_would_merge_are_refused(translation: Translation) -> None:
    with pytest.raises(UsageError):
        examples.credential(achievement=examples.achievement(translations=[translation]))


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
