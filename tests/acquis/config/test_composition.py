"""What the product asks of the world, and never of itself."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest

from acquis.config.composition import AT_ONCE, OwnAddressesFirst, elsewhere, is_ours, verifier
from acquis.signing import queries as signing
from sceau.adapters.http import HttpFetch
from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.ports import Fetched
from tests.acquis import factories
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds

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


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("did:web:localhost%3A8000:did:aaaaaaaaaaaaaaaa", True),
        ("did:web:LOCALHOST%3a8000:did:aaaaaaaaaaaaaaaa#key-1", True),
        ("http://localhost:8000/status/1", True),
        ("https://localhost.:8000/status/1", True),
        ("https://localhost:8001/status/1", False),
        ("did:web:college.example", False),
        ("did:web:", False),
        ("did:key:z6Mk", False),
        ("https://college.example/status/1#94567", False),
    ],
)
def test_what_is_known_of_ourselves_is_never_kept(address: str, ours: bool) -> None:
    assert is_ours(address) == ours


def test_the_keys_and_lists_of_others_are_kept_for_some_minutes() -> None:
    world = worlds.World.usual()
    found = verifier(OwnAddressesFirst(world.fetch), worlds.CONTEXTS)
    document = dumps(worlds.genuine())
    first = found.verify(document, now=worlds.NOW)
    once = list(world.asked)
    second = found.verify(document, now=worlds.NOW + timedelta(minutes=4))
    assert world.asked == once
    assert sorted(once) == sorted({worlds.did_url(worlds.COLLEGE), examples.STATUS_LIST})
    assert (first.check("status").outcome, second.check("status").outcome) == ("passed", "passed")
    found.verify(document, now=worlds.NOW + timedelta(minutes=6))
    assert world.asked == once * 2
