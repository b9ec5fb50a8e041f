"""What a definition needs before it is submitted, and its way to publication, as its pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from acquis.platform.translatable import Text
from acquis.quality import actions as quality
from tests.acquis import factories
from tests.acquis.quality import reviewing
from tests.acquis.web.editor import Fields, address, decision, form_of, publish, signed_in, stored

pytestmark = pytest.mark.django_db


@pytest.mark.req("R-041", "R-080")
def test_three_blockers_are_listed_each_linked_to_a_place_that_exists() -> None:
    college = factories.college()
    whole = factories.content()
    first, second = whole.outcomes
    version = factories.draft(
        college,
        purpose=Text(),
        outcomes=(replace(first, underpinnings=()), second),
        assessments=(replace(whole.assessments[0], outcomes=("R1",)),),
    )
    page = signed_in(college, "author").get(address(college, version, "edit/")).content.decode()
    assert "3 things prevent publication" in page
    ids = Fields(page).ids
    for place in ("id_purpose_fr", "id_outcomes-0-knowledge_fr", "assessments"):
        assert f'/edit/#{place}"' in page
        assert place in ids
    assert "Outcome R2: no assessment covers it" in page


@pytest.mark.req("R-042")
def test_an_outcome_that_no_assessment_covers_cannot_be_submitted_and_is_named() -> None:
    college = factories.college()
    whole = factories.content()
    version = factories.draft(college, assessments=(replace(whole.assessments[0], outcomes=("R1",)),))
    answer = signed_in(college, "author").post(address(college, version, "submit/"))
    assert answer.status_code == 422
    assert "Outcome R2: no assessment covers it" in answer.content.decode()
    assert stored(version).state == "draft"


NEEDED = {
    "purpose": ("R-037", {"purpose": Text()}, "Say what a holder can do and for whom it is meant.", "id_purpose_fr"),
    "accountable role": (
        "R-062",
        {"accountable_role": Text()},
        "Name the role that answers for teaching and for attesting the competence",
        "id_accountable_role_fr",
    ),
    "quality assurance": ("R-083", {"qa_kind": ""}, "Say who answers for quality", "id_qa_kind"),
}


@pytest.mark.req("R-037", "R-062", "R-083")
@pytest.mark.parametrize("what", NEEDED)
def test_without_it_nothing_is_submitted_and_its_field_is_named(what: str) -> None:
    _requirement, missing, sentence, place = NEEDED[what]
    college = factories.college()
    version = factories.draft(college, **missing)  # type: ignore[arg-type]
    client = signed_in(college, "author")
    answer = client.post(address(college, version, "submit/"))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert stored(version).state == "draft"
    page = client.get(address(college, version, "edit/")).content.decode()
    assert f'/edit/#{place}"' in page
    assert place in Fields(page).ids


@pytest.mark.req("R-037")
def test_a_purpose_is_short_and_plain() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    form = client.get(address(college, version, "edit/")).content.decode()
    assert "in plain language: short sentences, common words; at most 600 characters" in form
    typed = form_of(client, college, version)
    for given, status in (("é" * 601, 422), ("é" * 600, 302)):
        answer = client.post(address(college, version, "edit/"), typed | {"purpose_fr": given})
        assert answer.status_code == status
        if status == 422:
            assert Fields(answer.content.decode()).values["purpose_fr"] == [given]
    assert "has more than 30 words" not in client.get(address(college, version)).content.decode()
    long = "Prévenir la fraude pour toute personne, " + "et encore une autre, " * 9
    client.post(address(college, version, "edit/"), form_of(client, college, version) | {"purpose_fr": long})
    told = client.get(address(college, version)).content.decode()
    assert "A sentence of the purpose has more than 30 words. Make two of it." in told


@pytest.mark.req("R-084")
def test_the_approver_approves_with_a_reason_and_it_is_published() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    reviewing.opinions(college, version)
    client, there = signed_in(college, "approver"), address(college, version, "review/decision/")
    assert client.post(there, decision(version, " ")).status_code == 422
    assert client.post(there, decision(version, "Reviewed."))["Location"] == address(college, version, "review/")
    answer = signed_in(college, "registrar").post(address(college, version, "publish/"))
    assert answer["Location"] == address(college, version)
    after = stored(version)
    assert after.approval is not None
    assert (after.state, after.approval.reason, after.approval.approver_name) == (
        "published",
        "Reviewed.",
        "Approver Fictif",
    )
    assert "Approved by Approver Fictif" in client.get(address(college, version)).content.decode()


@pytest.mark.req("R-084")
def test_what_was_changed_after_it_was_read_must_be_read_again() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    reviewing.opinions(college, version)
    client, read = signed_in(college, "approver"), decision(version, "Read in committee.")
    author, there = college.actor("author"), address(college, version, "review/decision/")
    quality.request_changes(version_id=version.id, reason="The title.", by=college.actor("reviewer"))
    other = replace(version.content, title=Text(fr="Autre chose", en="Something else"))
    catalogue.revise(version_id=version.id, content=other, by=author)
    quality.submit(version_id=version.id, by=author)
    reviewing.opinions(college, version)

    for given in (read, read | {"read": ""}):
        answer = client.post(there, given)
        assert answer.status_code == 422
        assert "Somebody changed this" in answer.content.decode()
        assert "Something else" in answer.content.decode()
        assert stored(version).state == "in_review"
    again = re.search(r'name="read" value="([0-9a-f]{64})"', answer.content.decode())
    assert again is not None
    assert client.post(there, read | {"read": again[1]}).status_code == 302
    assert stored(version).title["en"] == "Something else"


@pytest.mark.req("R-057")
def test_a_published_version_is_not_edited_a_new_one_is() -> None:
    college = factories.college()
    version = factories.published_version(college)
    client = signed_in(college, "author")
    assert client.get(address(college, version, "edit/"))["Location"] == address(college, version)
    answer = client.post(address(college, version, "new-version/"))
    draft = queries.latest(version.achievement_id)
    assert draft is not None
    assert (draft.number, draft.state) == (2, "draft")
    assert answer["Location"] == address(college, draft, "edit/")


@pytest.mark.req("R-045")
@pytest.mark.parametrize(("hours", "warned"), [("6", True), ("40", False), ("240", True)])
def test_unusual_hours_ask_for_a_reason_and_do_not_prevent_publication(hours: str, warned: bool) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {
        "hours_min": "",
        "hours_typical": hours,
        "hours_max": "",
        "hours_reason": "",
    }
    client.post(address(college, version, "edit/"), typed)
    page = client.get(address(college, version)).content.decode()
    assert ("Give the reason; it does not prevent publication." in page) is warned
    client.post(address(college, version, "edit/"), form_of(client, college, version) | {"hours_reason": "A rule."})
    page = client.get(address(college, version)).content.decode()
    assert ("The reason given will be published." in page) is warned
    publish(college, version)
    assert stored(version).state == "published"
