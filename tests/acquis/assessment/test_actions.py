"""Candidacies, results, evidence, conclusions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from acquis.assessment import actions, queries
from acquis.assessment.queries import CandidacyFacts
from acquis.audit import queries as audit
from acquis.platform import clock, files, links
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College

pytestmark = pytest.mark.django_db


def candidacy(candidacy_id: UUID) -> CandidacyFacts:
    found = queries.candidacy(candidacy_id)
    assert found is not None
    return found


def world() -> tuple[College, UUID, CandidacyFacts]:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college))
    return college, made, candidacy(made)


def report(media_type: str = "application/pdf", content: bytes = b"%PDF-1.7 report") -> UUID:
    return files.store(content, name="report", media_type=media_type).id


def add(college: College, made: UUID, **changes: object) -> UUID:
    told = {
        "title": Text(fr="Rapport", en="Report"),
        "description": Text(en="What she wrote."),
        "no_third_party": True,
        "url": "https://portfolio.example/report",
        "by": college.actor("assessor"),
    } | changes
    return actions.add_evidence(candidacy_id=made, **told)  # type: ignore[arg-type]


def test_the_address_is_kept_in_lower_case_and_found_again_while_open() -> None:
    college = factories.college()
    version = factories.published_version(college)
    first = factories.candidacy(college, version, email=" Maika@People.Example ")
    assert factories.candidacy(college, version, email="maika@people.example") == first
    assert candidacy(first).email == "maika@people.example"
    actions.conclude(candidacy_id=first, passed=False, by=college.actor("assessor"))
    assert factories.candidacy(college, version, email="maika@people.example") != first


def test_a_name_holds_nothing_that_could_not_be_signed() -> None:
    college = factories.college()
    made = factories.candidacy(college, factories.published_version(college), name="Maïka\x01\x7f \x0cFictive")
    assert candidacy(made).name == "Maïka Fictive"


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [("nobody", "A", "email_invalid"), ("a@b.example", "  ", "name_missing")],
    ids=["address", "name"],
)
def test_a_person_needs_an_address_and_a_name(email: str, name: str, code: str) -> None:
    college = factories.college()
    version = factories.published_version(college)
    with pytest.raises(Refused) as refused:
        factories.candidacy(college, version, email=email, name=name)
    assert refused.value.code == code


def test_nobody_is_assessed_for_a_draft_or_for_another_college() -> None:
    college, other = factories.college(), factories.college()
    for version in (factories.draft(college), factories.published_version(other)):
        with pytest.raises(Refused) as refused:
            factories.candidacy(college, version)
        assert refused.value.code == "version_not_published"


@pytest.mark.parametrize("role", ["author", "approver", "registrar", "reader"])
def test_only_an_assessor_records(role: str) -> None:
    college, made, found = world()
    by = college.actor(role)
    with pytest.raises(Forbidden):
        actions.record(candidacy_id=made, results=factories.results(found.version), by=by)
    with pytest.raises(Forbidden):
        add(college, made, by=by)
    with pytest.raises(Forbidden):
        actions.conclude(candidacy_id=made, by=by)


def test_an_assessor_of_another_college_records_nothing_here() -> None:
    _college, made, found = world()
    by = factories.college().actor("assessor")
    with pytest.raises(Forbidden):
        actions.record(candidacy_id=made, results=factories.results(found.version), by=by)


def test_nobody_records_their_own_results() -> None:
    college = factories.college()
    version = factories.published_version(college)
    assessor = college.people["assessor"]
    made = factories.candidacy(college, version, email=assessor.email)
    with pytest.raises(Refused) as refused:
        actions.record(candidacy_id=made, results=factories.results(version), by=college.actor("assessor"))
    assert refused.value.code == "assessor_is_candidate"


def test_a_result_says_who_when_how_and_is_recorded_again_until_the_conclusion() -> None:
    college, made, found = world()
    by = college.actor("assessor")
    first = factories.results(found.version, achieved=False)[0]
    actions.record(candidacy_id=made, results=[first], by=by)
    actions.record(candidacy_id=made, results=[replace(first, achieved=True, method="prior_learning")], by=by)
    (result,) = candidacy(made).results
    assert (result.achieved, result.method, result.mode) == (True, "prior_learning", "online")
    assert (result.assessor_name, result.assessor_role) == ("Assessor Fictif", "teacher")
    verbs = [entry.verb for entry in audit.history(subject_type="candidacy", subject_id=made)]
    assert verbs.count("assessment.record") == 2


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"outcome_code": "R9"}, "outcome_unknown", "R9"),
        ({"assessed_on": clock.today() + timedelta(days=2)}, "assessed_in_future", "R1.assessed_on"),
        ({"assessor_role": "king"}, "role_unknown", "R1.assessor_role"),
        ({"level": "best"}, "level_unknown", "R1.level"),
        ({"method": "magic"}, "method_unknown", "R1.method"),
        ({"assessment_id": UUID(int=1)}, "assessment_unknown", "R1.assessment_id"),
    ],
)
def test_one_wrong_value_is_refused_at_its_place_and_nothing_is_written(
    change: dict[str, object], code: str, where: str
) -> None:
    college, made, found = world()
    first, second = factories.results(found.version)
    wrong = replace(first, **change)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        actions.record(candidacy_id=made, results=[second, wrong], by=college.actor("assessor"))
    assert (refused.value.code, refused.value.where) == (code, where)
    assert candidacy(made).results == ()


def test_an_assessment_in_person_is_not_passed_online() -> None:
    college = factories.college()
    told = factories.content()
    version = factories.published_version(college, assessments=(replace(told.assessments[0], mode="in_person"),))
    made = factories.candidacy(college, version)
    given = [replace(one, mode="online") for one in factories.results(version)]
    with pytest.raises(Refused) as refused:
        actions.record(candidacy_id=made, results=given, by=college.actor("assessor"))
    assert refused.value.code == "in_person_required"
    actions.record(candidacy_id=made, results=factories.results(version), by=college.actor("assessor"))
    assert {result.mode for result in candidacy(made).results} == {"in_person"}


def test_a_conclusion_names_every_required_outcome_that_is_missing() -> None:
    college, made, found = world()
    by = college.actor("assessor")
    first, second = factories.results(found.version)
    actions.record(candidacy_id=made, results=[first, replace(second, achieved=False)], by=by)
    with pytest.raises(Blocked) as blocked:
        actions.conclude(candidacy_id=made, by=by)
    assert [(r.code, r.where) for r in blocked.value.reasons] == [("outcome_not_achieved", "R2")]
    told = queries.conclusion(made)
    assert told is not None
    assert (told.complete, told.missing, told.state) == (False, ("R2",), "open")


def test_an_optional_outcome_is_not_asked_for() -> None:
    college = factories.college()
    told = factories.content()
    first, second = told.outcomes
    version = factories.published_version(college, outcomes=(first, replace(second, required=False)))
    made = factories.candidacy(college, version)
    by = college.actor("assessor")
    actions.record(candidacy_id=made, results=factories.results(version)[:1], by=by)
    assert actions.conclude(candidacy_id=made, by=by) == "passed"


def test_a_conclusion_tells_issuance_everything() -> None:
    college, made, found = world()
    by = college.actor("assessor")
    actions.record(candidacy_id=made, results=factories.results(found.version), by=by)
    before = queries.conclusion(made)
    assert before is not None
    assert not before.complete  # not concluded yet
    add(college, made)
    actions.conclude(candidacy_id=made, by=by)
    told = queries.conclusion(made)
    assert told is not None
    assert (told.complete, told.missing, told.assessor_names) == (True, (), ("Assessor Fictif",))
    assert told.assessed_on == clock.today()
    assert [item.url for item in told.evidence] == ["https://portfolio.example/report"]
    assert queries.conclusion(UUID(int=1)) is None


def test_after_the_conclusion_nothing_changes_any_more() -> None:
    college = factories.college()
    version = factories.published_version(college)
    made = factories.passed_candidacy(college, version)
    by = college.actor("assessor")
    for change in (
        lambda: actions.record(candidacy_id=made, results=factories.results(version), by=by),
        lambda: actions.conclude(candidacy_id=made, passed=False, by=by),
        lambda: add(college, made),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "candidacy_concluded"


def test_a_file_becomes_evidence_with_its_digest_and_goes_with_it() -> None:
    college, made, _found = world()
    file = report()
    kept = add(college, made, url="", file_id=file, text_alternative=Text(en="A report."), outcome_code="R2")
    item = queries.evidence(kept)
    assert item is not None
    assert item.file is not None
    assert (item.outcome_code, item.sha256) == ("R2", item.file.sha256)
    actions.remove_evidence(evidence_id=kept, by=college.actor("assessor"))
    assert files.read(file) is None
    assert queries.evidence(kept) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"no_third_party": False}, "third_party_unconfirmed"),
        ({"title": Text()}, "title_missing"),
        ({"url": ""}, "evidence_missing"),
        ({"url": "javascript:alert(1)"}, "url_invalid"),
        ({"url": "https://"}, "url_invalid"),
        # What a signature could not name, and what it would take for another thing
        ({"url": "https://portfolio.example/a b"}, "url_invalid"),
        ({"url": "https://portfolio.example/<a>"}, "url_invalid"),
        ({"url": 'https://portfolio.example/"{}'}, "url_invalid"),
        ({"url": f"{links.base()}/id/achievements/{UUID(int=1)}/1"}, "url_invalid"),
        ({"genre": "rumour"}, "genre_unknown"),
        ({"outcome_code": "R9"}, "outcome_unknown"),
    ],
)
def test_evidence_is_refused(change: dict[str, object], code: str) -> None:
    college, made, _found = world()
    with pytest.raises(Refused) as refused:
        add(college, made, **change)
    assert refused.value.code == code
    assert candidacy(made).evidence == ()


def test_an_address_is_evidence_once() -> None:
    """Two pieces of one address would be one thing in the signed document, and that is open to deception."""
    college, made, _found = world()
    add(college, made)
    with pytest.raises(Refused) as refused:
        add(college, made, title=Text(en="Again"))
    assert (refused.value.code, refused.value.where) == ("url_repeated", "url")
    assert len(candidacy(made).evidence) == 1


def test_a_picture_needs_words_and_a_plain_text_does_not() -> None:
    college, made, _found = world()
    with pytest.raises(Refused) as refused:
        add(college, made, url="", file_id=report())
    assert refused.value.code == "text_alternative_missing"
    add(college, made, url="", file_id=report("text/plain", b"Her own words."))
    assert len(candidacy(made).evidence) == 1


def test_the_queue_is_the_organization_s_own() -> None:
    college, made, _found = world()
    other, _made, _version = world()
    assert [row.id for row in queries.queue(college.id).object_list] == [made]
    assert queries.candidacy(made, organization_id=other.id) is None
    assert not queries.queue(college.id, state="passed").object_list
