"""Writing and publishing achievements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Alignment, Approval, Content
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import COMMAND, College

pytestmark = pytest.mark.django_db


def approval(where: College, reason: str = "Reviewed.") -> Approval:
    return Approval(where.people["approver"].id, reason)


def publish(where: College, version: queries.VersionFacts) -> None:
    """Whatever it takes, by those who may."""
    by = where.actor("approver")
    if version.kind == "badge":
        actions.publish_badge(version_id=version.id, approval=approval(where), by=by)
        return
    actions.submit(version_id=version.id, by=where.actor("author"))
    actions.approve(version_id=version.id, approval=approval(where), by=by)
    actions.publish(version_id=version.id, by=by)


def again(version: queries.VersionFacts) -> queries.VersionFacts:
    found = queries.version(version.id)
    assert found is not None
    return found


def test_what_is_written_is_what_is_read() -> None:
    college = factories.college()
    told = factories.content()
    read = factories.draft(college).content
    stripped = replace(
        read,
        outcomes=tuple(replace(outcome, id=None) for outcome in read.outcomes),
        assessments=tuple(replace(one, id=None) for one in read.assessments),
        alignments=tuple(replace(one, skill=None, decided_by="", decided_at=None) for one in read.alignments),
    )
    assert stripped == told


def test_a_version_is_read_in_the_same_number_of_queries_whatever_its_size(
    django_assert_max_num_queries: object,
) -> None:
    college = factories.college()
    told = factories.content()
    many = tuple(replace(told.outcomes[0], code=f"R{n}") for n in range(1, 31))
    version = factories.draft(college, outcomes=many)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        queries.version(version.id)


@pytest.mark.parametrize("code", ["", " ", "é", "-x", "a" * 41, "A B", "<b>"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code: str) -> None:
    college = factories.college()
    with pytest.raises(Refused) as refused:
        factories.draft(college, code=code or " ")
    assert refused.value.code == "code_invalid"


def test_a_code_is_unique_in_an_organization_whatever_its_case_and_free_in_another() -> None:
    college = factories.college()
    factories.draft(college, code="GDPI")
    with pytest.raises(Refused) as refused:
        factories.draft(college, code="gdpi")
    assert (refused.value.code, refused.value.where) == ("code_taken", "code")
    assert factories.draft(factories.college(), code="GDPI").code == "GDPI"


def test_the_code_of_a_published_achievement_stays() -> None:
    college = factories.college()
    version = factories.published_version(college)
    by = college.actor("author")
    draft = actions.open_new_version(achievement_id=version.achievement_id, by=by)
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=draft, content=version.content, code="OTHER", by=by)
    assert refused.value.code == "code_settled"


@pytest.mark.parametrize("role", ["approver", "assessor", "registrar", "reader", "administrator"])
def test_only_an_author_writes(role: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    by = college.actor(role)
    with pytest.raises(Forbidden):
        actions.revise(version_id=version.id, content=version.content, by=by)
    with pytest.raises(Forbidden):
        actions.begin(organization_id=college.id, code="X", title=Text(en="X"), kind="badge", by=by)


def test_an_author_of_another_college_writes_nothing_here() -> None:
    college, other = factories.college(), factories.college()
    version = factories.published_version(college)
    with pytest.raises(Forbidden):
        actions.open_new_version(achievement_id=version.achievement_id, by=other.actor("author"))
    with pytest.raises(Forbidden):
        actions.begin(organization_id=college.id, code="X", title=Text(en="X"), kind="badge", by=other.actor("author"))


def test_an_outcome_code_given_twice_is_refused_and_nothing_is_written() -> None:
    college = factories.college()
    version = factories.draft(college)
    twice = replace(version.content, outcomes=(version.content.outcomes[0],) * 2)
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=version.id, content=twice, by=college.actor("author"))
    assert refused.value.code == "outcome_code_repeated"
    assert len(again(version).content.outcomes) == 2
    assert {outcome.code for outcome in again(version).content.outcomes} == {"R1", "R2"}


def test_an_assessment_of_an_outcome_that_does_not_exist_is_refused() -> None:
    college = factories.college()
    version = factories.draft(college)
    wrong = replace(version.content, outcomes=())
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=version.id, content=wrong, by=college.actor("author"))
    assert refused.value.code == "outcome_unknown"


def test_publishing_a_second_version_supersedes_the_first() -> None:
    college = factories.recognised_college()
    first = factories.published_version(college)
    by = college.actor("author")
    second_id = actions.open_new_version(achievement_id=first.achievement_id, by=by)
    assert actions.open_new_version(achievement_id=first.achievement_id, by=by) == second_id
    second = queries.version(second_id)
    assert second is not None
    actions.revise(version_id=second_id, content=replace(second.content, title=Text(en="Second")), by=by)
    publish(college, second)
    assert again(first).state == "superseded"
    assert again(first).title == first.title
    assert (again(second).state, again(second).number) == ("published", 2)
    page = queries.achievement_page(first.achievement_id)
    assert page is not None
    assert page.number == 2
    old = queries.achievement_page(first.achievement_id, 1)
    assert old is not None
    assert (old.title, old.latest_number) == (first.title, 2)


def test_a_draft_has_no_public_page() -> None:
    version = factories.draft(factories.college())
    assert queries.achievement_page(version.achievement_id) is None
    assert queries.achievement_page(version.achievement_id, 1) is None


def test_a_retired_version_is_not_awardable_and_stays_readable() -> None:
    college = factories.college()
    version = factories.published_version(college)
    actions.retire(version_id=version.id, by=college.actor("approver"))
    assert not again(version).is_awardable
    assert queries.achievement_page(version.achievement_id) is not None
    with pytest.raises(Refused):
        actions.retire(version_id=version.id, by=college.actor("approver"))


def test_the_digest_follows_what_is_said_and_nothing_else() -> None:
    college = factories.recognised_college()
    version = factories.draft(college)
    digest = version.digest
    actions.revise(version_id=version.id, content=version.content, by=college.actor("author"))
    assert again(version).digest == digest
    actions.revise(version_id=version.id, content=replace(version.content, weeks=3), by=college.actor("author"))
    assert again(version).digest != digest
    before = again(version).digest
    publish(college, version)
    assert again(version).digest == before
    assert version.address.endswith(f"/id/achievements/{version.achievement_id}/1")


def test_an_example_is_listed_once_from_the_command_line_and_never_awardable() -> None:
    college = factories.college()
    told = {
        "organization_id": college.id,
        "code": "GDPI",
        "kind": "microcredential",
        "content": Content(title=Text(en="Graphic Design")),
        "source_note": "example taken from the documents, 2021–2022",
    }
    made = actions.list_example(**told, by=COMMAND)  # type: ignore[arg-type]
    assert actions.list_example(**told, by=COMMAND) == made  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        actions.list_example(**told, by=college.actor("author"))  # type: ignore[arg-type]
    page = queries.achievement_page(made)
    assert page is not None
    assert (page.state, page.is_awardable, page.content.total_cents) == ("example", False, None)
    with pytest.raises(Refused):
        actions.open_new_version(achievement_id=made, by=college.actor("author"))


def test_a_badge_needs_no_assessment() -> None:
    college = factories.college()
    by = college.actor("author")
    made = actions.begin(organization_id=college.id, code="REC", title=Text(fr="Partenaire"), kind="badge", by=by)
    version = queries.latest(made)
    assert version is not None
    actions.revise(
        version_id=version.id,
        content=Content(title=Text(fr="Partenaire"), purpose=Text(fr="Remercier.")),
        by=by,
    )
    publish(college, version)
    assert again(version).state == "published"


def test_the_catalogue_is_searched_without_accents_in_both_languages() -> None:
    college = factories.college()
    factories.published_version(college)
    factories.draft(college, title=Text(fr="Brouillon secret"))
    for words in ("CYBERSECURITE", "everyday cyber", "hameconnage", "Collège"):
        assert len(queries.published(words).object_list) == 1, words
    assert not queries.published("brouillon").object_list
    assert not queries.published("cyber soudure").object_list


def test_a_free_text_competency_is_kept_beside_a_harmonized_one() -> None:
    college = factories.college()
    both = (Alignment(skill_id=factories.skill_id()), Alignment(free_text=Text(en="Calm"), transversal=True))
    read = factories.draft(college, alignments=both).content.alignments
    assert [(one.harmonized, one.transversal) for one in read] == [(True, False), (False, True)]
    assert read[0].skill is not None
    assert set(read[0].name) == {"fr", "en"}
