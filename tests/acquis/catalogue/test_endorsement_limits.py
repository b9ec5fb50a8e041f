"""What a partner may do while it takes no part, and what it reads while the words are being changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from acquis.catalogue import actions
from acquis.catalogue.endorsing import State
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.quality import actions as quality
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR
from tests.acquis.quality import reviewing
from tests.acquis.web.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_whoever_takes_no_part_in_the_network_is_not_asked_and_signs_nothing(state: str) -> None:
    one = made.opened()
    organizations.set_state(organization_id=one.partner.id, state=state, by=factories.COMMAND)
    with pytest.raises(Refused) as refused:
        actions.answer_endorsement(endorsement_id=one.id, answer=one.answer(), by=VISITOR, token=one.token)
    assert refused.value.code == "partner_absent"
    assert one.facts.state == State.UNDER_STUDY
    another = factories.published_version(one.college)
    with pytest.raises(Refused) as refused:
        actions.ask_endorsement(version_id=another.id, partner_id=one.partner.id, by=one.college.actor("author"))
    assert refused.value.code == "partner_absent"
    assert one.partner.id not in {each.id for each in organization_queries.reachable(besides=one.college.id)}
    actions.decline_endorsement(endorsement_id=one.id, by=VISITOR, token=one.token)


def test_a_partner_reads_the_words_that_it_was_asked_about_and_no_draft() -> None:
    college = reviewing.college()
    version, author = reviewing.submitted(college), college.actor("author")
    one, refusing, signing = (made.asked(college, version) for _ in range(3))
    links = {each.id: f"/en/e/{each.token}/" for each in (one, refusing, signing)}
    for each in (one, refusing, signing):
        actions.open_endorsement(endorsement_id=each.id, by=VISITOR, token=each.token)
    held = actions.answer_endorsement(
        endorsement_id=signing.id, answer=signing.answer(), by=VISITOR, token=signing.token
    )
    links[signing.id] = f"/en/e/{held}/"
    actions.decline_endorsement(endorsement_id=refusing.id, by=VISITOR, token=refusing.token)
    desk = signed_in(refusing.partner.people["endorser"])
    links[refusing.id] = f"/en/org/{refusing.partner.id}/endorsing/{refusing.id}/"

    def read(each: made.Asked) -> str:
        answer = (desk if each is refusing else Client()).get(links[each.id])
        assert answer.status_code == 200
        return answer.content.decode()

    known = str(version.content.purpose)
    assert [known in read(each) for each in (one, refusing, signing)] == [True, False, True]
    quality.request_changes(version_id=version.id, reason="R2 is vague.", by=college.actor("approver"))
    hidden = replace(version.content, description=Text(fr="Encore secret.", en="Still secret."))
    actions.revise(version_id=version.id, content=hidden, by=author)
    for each in (one, refusing, signing):
        assert "Still secret." not in read(each)
        assert known not in read(each)
    assert "is changing this definition" in read(one)
    assert 'name="in_demand_comment"' not in read(one)
    quality.submit(version_id=version.id, by=author)
    assert ["Still secret." in read(each) for each in (one, refusing, signing)] == [True, False, True]
