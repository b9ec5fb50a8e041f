"""The review of a definition: answers, opinions, decision, publication, and the looks afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from acquis.audit import queries as audit
from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue import wording as states
from acquis.organizations import actions as organizations
from acquis.platform import clock, jobs
from acquis.platform.faults import Blocked, Forbidden
from acquis.platform.translatable import Text
from acquis.quality import actions, queries
from acquis.quality.reviewing import LineInput, PlannedStep, Process
from tests.acquis import factories
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing
from tests.acquis.quality.factories import refused
from tests.acquis.quality.reviewing import again, review, step

pytestmark = pytest.mark.django_db
S = states.State


def verbs(version: catalogue_queries.VersionFacts) -> list[str]:
    return [entry.verb for entry in audit.history(subject_type="achievement_version", subject_id=version.id)]


def test_five_people_bring_a_definition_from_draft_to_published() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    assert version.state == S.IN_REVIEW
    assert [one.voice for one in review(version).steps] == ["peer", "industry", "authority"]
    reviewing.opinions(college, version)
    assert step(version, "authority").is_open
    until = clock.today() + timedelta(days=300)
    actions.approve(version_id=version.id, reason="Sound.", review_on=until, by=college.actor("approver"))
    actions.publish(version_id=version.id, by=college.actor("registrar"))
    after = again(version)
    assert (after.state, after.relevance_until) == (S.PUBLISHED, until)
    assert [one for one in verbs(version) if one.startswith("quality.")] == [
        "quality.answer_lines",
        "quality.submit",
        "quality.give_opinion",
        "quality.give_opinion",
        "quality.approve",
    ]


def test_every_line_without_an_answer_is_named_and_nothing_is_submitted() -> None:
    college = reviewing.college()
    version = factories.draft(college)
    by = college.actor("author")
    with pytest.raises(Blocked) as blocked:
        actions.submit(version_id=version.id, by=by)
    assert len(blocked.value.reasons) == 11
    assert {reason.code for reason in blocked.value.reasons} == {"line_unanswered"}
    assert any(
        "Evidence" in str(reason.sentence) or "probantes" in str(reason.sentence) for reason in blocked.value.reasons
    )
    assert again(version).state == S.DRAFT


@pytest.mark.parametrize("status", ["partly", "not_met", "not_applicable"])
def test_a_hard_line_blocks_and_a_soft_one_asks_for_a_reason(status: str) -> None:
    college = reviewing.college()
    version = factories.draft(college)
    told = reviewing.answers(
        version,
        partner_endorsement=LineInput(status),
        issuing_body=LineInput(status, reason=reviewing.WHY),
    )
    actions.answer_lines(version_id=version.id, answers=told, by=college.actor("author"))
    assert [one.code for one in queries.line_blockers(version)] == ["line_not_met", "reason_missing"]
    mended = reviewing.answers(version, partner_endorsement=LineInput(status, reason=reviewing.WHY))
    actions.answer_lines(version_id=version.id, answers=mended, by=college.actor("author"))
    actions.submit(version_id=version.id, by=college.actor("author"))
    assert [one.code for one in review(version).reasoned] == ["partner-endorsement"]


def test_met_says_what_shows_it_and_answers_stand_once_submitted() -> None:
    college = reviewing.college()
    version = factories.draft(college)
    told = reviewing.answers(version, relevance=LineInput("met"))
    actions.answer_lines(version_id=version.id, answers=told, by=college.actor("author"))
    assert [one.code for one in queries.line_blockers(version)] == ["shown_by_missing"]
    done = reviewing.submitted(college)
    refused(
        "move_refused",
        lambda: actions.answer_lines(version_id=done.id, answers={}, by=college.actor("author")),
    )


def test_no_approval_without_both_voices_but_industry_may_be_out_of_reach() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    by = college.actor("approver")

    def approve() -> None:
        actions.approve(version_id=version.id, reason="Fine.", review_on=clock.today() + timedelta(days=9), by=by)

    refused("opinion_missing", approve)
    peer, industry = step(version, "peer").id, step(version, "industry").id
    refused("peers_are_asked", lambda: actions.record_impossible(step_id=peer, reason="Nobody.", by=by))
    refused("reason_missing", lambda: actions.record_impossible(step_id=industry, reason=" ", by=by))
    actions.record_impossible(step_id=industry, reason="Three employers asked; none answered.", by=by)
    refused("opinion_missing", approve)
    assert [one.voice for one in review(version).missing] == ["peer"]
    actions.give_opinion(step_id=peer, stance="oppose", comment="Too broad.", by=college.actor("reviewer"))
    approve()
    assert again(version).state == S.APPROVED


def test_nobody_judges_their_own_work_and_every_attempt_is_recorded() -> None:
    roles = ("author", "reviewer", "industry_reviewer", "approver")
    college = reviewing.college()
    for role in ("author", "reviewer"):
        person = college.people[role].id
        organizations.admit(organization_id=college.id, person_id=person, roles=list(roles), by=factories.COMMAND)
    version = reviewing.submitted(college)
    author, reviewer = college.actor("author"), college.actor("reviewer")
    peer = step(version, "peer").id
    refused(
        "author_may_not_review",
        lambda: actions.give_opinion(step_id=peer, stance="support", comment="Mine.", by=author),
    )
    reviewing.opinions(college, version)
    on = clock.today() + timedelta(days=9)
    for code, by in (("author_may_not_approve", author), ("reviewer_may_not_approve", reviewer)):
        with pytest.raises(Forbidden) as caught:
            actions.approve(version_id=version.id, reason="Mine.", review_on=on, by=by)
        assert caught.value.code == code
    assert [one for one in verbs(version) if one.endswith("_refused")] == [
        "quality.give_opinion_refused",
        "quality.approve_refused",
        "quality.approve_refused",
    ]
    assert again(version).state == S.IN_REVIEW


@pytest.mark.req("R-081")
def test_whoever_answered_or_submitted_is_an_author_too_and_waives_no_voice() -> None:
    college = reviewing.college()
    for role in ("approver", "registrar"):
        person = college.people[role].id
        roles = ["author", "approver", "reviewer"]
        organizations.admit(organization_id=college.id, person_id=person, roles=roles, by=factories.COMMAND)
    answerer, submitter = college.actor("approver"), college.actor("registrar")
    version = factories.draft(college)
    actions.answer_lines(version_id=version.id, answers=reviewing.answers(version), by=answerer)
    actions.submit(version_id=version.id, by=submitter)
    peer, industry = step(version, "peer").id, step(version, "industry").id
    on = clock.today() + timedelta(days=9)
    for by in (answerer, submitter):
        refused(
            "author_may_not_review",
            lambda by=by: actions.give_opinion(step_id=peer, stance="support", comment="Mine.", by=by),  # type: ignore[misc]
        )
        refused(
            "author_may_not_review",
            lambda by=by: actions.record_impossible(step_id=industry, reason="Nobody answered.", by=by),  # type: ignore[misc]
        )
    reviewing.opinions(college, version)
    for by in (answerer, submitter):
        refused(
            "author_may_not_approve",
            lambda by=by: actions.approve(version_id=version.id, reason="Mine.", review_on=on, by=by),  # type: ignore[misc]
        )
    assert again(version).state == S.IN_REVIEW
    assert verbs(version).count("quality.record_impossible_refused") == 2


def test_changes_are_asked_for_with_a_reason_and_the_next_round_keeps_the_first() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    refused(
        "reason_missing",
        lambda: actions.request_changes(version_id=version.id, reason="", by=college.actor("reviewer")),
    )
    actions.request_changes(version_id=version.id, reason="R2 is vague.", by=college.actor("reviewer"))
    assert again(version).state == S.CHANGES_REQUESTED
    reviewing.answered(college, version, transcripts=LineInput("not_met", reason=reviewing.WHY))
    actions.submit(version_id=version.id, by=college.actor("author"))
    first, second = queries.reviews(version.id)
    assert (first.state, first.reason, len(first.reasoned), first.digest) == (
        "changes_requested",
        "R2 is vague.",
        0,
        second.digest,
    )
    assert (second.round, [one.code for one in second.reasoned]) == (2, ["transcripts"])


def test_an_organization_says_how_it_reviews_and_running_reviews_keep_their_steps() -> None:
    college = reviewing.college()
    running = reviewing.submitted(college)
    own = Process(
        (
            PlannedStep("peer", 5, Text(fr="Comité de programme", en="Programme committee")),
            PlannedStep("peer", 6, Text(fr="Sénat", en="Senate")),
            PlannedStep("industry", 7),
        ),
        Text(fr="Conseil", en="Board"),
        3,
        24,
    )
    admin = college.actor("administrator")
    actions.set_process(organization_id=college.id, process=own, by=admin)
    later = reviewing.submitted(college)
    assert len(review(running).steps) == 3
    assert [str(one.title) for one in review(later).steps][1:2] in (["Sénat"], ["Senate"])
    assert (review(later).authority, queries.process(college.id).review_months) == (own.authority, 24)
    only_peers = Process((PlannedStep("peer", 5),))
    refused(
        "voice_missing",
        lambda: actions.set_process(organization_id=college.id, process=only_peers, by=admin),
    )


def test_work_has_an_age_and_an_owner_and_late_work_is_written_about() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college)
    by = college.actor("reviewer")
    asked = step(version, "peer")
    (work,) = queries.work(college.id, {"achievement.review"}).object_list
    assert (work.step.id, work.step.owner_name, work.step.is_late) == (asked.id, "", False)
    actions.take(step_id=asked.id, by=by)
    (work,) = queries.work(college.id, {"achievement.review"}).object_list
    assert work.step.owner_id == by.person_id
    with clock.at(clock.now() + timedelta(days=asked.days + 2)):
        (work,) = queries.work(college.id, {"achievement.review"}).object_list
        assert work.step.is_late
        jobs.run_due()
        assert [letter.to for letter in mail.outbox] == [[college.people["reviewer"].email]]
        assert re.search(rf"/org/{college.id}/achievements/{version.id}/review/", str(mail.outbox[0].body))
    actions.give_back(step_id=asked.id, by=by)
    assert step(version, "peer").owner_id is None


def test_a_published_version_is_looked_at_again_and_reminders_go_out_before_and_when_awards_stop() -> None:
    college = reviewing.college()
    version = reviewing.published(college)
    assert version.relevance_until is not None
    approver = college.people["approver"].email
    for days, is_over in ((-30, False), (0, True), (46, True), (61, True)):
        mail.outbox.clear()
        with clock.at(clock.now() + timedelta(days=200 + days)):
            jobs.run_due()
            assert [letter.to for letter in mail.outbox] == [[approver]], days
            due = catalogue_queries.falling_due(college.id, clock.today() + timedelta(days=31)).object_list
            assert [(one.version_id, one.is_over) for one in due] == [(version.id, is_over)]
    with clock.at(clock.now() + timedelta(days=262)):
        assert not again(version).is_awardable
        by, on = college.actor("approver"), clock.today() + timedelta(days=365)
        refused(
            "date_missing",
            lambda: actions.review_again(version_id=version.id, outcome="continue", reason="Fine.", by=by),
        )
        actions.review_again(version_id=version.id, outcome="continue", reason="Asked again.", next_on=on, by=by)
        assert again(version).is_awardable
        told = queries.public_approval(version.id)
        assert told is not None
        assert told.reviewed_on == clock.today()


def test_a_new_framework_leaves_approvals_standing_and_opens_a_list() -> None:
    college = reviewing.college()
    version = reviewing.published(college)
    first = next(one for one in review(version).frameworks if one.kind == "elements")
    assert queries.rechecks(college.id, clock.today()) == []
    changed = {"introduction": {"fr": "Revu.", "en": "Revised."}}
    whole = queries.version(first.id)
    assert whole is not None
    frameworks.successor(whole, on=clock.today() + timedelta(days=1), version="2027", **changed)
    with clock.at(clock.now() + timedelta(days=2)):
        (asked,) = queries.rechecks(college.id, clock.today())
        assert (asked.version_id, asked.approved_under.label, asked.newer.label) == (version.id, "2020", "2027")
        assert again(version).state == S.PUBLISHED
        told = queries.public_approval(version.id)
        assert told is not None
        assert [under.newer.label for under in told.approved_under if under.newer] == ["2027"]
        actions.review_again(
            version_id=version.id,
            outcome="continue",
            reason="It meets the new one too.",
            next_on=clock.today() + timedelta(days=300),
            by=college.actor("approver"),
        )
        assert queries.rechecks(college.id, clock.today()) == []


def test_what_is_private_stays_out_of_what_is_public() -> None:
    college = reviewing.college()
    version = reviewing.submitted(college, partner_endorsement=LineInput("not_met", reason=reviewing.WHY))
    reviewing.opinions(college, version)
    actions.approve(
        version_id=version.id,
        reason="A secret reason.",
        review_on=clock.today() + timedelta(days=9),
        conditions=Text(fr="Avant mai.", en="Before May."),
        by=college.actor("approver"),
    )
    told = queries.public_approval(version.id)
    assert told is not None
    assert told.conditions == Text()
    assert [one.reason for one in told.unmet] == [reviewing.WHY]
    assert "secret" not in repr(told)
    assert "We hire" not in repr(told)


def test_a_near_copy_shows_what_it_resembles() -> None:
    college, other = reviewing.college(), reviewing.college()
    theirs = factories.published_version(other)
    mine = factories.draft(college)
    (found,) = [one for one in catalogue_queries.similar(mine) if one.version_id == theirs.id]
    assert (found.words, found.share, len(found.competencies)) == (100, 100, 1)
    hidden = factories.draft(other)
    catalogue.submit(version_id=hidden.id, by=other.actor("author"))
    assert hidden.id not in {one.version_id for one in catalogue_queries.similar(mine)}
