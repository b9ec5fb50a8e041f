"""The life of an endorsement (SM-2), and who may never endorse; `test_endorsement_moves` tries every move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import translation

from acquis.catalogue import actions, endorsing, queries
from acquis.catalogue.content import Approval
from acquis.catalogue.endorsing import Standing, State
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.signing import queries as signing
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR, Asked

pytestmark = pytest.mark.django_db

Move = Callable[[Asked, Actor, str], object]


def _affirm(one: Asked, by: Actor, token: str = "", **confirmed: str) -> object:
    told = one.answer(confirmed=confirmed or dict(made.COMMENTS))
    return actions.answer_endorsement(endorsement_id=one.id, answer=told, by=by, token=token)


MOVES: dict[str, Move] = {
    "open": lambda one, by, token: actions.open_endorsement(endorsement_id=one.id, by=by, token=token),
    "affirm": _affirm,
    "affirm_in_part": lambda one, by, token: _affirm(one, by, token, in_demand="Yes."),
    "decline": lambda one, by, token: actions.decline_endorsement(
        endorsement_id=one.id, by=by, token=token, reason="Not our field."
    ),
    "withdraw": lambda one, by, token: actions.withdraw_endorsement(
        endorsement_id=one.id, reason="The work has changed.", by=by, token=token
    ),
}
ROAD: dict[State, tuple[str, ...]] = {
    State.REQUESTED: (),
    State.UNDER_STUDY: ("open",),
    State.SIGNED: ("open", "affirm"),
    State.PARTIAL: ("open", "affirm_in_part"),
    State.DECLINED: ("open", "decline"),
    State.WITHDRAWN: ("open", "affirm", "withdraw"),
}
STATES = (*ROAD, State.LAPSED)


def in_state(state: State) -> Asked:
    """A request that has come as far as ``state``, through its partner's own member."""
    one = made.asked()
    if state == State.LAPSED:
        with clock.at(clock.now() + timedelta(days=endorsing.ANSWER_DAYS, minutes=1)):
            actions.lapse_endorsement(endorsement_id=one.id, by=Actor.system("tests"))
        return one
    for verb in ROAD[state]:
        MOVES[verb](one, one.partner.actor("endorser"), "")
    return one


def test_only_the_clock_lets_a_request_lapse_and_an_answer_is_left_alone() -> None:
    one, answered = made.asked(), made.signed()
    with pytest.raises(Forbidden):
        actions.lapse_endorsement(endorsement_id=one.id, by=one.partner.actor("endorser"))
    jobs.run_due()
    assert one.facts.state == State.REQUESTED
    with clock.at(clock.now() + timedelta(days=endorsing.ANSWER_DAYS + 1)):
        jobs.run_due()
        assert (one.facts.state, answered.facts.state) == (State.LAPSED, State.SIGNED)
        assert queries.endorsement_behind(one.token) is None


def test_after_its_last_day_a_request_cannot_be_answered_even_before_the_job_has_run() -> None:
    one = made.opened()
    with clock.at(clock.now() + timedelta(days=endorsing.ANSWER_DAYS, minutes=1)):
        assert one.facts.standing == State.LAPSED
        with pytest.raises(Refused) as refused:
            _affirm(one, one.partner.actor("endorser"))
    assert refused.value.code == "move_refused"


@pytest.mark.req("R-088")
def test_one_statement_is_kept_and_never_counts() -> None:
    one = in_state(State.PARTIAL)
    assert one.facts.confirmed == {"in_demand": "Yes."}
    assert (one.facts.document, queries.standing_endorsements(one.version.id)) == ("", [])
    assert queries.endorsed_ids() == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"confirmed": {}}, "nothing_confirmed"),
        ({"confirmed": {"in_demand": "Yes.", "reflects": " "}}, "comment_missing"),
        ({"confirmed": {"in_demand": "Yes.", "reflects": "\u00ad\u2063"}}, "comment_missing"),
        ({"signatory_role": " "}, "role_missing"),
        ({"signatory_name": ""}, "name_missing"),
        ({"read": "0" * 64}, "changed_since_read"),
        ({"about": ("R9",)}, "about_unknown"),
        ({"language": "de"}, "language_unknown"),
    ],
)
def test_an_answer_is_complete_and_about_what_was_read(changes: dict[str, object], code: str) -> None:
    one = made.opened()
    with pytest.raises(Refused) as refused:
        actions.answer_endorsement(endorsement_id=one.id, answer=one.answer(**changes), by=VISITOR, token=one.token)
    assert refused.value.code == code
    assert one.facts.state == State.UNDER_STUDY


def test_it_ends_on_a_day_to_come_within_five_years() -> None:
    one = made.opened()
    for day in (clock.today(), clock.months_later(clock.today(), 61)):
        with pytest.raises(Refused) as refused:
            actions.answer_endorsement(
                endorsement_id=one.id, answer=one.answer(valid_until=day), by=VISITOR, token=one.token
            )
        assert refused.value.code == "until_wrong"


