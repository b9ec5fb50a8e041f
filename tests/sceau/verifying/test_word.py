"""Whether a list or a register is its issuer's own word: known from before, and asked again where it may change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sceau.did.document import PublishedKey, build
from sceau.encoding.strict_json import dumps
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.memory import Memory
from sceau.verifying.report import Report
from sceau.verifying.verifier import Verifier
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, KEYS, NOW, PUBLISHER, SIGNED, World

# Signed with another name of the key than the list: what happens to one leaves the other in repute.
CREDENTIAL = dumps(worlds.sign(examples.credential(), signer=worlds.signer(COLLEGE, "key-2")))


def keys(*names: str, **changes: Any) -> dict[str, Any]:
    """The document of the college; ``changes`` are of its first key."""
    public = KEYS[COLLEGE].public
    first, *others = names
    return build(COLLEGE, [PublishedKey(first, public, **changes), *(PublishedKey(name, public) for name in others)])


class Place:
    """A world, a memory, and who looks."""

    def __init__(self) -> None:
        self.world = World.usual()
        self.world.publish(worlds.did_url(COLLEGE), keys("key-1", "key-2"))
        self.memory = Memory()

    def look(self, minutes: int = 0) -> Report:
        found: Verifier = self.world.verifier()
        found._memory = self.memory
        return found.verify(CREDENTIAL, now=NOW + timedelta(minutes=minutes))


def codes(report: Report, check: str) -> list[str]:
    return [problem.code for problem in report.check(check).problems]


def test_it_is_examined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    examined: list[object] = []
    usual = Inquiry.examine

    def examine(inquiry: Inquiry, other: Any, **named: Any) -> Any:
        if other is not inquiry.intake:
            examined.append(other.document.get("type"))
        return usual(inquiry, other, **named)

    monkeypatch.setattr(Inquiry, "examine", examine)
    place = Place()
    reports = [place.look(), place.look(), place.look(4)]
    assert [report.verdict for report in reports] == ["verified"] * 3
    assert len(examined) == 2, "the list, and the register"


@pytest.mark.parametrize(
    "document",
    [
        keys("key-2"),
        keys("key-1", "key-2", for_assertion=False),
        keys("key-1", "key-2", revoked=SIGNED),
        keys("key-1", "key-2", revoked=NOW),
        keys("key-1", "key-2", expires=SIGNED),
    ],
    ids=["gone", "not for this", "stolen before", "stolen since", "expired before"],
)
def test_what_becomes_of_the_key_is_seen_as_soon_as_the_document_is(document: dict[str, Any]) -> None:
    place = Place()
    assert place.look().verdict == "verified"
    place.world.publish(worlds.did_url(COLLEGE), document)
    assert place.look().verdict == "verified", "still kept"
    place.memory.forget(COLLEGE)
    for _ in range(2):
        report = place.look()
        assert (report.verdict, codes(report, "status")) == ("check", ["status_list_proof_invalid"])


def test_a_document_that_says_the_same_again_is_no_other() -> None:
    place = Place()
    assert place.look().verdict == "verified"
    place.memory.forget(COLLEGE)
    assert place.look().verdict == "verified"
    assert place.world.asked.count(examples.STATUS_LIST) == 1


def test_a_proof_that_ends_is_looked_at_each_time() -> None:
    place = Place()
    ends = NOW + timedelta(minutes=2)
    listed = {name: value for name, value in worlds.status_list().items() if name != "proof"}
    place.world.publish(examples.STATUS_LIST, worlds.sign(listed, expires=ends))
    assert [codes(place.look(minutes), "status") for minutes in (0, 1, 2, 3)] == [
        [],
        [],
        ["status_list_proof_invalid"],
        ["status_list_proof_invalid"],
    ]


def test_a_key_that_will_be_withdrawn_is_looked_at_each_time() -> None:
    place = Place()
    place.world.publish(worlds.did_url(COLLEGE), keys("key-1", "key-2", revoked=NOW + timedelta(minutes=2)))
    assert [codes(place.look(minutes), "status") for minutes in (0, 1, 2)] == [[], [], ["status_list_proof_invalid"]]


def test_a_register_whose_publisher_withdraws_the_key_is_believed_no_more() -> None:
    place = Place()
    assert place.look().verdict == "verified"
    place.world.publish(worlds.did_url(PUBLISHER), worlds.published(PUBLISHER, revoked=SIGNED))
    place.memory.forget(PUBLISHER)
    assert codes(place.look(), "recognition") == ["register_proof_invalid"]
