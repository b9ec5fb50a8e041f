"""Offers: prices, times to begin, confirmation, clicks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core import mail

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Module
from acquis.catalogue.offering import Session, Terms
from acquis.organizations.access import ROLES
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College, both

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 3, 10, 15, tzinfo=UTC)
DAY = TODAY.date()


def terms(**changes: object) -> Terms:
    """An offer that the public may see; ``changes`` replace single values."""
    whole = Terms(
        tuition_cents=392_00,
        materials_cents=0,
        exam_cents=0,
        delivery_mode="online",
        languages=("fr",),
        registration_url="https://college.example/register",
        sessions=(Session(starts_on=DAY + timedelta(days=20)),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def listed(where: College, **changes: object) -> UUID:
    """The id of a listed offer of a new microcredential."""
    version = factories.published_version(where)
    by = where.actor("author")
    made = actions.begin_offer(achievement_id=version.achievement_id, terms=terms(**changes), by=by)
    actions.list_offer(offer_id=made, by=by)
    return made


def facts(offer_id: UUID) -> queries.OfferFacts:
    """The offer."""
    found = queries.offer(offer_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("session", "day", "start"),
    [
        (Session(starts_on=date(2026, 3, 10)), date(2026, 3, 10), date(2026, 3, 10)),
        (Session(starts_on=date(2026, 3, 10)), date(2026, 3, 11), None),
        (Session("monthly", date(2026, 1, 31)), date(2026, 2, 1), date(2026, 2, 28)),
        (Session("monthly", date(2026, 1, 31)), date(2026, 3, 1), date(2026, 3, 31)),
        (Session("monthly", date(2026, 1, 5)), date(2026, 3, 6), date(2026, 4, 5)),
        (Session("monthly", date(2026, 1, 5), date(2026, 4, 1)), date(2026, 3, 6), None),
        (Session("monthly", date(2026, 12, 5)), date(2026, 3, 6), date(2026, 12, 5)),
        (Session("continuous"), date(2026, 3, 6), date(2026, 3, 6)),
        (Session("continuous", date(2026, 4, 1)), date(2026, 3, 6), date(2026, 4, 1)),
        (Session("continuous", None, date(2026, 3, 5)), date(2026, 3, 6), None),
    ],
)
def test_the_next_start_follows_from_the_intake(session: Session, day: date, start: date | None) -> None:
    assert session.next_start(day) == start


def test_an_offer_begins_with_what_the_published_version_says_and_adds_its_modules() -> None:
    where = factories.college()
    version = factories.published_version(where)
    made = actions.begin_offer(achievement_id=version.achievement_id, by=where.actor("author"))
    begun = facts(made)
    assert begun.tuition_cents == 4 * 98_00
    assert begun.total_cents is None, "materials and examination are not stated"
    assert (begun.terms.delivery_mode, begun.terms.languages) == ("online", ("fr", "en"))
    whole = replace(begun.terms, materials_cents=0, exam_cents=0)
    actions.revise_offer(offer_id=made, terms=whole, by=where.actor("author"))
    assert facts(made).total_cents == 392_00


@pytest.mark.parametrize(
    ("costs", "total"),
    [
        ((0, 0, 0), 0),
        ((98_00, 20_00, 0), 118_00),
        ((0, None, 0), None),
        ((None, 0, 0), None),
        ((0, 0, None), None),
    ],
)
def test_only_what_is_known_to_cost_nothing_is_free(costs: tuple[int | None, ...], total: int | None) -> None:
    where = factories.college()
    tuition, materials, exam = costs
    made = facts(listed(where, tuition_cents=tuition, materials_cents=materials, exam_cents=exam))
    assert made.total_cents == total
    assert made.is_free == (total == 0)


def test_a_module_without_a_fee_makes_the_total_unknown() -> None:
    where = factories.college()
    modules = (
        Module(both("Un", "One"), Decimal(8), 98_00),
        Module(both("Deux", "Two"), Decimal(8), None),
        Module(both("Trois", "Three"), Decimal(8), 98_00, required=False),
    )
    version = factories.published_version(where, modules=modules)
    made = actions.begin_offer(
        achievement_id=version.achievement_id, terms=terms(by_module=True), by=where.actor("author")
    )
    assert facts(made).total_cents is None


def test_an_incomplete_offer_is_not_listed_and_says_what_it_lacks() -> None:
    where = factories.college()
    version = factories.published_version(where)
    by = where.actor("author")
    made = actions.begin_offer(achievement_id=version.achievement_id, terms=Terms(), by=by)
    with pytest.raises(Blocked) as refused:
        actions.list_offer(offer_id=made, by=by)
    assert [each.where for each in refused.value.reasons] == [
        "registration_url",
        "delivery_mode",
        "languages",
        "sessions",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"registration_url": "javascript:alert(1)"}, "url_invalid"),
        ({"registration_url": "https://user:secret@college.example/"}, "url_invalid"),
        ({"registration_url": "//college.example/"}, "url_invalid"),
        ({"tuition_cents": -1}, "money_invalid"),
        ({"languages": ("xx",)}, "code_unknown"),
        ({"aids": ("winning_the_lottery",)}, "code_unknown"),
        ({"sessions": (Session(),)}, "start_missing"),
        ({"sessions": (Session(starts_on=DAY, ends_on=DAY - timedelta(days=1)),)}, "ends_before"),
        ({"sessions": (Session(starts_on=DAY, module=Text(en="Nothing of ours")),)}, "module_unknown"),
        ({"sessions": (Session(starts_on=DAY),) * 61}, "sessions_too_many"),
    ],
)
def test_what_an_offer_may_not_say(changes: dict[str, object], code: str) -> None:
    where = factories.college()
    version = factories.published_version(where)
    with pytest.raises(Refused) as refused:
        actions.begin_offer(achievement_id=version.achievement_id, terms=terms(**changes), by=where.actor("author"))
    assert refused.value.code == code


def test_a_module_has_its_own_sessions() -> None:
    where = factories.college()
    module = Session(starts_on=DAY, module=both("Module 2", "Module 2"))
    with clock.at(TODAY):
        made = facts(listed(where, sessions=(Session("continuous"), module)))
    assert [each.module for each in made.terms.sessions] == [Text(), both("Module 2", "Module 2")]


def at_noon(day: date) -> datetime:
    """Noon of a day in the network's zone."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.EASTERN)


