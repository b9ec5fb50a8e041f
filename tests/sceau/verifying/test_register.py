"""What a register says of an issuer, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps
from sceau.errors import InputError
from sceau.verifying.register import Register
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, NOW, World

TYPED = {"@type": "xsd:dateTime"}

KIND = "MicroCredential"


def entry(**changes: object) -> dict[str, object]:
    usual = {"id": COLLEGE, "recognizedFor": [KIND], "from": "2024-01-01T00:00:00Z", "status": "recognized"}
    return usual | changes


def register(*entries: dict[str, object]) -> Register:
    document: Any = {
        "type": "IssuerRegister",
        "publisher": "did:web:register.example",
        "updated": "2026-01-01T00:00:00Z",
        "issuers": list(entries),
    }
    return Register.parse(document)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("entries", "at", "standing"),
    [
        ([], "2025-01-01", "unknown"),
        ([entry(id="did:web:other.example")], "2025-01-01", "unknown"),
        ([entry()], "2024-01-01", "recognized"),
        ([entry()], "2023-12-31", "unknown"),
        ([entry(until="2025-01-01T00:00:00Z")], "2024-12-31", "recognized"),
        ([entry(until="2025-01-01T00:00:00Z")], "2025-01-01", "ended"),
        ([entry(status="withdrawn", until="2025-01-01T00:00:00Z")], "2024-06-01", "recognized"),
        ([entry(status="withdrawn", until="2025-01-01T00:00:00Z")], "2025-06-01", "ended"),
        ([entry(status="withdrawn")], "2024-06-01", "ended"),
        ([entry(status="suspended")], "2024-06-01", "suspended"),
        ([entry(recognizedFor=["Diploma"])], "2025-01-01", "other_kind"),
        ([entry(recognizedFor=[])], "2025-01-01", "recognized"),
        ([entry(until="2025-01-01T00:00:00Z"), entry(**{"from": "2026-01-01T00:00:00Z"})], "2026-02-01", "recognized"),
        ([entry(until="2025-01-01T00:00:00Z"), entry(**{"from": "2026-01-01T00:00:00Z"})], "2025-06-01", "ended"),
        ([entry(until="2025-01-01T00:00:00Z"), entry(status="suspended")], "2024-06-01", "suspended"),
        ([entry(status="suspended", until="2025-01-01T00:00:00Z")], "2024-06-01", "suspended"),
        (
            [entry(status="suspended", until="2025-01-01T00:00:00Z"), entry(**{"from": "2025-01-01T00:00:00Z"})],
            "2025-06-01",
            "recognized",
        ),
    ],
)
def test_the_day_of_the_award_decides(entries: list[dict[str, object]], at: str, standing: str) -> None:
    assert register(*entries).standing(COLLEGE, day(at), KIND)[0] == standing


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"type": "List"}, "/type"),
        ({"publisher": ""}, "/publisher"),
        ({"updated": "yesterday"}, "/updated"),
        ({"issuers": {}}, "/issuers"),
        ({"issuers": ["did:web:a.example"]}, "/issuers/0"),
        ({"issuers": [entry(id=7)]}, "/issuers/0/id"),
        ({"issuers": [entry(status="fine")]}, "/issuers/0/status"),
        ({"issuers": [entry(status=["recognized"])]}, "/issuers/0/status"),
        ({"issuers": [entry(), entry(until="soon")]}, "/issuers/1/until"),
        ({"issuers": [entry(recognizedFor=[1])]}, "/issuers/0/recognizedFor"),
        ({"issuers": [entry(name="x")]}, "/issuers/0/name"),
    ],
)
def test_a_malformed_register_says_where(change: dict[str, Any], pointer: str) -> None:
    document: Any = dict(worlds.register()) | change
    with pytest.raises(InputError) as caught:
        Register.parse(dumps(document))
    assert (caught.value.code, caught.value.pointer) == ("register_malformed", pointer)


def test_a_register_without_proof_is_ones_own_and_says_so() -> None:
    world = World.usual()
    world.register = Register.parse({name: value for name, value in worlds.register().items() if name != "proof"})
    result = world.verifier().verify(dumps(worlds.genuine()), now=NOW).check("recognition")
    assert (result.outcome, result.facts["signed"]) == ("passed", False)


def test_a_register_altered_after_signing_is_not_used() -> None:
    document: Any = dict(worlds.register(status="suspended"))
    document["issuers"][0]["status"] = "recognized"
    world = World.usual()
    world.register = Register.parse(document)
    result = world.verifier().verify(dumps(worlds.genuine()), now=NOW).check("recognition")
    assert (result.outcome, [problem.code for problem in result.problems]) == (
        "inconclusive",
        ["register_proof_invalid"],
    )


def test_the_facts_name_the_issuer_in_both_languages() -> None:
    result = World.usual().verifier().verify(dumps(worlds.genuine()), now=NOW).check("recognition")
    assert result.facts["name"] == {"fr": "Collège Boréalis", "en": "Borealis College"}


def test_a_register_that_looks_like_a_badge_is_a_register() -> None:
    document = {name: value for name, value in worlds.register().items() if name != "proof"}
    document["@context"] = ["https://w3id.org/openbadges/v2"]
    world = World.usual()
    world.register = Register.parse(worlds.sign(document, by=worlds.PUBLISHER, suite="eddsa-jcs-2022"))
    assert world.verifier().verify(dumps(worlds.genuine()), now=NOW).verdict == "verified"


@pytest.mark.parametrize("wrap", [lambda day: [day], lambda day: [[day, day]], lambda day: {**TYPED, "@value": day}])
def test_the_day_of_the_award_cannot_be_written_out_of_sight(wrap: Callable[[str], Any]) -> None:
    world = World.usual()
    document = worlds.sign(examples.credential() | {"awardedDate": "2020-01-01T00:00:00Z"})
    document["awardedDate"] = wrap(document["awardedDate"])
    report = world.verifier().verify(dumps(document), now=NOW)
    assert (report.verdict, report.codes()) == ("check", {"issuer_unknown"})
