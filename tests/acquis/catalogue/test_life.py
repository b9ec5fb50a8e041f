"""The life of a version (SM-1): every move in every state, by every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from acquis.audit import queries as audit
from acquis.catalogue import actions, queries, rules, wording
from acquis.catalogue.content import Approval
from acquis.organizations import actions as organizations
from acquis.organizations.access import ROLES
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College

pytestmark = pytest.mark.django_db

S = wording.State
Move = Callable[[College, queries.VersionFacts, Actor], None]


def _approval(by: Actor) -> Approval:
    assert by.person_id is not None
    return Approval(by.person_id, "Read and agreed.")


MOVES: dict[str, Move] = {
    "submit": lambda _, version, by: actions.submit(version_id=version.id, by=by),
    "request_changes": lambda _, version, by: actions.request_changes(version_id=version.id, by=by),
    "reject": lambda _, version, by: actions.reject(version_id=version.id, by=by),
    "approve": lambda _, version, by: actions.approve(version_id=version.id, approval=_approval(by), by=by),
    "publish": lambda _, version, by: actions.publish(version_id=version.id, by=by),
    "suspend": lambda _, version, by: actions.suspend(version_id=version.id, reason="The law changed.", by=by),
    "resume": lambda _, version, by: actions.resume(version_id=version.id, by=by),
    "retire": lambda _, version, by: actions.retire(version_id=version.id, by=by),
}
WHO = {"submit": "author", **dict.fromkeys(("request_changes", "reject", "approve"), "approver")}
MAY: dict[str, frozenset[str]] = {
    "submit": frozenset({"achievement.write"}),
    "request_changes": frozenset({"achievement.review", "achievement.review_industry", "achievement.approve"}),
    **dict.fromkeys(("reject", "approve"), frozenset({"achievement.approve"})),
    **dict.fromkeys(("publish", "suspend", "resume", "retire"), frozenset({"achievement.publish"})),
}
ROAD: dict[S, tuple[str, ...]] = {
    S.DRAFT: (),
    S.IN_REVIEW: ("submit",),
    S.CHANGES_REQUESTED: ("submit", "request_changes"),
    S.REJECTED: ("submit", "reject"),
    S.APPROVED: ("submit", "approve"),
    S.PUBLISHED: ("submit", "approve", "publish"),
    S.SUSPENDED: ("submit", "approve", "publish", "suspend"),
    S.RETIRED: ("submit", "approve", "publish", "retire"),
}
ALL_ROLES = tuple(ROLES)
Everywhere = tuple[College, dict[S, queries.VersionFacts]]


@pytest.fixture(scope="module")
def everywhere(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Everywhere]:
    """A college with every role and a version of its own in each state, made once; what a test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        college = factories.recognise(factories.college(roles=ALL_ROLES))
        yield college, {state: version_in(college, state) for state in (*ROAD, S.SUPERSEDED)}
        transaction.set_rollback(True)


def version_in(college: College, state: S) -> queries.VersionFacts:
    """A version that has come as far as ``state``."""
    if state == S.SUPERSEDED:
        first = version_in(college, S.PUBLISHED)
        by = college.actor("author")
        second = queries.version(actions.open_new_version(achievement_id=first.achievement_id, by=by))
        assert second is not None
        for verb in ROAD[S.PUBLISHED]:
            do(college, verb, second)
        return again(first)
    made = factories.draft(college)
    for verb in ROAD[state]:
        do(college, verb, made)
    return again(made)


def do(college: College, verb: str, version: queries.VersionFacts, role: str = "") -> None:
    MOVES[verb](college, version, college.actor(role or WHO.get(verb, "approver")))


def again(version: queries.VersionFacts) -> queries.VersionFacts:
    found = queries.version(version.id)
    assert found is not None
    return found


def last_verb(version: queries.VersionFacts) -> str:
    return audit.history(subject_type="achievement_version", subject_id=version.id)[-1].verb


