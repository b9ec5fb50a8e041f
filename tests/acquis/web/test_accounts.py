"""The account's own pages: whichever way an account was made, its address is known to them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from acquis.people import actions, queries
from tests.acquis import factories
from tests.acquis.web.world import address, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verified", [True, False])
def test_the_page_of_addresses_only_reads(verified: bool) -> None:
    """The sign-in package would write the missing row while the page is read, which nothing may (ADR 0008)."""
    made = actions.open_account(
        email="Zoe@People.example", name="Zoé Fictive", language="fr", by=factories.COMMAND, verified=verified
    )
    found = queries.person(made)
    assert found is not None
    answer = signed_in(found).get(address("account_email"))
    assert answer.status_code == 200
    assert "zoe@people.example" in answer.content.decode()
    assert EmailAddress.objects.filter(user_id=made).count() == 1


def test_signing_up_on_the_page_leaves_the_address_too() -> None:
    told = {"email": "Zoe@People.example", "password1": "correct horse battery staple"}
    assert Client().post(address("account_signup"), told).status_code == 302
    account = get_user_model().objects.get(email="zoe@people.example")
    kept = EmailAddress.objects.get(user=account)
    assert (kept.email, kept.verified, kept.primary) == ("zoe@people.example", False, True)


def test_an_account_whose_address_is_missing_gets_it_from_the_action_that_opens_it() -> None:
    account = get_user_model().objects.create_user("zoe@people.example")
    made = actions.open_account(
        email="zoe@people.example", name="Zoé Fictive", language="fr", by=factories.COMMAND, verified=True
    )
    assert made == account.pk
    assert queries.verified_addresses(made) == {"zoe@people.example"}
