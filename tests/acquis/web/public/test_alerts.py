"""Being told what changed of a saved list: marks on the page, one message a day, one click to end them (R-109)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from acquis.audit.models import Entry
from acquis.catalogue import actions, queries
from acquis.catalogue.actions import saved
from acquis.catalogue.models import SavedAlerts, SavedListing
from acquis.catalogue.offering import Session
from acquis.people.queries import PersonFacts
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.formats import day, money
from acquis.platform.models import Job
from tests.acquis import factories
from tests.acquis.catalogue.test_offers import facts, terms
from tests.acquis.factories import College
from tests.acquis.web.pages import operator

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
DAY = timedelta(days=1)
LIST = "/{}/microcredentials/saved/"


class Keeper:
    """A college with one listed offer, and a person who keeps it."""

    def __init__(self, language: str = "fr") -> None:
        self.college: College = factories.recognised_college()
        by = self.college.actor("author")
        version = factories.published_version(self.college)
        self.achievement_id = version.achievement_id
        self.offer = actions.begin_offer(achievement_id=version.achievement_id, terms=terms(sessions=_at(60)), by=by)
        actions.list_offer(offer_id=self.offer, by=by)
        self.person: PersonFacts = factories.person("Lise Modèle")
        get_user_model().objects.filter(pk=self.person.id).update(language=language)
        self.language = language
        self.client = Client()
        self.client.force_login(
            get_user_model().objects.get(pk=self.person.id), backend="django.contrib.auth.backends.ModelBackend"
        )
        self.client.cookies["django_language"] = language
        self.post(add=str(self.offer))

    @property
    def page(self) -> str:
        return LIST.format(self.language)

    def post(self, **told: str) -> Any:
        return self.client.post(self.page, told)

    def revise(self, **changes: Any) -> None:
        told = replace(facts(self.offer).terms, **changes)
        actions.revise_offer(offer_id=self.offer, terms=told, by=self.college.actor("author"))

    def close(self) -> None:
        actions.close_offer(offer_id=self.offer, by=self.college.actor("author"))

    def approve_aid(self) -> None:
        _network, by = operator()
        actions.record_aid(
            achievement_id=self.achievement_id,
            year=clock.today().year,
            decided_on=clock.today(),
            source="Liste",
            by=by,
        )

    def read(self) -> str:
        return unescape(self.client.get(self.page).content.decode()).replace("\xa0", " ")


def _at(*days: int) -> tuple[Session, ...]:
    return tuple(Session(starts_on=clock.today() + each * DAY) for each in days)


def letters() -> list[Any]:
    """What the work that is due sends."""
    jobs.run_due()
    mail.outbox.clear()
    with clock.at(clock.now() + DAY):
        jobs.run_due()
    return [one for one in mail.outbox if "List-Unsubscribe" in one.extra_headers]


def link_of(letter: Any) -> str:
    """The address that ends the messages, as a path."""
    address: str = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in letter.body
    return "/" + address.split("/", 3)[3]


WORDS = {
    "fr": (
        *("Nouvelle date de début : {day}", "On peut maintenant commencer en tout temps"),
        *("Nouveau prix : {new} au lieu de {old}", "Approuvée RAFEO, {years}"),
    ),
    "en": (
        *("New start date: {day}", "One can now begin at any time"),
        *("New price: {new} instead of {old}", "Approved for student aid (OSAP), {years}"),
    ),
}
GONE = {"fr": "N’est plus offerte pour le moment", "en": "No longer offered at the moment"}


@pytest.mark.req("R-109")
@LANGUAGES
def test_what_changes_is_marked_on_the_list_and_told_once_to_whoever_asked(language: str) -> None:
    kept = Keeper(language)
    kept.post(alerts_choice="1", alerts="1")
    assert SavedAlerts.objects.get().person_id == kept.person.id
    assert letters() == [], "nothing changed"
    kept.revise(sessions=(*_at(60, 90), Session("continuous")), tuition_cents=400_00)
    kept.approve_aid()
    today = clock.today()
    said = [
        words.format(
            day=day(today + 90 * DAY, language),
            new=money(400_00, language),
            old=money(392_00, language),
            years=f"{today.year}–{today.year + 1}",
        ).replace("\xa0", " ")
        for words in WORDS[language]
    ]
    page = kept.read()
    assert [words for words in said if words not in page] == []
    now = clock.now()
    with clock.at(now + DAY):
        (letter,) = letters()
        body = letter.body.replace("\xa0", " ")
        assert [words for words in said if words not in body] == []
        assert (letter.to, letter.extra_headers["Content-Language"]) == ([kept.person.email], f"{language}-CA")
        assert str(kept.achievement_id) in body
    with clock.at(now + 3 * DAY):
        assert letters() == [], "told once"
        kept.close()
    with clock.at(now + 4 * DAY):
        (letter,) = letters()
        assert GONE[language] in letter.body
        assert said[0] not in letter.body


@pytest.mark.req("R-109")
def test_nobody_is_written_to_who_did_not_ask_and_who_no_longer_asks() -> None:
    kept = Keeper()
    assert 'name="alerts" value="1"' in kept.read()
    assert "checked" not in kept.read().partition('id="alerts"')[2].partition(">")[0]
    kept.close()
    assert letters() == []
    actions.reopen_offer(offer_id=kept.offer, by=kept.college.actor("author"))
    actions.list_offer(offer_id=kept.offer, by=kept.college.actor("author"))
    kept.post(alerts_choice="1", alerts="1")
    assert "checked" in kept.read().partition('id="alerts"')[2].partition(">")[0]
    kept.post(alerts_choice="1")
    assert not SavedAlerts.objects.exists()
    kept.close()
    assert letters() == []
    assert not Job.objects.filter(kind="catalogue.saved_alerts", state="waiting").exists()


@pytest.mark.req("R-109")
def test_one_message_a_day_names_everything_and_the_job_may_run_twice() -> None:
    kept = Keeper()
    kept.post(add=str(kept.achievement_id))
    kept.post(alerts_choice="1", alerts="1")
    kept.revise(sessions=_at(60, 90), tuition_cents=1_00)
    found = SavedAlerts.objects.get()
    by = Actor.system("catalogue.saved_alerts")
    mail.outbox.clear()
    assert saved.tell_changes(alerts_id=found.pk, by=by) == 2
    kept.revise(tuition_cents=2_00)
    assert saved.tell_changes(alerts_id=found.pk, by=by) == 0
    (letter,) = [one for one in mail.outbox if "List-Unsubscribe" in one.extra_headers]
    assert letter.body.count("- ") >= 3
    with clock.at(clock.now() + DAY):
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 1, "what changed meanwhile is told the next day"
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 0


def test_time_alone_is_no_news_and_what_comes_back_is_compared_with_what_was() -> None:
    kept = Keeper()
    kept.post(alerts_choice="1", alerts="1")
    by, found = Actor.system("catalogue.saved_alerts"), SavedAlerts.objects.get()
    kept.revise(sessions=(*_at(2), Session("monthly", starts_on=clock.today() + 5 * DAY)))
    with clock.at(clock.now() + DAY):
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 1
    with clock.at(clock.now() + 40 * DAY):
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 0
    kept.close()
    with clock.at(clock.now() + 41 * DAY):
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 1
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 0
    actions.reopen_offer(offer_id=kept.offer, by=kept.college.actor("author"))
    actions.list_offer(offer_id=kept.offer, by=kept.college.actor("author"))
    with clock.at(clock.now() + 42 * DAY):
        assert saved.tell_changes(alerts_id=found.pk, by=by) == 1
    row = SavedListing.objects.get()
    assert row.told["offered"]


@pytest.mark.req("R-109")
@LANGUAGES
def test_one_click_ends_the_messages_without_an_account_and_reading_the_link_does_not(language: str) -> None:
    kept = Keeper(language)
    kept.post(alerts_choice="1", alerts="1")
    kept.revise(tuition_cents=1_00)
    (letter,) = letters()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = link_of(letter)
    assert link.startswith(f"/{language}/a/")
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(link)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "same-origin")
    assert SavedAlerts.objects.exists(), "a mail program that looks ahead ends nothing"
    done = stranger.post(link, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert {"fr": "Nous ne vous écrivons plus", "en": "We no longer write to you"}[language] in unescape(
        done.content.decode()
    )
    assert not SavedAlerts.objects.exists()
    assert SavedListing.objects.count() == 1
    for again in (stranger.get(link), stranger.post(link), stranger.get(f"/{language}/a/{'x' * 22}/")):
        assert again.status_code == 404
    assert Entry.objects.filter(verb="catalogue.end_alerts").count() == 1


@LANGUAGES
def test_a_device_list_tells_what_is_dated_and_new_and_nothing_more_is_stored(language: str) -> None:
    kept = Keeper(language)
    visitor, page = Client(), LIST.format(language)
    visitor.post(page, {"add": str(kept.offer)})
    before = visitor.cookies["saved_offers"].value
    kept.approve_aid()
    words = unescape(visitor.get(page).content.decode()).replace("\xa0", " ")
    assert {"fr": "Nouveau au cours des 30 derniers jours", "en": "New in the last 30 days"}[language] in words
    assert {"fr": "inscrite le", "en": "recorded on"}[language] in words
    assert 'name="alerts"' not in words
    assert visitor.cookies["saved_offers"].value == before
    assert SavedListing.objects.count() == 1
    with clock.at(clock.now() + 31 * DAY):
        assert {"fr": "Nouveau au cours", "en": "New in the last"}[language] not in unescape(
            visitor.get(page).content.decode()
        )


def test_the_marks_and_the_message_cost_the_same_however_long_the_list() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    kept = Keeper()
    kept.post(alerts_choice="1", alerts="1")
    with CaptureQueriesContext(connection) as before:
        kept.client.get(kept.page)
    by = kept.college.actor("author")
    for _ in range(6):
        made = actions.begin_offer(achievement_id=kept.achievement_id, terms=terms(sessions=_at(60)), by=by)
        actions.list_offer(offer_id=made, by=by)
        kept.post(add=str(made))
    with CaptureQueriesContext(connection) as after:
        kept.client.get(kept.page)
    assert len(after) <= len(before)
    found = SavedAlerts.objects.get()
    with clock.at(clock.now() + DAY), CaptureQueriesContext(connection) as nothing:
        saved.tell_changes(alerts_id=found.pk, by=Actor.system("catalogue.saved_alerts"))
    assert len(nothing) <= 20


def test_what_was_saved_before_there_were_marks_has_none_and_is_no_news() -> None:
    kept = Keeper()
    SavedListing.objects.update(noted={}, told={})
    kept.revise(tuition_cents=1_00)
    assert "Modifiée depuis que vous" not in kept.read()
    kept.post(alerts_choice="1", alerts="1")
    assert letters() == []
    assert queries.offer(kept.offer) is not None
    assert isinstance(kept.offer, UUID)