@pytest.mark.req("R-084")
@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", [*ROAD, S.SUPERSEDED])
def test_a_move_happens_in_its_states_and_is_refused_and_recorded_in_all_others(
    state: S, verb: str, everywhere: Everywhere
) -> None:
    college, versions = everywhere
    version = again(versions[state])
    assert version.state == state
    allowed, after = wording.MOVES[verb]
    if state in allowed:
        do(college, verb, version)
        assert again(version).state == after
        assert last_verb(version) == f"catalogue.{verb}"
    else:
        with pytest.raises(Refused) as refused:
            do(college, verb, version)
        assert refused.value.code == "move_refused"
        assert again(version).state == state
        assert last_verb(version) == f"catalogue.{verb}_refused"


@pytest.mark.parametrize("role", ALL_ROLES)
@pytest.mark.parametrize("verb", MOVES)
def test_each_move_is_for_those_who_may(verb: str, role: str, everywhere: Everywhere) -> None:
    college, versions = everywhere
    state = next(iter(sorted(wording.MOVES[verb][0])))
    version = versions[S(state)]
    if MAY[verb] & ROLES[role]:
        do(college, verb, version, role)
        assert again(version).state == wording.MOVES[verb][1]
        return
    with pytest.raises(Forbidden):
        do(college, verb, version, role)
    assert again(version).state == state


@pytest.mark.parametrize("verb", MOVES)
def test_nobody_of_another_college_moves_anything_here(verb: str, everywhere: Everywhere) -> None:
    (college, versions), other = everywhere, factories.recognised_college()
    version = versions[S(next(iter(sorted(wording.MOVES[verb][0]))))]
    with pytest.raises(Forbidden):
        MOVES[verb](college, version, other.actor(WHO.get(verb, "approver")))


def test_an_incomplete_draft_is_not_submitted_and_every_reason_is_told() -> None:
    college = factories.college()
    version = factories.draft(college, purpose=Text(), outcomes=(), assessments=(), alignments=(), hours_min=None)
    with pytest.raises(Blocked) as blocked:
        do(college, "submit", version)
    assert [reason.code for reason in blocked.value.reasons] == [
        "purpose_missing",
        "competency_missing",
        "outcome_missing",
        "assessment_missing",
    ]


def test_an_approval_keeps_who_when_and_why() -> None:
    college = factories.recognised_college()
    version = version_in(college, S.APPROVED)
    kept = version.approval
    assert kept is not None
    assert (kept.approver_id, kept.reason) == (college.people["approver"].id, "Read and agreed.")
    assert (kept.approver_name, kept.at is not None) == ("Approver Fictif", True)
    do(college, "publish", version)
    assert again(version).approval == kept


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (lambda person: Approval(person, "  "), "reason_missing"),
        (lambda _: Approval(uuid4(), "So."), "approver_mismatch"),
    ],
)
def test_an_approval_has_a_reason_and_is_ones_own(approval: Callable[..., Approval], code: str) -> None:
    college = factories.college()
    version = version_in(college, S.IN_REVIEW)
    by = college.actor("approver")
    with pytest.raises(Refused) as refused:
        actions.approve(version_id=version.id, approval=approval(by.person_id), by=by)
    assert refused.value.code == code


def test_what_is_approved_is_what_was_read() -> None:
    college = factories.college()
    version = version_in(college, S.IN_REVIEW)
    by = college.actor("approver")
    with pytest.raises(Refused) as refused:
        actions.approve(version_id=version.id, approval=replace(_approval(by), read="0" * 64), by=by)
    assert refused.value.code == "changed_since_read"
    actions.approve(version_id=version.id, approval=replace(_approval(by), read=version.digest), by=by)


@pytest.mark.req("R-081")
def test_nobody_approves_what_they_wrote_and_the_attempt_is_recorded() -> None:
    college = factories.college(roles=("author", "approver"))
    version = version_in(college, S.CHANGES_REQUESTED)
    by = college.actor("author")
    assert by.person_id is not None
    organizations.admit(
        organization_id=college.id, person_id=by.person_id, roles=["author", "approver"], by=factories.COMMAND
    )
    actions.revise(version_id=version.id, content=version.content, by=by)
    actions.submit(version_id=version.id, by=by)
    with pytest.raises(Forbidden) as refused:
        actions.approve(version_id=version.id, approval=_approval(by), by=by)
    assert refused.value.code == "author_may_not_approve"
    assert last_verb(version) == "catalogue.approve_refused"


