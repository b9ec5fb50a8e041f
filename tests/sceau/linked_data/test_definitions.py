"""Plain contexts mean the same without the general processor: their states are compared with its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.linked_data import definitions
from sceau.linked_data.contexts import BUNDLED, CREDENTIALS_V2, DATA_INTEGRITY_V2, OPEN_BADGES_V3, Contexts
from sceau.linked_data.definitions import Definitions, NotPlain
from sceau.linked_data.loader import Processor, ProcessorError, State

CONTEXTS = Contexts.bundled()
PLAIN = Definitions(CONTEXTS)
GENERAL = Processor(CONTEXTS)
ADDRESSES = [address for address in BUNDLED if PLAIN.is_plain(address)]
START = definitions.initial(), dict(definitions.initial())
"""Plain, and the same for the general processor: it answers for what is not marked as plain."""

Pair = tuple[definitions.State, State]


def changed(pair: Pair, local: object, *, of_member: bool = False, of_type: bool = False) -> Pair | None:
    """Both states after ``local``, found to be the same; None where the plain way gives no answer."""
    ours, theirs = pair
    try:
        ours = PLAIN.within(ours, local, of_member=of_member, of_type=of_type)
    except NotPlain:
        return None
    theirs = GENERAL.within(theirs, local, of_member=of_member, of_type=of_type)
    assert not isinstance(theirs, definitions.State)
    assert facts(ours) == facts(theirs)
    return ours, theirs


def facts(state: Mapping[str, Any]) -> dict[str, Any]:
    """What a state says, without the names by which states are remembered."""
    found = {name: thawed(value) for name, value in state.items() if name not in ("_uuid", "@version", "inverse")}
    if previous := state.get("previousContext"):
        found["previousContext"] = facts(previous)
    return found


def thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: thawed(inner) for name, inner in value.items()}
    return [thawed(inner) for inner in value] if isinstance(value, list | tuple) else value


def scoped(pair: Pair, depth: int) -> Iterator[Pair]:
    """The states inside the terms of ``pair``, as deep as wanted, both as members and as types."""
    for mapping in list(pair[0]["mappings"].values()):
        if mapping.get("@context") is None or not depth:
            continue
        for of_type in (False, True):
            inner = changed(pair, mapping["@context"], of_member=not of_type, of_type=of_type)
            if inner is not None:
                yield inner
                yield from scoped(inner, depth - 1)


def test_most_contexts_are_plain() -> None:
    assert set(BUNDLED) - set(ADDRESSES) == {
        "https://www.w3.org/2018/credentials/v1",
        "https://w3id.org/security/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    }
    assert changed(START, [CREDENTIALS_V2, OPEN_BADGES_V3]) is not None


@pytest.mark.parametrize("first", ADDRESSES)
def test_contexts_one_after_another(first: str) -> None:
    answers = [changed(START, [first, *others]) for others in [(), *permutations(ADDRESSES, 1)]]
    assert answers[0] is not None


@pytest.mark.parametrize("addresses", [[each] for each in ADDRESSES] + [[CREDENTIALS_V2, OPEN_BADGES_V3]])
def test_contexts_scoped_to_members_and_types(addresses: list[str]) -> None:
    pair = changed(START, addresses)
    assert pair is not None
    for inner in scoped(pair, 1):
        changed(inner, [DATA_INTEGRITY_V2])
        for _ in scoped(inner, 1 if len(addresses) > 1 else 0):
            pass


PIECES = ["@", "@id", "@type", "@context", "type", "id", "name", "xsd", "sec", "urn", ":", "//", "a", "_", "\n", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), st.sampled_from(ADDRESSES))
def test_names_mean_the_same(name: str, address: str) -> None:
    pair = changed(START, [address])
    assert pair is not None
    ours, theirs = pair
    try:
        found = definitions.iri(ours, name)
    except NotPlain:
        return
    assert found == GENERAL.iri(theirs, name)


def test_what_follows_a_plain_context_may_be_anything() -> None:
    """The general processor goes on from a plain state as from its own."""
    for local, of_member in ((["https://w3id.org/security/v2"], False), ({"a": "urn:a", "@vocab": "urn:b"}, True)):
        ours, theirs = changed(START, ["https://w3id.org/security/v1"]) or START
        with pytest.raises(NotPlain):
            PLAIN.within(GENERAL.within(ours, local, of_member=of_member), ["urn:a"], of_member=False, of_type=False)
        assert facts(GENERAL.within(ours, local, of_member=of_member)) == facts(
            GENERAL.within(theirs, local, of_member=of_member)
        )


def test_a_protected_term_is_not_redefined() -> None:
    v1 = "https://www.w3.org/2018/credentials/v1"
    pair = changed(START, [CREDENTIALS_V2])
    assert pair is not None
    for state in pair:
        with pytest.raises(ProcessorError, match="protected term redefinition"):
            GENERAL.within(state, [v1])
