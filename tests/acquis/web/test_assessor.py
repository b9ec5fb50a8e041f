"""Results, evidence and conclusion, as the assessor's pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from acquis.assessment import queries
from acquis.assessment.queries import CandidacyFacts
from acquis.platform import clock
from tests.acquis import factories
from tests.acquis.factories import College

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def signed_in(where: College, role: str = "assessor") -> Client:
    client = Client()
    person = get_user_model().objects.get(pk=where.people[role].id)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(where: College, candidacy_id: UUID | str = "", what: str = "", language: str = "en") -> str:
    one = f"{candidacy_id}/" if candidacy_id else ""
    return f"/{language}/org/{where.id}/assessment/{one}{what}"


def candidacy(candidacy_id: UUID) -> CandidacyFacts:
    found = queries.candidacy(candidacy_id)
    assert found is not None
    return found


def row(code: str, achieved: str = "yes", **changes: str) -> dict[str, str]:
    told = {
        "achieved": achieved,
        "level": "meets",
        "method": "",
        "mode": "",
        "assessed_on": clock.today().isoformat(),
        "supervised": "on",
        "note": "",
    } | changes
    return {f"{code}-{name}": value for name, value in told.items()}


def evidence(**changes: Any) -> dict[str, Any]:
    return {
        "title_fr": "Rapport",
        "title_en": "Report",
        "description_en": "Her incident report.",
        "genre": "document",
        "outcome_code": "R1",
        "file": SimpleUploadedFile("report.png", PNG, content_type="image/png"),
        "text_alternative_en": "A report of two pages.",
        "no_third_party": "on",
    } | changes


def test_a_person_is_added_and_appears_in_the_queue_in_both_languages() -> None:
    college = factories.college()
    version = factories.published_version(college)
    client = signed_in(college)
    answer = client.post(
        address(college, what="enrol/"),
        {"version_id": str(version.id), "name": "Maïka Fictive", "email": "Maika@People.example"},
    )
    assert answer.status_code == 302
    for language in ("fr", "en"):
        page = client.get(address(college, language=language)).content.decode()
        assert "Maïka Fictive" in page
        assert "maika@people.example" in page


@pytest.mark.req("R-113")
def test_results_are_recorded_outcome_by_outcome_and_what_is_missing_is_named() -> None:
    college = factories.college()
    version = factories.published_version(college)
    made = factories.candidacy(college, version)
    client = signed_in(college)
    told = {"assessor_role": "teacher", **row("R1", identity_checked="on"), **row("R2", achieved="")}
    assert client.post(address(college, made), told).status_code == 302
    (result,) = candidacy(made).results
    assert (result.outcome_code, result.achieved, result.level) == ("R1", True, "meets")
    assert (result.method, result.assessed_on, result.assessor_role) == (
        "simulation",
        clock.today(),
        "teacher",
    )
    assert (result.supervised, result.identity_checked) == (True, True)
    refused = client.post(address(college, made, "conclude/"), {"decision": "passed"})
    assert refused.status_code == 422
    assert "Outcome R2 has no passing result." in refused.content.decode()
    assessment_id = str(version.content.assessments[0].id)
    told = {
        "assessor_role": "industry",
        **row("R1", identity_checked="on"),
        **row("R2", assessment_id=assessment_id),
    }
    client.post(address(college, made), told)
    client.post(address(college, made, "conclude/"), {"decision": "passed"})
    assert candidacy(made).state == "passed"


@pytest.mark.req("R-062")
def test_the_record_names_who_attested_each_outcome_and_as_what() -> None:
    college = factories.college()
    version = factories.published_version(college)
    made = factories.candidacy(college, version)
    client = signed_in(college)
    told = {"assessor_role": "teacher", **row("R1"), **row("R2")}
    client.post(address(college, made), told)
    client.post(address(college, made, "conclude/"), {"decision": "passed"})
    for language, name in (("en", "Assessor Fictif, Teacher"), ("fr", "Assessor Fictif, Personne enseignante")):
        page = client.get(address(college, made, language=language)).content.decode()
        assert page.count(name) == 2
    assert {(one.assessor_name, one.assessor_role) for one in candidacy(made).results} == {
        ("Assessor Fictif", "teacher")
    }


def test_a_result_without_role_or_with_a_future_day_is_refused_and_what_was_typed_stays() -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    client = signed_in(college)
    without = client.post(address(college, made), {"assessor_role": "", **row("R1", note="Kept."), **row("R2", "")})
    assert without.status_code == 422
    assert 'value="Kept."' in without.content.decode()
    told = {"assessor_role": "teacher", **row("R1", assessed_on="2999-01-01"), **row("R2", "")}
    later = client.post(address(college, made), told)
    assert later.status_code == 422
    assert "lies in the future" in later.content.decode()
    assert candidacy(made).results == ()


@pytest.mark.req("R-126")
def test_a_file_becomes_evidence_with_its_digest_and_is_served_to_assessors_only() -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    client = signed_in(college)
    assert client.post(address(college, made, "evidence/"), evidence()).status_code == 302
    (item,) = candidacy(made).evidence
    assert item.file is not None
    assert item.sha256 == item.file.sha256
    file = address(college, made, f"evidence/{item.id}/")
    served = client.get(file)
    assert (served.content, served["X-Content-Type-Options"]) == (PNG, "nosniff")
    assert signed_in(college, "registrar").get(file).status_code == 403
    other = factories.college()
    assert signed_in(other).get(file).status_code == 404
    assert signed_in(other).get(address(other, made, f"evidence/{item.id}/")).status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"no_third_party": ""}, "required"),
        ({"text_alternative_en": ""}, "Describe in words what the file shows"),
        ({"title_fr": "", "title_en": ""}, "Give it a title"),
        ({"file": ""}, "Add one file, or one address"),
        ({"file": SimpleUploadedFile("x.png", b"MZ", content_type="image/png")}, "not a PDF, PNG, JPEG"),
        ({"file": SimpleUploadedFile("x.svg", b"<svg/>", content_type="image/svg+xml")}, "not a PDF, PNG"),
    ],
    ids=["others", "no words", "no title", "nothing", "false picture", "active picture"],
)
@pytest.mark.req("R-125", "R-126")
def test_evidence_is_refused_and_its_words_stay(change: dict[str, Any], sentence: str) -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    answer = signed_in(college).post(address(college, made, "evidence/"), evidence(**change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Her incident report." in page
    assert candidacy(made).evidence == ()


def test_evidence_is_taken_away_before_the_conclusion_and_not_after() -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    client = signed_in(college)
    for _ in range(2):
        client.post(address(college, made, "evidence/"), evidence())
    first, second = candidacy(made).evidence
    client.post(address(college, made, f"evidence/{first.id}/remove/"))
    assert [item.id for item in candidacy(made).evidence] == [second.id]
    assert client.get(address(college, made, f"evidence/{first.id}/")).status_code == 404
    client.post(address(college, made, "conclude/"), {"decision": "not_passed"})
    client.post(address(college, made, f"evidence/{second.id}/remove/"))
    assert [item.id for item in candidacy(made).evidence] == [second.id]


@pytest.mark.parametrize("what", ["", "conclude/", "evidence/"])
def test_an_outsider_finds_no_place_and_a_reader_no_door(what: str) -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    other = factories.college()
    assert signed_in(other).get(address(college, made, what)).status_code == 404
    assert signed_in(other).get(address(other, made, what)).status_code == 404
    assert signed_in(college, "reader").get(address(college, made, what)).status_code == 403


@pytest.mark.req("R-115")
def test_a_practical_assessment_is_not_passed_online() -> None:
    college = factories.college()
    practical = replace(factories.content().assessments[0], mode="in_person")
    made = factories.candidacy(college, factories.published_version(college, assessments=(practical,)))
    client = signed_in(college)
    online = {"assessor_role": "teacher", **row("R1", mode="online"), **row("R2", "")}
    refused = client.post(address(college, made), online)
    assert refused.status_code == 422
    assert "a result obtained online does not count" in refused.content.decode()
    assert candidacy(made).results == ()
    client.post(address(college, made), online | {"R1-mode": "in_person"})
    assert candidacy(made).results[0].mode == "in_person"