def test_a_submitted_version_is_not_written_any_more_until_changes_are_asked_for() -> None:
    college = factories.college()
    version = version_in(college, S.IN_REVIEW)
    by = college.actor("author")
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=version.id, content=version.content, by=by)
    assert refused.value.code == "not_a_draft"
    do(college, "request_changes", version)
    actions.revise(version_id=version.id, content=replace(version.content, weeks=9), by=by)
    do(college, "submit", version)
    assert again(version).digest != version.digest


def test_a_college_that_may_not_issue_publishes_nothing_and_reads_why() -> None:
    college = factories.college()
    version = version_in(college, S.APPROVED)
    with pytest.raises(Blocked) as blocked:
        do(college, "publish", version)
    assert {reason.code for reason in blocked.value.reasons} >= {"agreement_missing"}
    assert again(version).state == S.APPROVED


@pytest.mark.req("R-039")
def test_relevance_lapses_awards_stop_after_the_grace_and_confirming_brings_them_back() -> None:
    college = factories.recognised_college()
    version = version_in(college, S.PUBLISHED)
    until = version.relevance_until
    assert until == clock.months_later(clock.today(), rules.RELEVANT_MONTHS)
    day = timedelta(days=1)
    with clock.at(clock.now() + (until - clock.today())):
        assert (again(version).is_review_due, again(version).is_awardable) == (True, True)
    with clock.at(clock.now() + (until - clock.today()) + rules.GRACE_DAYS * day + day):
        assert (again(version).is_review_due, again(version).is_awardable) == (True, False)
        actions.confirm_relevance(
            version_id=version.id, until=clock.months_later(clock.today(), 12), by=college.actor("approver")
        )
        assert (again(version).is_review_due, again(version).is_awardable) == (False, True)


@pytest.mark.req("R-066")
def test_a_retired_version_names_what_replaces_it() -> None:
    college = factories.recognised_college()
    version, other = version_in(college, S.PUBLISHED), version_in(college, S.PUBLISHED)
    by = college.actor("approver")
    for wrong in (uuid4(), version.achievement_id):
        with pytest.raises(Refused) as refused:
            actions.retire(version_id=version.id, successor_id=wrong, by=by)
        assert refused.value.code == "successor_unknown"
    actions.retire(version_id=version.id, successor_id=other.achievement_id, by=by)
    assert again(version).successor_id == other.achievement_id


def test_a_suspension_has_a_reason_and_ends() -> None:
    college = factories.recognised_college()
    version = version_in(college, S.PUBLISHED)
    by = college.actor("approver")
    with pytest.raises(Refused) as refused:
        actions.suspend(version_id=version.id, reason=" ", by=by)
    assert refused.value.code == "reason_missing"
    do(college, "suspend", version)
    assert (again(version).suspension_reason, again(version).is_awardable) == ("The law changed.", False)
    do(college, "resume", version)
    assert (again(version).suspension_reason, again(version).is_awardable) == ("", True)


def overseer(role: str = "operator", where: College | None = None) -> Actor:
    """Somebody with this role in the organization that runs the network, or in another one."""
    found = where or factories.operator()
    person = factories.person(f"{role.capitalize()} Modèle")
    organizations.admit(organization_id=found.id, person_id=person.id, roles=[role], by=factories.COMMAND)
    return Actor.person(person.id).within(found.id)


def suspend_by_network(version: queries.VersionFacts, by: Actor) -> None:
    actions.suspend_by_network(version_id=version.id, reason=Text(fr="Norme retirée.", en="Standard gone."), by=by)


@pytest.mark.parametrize("state", [*ROAD, S.SUPERSEDED])
def test_the_network_suspends_what_is_published_and_every_other_attempt_is_refused_and_recorded(state: S) -> None:
    version, by = version_in(factories.recognised_college(), state), overseer()
    if state == S.PUBLISHED:
        suspend_by_network(version, by)
        assert (again(version).state, again(version).network_reason["fr"]) == (S.SUSPENDED, "Norme retirée.")
        assert last_verb(version) == "catalogue.suspend_by_network"
        return
    with pytest.raises(Refused) as refused:
        suspend_by_network(version, by)
    assert (refused.value.code, again(version).state) == ("move_refused", state)
    assert last_verb(version) == "catalogue.suspend_by_network_refused"
    with pytest.raises(Refused) as refused:
        actions.lift_by_network(version_id=version.id, by=by)
    assert refused.value.code == ("suspended_by_issuer" if state == S.SUSPENDED else "move_refused")
    assert again(version).state == state


