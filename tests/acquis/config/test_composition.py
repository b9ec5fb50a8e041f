"""What the product asks of the world, and never of itself."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest

from acquis.config.composition import AT_ONCE, OwnAddressesFirst, elsewhere
from acquis.signing import queries as signing
from sceau.adapters.http import HttpFetch
from sceau.errors import ResolutionError
from sceau.ports import Fetched
from tests.acquis import factories

pytestmark = pytest.mark.django_db


class World:
    """Notes what it is asked for; answers only when let."""

    def __init__(self, *, slow: bool = False) -> None:
        self.asked: list[str] = []
        self.answering = Event()
        if not slow:
            self.answering.set()

    def __call__(self, url: str, **_how: Any) -> Fetched:
        self.asked.append(url)
        assert self.answering.wait(30)
        return Fetched(url, b"{}", "application/json")


def test_our_own_documents_are_answered_in_process() -> None:
    did = signing.did_of(factories.recognised_college().id)
    assert did is not None
    world = World()
    found = OwnAddressesFirst(world)(f"https://localhost:8000/did/{did.rpartition(':')[2]}/did.json")
    assert did.encode() in found.body
    assert world.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/fr/",
        "https://LOCALHOST:8000/fr/s/abcdefghijklmnopqrstuv/",
        "https://localhost.:8000/fr/",
        "https://ⓛocalhost:8000/fr/",
        "https://localhost:8000/did/aaaaaaaaaaaaaaaa/did.json",
        "https://localhost:8000/.well-known/did.json",
        "https://localhost:8000@evil.example/",
        "https://evil.example\\@localhost:8000/",
    ],
)
def test_no_other_page_of_ours_is_asked_for_however_it_is_written(url: str) -> None:
    world = World()
    with pytest.raises(ResolutionError):
        OwnAddressesFirst(world)(url)
    assert world.asked == []


def test_a_redirect_does_not_lead_back_to_us_either() -> None:
    dialled: list[str] = []

    def connect(address: str, port: int, seconds: float) -> Any:
        dialled.append(address)
        raise OSError

    fetch = HttpFetch(allow_loopback=True, lookup=elsewhere, connect=connect)
    with pytest.raises(ResolutionError, match="fetch_failed"):
        fetch("https://localhost:8000/fr/")
    assert dialled == []
    with pytest.raises(ResolutionError, match="fetch_failed"):
        fetch("https://127.0.0.1:9/")
    assert dialled == ["127.0.0.1"]


def test_slow_addresses_do_not_take_every_thread() -> None:
    world = World(slow=True)
    fetch = OwnAddressesFirst(world)
    waiting = [Thread(target=fetch, args=(f"https://slow{n}.example/",), daemon=True) for n in range(AT_ONCE)]
    for thread in waiting:
        thread.start()
    try:
        while len(world.asked) < AT_ONCE:
            pass
        with pytest.raises(ResolutionError, match="fetch_timeout"):
            fetch("https://other.example/")
        assert len(world.asked) == AT_ONCE
    finally:
        world.answering.set()
        for thread in waiting:
            thread.join()
    assert fetch("https://other.example/").body == b"{}"