@pytest.mark.req("R-107")
def test_an_offer_that_nobody_confirms_is_hidden_after_a_reminder() -> None:
    where = factories.college()
    with clock.at(TODAY):
        made = listed(where)
        achievement = facts(made).achievement_id
        jobs.run_due()
        mail.outbox.clear()
    reminded, hidden, day = clock.months_later(DAY, 5), clock.months_later(DAY, 6), timedelta(days=1)
    both_writers = {where.people["author"].email, where.people["registrar"].email}
    for now, recipients, is_shown in [
        (reminded - day, set(), True),
        (reminded, both_writers, True),
        (hidden - day, both_writers, True),
        (hidden, both_writers, False),
    ]:
        with clock.at(at_noon(now)):
            jobs.run_due()
            assert {address for message in mail.outbox for address in message.to} == recipients
            assert (achievement in queries.listed([achievement])) == is_shown
    assert len(mail.outbox) == len(both_writers)
    with clock.at(at_noon(hidden)):
        assert queries.offers_to_confirm(where.id) == 1
        actions.confirm_offer(offer_id=made, by=where.actor("registrar"))
        assert achievement in queries.listed([achievement])


def test_a_confirmed_offer_needs_no_reminder() -> None:
    where = factories.college()
    with clock.at(TODAY):
        made = listed(where)
    with clock.at(TODAY + timedelta(days=60)):
        actions.confirm_offer(offer_id=made, by=where.actor("author"))
    with clock.at(TODAY + timedelta(days=160)):
        mail.outbox.clear()
        jobs.run_due()
        assert not mail.outbox
        assert queries.offers_to_confirm(where.id) == 0


