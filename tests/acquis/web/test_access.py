"""Every route says who may open it, and keeps out everybody else.

A new route without an entry in `access_inventory` fails here: write the entry, then look at what an outsider gets.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acquis.audit.models import Entry
from tests.acquis.web.access_inventory import INVENTORY
from tests.acquis.web.routes import LOGIN, OPEN, PACKAGED, Access, routes
from tests.acquis.web.world import World, address, signed_in

GUARDED = sorted(name for name, entry in INVENTORY.items() if entry.who not in {OPEN, PACKAGED})


def browser(visitor: str, world: World) -> Client:
    """A browser of a visitor without an account, or of the outsider."""
    return signed_in(world.outsider) if visitor == "outsider" else Client()


def target(name: str, entry: Access, world: World) -> str:
    """The address of the world's own object."""
    return address(name, **entry.arguments(world))


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
def test_a_route_lets_in_only_whom_it_says(name: str, visitor: str, access_world: World) -> None:
    entry = INVENTORY[name]
    page = target(name, entry, access_world)
    client = browser(visitor, access_world)
    answer = client.post(page, entry.posted(access_world)) if entry.method == "post" else client.get(page)
    assert answer.status_code == entry.expected(visitor), page
    if entry.who not in {PACKAGED, OPEN}:
        assert "private" in answer.headers["Cache-Control"], page
        if visitor == "anonymous":
            assert answer.headers["Location"].startswith(reverse_login()), page


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["anonymous", "outsider"])
@pytest.mark.parametrize("name", GUARDED)
def test_a_form_is_taken_from_nobody_else_either(name: str, visitor: str, access_world: World) -> None:
    entry, written = INVENTORY[name], Entry.objects.count()
    page = target(name, entry, access_world)
    answer = browser(visitor, access_world).post(page, entry.posted(access_world))
    if visitor == "anonymous":
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse_login())
    elif entry.who == LOGIN:  # a page that is only read refuses every form
        assert answer.status_code in {404, 405} or entry.outsider != 404
    else:
        assert answer.status_code == 404
    assert Entry.objects.count() == written


def reverse_login() -> str:
    """The sign-in page, in French."""
    with translation.override("fr"):
        return reverse("account_login")
