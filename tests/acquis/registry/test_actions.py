"""Applying, deciding, signing the agreement: who may, what is refused, what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from acquis.audit import queries as audit
from acquis.organizations import actions as organization_actions
from acquis.organizations import queries as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.registry import actions, queries
from acquis.registry.models import Application, Recognition
from acquis.signing import queries as signing
from tests.acquis.organizations import factories
from tests.acquis.registry.factories import agreement, decision, recognized

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def decider(frozen: datetime) -> Actor:
    """A person of the operator who may decide."""
    return factories.member(factories.operator(), "operator")


@pytest.fixture
def college(decider: Actor) -> UUID:
    return factories.organization()


def test_an_organization_issues_after_it_was_vetted_and_not_before(college: UUID, decider: Actor) -> None:
    before = queries.may_issue(college, "microcredential", clock.now())
    assert {reason.code for reason in before} == {"organization_not_active", "not_recognized", "agreement_missing"}
    decision(college, by=decider)
    agreement(college)
    assert queries.may_issue(college, "microcredential", clock.now()) == []
    assert signing.has_active_key(college)
    found = organizations.organization(college)
    assert found is not None
    assert found.state == "active"


def test_a_decision_says_who_when_why_and_on_what_proof(college: UUID, decider: Actor, frozen: datetime) -> None:
    decision(college, by=decider, reason="Charte vue", proof_examined="Lettres patentes de 1967")
    (made,) = queries.decisions(college)
    assert (made.decided_by_id, made.decided_at) == (decider.person_id, frozen)
    assert (made.reason, made.proof_examined) == ("Charte vue", "Lettres patentes de 1967")
    assert made.review_on == clock.today() + 365 * DAY
    verbs = [entry.verb for entry in audit.history(subject_type="organization", subject_id=college)]
    assert "registry.decide" in verbs


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"outcome": "blessed"}, "outcome_unknown", "outcome"),
        ({"outcome": "suspended"}, "outcome_not_possible", "outcome"),
        ({"outcome": "withdrawn"}, "outcome_not_possible", "outcome"),
        ({"outcome": "refused"}, "outcome_not_possible", "outcome"),
        ({"reason": "  "}, "reason_missing", "reason"),
        ({"proof_examined": ""}, "proof_missing", "proof_examined"),
        ({"scope": []}, "scope_empty", "scope"),
        ({"scope": ["diploma"]}, "kind_unknown", "scope"),
        ({"review_on": None}, "review_missing", "review_on"),
        ({"review_on": datetime(2020, 1, 1).date()}, "review_missing", "review_on"),  # noqa: DTZ001
    ],
)
def test_an_incomplete_decision_is_refused_and_writes_nothing(
    college: UUID, decider: Actor, changed: dict[str, Any], code: str, where: str
) -> None:
    with pytest.raises(Refused) as refused:
        decision(college, by=decider, **changed)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert not Recognition.objects.exists()
    assert not signing.has_active_key(college)


def test_an_end_in_the_past_is_refused(college: UUID, decider: Actor, frozen: datetime) -> None:
    with pytest.raises(Refused) as refused:
        decision(college, by=decider, valid_until=frozen)
    assert refused.value.code == "until_in_past"


@pytest.mark.parametrize("roles", [("administrator", "registrar", "approver"), ("reader",)])
def test_only_the_operators_deciders_decide(college: UUID, decider: Actor, roles: tuple[str, ...]) -> None:
    assert decider.organization_id is not None
    colleague = factories.member(decider.organization_id, *roles)
    elsewhere = factories.member(factories.organization(), "operator", "administrator")
    for by in (colleague, elsewhere, elsewhere.within(decider.organization_id), Actor(None, None, "web", "x")):
        with pytest.raises(Forbidden):
            decision(college, by=by)


def test_nobody_decides_on_their_own_organization(college: UUID, decider: Actor) -> None:
    assert decider.person_id is not None
    assert decider.organization_id is not None
    organization_actions.admit(
        organization_id=college, person_id=decider.person_id, roles=["reader"], by=factories.COMMAND
    )
    for own in (college, decider.organization_id):
        with pytest.raises(Forbidden) as refused:
            decision(own, by=decider)
        assert refused.value.code == "own_case"


def test_an_application_waits_once_and_closes_with_the_decision(college: UUID, decider: Actor) -> None:
    administrator = factories.member(college, "administrator")
    actions.apply(organization_id=college, scope=["badge"], statement="Nous formons.", by=administrator)
    with pytest.raises(Refused) as refused:
        actions.apply(organization_id=college, scope=["badge"], statement="", by=administrator)
    assert refused.value.code == "application_open"
    assert [(row.organization.id, row.what) for row in queries.queue()] == [(college, "application")]
    decision(college, by=decider, outcome="refused", reason="Dossier incomplet")
    assert queries.queue() == []
    assert Recognition.objects.get().application == Application.objects.get()
    assert not queries.standing(college, clock.now()).recognized


def test_outsiders_do_not_apply_or_sign_for_an_organization(college: UUID, decider: Actor, frozen: datetime) -> None:
    stranger = factories.member(factories.organization(), "administrator")
    for by in (stranger, stranger.within(college), decider):
        with pytest.raises(Forbidden):
            actions.apply(organization_id=college, scope=["badge"], statement="", by=by)
        with pytest.raises(Forbidden):
            agreement(college, by=by)


def test_a_refusal_leaves_a_recognition_as_it_was(decider: Actor) -> None:
    college = recognized()
    actions.apply(organization_id=college, scope=["badge"], statement="", by=factories.COMMAND)
    decision(college, by=decider, outcome="refused", reason="Pas de badges pour l’instant")
    assert queries.standing(college, clock.now()).recognized


def test_the_agreement_keeps_its_version_date_and_role(college: UUID, decider: Actor, frozen: datetime) -> None:
    decision(college, by=decider)
    assert [reason.code for reason in queries.may_issue(college, "badge", frozen)] == [
        "kind_out_of_scope",
        "agreement_missing",
    ]
    agreement(college, version="2025-1", signed_at=frozen - DAY)
    assert queries.standing(college, frozen).agreement_signed
    assert not queries.standing(college, frozen - 2 * DAY).agreement_signed
    with pytest.raises(Refused) as refused:
        agreement(college, version="2025-1")
    assert refused.value.code == "agreement_known"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"version": " "}, "version_missing"),
        ({"signatory_role": ""}, "role_missing"),
        ({"signed_at": datetime.fromisoformat("2099-01-01T00:00:00+00:00")}, "signed_in_future"),
    ],
)
def test_an_incomplete_agreement_is_refused(college: UUID, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        agreement(college, **changed)
    assert refused.value.code == code
