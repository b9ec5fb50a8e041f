"""The life of an endorsement (SM-2): every move in every state, by every role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from acquis.audit import queries as audit
from acquis.catalogue import endorsing
from acquis.catalogue.endorsing import State
from acquis.organizations.access import ROLES
from acquis.platform.faults import Forbidden, Refused
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR, Asked
from tests.acquis.catalogue.test_endorsements import MOVES, STATES, in_state

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def everywhere(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[State, Asked]]:
    """A request in each state, made once; what a test does to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {state: in_state(state) for state in STATES}
        transaction.set_rollback(True)


def verbs(one: Asked) -> list[str]:
    return [line.verb for line in audit.history(subject_type="endorsement", subject_id=one.id)]


@pytest.mark.req("R-087")
@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_a_move_happens_in_its_states_and_is_refused_and_recorded_in_all_others(
    state: State, verb: str, everywhere: dict[State, Asked]
) -> None:
    one = everywhere[state]
    assert one.facts.state == state
    allowed, after = endorsing.MOVES[verb]
    if state in allowed:
        MOVES[verb](one, one.partner.actor("endorser"), "")
        assert one.facts.state == after
        assert f"catalogue.endorsement_{verb}" in verbs(one)
    else:
        with pytest.raises(Refused) as refused:
            MOVES[verb](one, one.partner.actor("endorser"), "")
        assert refused.value.code == "move_refused"
        assert one.facts.state == state
        assert f"catalogue.endorsement_{verb}_refused" in verbs(one)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", MOVES)
def test_each_move_is_for_those_who_sign_for_the_partner(verb: str, role: str, everywhere: dict[State, Asked]) -> None:
    one = everywhere[next(iter(endorsing.MOVES[verb][0]))]
    before = one.facts.state
    if "endorsement.sign" in ROLES[role]:
        MOVES[verb](one, one.partner.actor(role), "")
        assert one.facts.state == endorsing.MOVES[verb][1]
        return
    with pytest.raises(Forbidden):
        MOVES[verb](one, one.partner.actor(role), "")
    assert one.facts.state == before


@pytest.mark.parametrize("verb", MOVES)
def test_nobody_of_another_partner_nor_of_the_issuer_moves_anything(verb: str, everywhere: dict[State, Asked]) -> None:
    one, other = everywhere[next(iter(endorsing.MOVES[verb][0]))], made.partner()
    before = one.facts.state
    for by in (other.actor("endorser"), one.college.actor("author"), VISITOR):
        with pytest.raises(Forbidden):
            MOVES[verb](one, by, "")
    assert one.facts.state == before