def test_the_life_of_an_offer() -> None:
    where = factories.college()
    by = where.actor("author")
    made = listed(where)
    moves = {
        "list": lambda: actions.list_offer(offer_id=made, by=by),
        "confirm": lambda: actions.confirm_offer(offer_id=made, by=by),
        "close": lambda: actions.close_offer(offer_id=made, by=by),
        "reopen": lambda: actions.reopen_offer(offer_id=made, by=by),
    }
    allowed = {"listed": {"confirm", "close"}, "closed": {"reopen"}, "draft": {"list"}}
    for state, way in (("listed", ""), ("closed", "close"), ("draft", "reopen")):
        if way:
            moves[way]()
        assert facts(made).state == state
        for verb in set(moves) - allowed[state]:
            with pytest.raises(Refused) as refused:
                moves[verb]()
            assert refused.value.code == "move_refused"
    moves["list"]()
    assert facts(made).is_listed


def test_a_suspended_microcredential_is_not_offered() -> None:
    where = factories.college()
    made = listed(where)
    achievement = facts(made).achievement_id
    version = queries.achievement_page(achievement)
    assert version is not None
    actions.suspend(version_id=version.id, reason="The law changed.", by=where.actor("approver"))
    assert not queries.listed([achievement])
    actions.resume(version_id=version.id, by=where.actor("approver"))
    assert queries.listed([achievement])


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_writes_offers_or_does_not(role: str) -> None:
    where = factories.college(roles=("author", "approver", *({role} - {"author", "approver"})))
    made = listed(where)
    by = where.actor(role)
    if "offer.write" in ROLES[role]:
        actions.confirm_offer(offer_id=made, by=by)
        return
    for refused in (
        lambda: actions.confirm_offer(offer_id=made, by=by),
        lambda: actions.revise_offer(offer_id=made, terms=terms(), by=by),
        lambda: actions.close_offer(offer_id=made, by=by),
        lambda: actions.begin_offer(achievement_id=facts(made).achievement_id, by=by),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_nobody_offers_what_another_organization_defined() -> None:
    where, other = factories.college(), factories.college()
    version = factories.published_version(where)
    with pytest.raises(Forbidden):
        actions.begin_offer(achievement_id=version.achievement_id, by=other.actor("author"))
    made = listed(where)
    with pytest.raises(Forbidden):
        actions.confirm_offer(offer_id=made, by=other.actor("author"))


def test_clicks_are_counted_by_day_and_hold_nothing_else() -> None:
    where = factories.college()
    made = listed(where)
    with clock.at(TODAY):
        for _ in range(3):
            actions.count_click(offer_id=made)
    with clock.at(TODAY + timedelta(days=1)):
        actions.count_click(offer_id=made)
        assert queries.clicks([made]) == {made: 4}
        assert queries.clicks([made], since=clock.today()) == {made: 1}


def test_what_changed_is_told_in_batches_and_cheaply(django_assert_num_queries: object) -> None:
    where = factories.college()
    assert queries.last_change() is None
    with clock.at(TODAY):
        first = listed(where)
    with clock.at(TODAY + timedelta(minutes=5)):
        second = listed(where)
    assert queries.last_change() == TODAY + timedelta(minutes=5)
    assert [[each.id for each in batch] for batch in queries.changed_since(None)] == [[first, second]]
    since = TODAY + timedelta(minutes=1)
    assert [[each.id for each in batch] for batch in queries.changed_since(since)] == [[second]]
    with clock.at(TODAY + timedelta(minutes=9)):
        actions.close_offer(offer_id=first, by=Actor.person(where.people["author"].id).within(where.id))
    (batch,) = queries.changed_since(TODAY + timedelta(minutes=8))
    assert [(each.id, each.is_listed) for each in batch] == [(first, False)]


def test_reading_many_offers_takes_a_fixed_number_of_queries(django_assert_num_queries: object) -> None:
    where = factories.college()
    ids = [facts(listed(where, by_module=number % 2 == 0)).achievement_id for number in range(4)]
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(queries.listed(ids)) == 4
