"""The machine address of a version: the same facts as the credential for machines, a page for people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from acquis.catalogue import actions as catalogue
from acquis.catalogue.content import Standard
from acquis.catalogue.queries import VersionFacts
from acquis.platform import links
from acquis.platform.engine import engine
from acquis.skills import queries as skills
from acquis.verification import showing
from acquis.verification.queries import report as verified
from sceau.encoding import strict_json
from sceau.linked_data.canonical import to_nquads
from tests.acquis import factories
from tests.acquis.factories import College, both
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


@pytest.mark.req("R-073")
def test_an_alignment_says_to_what_it_points_in_the_words_of_open_badges(college: College) -> None:
    made = offered(college, factories.published_version(college))
    signed: Any = strict_json.loads(made.credential.document)
    inside = signed["credentialSubject"]["achievement"]
    (aligned,) = [each for each in inside["alignment"] if each["targetType"] == "ceasn:Competency"]
    entry = skills.skill(factories.skill_id())
    assert entry is not None
    assert aligned["targetName"] == entry.labels["fr"]
    assert aligned["targetUrl"] == entry.uri
    assert aligned["targetFramework"] == f"{entry.framework_name.shown('fr').text} {entry.framework_version}".strip()
    (english,) = [each for each in inside["related"][0]["alignment"] if each["targetType"] == "ceasn:Competency"]
    assert english["targetName"] == entry.labels["en"]
    served = document(Client(), inside["id"].removeprefix(links.base()))
    assert aligned in served["alignment"]
    assert verified(made.credential.document).verdict == "verified"


@pytest.mark.req("R-075")
def test_the_standards_that_it_conforms_to_are_signed_each_with_its_clause(college: College) -> None:
    standards = (
        Standard(
            both("Exigences de connaissances", "Knowledge Requirements"), "TP 15263, 4.2", "https://tc.example/tp"
        ),
        Standard(both("Norme maison", "House standard")),
    )
    made = offered(college, factories.published_version(college, standards=standards))
    signed: Any = strict_json.loads(made.credential.document)
    inside = signed["credentialSubject"]["achievement"]
    first, second = [each for each in inside["alignment"] if each["targetType"] == "ext:Standard"]
    assert (first["targetName"], first["targetCode"], first["targetUrl"]) == (
        "Exigences de connaissances",
        "TP 15263, 4.2",
        "https://tc.example/tp",
    )
    assert second["targetUrl"] == f"{inside['id']}#standard-2"
    english = [each for each in inside["related"][0]["alignment"] if each["targetType"] == "ext:Standard"]
    assert [each["targetName"] for each in english] == ["Knowledge Requirements", "House standard"]
    report = verified(made.credential.document)
    assert report.verdict == "verified"
    shown = showing.shown(report)
    assert (len(shown.skills), len(shown.standards)) == (1, 2)


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
