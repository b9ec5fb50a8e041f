"""The holder alone decides: accepting, taking out, sharing, stopping."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from acquis.issuance import actions as issuing
from acquis.issuance import queries as issuance
from acquis.passport import actions, queries
from acquis.passport.models import Item, Share, ShareOpening
from acquis.passport.queries import Selection
from acquis.passport.wording import masked
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from tests.acquis import factories
from tests.acquis.issuance.factories import offered
from tests.acquis.passport.factories import held

pytestmark = pytest.mark.django_db


@pytest.mark.req("R-135")
def test_accepting_puts_the_very_document_into_the_passport() -> None:
    one = held()
    assert one.facts.document == one.offer.credential.document
    assert one.offer.facts.state == "accepted"
    assert one.offer.facts.accepted_by_id == one.holder.id


def test_a_link_is_answered_once() -> None:
    one = held()
    with pytest.raises(Refused, match="link_ended"):
        actions.accept_award(token=one.offer.token, by=one.by)


def test_another_account_is_told_which_address_was_expected() -> None:
    made, other = offered(email="maika@people.example"), factories.person()
    by = Actor.person(other.id)
    with pytest.raises(Refused, match="wrong_account") as refused:
        actions.accept_award(token=made.token, by=by)
    assert "m••••@p••••.example" in str(refused.value.sentence)
    assert "maika" not in str(refused.value.sentence)
    assert not Item.objects.exists()
    actions.accept_award(token=made.token, by=by, confirmed=True)
    assert made.facts.accepted_by_id == other.id


def test_a_visitor_accepts_nothing() -> None:
    made = offered()
    with pytest.raises(Refused, match="sign_in_first"):
        actions.accept_award(token=made.token, by=Actor(None, None, "web", "test"))
    assert made.facts.state == "offered"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("a@b.example", "a••••@b••••.example"), ("amina.d@mail.college.example", "a••••@m••••.example")],
)
def test_a_masked_address_keeps_its_first_letters(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.mark.req("R-154")
def test_a_revocation_leaves_the_credential_in_the_passport() -> None:
    one = held()
    issuing.revoke(credential_id=one.facts.credential.id, reason_code="error", by=one.offer.where.actor("registrar"))
    assert one.facts.credential.state == "revoked"
    assert one.facts.document == one.offer.credential.document


@pytest.mark.req("R-154", "R-155")
def test_nobody_else_takes_a_credential_out_or_shares_it() -> None:
    one, charlie = held(), Actor.person(factories.person().id)
    registrar = one.offer.where.actor("registrar")
    share = one.share()
    for by in (charlie, registrar, Actor.system("test"), factories.COMMAND):
        for act in (
            lambda by=by: actions.archive(item_id=one.item_id, by=by),
            lambda by=by: actions.annotate(item_id=one.item_id, note="x", by=by),
            lambda by=by: actions.create_share(selections=[(one.item_id, Selection())], by=by),
            lambda by=by: actions.withdraw_share(share_id=share.id, by=by),
        ):
            with pytest.raises(Refused):
                act()
    assert one.facts.archived_at is None
    assert Share.objects.count() == 1
    assert queries.item(charlie.person_id or uuid4(), one.item_id) is None


def test_taking_out_changes_no_status_and_is_undone() -> None:
    one = held()
    actions.archive(item_id=one.item_id, by=one.by)
    assert not queries.passport(one.holder.id)
    assert one.facts.credential.state == "active"
    actions.restore(item_id=one.item_id, by=one.by)
    assert queries.passport(one.holder.id).get().pk == one.item_id


@pytest.mark.req("R-161")
def test_a_note_is_never_part_of_a_share() -> None:
    one = held()
    actions.annotate(item_id=one.item_id, note="Ask for a raise", by=one.by)
    facts = queries.shared(one.share().token)
    assert one.facts.note == "Ask for a raise"
    assert "raise" not in repr(facts)


@pytest.mark.req("R-171")
def test_a_share_ends_by_itself_after_thirty_days() -> None:
    one = held()
    made = one.share()
    with clock.at(clock.now() + timedelta(days=29)):
        assert queries.shared(made.token) is not None
    with clock.at(clock.now() + timedelta(days=31)):
        assert queries.shared(made.token) is None
        found = queries.share(one.holder.id, made.id)
        assert found is not None
        assert found.state == "expired"
        with pytest.raises(Refused, match="share_ended"):
            actions.withdraw_share(share_id=made.id, by=one.by)
        actions.count_opening(share_id=made.id)
    assert not ShareOpening.objects.exists()


@pytest.mark.req("R-171")
def test_stopping_a_share_works_at_once_and_for_good() -> None:
    one = held()
    made = one.share()
    actions.withdraw_share(share_id=made.id, by=one.by)
    assert queries.shared(made.token) is None
    with pytest.raises(Refused, match="share_ended"):
        actions.withdraw_share(share_id=made.id, by=one.by)
    actions.count_opening(share_id=made.id)
    assert not ShareOpening.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_share_ends_between_tomorrow_and_a_year_from_now(days: int) -> None:
    one = held()
    with pytest.raises(Refused, match="expiry_wrong"):
        actions.create_share(
            selections=[(one.item_id, Selection())], by=one.by, expires_at=clock.now() + timedelta(days=days)
        )
    assert not Share.objects.exists()


def test_a_share_shows_something() -> None:
    one = held()
    with pytest.raises(Refused, match="nothing_selected"):
        actions.create_share(selections=[], by=one.by)
    with pytest.raises(Refused, match="too_many_selected"):
        actions.create_share(selections=[(one.item_id, Selection()), (one.item_id, Selection())], by=one.by)


def test_evidence_of_another_credential_is_not_shown() -> None:
    one, other = held(), held()
    with pytest.raises(Refused, match="evidence_unknown"):
        one.share(Selection(evidence=(other.evidence[0],)))
    assert not Share.objects.exists()


@pytest.mark.req("R-174")
def test_openings_are_counted_without_a_visitor() -> None:
    one = held()
    made = one.share()
    actions.count_opening(share_id=made.id)
    actions.count_opening(share_id=made.id)
    found = queries.share_facts(queries.shares(one.holder.id).get())
    assert found.openings == 2
    assert {field.name for field in ShareOpening._meta.get_fields()} == {"id", "share", "at"}


def test_the_credential_is_the_same_for_holder_and_issuer() -> None:
    one = held()
    assert issuance.credential(one.facts.credential.id) == one.offer.credential
