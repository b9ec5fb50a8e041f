"""A kept list tells of study periods that overlap although both are approved for student aid (R-292)."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from acquis.catalogue import actions
from acquis.catalogue.offering import Session
from acquis.platform import clock
from tests.acquis import factories
from tests.acquis.catalogue import listings
from tests.acquis.factories import both
from tests.acquis.web.pages import at, operator
from tests.acquis.web.public.test_keeping import sign_in

pytestmark = pytest.mark.django_db
TITLES = {"fr": "Périodes d’études qui se chevauchent", "en": "Study periods that overlap"}


def lasting(*periods: tuple[int, int | None]) -> tuple[Session, ...]:
    """Sessions by the days from today of their first and last day."""
    today = clock.today()
    return tuple(
        Session("fixed", today + timedelta(days=first), None if last is None else today + timedelta(days=last))
        for first, last in periods
    )


class Plan:
    """A list kept with an account, of a college whose definitions are approved for student aid."""

    def __init__(self) -> None:
        _network, self.by = operator()
        self.college = factories.recognised_college()
        self.client = Client()
        sign_in(self.client, self.college.people["reader"].id)

    def keep(self, title: str, *sessions: Session, aided: bool = True) -> None:
        version = factories.published_version(self.college, title=both(title, title))
        if aided:
            actions.record_aid(
                achievement_id=version.achievement_id, year=clock.today().year, decided_on=clock.today(),
                source="Liste", by=self.by,
            )  # fmt: skip
        offer = listings.offer(self.college, version, sessions=sessions)
        self.client.post(at("public:saved"), {"add": offer})

    def told(self, language: str = "en") -> str:
        return unescape(self.client.get(at("public:saved", language)).content.decode()).replace("\xa0", " ")


@pytest.mark.req("R-292")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_overlapping_study_periods_are_flagged_with_their_days(language: str) -> None:
    plan = Plan()
    plan.keep("Alpha", *lasting((10, 40)))
    assert TITLES[language] not in plan.told(language), "one alone overlaps with nothing"
    plan.keep("Beta", *lasting((40, 60)))
    plan.keep("Gamma", *lasting((61, 90)))
    told = plan.told(language)
    assert TITLES[language] in told
    notice = told[told.index(TITLES[language]) : told.index("</div>", told.index(TITLES[language]))]
    assert notice.count("<li>") == 1
    assert all(name in notice for name in ("Alpha", "Beta", at("public:aid", language)))
    assert "Gamma" not in notice


@pytest.mark.req("R-292")
def test_only_what_is_stated_and_approved_is_compared() -> None:
    plan = Plan()
    plan.keep("Alpha", *lasting((10, 40)))
    plan.keep("Without aid", *lasting((20, 50)), aided=False)
    plan.keep("Without an end", *lasting((20, None)))
    plan.keep("Later first", *lasting((50, 60), (10, 30)))
    plan.keep("At any time", Session("continuous"))
    told = plan.told()
    notice = told[told.index(TITLES["en"]) : told.index("</div>", told.index(TITLES["en"]))]
    assert notice.count("<li>") == 1
    assert "Later first" in notice


@pytest.mark.req("R-292")
def test_many_overlaps_are_counted_beyond_the_first_ten() -> None:
    plan = Plan()
    for number in range(6):
        plan.keep(f"Number {number}", *lasting((10, 40)))
    told = plan.told()
    notice = told[told.index(TITLES["en"]) : told.index("</div>", told.index(TITLES["en"]))]
    assert notice.count("<li>") == 10
    assert "And 5 more." in notice
