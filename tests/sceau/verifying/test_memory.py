"""What verifications leave for each other: fast, bounded, and never another answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.ports import Fetched
from sceau.proofs import verify_proof
from sceau.status import bitstring, token_list
from sceau.verifying import signatures, visits
from sceau.verifying.memory import Memory, Stats, keep, once_from
from sceau.verifying.report import Report
from sceau.verifying.verifier import Verifier
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, NOW, SIGNED, STRANGER, World

GENUINE = dumps(worlds.genuine())
KEY_PAGE, LIST_PAGE = worlds.did_url(COLLEGE), examples.STATUS_LIST
SOON, LATER = NOW + timedelta(minutes=4), NOW + timedelta(minutes=6)


class Remembering(World):
    """A world whose verifications share one memory."""

    memory: Memory

    @classmethod
    def having(cls, memory: Memory | None = None) -> Remembering:
        usual = World.usual()
        world = cls(pages=usual.pages, register=usual.register, resources=usual.resources)
        world.memory = Memory() if memory is None else memory
        return world

    def verifier(self) -> Verifier:
        found = super().verifier()
        found._memory = self.memory
        return found

    def look(self, data: bytes | dict[str, Any] = GENUINE, now: datetime = NOW) -> Report:
        return self.verifier().verify(data if isinstance(data, bytes) else dumps(data), now=now)


def token_world(**changes: Any) -> tuple[Remembering, bytes]:
    """A world with a Token Status List of the college, and an SD-JWT VC that stands in it."""
    place = "https://college.example/tokens/1"
    statuses = token_list.StatusList()
    world = Remembering.having()
    arguments: dict[str, Any] = {"uri": place, "statuses": statuses, "signer": worlds.signer(COLLEGE), "now": SIGNED}
    world.publish(place, token_list.token(**arguments | changes).encode())
    text = issue_sd_jwt_vc(
        {"level": "C1"},
        vct="https://college.example/types/card",
        issuer=COLLEGE,
        signer=worlds.signer(COLLEGE),
        now=SIGNED,
        random=bytes,
        status=token_list.reference(place, 7),
    )
    return world, text.encode()


def test_a_second_look_asks_nobody_and_says_the_same() -> None:
    world = Remembering.having()
    first, asked = world.look(), list(world.asked)
    second = world.look()
    assert first.to_json() == second.to_json() == World.usual().verifier().verify(GENUINE, now=NOW).to_json()
    assert first.verdict == "verified"
    assert world.asked == asked
    assert {KEY_PAGE, LIST_PAGE} <= set(asked)


def test_nothing_is_kept_without_a_memory() -> None:
    world = World.usual()
    verifier = world.verifier()
    verifier.verify(GENUINE, now=NOW)
    verifier.verify(GENUINE, now=NOW)
    assert world.asked.count(LIST_PAGE) == 2


def test_a_list_is_verified_once(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []

    def counting(document: Any, *arguments: Any, **named: Any) -> None:
        verified.append(document.get("id", document["type"]))
        verify_proof(document, *arguments, **named)

    monkeypatch.setattr(signatures, "verify_proof", counting)
    world = Remembering.having()
    for _ in range(3):
        world.look()
    assert verified.count(LIST_PAGE) == verified.count("IssuerRegister") == 1
    assert verified.count(worlds.genuine()["id"]) == 3


def test_a_revocation_is_seen_when_the_time_of_the_list_is_over() -> None:
    world = Remembering.having()
    world.look()
    world.publish(LIST_PAGE, worlds.status_list(INDEX))
    assert world.look(now=SOON).verdict == "verified"
    assert "credential_revoked" in world.look(now=LATER).codes()


@pytest.mark.parametrize(
    "changes", [{"ttl": timedelta(minutes=3)}, {"valid_until": NOW + timedelta(minutes=3)}], ids=["ttl", "validUntil"]
)
def test_a_list_may_ask_for_less_time(changes: dict[str, Any]) -> None:
    world = Remembering.having()
    world.publish(LIST_PAGE, worlds.status_list(**changes))
    assert world.look().verdict == "verified"
    world.publish(LIST_PAGE, worlds.status_list(INDEX))
    assert world.look(now=NOW + timedelta(minutes=2)).verdict == "verified"
    assert "credential_revoked" in world.look(now=SOON).codes()


def test_a_list_never_gets_more_time_than_the_memory_gives() -> None:
    world = Remembering.having()
    world.publish(LIST_PAGE, worlds.status_list(ttl=timedelta(days=30)))
    for now in (NOW, NOW + timedelta(minutes=3), SOON):  # looking again does not prolong it
        assert world.look(now=now).verdict == "verified"
    world.publish(LIST_PAGE, worlds.status_list(INDEX))
    assert "credential_revoked" in world.look(now=LATER).codes()


def test_a_report_says_how_old_the_list_is() -> None:
    world = Remembering.having()
    pages = world.fetch

    def undated(url: str, **named: Any) -> Fetched:
        return replace(pages(url, **named), fetched_at=None)

    world.fetch = undated  # type: ignore[method-assign]
    assert "asOf" not in world.look().check("status").facts["entries"][0]  # type: ignore[index,operator]
    told: Any = world.look(now=SOON).check("status").facts["entries"]
    assert told[0]["asOf"] == "2026-03-01T14:05:00Z"


def test_a_withdrawn_key_takes_the_list_with_it() -> None:
    world = Remembering.having()
    world.look()
    world.publish(KEY_PAGE, worlds.published(COLLEGE, revoked=SIGNED))
    world.memory.forget(COLLEGE)
    assert world.look(now=SOON).check("issuer").outcome == "failed"
    assert [entry.address for entry in world.memory.entries()].count(LIST_PAGE) == 1


def test_another_issuer_cannot_borrow_a_list_that_is_known() -> None:
    world = Remembering.having()
    world.look()
    borrowed = worlds.sign(examples.credential() | {"issuer": STRANGER}, by=STRANGER)
    assert "status_list_issuer_differs" in world.look(borrowed).codes()


def test_failures_are_asked_about_again() -> None:
    world = Remembering.having()
    page = world.pages.pop(LIST_PAGE)
    assert "status_list_unreachable" in world.look().codes()
    world.pages[LIST_PAGE] = page
    assert world.look().verdict == "verified"
    key = world.pages.pop(KEY_PAGE)
    world.memory.clear()
    assert world.look().verdict == "check"
    world.pages[KEY_PAGE] = key
    assert world.look().verdict == "verified"


def test_a_list_that_is_not_in_order_is_asked_for_again() -> None:
    world = Remembering.having()
    world.publish(LIST_PAGE, worlds.status_list(by=STRANGER))
    assert "status_list_proof_invalid" in world.look().codes()
    world.publish(LIST_PAGE, worlds.status_list())
    assert world.look().verdict == "verified"


def test_for_a_batch_failures_are_kept_too() -> None:
    world = Remembering.having(Memory(failures=True))
    del world.pages[LIST_PAGE]
    told = [world.look().to_json() for _ in range(3)]
    assert told[0] == told[1] == told[2]
    assert world.asked.count(LIST_PAGE) == 1
    del world.pages[KEY_PAGE]
    world.memory.clear()
    assert [world.look().verdict for _ in range(2)] == ["check", "check"]
    assert world.asked.count(KEY_PAGE) == 2


def test_a_former_moment_is_asked_about_anew() -> None:
    world = Remembering.having()
    world.look()
    world.publish(LIST_PAGE, worlds.status_list(INDEX))
    assert "credential_revoked" in world.look(now=NOW - timedelta(minutes=1)).codes()


def test_what_is_spared_is_always_asked_for() -> None:
    world = Remembering.having(Memory(spare=lambda address: "college.example" in address))
    world.look()
    world.publish(LIST_PAGE, worlds.status_list(INDEX))
    assert "credential_revoked" in world.look().codes()
    assert world.asked.count(KEY_PAGE) == 2


def test_who_runs_it_sees_what_is_kept_and_can_forget_it() -> None:
    world = Remembering.having()
    assert world.memory.stats() == Stats(0, 0, 0, 0)
    world.look()
    kept = {entry.address: entry for entry in world.memory.entries()}
    assert kept.keys() == {COLLEGE, LIST_PAGE, worlds.PUBLISHER}
    assert {entry.until for entry in kept.values()} == {NOW + timedelta(minutes=5)}
    assert (kept[COLLEGE].kind, kept[LIST_PAGE].kind) == ("document", "list")
    assert kept[LIST_PAGE].size > bitstring.MIN_LENGTH // 8
    world.look()
    assert world.memory.stats().hits > 0
    world.memory.forget(LIST_PAGE)
    assert {entry.address for entry in world.memory.entries()} == {COLLEGE, worlds.PUBLISHER}
    world.memory.clear()
    assert world.memory.entries() == []
    assert world.memory.stats().size == 0
    world.look()
    assert world.asked.count(LIST_PAGE) == 2


def test_what_was_on_its_way_while_something_was_forgotten_is_not_kept() -> None:
    world = Remembering.having()
    pages = world.fetch

    def forgetting(url: str, **named: Any) -> Fetched:
        world.memory.forget(url)
        return pages(url, **named)

    world.fetch = forgetting  # type: ignore[method-assign]
    world.look()
    assert world.memory.entries() == []


def test_it_never_holds_more_entries_than_allowed() -> None:
    memory = Memory(max_entries=3)
    fetch = memory.fetching(lambda url, **_: Fetched(url, b"x", ""), NOW)
    resolver = memory.resolving(World.usual().verifier()._resolver, NOW)
    for did in worlds.KEYS:
        resolver.resolve(did)
    oldest, *others = worlds.KEYS
    for did in others:
        resolver.resolve(did)
    keep(fetch("https://new.example/"))
    assert [entry.address for entry in memory.entries()] == [*others, "https://new.example/"]
    assert oldest not in str(memory.entries())


def test_it_never_holds_more_bytes_than_allowed() -> None:
    memory = Memory(max_bytes=1_000_000)
    fetch = memory.fetching(lambda url, **_: Fetched(url, b"x" * 40_000, ""), NOW)
    for number in range(20):
        keep(fetch(f"https://lists.example/{number}"))
    stats = memory.stats()
    assert stats.size == sum(entry.size for entry in memory.entries()) <= 1_000_000
    assert stats.entries >= 4
    last = fetch("https://lists.example/19")
    once_from(last)("row", lambda: b"y" * 200_000, size=len)  # more than a quarter of the room
    assert "https://lists.example/19" not in {entry.address for entry in memory.entries()}
    assert memory.stats().size == sum(entry.size for entry in memory.entries())


def test_immense_addresses_are_not_kept() -> None:
    memory = Memory()
    fetch = memory.fetching(lambda url, **_: Fetched(url, b"", ""), NOW)
    keep(fetch("https://lists.example/" + "a" * 3_000))
    assert memory.stats().entries == 0


def test_token_status_lists_are_kept_as_long_as_they_ask_for() -> None:
    for changes in ({"seconds_to_live": 120}, {"expires": NOW + timedelta(minutes=2)}):
        world, card = token_world(**changes)
        place = next(address for address in world.pages if "tokens" in address)
        before = world.look(card)
        assert before.check("status").outcome == "passed"
        assert world.look(card).to_json() == before.to_json()
        assert world.asked.count(place) == 1
        world.look(card, now=SOON)
        assert world.asked.count(place) == 2


def test_a_visit_counts_even_when_memory_answers() -> None:
    """Or a document that names many addresses would be judged by what others had asked before."""
    memory = Memory(failures=True)
    fetch = memory.fetching(lambda url, **_: Fetched(url, b"", ""), NOW)
    addresses = [f"https://lists.example/{number}" for number in range(visits.MOST + 1)]
    for address in addresses:
        fetch(address)
    asking = visits.Visits(fetch, visits.Visits(fetch))
    for address in addresses[:-1]:
        asking(address)
    with pytest.raises(ResolutionError, match="fetch_failed"):
        asking(addresses[-1])


def test_the_moments_of_entries_have_a_zone() -> None:
    world = Remembering.having()
    world.look()
    assert {entry.since.tzinfo for entry in world.memory.entries()} == {UTC}