ALIKE = (
    *("Conseil d'E\u0301nergie", "Conseil d’Énergie\u200b", "Con\u00adseil d’Énergie", "CONSEIL D’ENERGIE."),
    *("C\u043ense\u0456l d’Énergie", "Conseil d’Énergie\u202e", "Conseil\u2011d’Énergie", "Conseil d’Énergie\ufe0f"),
    *(
        "ConseiI d’Énergie",
        "C0nseil d’Énergie",
        "Consei1 d’Énergie",
        "Conse\u0131l d’Éner\u0261ie",
        "C\u0585nseil d’Énergie",
    ),
)


@pytest.mark.req("R-087", "R-093")
def test_nobody_is_asked_under_a_name_that_looks_like_another_s() -> None:
    propose = {"name": Text(fr="Conseil d’Énergie"), "kind": "employer", "key": "conseil-energie"}
    organizations.propose(by=factories.COMMAND, **propose)
    college = factories.recognised_college()
    version, by = factories.published_version(college), college.actor("author")
    actions.state_partner(
        achievement_id=version.achievement_id, relation="co_developer", name="Atelier Neuf", words=Text(), by=by
    )
    asked = [*((name, "organization_known") for name in ALIKE), ("Atel\u0456er\u00a0Neuf", "co_developer")]
    for name, code in asked:
        with pytest.raises(Refused) as refused:
            actions.ask_endorsement(
                version_id=version.id, name=name, kind="employer", email="a@free-mail.example", by=by
            )
        assert refused.value.code == code, ascii(name)
    assert organization_queries.by_name("Conseil des Énergies") is None


@pytest.mark.req("R-093")
def test_nobody_endorses_their_own_microcredential_by_any_way() -> None:
    college = factories.recognised_college()
    version, by = factories.published_version(college), college.actor("author")
    domain = college.facts.contact_email.partition("@")[2]
    new = {"name": "Atelier Neuf", "kind": "employer"}
    member = college.people["reader"].email
    asks: list[tuple[dict[str, object], str]] = [
        ({"partner_id": college.id}, "own_organization"),
        ({"name": str(college.facts.name), "kind": "employer", "email": "a@b.example"}, "own_organization"),
        ({**new, "email": f"somebody@{domain}"}, "own_address"),
        ({**new, "email": f"somebody@mail.{domain}"}, "own_address"),
        ({**new, "email": member}, "own_address"),
        ({"name": str(made.partner().facts.name), "kind": "employer", "email": "a@b.example"}, "organization_known"),
        ({**new, "email": "nobody"}, "email_invalid"),
        ({"name": "Atelier Neuf", "kind": "planet", "email": "a@b.example"}, "kind_unknown"),
        ({"kind": "employer", "email": "a@b.example"}, "name_missing"),
    ]
    for told, code in asks:
        with pytest.raises(Refused) as refused:
            actions.ask_endorsement(version_id=version.id, by=by, **told)  # type: ignore[arg-type]
        assert refused.value.code == code, told
    assert queries.endorsements_about(version.achievement_id) == []


@pytest.mark.req("R-093")
def test_a_member_of_the_issuer_does_not_sign_for_a_partner() -> None:
    one = made.opened()
    person = one.partner.people["endorser"]
    organizations.admit(organization_id=one.college.id, person_id=person.id, roles=["reader"], by=factories.COMMAND)
    for by, token in ((one.partner.actor("endorser"), ""), (Actor.person(person.id), one.token)):
        with pytest.raises(Forbidden) as refused:
            _affirm(one, by, token)
        assert refused.value.code == "own_case"


@pytest.mark.req("R-093", "R-094")
def test_a_co_developer_is_not_asked_and_whoever_is_asked_is_not_stated_as_one() -> None:
    college, employer = factories.recognised_college(), made.partner()
    version, by = factories.published_version(college), college.actor("author")
    stated = actions.state_partner(
        achievement_id=version.achievement_id, relation="co_developer", partner_id=employer.id, words=Text(), by=by
    )
    with pytest.raises(Refused) as refused:
        actions.ask_endorsement(version_id=version.id, partner_id=employer.id, by=by)
    assert refused.value.code == "co_developer"
    actions.end_partner(partnership_id=stated, by=by)
    actions.ask_endorsement(version_id=version.id, partner_id=employer.id, by=by)
    with pytest.raises(Refused) as refused:
        actions.state_partner(
            achievement_id=version.achievement_id, relation="co_developer", partner_id=employer.id, words=Text(), by=by
        )
    assert refused.value.code == "endorses_already"


