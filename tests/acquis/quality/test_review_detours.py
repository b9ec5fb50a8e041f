"""What a review does not let through: invisible reasons, far days, one's own words by a detour, what was put away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue import wording as states
from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked
from acquis.platform.translatable import Text
from acquis.quality import actions
from acquis.quality.reviewing import LineInput
from tests.acquis import factories
from tests.acquis.quality import reviewing
from tests.acquis.quality.factories import refused
from tests.acquis.quality.reviewing import step

pytestmark = pytest.mark.django_db
S = states.State


@pytest.mark.parametrize("hidden", ["\u200b\u200b", "\u00ad", "\u3164", "\u2800"])
def test_a_reason_that_nobody_can_see_is_none(hidden: str) -> None:
    college = reviewing.college()
    unseen = LineInput("not_met", reason=Text(fr=hidden, en=hidden))
    with pytest.raises(Blocked) as blocked:
        reviewing.submitted(college, partner_endorsement=unseen)
    assert [one.code for one in blocked.value.reasons] == ["reason_missing"]
    version, by = reviewing.submitted(college), college.actor("approver")
    peer, reviewer = step(version, "peer").id, college.actor("reviewer")
    refused(
        "comment_missing",
        lambda: actions.give_opinion(step_id=peer, stance="support", comment=hidden, by=reviewer),
    )
    reviewing.opinions(college, version)
    day = clock.today() + timedelta(days=9)
    refused("reason_missing", lambda: actions.approve(version_id=version.id, reason=hidden, review_on=day, by=by))
    refused("reason_missing", lambda: actions.reject(version_id=version.id, reason=hidden, by=by))


@pytest.mark.req("R-081")
@pytest.mark.parametrize("way", ["copied", "after a rejection"])
def test_words_that_nobody_approved_keep_their_authors_wherever_they_are_taken(way: str) -> None:
    college = reviewing.college()
    author, colleague = college.people["author"], factories.person("Dominique Collègue")
    for member, roles in ((author, ["author", "approver"]), (colleague, ["author"])):
        organizations.admit(organization_id=college.id, person_id=member.id, roles=roles, by=factories.COMMAND)
    by = Actor.person(colleague.id).within(college.id)
    if way == "copied":
        achievement_id = catalogue.copy(version_id=factories.draft(college).id, code="COPY-1", by=by)
    else:
        achievement_id = reviewing.version_in(college, S.REJECTED).achievement_id
        catalogue.open_new_version(achievement_id=achievement_id, by=by)
    version = catalogue_queries.latest(achievement_id)
    assert version is not None
    actions.answer_lines(version_id=version.id, answers=reviewing.answers(version), by=by)
    actions.submit(version_id=version.id, by=by)
    reviewing.opinions(college, version)
    day = clock.today() + timedelta(days=9)

    def approve(role: str) -> None:
        actions.approve(version_id=version.id, reason="Fine.", review_on=day, by=college.actor(role))

    refused("author_may_not_approve", lambda: approve("author"))
    approve("approver")
    actions.publish(version_id=version.id, by=college.actor("approver"))
    catalogue.open_new_version(achievement_id=achievement_id, by=by)
    newest = catalogue_queries.latest(achievement_id)
    assert newest is not None
    assert newest.editor_ids == {colleague.id}


def test_a_day_that_lies_too_far_is_refused_in_words() -> None:
    college = reviewing.college()
    version, by = reviewing.submitted(college), college.actor("approver")
    reviewing.opinions(college, version)
    last = clock.months_later(clock.today(), 60)

    def approve(day: date) -> None:
        actions.approve(version_id=version.id, reason="Fine.", review_on=day, by=by)

    def look_again(day: date) -> None:
        actions.review_again(version_id=version.id, outcome="continue", reason="Asked for.", next_on=day, by=by)

    refused("date_too_far", lambda: approve(date.max))
    refused("date_too_far", lambda: approve(last + timedelta(days=1)))
    approve(last)
    actions.publish(version_id=version.id, by=by)
    refused("date_too_far", lambda: look_again(date.max))
    look_again(last)


def test_what_was_put_away_is_not_submitted() -> None:
    college = reviewing.college()
    version, by = reviewing.version_in(college, S.DRAFT), college.actor("author")
    catalogue.put_away(achievement_id=version.achievement_id, by=by)
    refused("put_away", lambda: actions.submit(version_id=version.id, by=by))
    catalogue.bring_back(achievement_id=version.achievement_id, by=by)
    actions.submit(version_id=version.id, by=by)


@pytest.mark.req("R-081")
def test_nobody_says_of_their_own_work_that_it_still_holds() -> None:
    college = reviewing.college()
    version, author = reviewing.published(college), college.people["author"]
    organizations.admit(
        organization_id=college.id, person_id=author.id, roles=["author", "approver"], by=factories.COMMAND
    )

    def look_again(role: str, outcome: str) -> None:
        day = clock.today() + timedelta(days=100)
        actions.review_again(
            version_id=version.id, outcome=outcome, reason="Asked for.", next_on=day, by=college.actor(role)
        )

    refused("author_may_not_review", lambda: look_again("author", "continue"))
    look_again("approver", "continue")
    look_again("author", "change")  # whoever wrote it may well find that it no longer holds
