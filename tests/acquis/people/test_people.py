"""Accounts: one per address, in lower case, and never taken over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.test import Client

from acquis.people import actions, queries
from acquis.people.models import Person
from acquis.platform.actor import Actor
from tests.acquis.organizations.factories import COMMAND

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _still(frozen: datetime) -> None:
    """The clock stands."""


def open_account(email: str = "amina@personnes.example", *, verified: bool = True) -> UUID:
    return actions.open_account(email=email, name="Amina Fictive", language="fr", by=COMMAND, verified=verified)


def test_an_address_has_one_account_however_it_is_written() -> None:
    first = open_account()
    assert open_account("  AMINA@Personnes.example ") == first
    assert queries.by_email("Amina@personnes.EXAMPLE") == queries.person(first)
    assert Person.objects.count() == 1


def test_an_account_without_a_password_cannot_be_entered_with_an_empty_one() -> None:
    person = Person.objects.get(pk=open_account())
    assert not person.has_usable_password()
    assert not person.check_password("")


def test_an_unproven_address_finds_nobody() -> None:
    person = open_account(verified=False)
    assert queries.by_email("amina@personnes.example") is None
    assert queries.verified_addresses(person) == frozenset()


def test_who_registered_an_address_that_is_not_theirs_loses_it_to_its_holder() -> None:
    """Without this, a password set in advance would open the account of whoever proves the address later."""
    squatter = Person.objects.create_user("amina@personnes.example", "a password set in advance")
    EmailAddress.objects.create(user=squatter, email=squatter.email, verified=False, primary=True)
    browser = Client()
    browser.force_login(squatter, backend="django.contrib.auth.backends.ModelBackend")
    assert open_account() == squatter.pk
    kept = Person.objects.get(pk=squatter.pk)
    assert not kept.check_password("a password set in advance")
    assert queries.verified_addresses(kept.pk) == {"amina@personnes.example"}
    session = browser.session
    assert kept.get_session_auth_hash() != session["_auth_user_hash"]


def test_a_proven_account_keeps_its_password() -> None:
    person = Person.objects.get(pk=open_account())
    person.set_password("correct horse battery staple")
    person.save()
    open_account()
    assert Person.objects.get(pk=person.pk).check_password("correct horse battery staple")


def test_a_second_verified_address_finds_the_same_person() -> None:
    person = open_account()
    EmailAddress.objects.create(user_id=person, email="amina@maison.example", verified=True)
    assert open_account("amina@maison.example") == person
    assert queries.verified_addresses(person) == {"amina@personnes.example", "amina@maison.example"}


def test_the_database_refuses_a_second_account_for_an_address() -> None:
    open_account()
    with pytest.raises(IntegrityError):
        Person.objects.create_user("AMINA@personnes.example")


def test_a_person_changes_their_own_name_and_language_only() -> None:
    person, other = open_account(), open_account("tomasz@personnes.example")
    actions.describe_self(name="  Aïcha Démo ", language="en", by=Actor.person(person))
    changed, same = queries.person(person), queries.person(other)
    assert changed is not None
    assert same is not None
    assert (changed.name, changed.language) == ("Aïcha Démo", "en")
    assert (same.name, same.language) == ("Amina Fictive", "fr")


def test_a_closed_account_is_not_shown_as_a_person() -> None:
    person = open_account()
    Person.objects.filter(pk=person).update(is_active=False)
    assert queries.person(person) is None
    assert queries.person(uuid4()) is None


def test_several_people_are_read_in_one_query(django_assert_num_queries: object) -> None:
    ids = {open_account(f"p{number}@personnes.example") for number in range(3)}
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert set(queries.people(ids)) == ids


def test_whether_this_is_a_demonstration_can_be_told() -> None:
    open_account()
    assert not queries.any_fictional()
    actions.open_account(email="f@personnes.example", name="F", language="fr", by=COMMAND, fictional=True)
    assert queries.any_fictional()
