"""A credential belongs to its holder: whoever issued it, or runs the network, has no page that takes it away."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from acquis.organizations import actions as organizations
from acquis.passport.models import Share
from acquis.people.queries import PersonFacts
from tests.acquis import factories
from tests.acquis.passport.factories import Held, held
from tests.acquis.web.routes import routes

pytestmark = pytest.mark.django_db
MOVES = ("take-out/", "put-back/", "note/", "credential.json", "badge.png", "")


def others(one: Held) -> list[PersonFacts]:
    """Everyone who works for the issuer, and whoever runs the network."""
    operator = factories.person("Opérateur Fictif")
    organizations.admit(
        organization_id=factories.operator().id,
        person_id=operator.id,
        roles=["operator", "administrator"],
        by=factories.COMMAND,
    )
    return [*one.offer.where.people.values(), operator]


@pytest.mark.req("R-154", "R-155")
def test_neither_issuer_nor_operator_removes_hides_or_shares_what_somebody_holds() -> None:
    one = held()
    for person in others(one):
        client = Client()
        client.force_login(
            get_user_model().objects.get(pk=person.id), backend="django.contrib.auth.backends.ModelBackend"
        )
        for move in MOVES:
            address = f"/fr/passport/{one.item_id}/{move}"
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, address
        share = client.post(f"/fr/passport/shares/new/details/?item={one.item_id}", {"create": "1"})
        assert share.headers["Location"] == reverse("learner:share_choose")
    assert not Share.objects.exists()
    assert one.facts.archived_at is None
    assert one.facts.note == ""
    holder = Client()
    holder.force_login(
        get_user_model().objects.get(pk=one.holder.id), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert str(one.item_id) in holder.get("/fr/passport/").content.decode()


@pytest.mark.req("R-172")
def test_no_address_of_the_product_asks_for_money() -> None:
    words = ("pay", "checkout", "invoice", "billing", "credits", "cart")
    assert [route.pattern for route in routes() if any(word in route.pattern.lower() for word in words)] == []
