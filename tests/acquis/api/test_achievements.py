"""The machine address of a version: the same facts as the credential for machines, a page for people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from acquis.catalogue import actions as catalogue
from acquis.catalogue.queries import VersionFacts
from acquis.platform import links
from acquis.platform.engine import engine
from acquis.verification.queries import report as verified
from sceau.encoding import strict_json
from sceau.linked_data.canonical import to_nquads
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import offered

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def college() -> College:
    return factories.recognised_college()


@pytest.fixture
def version(college: College) -> VersionFacts:
    return factories.published_version(college)


def address(version: VersionFacts, language: str = "") -> str:
    return f"/id/achievements/{version.achievement_id}/{version.number}" + (f"/{language}" if language else "")


def document(client: Client, where: str, **headers: str) -> Any:
    answer = client.get(where, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/ld+json"
    return strict_json.loads(answer.content)


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/ld+json", "application/json;q=0.9, text/html;q=0.1"]
)
def test_a_machine_gets_the_achievement_in_both_languages(client: Client, version: VersionFacts, accept: str) -> None:
    found = document(client, address(version), accept=accept)
    assert found["id"] == version.address
    assert found["version"] == str(version.number)
    assert found["name"] == version.content.title["fr"]
    assert [(node["inLanguage"], node["name"]) for node in found["related"]] == [("en-CA", version.content.title["en"])]
    assert to_nquads(found, engine().contexts)


def test_it_says_what_the_credential_says(client: Client, college: College, version: VersionFacts) -> None:
    made = offered(college, version)
    signed: Any = strict_json.loads(made.credential.document)
    inside = signed["credentialSubject"]["achievement"]
    served = document(client, inside["id"].removeprefix(links.base()))
    assert {name: value for name, value in served.items() if name != "@context"} == inside


@pytest.mark.req("R-046")
def test_its_credits_are_signed_in_the_credential(college: College) -> None:
    told = {Decimal("1.50"): 1.5, Decimal("3.00"): 3, None: None}
    for stored, number in told.items():
        scheme = "ECTS" if stored else ""
        made = offered(college, factories.published_version(college, credits=stored, credit_scheme=scheme))
        document: Any = strict_json.loads(made.credential.document)
        assert document["credentialSubject"]["achievement"].get("creditsAvailable") == number
        assert verified(made.credential.document).verdict == "verified"
        changed = made.credential.document.replace(b'"creditsAvailable":', b'"creditsAvailable":1')
        assert (verified(changed).verdict == "rejected") is (stored is not None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_person_is_sent_to_the_page_of_their_language(client: Client, version: VersionFacts, language: str) -> None:
    answer = client.get(address(version), headers={"accept": BROWSER, "accept-language": language})
    assert answer.status_code == 303
    there = answer.headers["Location"]
    assert there == f"/{language}/microcredentials/{version.achievement_id}/{version.number}/"
    assert "Accept" in answer.headers["Vary"]
    assert client.get(there).status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_address_of_a_translation_leads_to_its_language(
    client: Client, version: VersionFacts, language: str
) -> None:
    for asked in ("fr", "en"):
        answer = client.get(address(version, language), headers={"accept": BROWSER, "accept-language": asked})
        assert answer.headers["Location"].startswith(f"/{language}/microcredentials/")


def test_a_draft_has_no_address(client: Client, college: College) -> None:
    draft = factories.draft(college)
    assert client.get(address(draft)).status_code == 404


def test_a_version_keeps_its_address_when_a_newer_one_is_opened(
    client: Client, college: College, version: VersionFacts
) -> None:
    before = document(client, address(version))
    catalogue.open_new_version(achievement_id=version.achievement_id, by=college.actor("author"))
    assert document(client, address(version)) == before
    assert client.get(f"/id/achievements/{version.achievement_id}/2").status_code == 404