@pytest.mark.req("R-094")
@pytest.mark.parametrize(
    ("relation", "words", "code"),
    [
        ("endorser", "", "endorser_signs"),
        ("acceptance", "", "words_missing"),
        ("friend", "", "relation_unknown"),
        ("acceptance", "For entry positions.", ""),
        ("advisory", "", ""),
        ("assessors", "", ""),
    ],
)
def test_each_relation_has_its_rule(relation: str, words: str, code: str) -> None:
    college, employer = factories.college(), made.partner()
    version = factories.draft(college)

    def state() -> UUID:
        return actions.state_partner(
            achievement_id=version.achievement_id,
            relation=relation,
            partner_id=employer.id,
            words=Text(en=words),
            by=college.actor("author"),
        )

    if code:
        with pytest.raises(Refused) as refused:
            state()
        assert refused.value.code == code
        return
    state()
    assert [(one.relation, one.name) for one in queries.partnerships(version.achievement_id)] == [
        (relation, employer.facts.name)
    ]
    with pytest.raises(Refused):
        state()


def test_a_partner_endorses_words_that_no_longer_change() -> None:
    college = factories.college()
    version, employer = factories.draft(college), made.partner()
    with pytest.raises(Refused) as refused:
        actions.ask_endorsement(version_id=version.id, partner_id=employer.id, by=college.actor("author"))
    assert refused.value.code == "words_not_settled"
    actions.submit(version_id=version.id, by=college.actor("author"))
    one = made.opened(college, queries.version(version.id), employer)
    actions.request_changes(version_id=version.id, by=college.actor("approver"))
    with pytest.raises(Refused) as refused:
        _affirm(one, VISITOR, one.token)
    assert refused.value.code == "words_not_settled"


def test_a_partner_is_asked_once_at_a_time_and_written_to_at_its_own_address_only() -> None:
    one = made.asked()
    assert one.facts.email == one.partner.facts.contact_email
    with pytest.raises(Refused) as refused:
        made.asked(one.college, one.version, one.partner)
    assert refused.value.code == "asked_already"


def test_a_partner_that_the_network_does_not_know_enters_the_register_as_proposed_with_its_own_key() -> None:
    factories.operator()
    college = factories.recognised_college()
    version = factories.published_version(college)
    made_id = actions.ask_endorsement(
        version_id=version.id,
        name="Atelier Neuf",
        kind="employer",
        email="Chef@Neuf.example",
        by=college.actor("author"),
    )
    token = made.last_token("chef@neuf.example")
    assert organization_queries.by_name("Atelier Neuf") is None
    actions.open_endorsement(endorsement_id=made_id, by=VISITOR, token=token)
    actions.answer_endorsement(endorsement_id=made_id, answer=made.answer_to(version), by=VISITOR, token=token)
    found = organization_queries.by_name("atelier  neuf")
    assert found is not None
    assert (found.state, found.kind, found.contact_email) == ("proposed", "employer", "chef@neuf.example")
    one = queries.endorsement(made_id)
    assert one is not None
    assert one.partner == found
    assert one.did == signing.did_of(found.id) != signing.did_of(college.id)


@pytest.mark.req("R-092")
def test_it_expires_is_to_renew_and_is_withdrawn() -> None:
    one = made.signed()
    assert one.facts.stands
    with clock.at(endorsing.end_of(endorsing.usual_end()) + timedelta(seconds=1)):
        assert one.facts.standing == Standing.EXPIRED
        assert queries.endorsed_ids() == set()
    assert queries.endorsed_ids() == {one.version.achievement_id}
    assert queries.endorsers_of([one.version.achievement_id]) == {
        one.version.achievement_id: (queries.Voucher(one.partner.facts.name, is_unverified=False),)
    }
    new = actions.open_new_version(achievement_id=one.version.achievement_id, by=one.college.actor("author"))
    newer = _publish(one, new)
    assert one.facts.standing == Standing.TO_RENEW
    with translation.override("en"):
        assert [each.note for each in queries.endorsers(newer)] == ["Given for an earlier version (1)."]
    assert queries.standing_endorsements(newer.id) == []
    assert queries.endorsed_ids() == set()
    actions.withdraw_endorsement(endorsement_id=one.id, reason="Changed.", by=VISITOR, token=one.token)
    assert (one.facts.standing, queries.endorsers(newer)) == (State.WITHDRAWN, [])


def _publish(one: Asked, version_id: UUID) -> queries.VersionFacts:
    approver = one.college.actor("approver")
    assert approver.person_id is not None
    actions.submit(version_id=version_id, by=one.college.actor("author"))
    actions.approve(version_id=version_id, approval=Approval(approver.person_id, "Read."), by=approver)
    actions.publish(version_id=version_id, by=approver)
    found = queries.version(version_id)
    assert found is not None
    return found


def test_who_signed_with_an_account_is_known_so_as_not_to_approve() -> None:
    one = made.opened()
    _affirm(one, one.partner.actor("endorser"))
    signer = {one.partner.people["endorser"].id}
    assert queries.endorsement_signers(one.version.id) == signer
    newer = actions.open_new_version(achievement_id=one.version.achievement_id, by=one.college.actor("author"))
    assert queries.endorsement_signers(newer) == signer