@pytest.mark.parametrize("role", ALL_ROLES)
def test_only_the_operator_suspends_for_the_network_and_lifts_that(role: str) -> None:
    college = factories.recognise(factories.college(roles=ALL_ROLES))
    version, here, there = version_in(college, S.PUBLISHED), college.actor(role), overseer(role)
    with pytest.raises(Forbidden):
        suspend_by_network(version, here)
    if role == "operator":
        suspend_by_network(version, there)
    else:
        with pytest.raises(Forbidden):
            suspend_by_network(version, there)
        suspend_by_network(version, overseer())
        with pytest.raises(Forbidden):
            actions.lift_by_network(version_id=version.id, by=there)
    with pytest.raises(Forbidden):
        actions.lift_by_network(version_id=version.id, by=here)
    assert again(version).state == S.SUSPENDED
    actions.lift_by_network(version_id=version.id, by=overseer())
    assert (again(version).state, again(version).is_awardable, again(version).network_reason) == (
        S.PUBLISHED,
        True,
        Text(),
    )


@pytest.mark.req("R-066")
def test_what_the_network_suspended_neither_its_organization_nor_a_new_version_brings_back() -> None:
    college = factories.recognised_college()
    version, by = version_in(college, S.PUBLISHED), overseer()
    suspend_by_network(version, by)
    assert not again(version).is_awardable
    made = queries.version(actions.open_new_version(achievement_id=version.achievement_id, by=college.actor("author")))
    assert made is not None
    for verb in ("submit", "approve"):
        do(college, verb, made)
    for verb, found in (("resume", version), ("publish", made)):
        with pytest.raises(Refused) as refused:
            do(college, verb, found)
        assert refused.value.code == "suspended_by_network"
    assert (again(version).state, again(made).state) == (S.SUSPENDED, S.APPROVED)
    actions.lift_by_network(version_id=version.id, by=by)
    do(college, "publish", made)
    assert (again(version).state, again(made).state) == (S.SUPERSEDED, S.PUBLISHED)


def test_the_record_keeps_why_the_network_suspended_it() -> None:
    version, by = version_in(factories.recognised_college(), S.PUBLISHED), overseer()
    for wrong, code in ((Text(), "reason_missing"), (Text(en="x" * 401), "reason_too_long")):
        with pytest.raises(Refused) as refused:
            actions.suspend_by_network(version_id=version.id, reason=wrong, by=by)
        assert refused.value.code == code
    suspend_by_network(version, by)
    actions.lift_by_network(version_id=version.id, by=by)
    written = audit.history(subject_type="achievement_version", subject_id=version.id)
    kept = next(entry for entry in written if entry.verb == "catalogue.suspend_by_network")
    assert kept.facts["reason"] == {"fr": "Norme retirée.", "en": "Standard gone."}


def test_a_badge_takes_the_short_way_and_a_microcredential_does_not() -> None:
    college = factories.college()
    version = factories.draft(college)
    by = college.actor("approver")
    with pytest.raises(Refused) as refused:
        actions.publish_badge(version_id=version.id, approval=_approval(by), by=by)
    assert refused.value.code == "microcredential_is_reviewed"


def test_a_rejected_version_is_copied_and_put_away() -> None:
    college = factories.college()
    version = version_in(college, S.REJECTED)
    by = college.actor("author")
    made = queries.latest(actions.copy(version_id=version.id, code="AGAIN", by=by))
    assert made is not None
    assert (made.state, made.number, made.code, made.title) == ("draft", 1, "AGAIN", version.title)
    actions.put_away(achievement_id=version.achievement_id, by=by)
    assert version.id not in [card.id for card in queries.of_organization(college.id).object_list]
    actions.bring_back(achievement_id=version.achievement_id, by=by)
    assert version.id in [card.id for card in queries.of_organization(college.id).object_list]
    actions.submit(version_id=made.id, by=by)
    with pytest.raises(Refused) as refused:
        actions.put_away(achievement_id=made.achievement_id, by=by)
    assert refused.value.code == "still_in_use"
