"""The network in the open: issuers, frameworks and competencies, as the OpenAPI document describes them (R-362)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.api.v1 import once
from acquis.registry import actions as registry
from acquis.signing import queries as signing
from acquis.skills import queries as skills
from tests.acquis import factories
from tests.acquis.api.test_v1 import call, valid
from tests.acquis.factories import COMMAND
from tests.acquis.quality import factories as frameworks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Nobody has called yet."""
    cache.clear()


def every(path: str, schema: str, limit: int) -> list[Any]:
    """All entries of a list, page by page."""
    answer, found = call("get", f"{path}{'&' if '?' in path else '?'}limit={limit}"), []
    while True:
        assert answer.status_code == 200, answer.content
        valid(schema, answer.json())
        assert len(answer.json()["items"]) <= limit
        found += answer.json()["items"]
        if answer.json()["next"] is None:
            return found
        answer = Client().get(answer.json()["next"])


@pytest.mark.req("R-362")
def test_everybody_reads_who_issues_here_and_since_when() -> None:
    places = [factories.recognised_college() for _ in range(3)]
    factories.college()  # never decided on: not in the register
    registry.decide(
        organization_id=places[0].id, outcome="suspended", reason="Essai.", proof_examined="", scope=(),
        review_on=None, by=COMMAND,
    )  # fmt: skip
    found = {each["id"]: each for each in every("organizations", "OrganizationList", 2)}
    assert set(found) == {str(place.id) for place in places}
    assert found[str(places[0].id)]["recognition"]["state"] == "suspended"
    one = call("get", f"organizations/{places[1].id}")
    valid("Organization", one.json())
    assert one.json()["did"] == signing.did_of(places[1].id)
    assert one.json()["recognition"]["state"] == "recognized"
    assert "microcredential" in one.json()["recognition"]["kinds"]
    assert "@" not in one.content.decode()
    assert call("get", f"organizations/{factories.college().id}").status_code == 404


@pytest.mark.req("R-362")
def test_everybody_reads_what_definitions_are_held_against() -> None:
    frameworks.in_force(frameworks.PRINCIPLES)
    frameworks.in_force(frameworks.EU)
    found = every("frameworks", "FrameworkList", 1)
    assert {each["key"] for each in found} == {frameworks.PRINCIPLES, frameworks.EU}
    assert all(each["is_in_force"] for each in found)
    one = call("get", f"frameworks/{frameworks.PRINCIPLES}/1").json()
    valid("WholeFramework", one)
    assert one["document"] == frameworks.document(frameworks.PRINCIPLES)
    assert call("get", f"frameworks/{frameworks.PRINCIPLES}/2").status_code == 404


@pytest.mark.req("R-362")
def test_everybody_searches_competencies_in_either_language() -> None:
    chosen = factories.skill_id()
    (known,) = skills.skills([chosen]).values()
    for language in ("fr", "en"):
        word = known.labels[language].split()[-1]
        found = every(f"competencies?q={word}", "CompetencyList", 3)
        assert str(chosen) in [each["id"] for each in found]
        assert len({each["id"] for each in found}) == len(found)
    one = call("get", f"competencies/{chosen}").json()
    valid("WholeCompetency", one)
    assert (one["address"], one["name"]) == (known.uri, dict(known.labels))
    lists = every("competency-frameworks", "CompetencyFrameworkList", 1)
    assert {each["key"] for each in lists} == {each.key for each in skills.frameworks()}
    inside = every(f"competencies?q={word}&framework={known.framework_id}&kind={known.kind}", "CompetencyList", 50)
    assert {each["framework"]["id"] for each in inside} == {str(known.framework_id)}
    assert {each["kind"] for each in inside} == {known.kind}


def test_wrong_questions_are_refused_in_words() -> None:
    wrong = ("competencies", "competencies?q=a&kind=moon", "competencies?q=a&framework=1", "organizations?cursor=x")
    for path in wrong:
        answer = call("get", path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json"), path
    assert call("get", f"competencies/{factories.college().id}").status_code == 404


def test_what_the_asker_has_already_is_not_sent_again() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    for path in ("organizations", f"catalogue/definitions/{version.achievement_id}", "competency-frameworks"):
        first = call("get", path)
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        known = call("get", path, **{"If-None-Match": first.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert call("get", path, **{"If-None-Match": '"other"'}).status_code == 200


def test_the_number_of_queries_of_a_list_is_fixed() -> None:
    counts: dict[str, list[int]] = {}
    factories.skill_id()
    for _ in range(2):
        factories.recognised_college()
        for path in ("organizations", "competencies?q=digital"):
            with CaptureQueriesContext(connection) as asked:
                call("get", path)
            counts.setdefault(path, []).append(len(asked))
    assert all(len(set(several)) == 1 for several in counts.values()), counts


@pytest.mark.req("R-362", "R-363")
def test_the_document_tells_of_keys_and_marks_and_the_page_of_every_call() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            named = {each.get("$ref", "").rpartition("/")[2] for each in told["parameters"]}
            assert ("IdempotencyKey" in named) is (method != "get"), path
            assert ("304" in told["responses"]) is ("security" not in told), path
    assert once.REPLAYED in document["components"]["parameters"]["IdempotencyKey"]["description"]
    page = Client().get("/en/open-data/").content.decode()
    assert "Idempotency-Key" in page
    assert all(path[1:] in page for path in document["paths"])
