"""Every route says who may open it, and keeps out everybody else.

A new route without an entry in `access_inventory` fails here: write the entry, then look at what an outsider gets.
The fixture ``access_world`` holds the objects that the addresses name, and ``access_world.outsider``: a person with an
account and a passport who belongs to no organization and owns none of these objects.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.acquis.web.access_inventory import INVENTORY
from tests.acquis.web.routes import PACKAGED, routes


def test_every_route_has_a_name() -> None:
    assert not [route.pattern for route in routes() if not route.name]


def test_every_route_has_an_entry() -> None:
    assert not sorted({route.name for route in routes()} - set(INVENTORY)), "add them to the inventory"


def test_every_entry_has_a_route() -> None:
    assert not sorted(set(INVENTORY) - {route.name for route in routes()}), "remove them from the inventory"


def test_every_entry_says_what_the_mark_on_the_view_says() -> None:
    entries = [(route, INVENTORY[route.name]) for route in routes() if route.name in INVENTORY]
    assert not [f"{route.name}: {route.door}, not {entry.who}" for route, entry in entries if route.door != entry.who]


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["anonymous", "outsider"])
@pytest.mark.parametrize("name", sorted(INVENTORY))
def test_a_route_lets_in_only_whom_it_says(name: str, visitor: str, client: Client, access_world: Any) -> None:
    entry = INVENTORY[name]
    if visitor == "outsider":
        client.force_login(access_world.outsider, backend="django.contrib.auth.backends.ModelBackend")
    with translation.override("fr"):
        address = reverse(name, kwargs=dict(entry.arguments(access_world))) + entry.query
    answer = getattr(client, entry.method)(address, dict(entry.data))
    assert answer.status_code == entry.expected(visitor), address
    if entry.who != PACKAGED and visitor == "anonymous" and answer.status_code == 302 and entry.who != "open":
        assert answer.headers["Location"].startswith(reverse_login()), address


def reverse_login() -> str:
    """The sign-in page, in French."""
    with translation.override("fr"):
        return reverse("account_login")
