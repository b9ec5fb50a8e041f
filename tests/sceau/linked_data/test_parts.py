"""The law of documents of known shapes: their statements, and what pointers select, are those of a close look."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import pointer as pointers
from sceau.errors import InputError
from sceau.keys.ed25519 import PrivateKey
from sceau.linked_data import canonical, parts
from sceau.linked_data.compiled import learning
from sceau.linked_data.compiled.learning import Unlearned
from sceau.linked_data.compiled.ways import Known, Ways
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.parts import MOST_PARTS, Parts
from sceau.linked_data.selection import Statements
from tests.sceau.documents import badge
from tests.sceau.linked_data import hostile

BUNDLED = Contexts.bundled()
BADGE: dict[str, Any] = badge(PrivateKey.from_seed(bytes(32)))

Answer = tuple[list[int], list[tuple[str, str]]] | tuple[str, str, str]


def hashed(labels: Sequence[str]) -> dict[str, str]:
    return {label: "h" + hashlib.sha256(label.encode()).hexdigest()[:8] for label in labels}


def shape(monkeypatch: pytest.MonkeyPatch, document: dict[str, Any], contexts: Contexts = BUNDLED) -> None:
    """Make the shape of ``document`` the only known one."""
    with canonical.general_only():
        quads = canonical.to_quads(document, contexts)

    def read(marked: dict[str, Any]) -> Any:
        with canonical.general_only():
            return canonical.to_quads(marked, contexts)

    way = learning.learn(document, quads, contexts, read)

    def known(given: dict[str, Any], _contexts: Contexts) -> Known | None:
        row = way.row(given)
        return None if row is None else Known(way, row)

    monkeypatch.setattr(canonical, "known", known)


def selected(found: Parts | Statements, chosen: list[str]) -> Answer:
    try:
        selection = found.matching(chosen)
    except InputError as error:
        return error.code, error.pointer, error.detail
    return selection.indexes, list(selection.labels.items())


def agree(document: dict[str, Any], contexts: Contexts, choices: Sequence[list[str]]) -> None:
    """Ask twice: the second answer is the one that was kept."""
    try:
        expected = Statements(document, contexts, hashed)
    except InputError as error:
        for _ in range(2):
            with pytest.raises(InputError, match=error.code):
                Parts(document, contexts, hashed)
        return
    found = Parts(document, contexts, hashed)
    assert found.lines == parts.lines(document, contexts, hashed) == expected.lines
    for chosen in (*choices, *choices):
        looked = selected(found, chosen)
        assert looked == selected(expected, chosen)
        if isinstance(looked[0], list):
            assert found.indexes(chosen) == looked[0] == Parts(document, contexts, hashed).indexes(chosen)


@given(st.integers(0, 2**32))
def test_parts_of_known_shapes(seed: int) -> None:
    random = Random(seed)
    document = hostile.usual(random)
    places = [pointer for pointer, _, _ in pointers.members(document)] + ["", "/nowhere"]
    choices = [random.sample(places, random.randint(0, min(5, len(places)))) for _ in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        try:
            shape(patch, document)
        except (Unlearned, InputError):
            return
        agree(document, BUNDLED, choices)
        for _ in range(3):
            agree(hostile.mutated(random, document, only_values=True), BUNDLED, choices)


@given(st.integers(0, 2**32))
def test_parts_under_contexts_of_all_kinds(seed: int) -> None:
    random = Random(seed)
    document, contexts = hostile.made(random)
    places = [pointer for pointer, _, _ in pointers.members(document)]
    choices = [random.sample(places, min(len(places), 2)) for _ in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        try:
            shape(patch, document, contexts)
        except (Unlearned, InputError):
            return
        agree(document, contexts, choices)
        agree(hostile.mutated(random, document, only_values=True), contexts, choices)


def test_what_is_kept_serves_the_next_document(monkeypatch: pytest.MonkeyPatch) -> None:
    shape(monkeypatch, BADGE)
    other = copy.deepcopy(BADGE)
    other["credentialSubject"]["achievement"]["name"] = "Ånother\n"
    chosen = ["/credentialSubject/achievement/name", "/issuer"]
    first = Parts(BADGE, BUNDLED, hashed).matching(chosen)
    expected = Statements(other, BUNDLED, hashed)
    expected_indexes = expected.matching(chosen).indexes
    monkeypatch.setattr(parts, "Statements", None)  # nobody looks closely any more
    found = Parts(other, BUNDLED, hashed)
    assert found.lines == expected.lines
    assert found.matching(chosen).indexes == expected_indexes
    assert len(first.indexes) == len(expected_indexes)
    assert found.matching([]).indexes == []


def test_nodes_that_only_their_place_tells_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    document = copy.deepcopy(BADGE)
    alike = {"type": ["Alignment"], "targetName": "same", "targetUrl": "https://same.example/"}
    document["credentialSubject"]["achievement"]["alignment"] = [alike, alike | {"targetName": "other"}]
    shape(monkeypatch, document)
    chosen = ["/credentialSubject/achievement/alignment/0", "/credentialSubject/achievement/alignment/1/targetUrl"]
    agree(document, BUNDLED, [chosen, chosen[:1]])
    document["credentialSubject"]["achievement"]["alignment"] = [alike, dict(alike)]
    agree(document, BUNDLED, [chosen, chosen[:1]])  # alike in the whole
    document["credentialSubject"]["achievement"]["alignment"] = [alike, alike | {"targetName": "other"}]
    parts_only = [f"/credentialSubject/achievement/alignment/{number}/targetUrl" for number in (0, 1)]
    agree(document, BUNDLED, [parts_only])  # alike in the part alone


def test_documents_whose_objects_cannot_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    body = json.dumps({"@context": {"uri": "@id", "plain": "https://example.org/plain"}}).encode()
    contexts = BUNDLED.with_extra({"https://a.example/c": (body, hashlib.sha256(body).hexdigest())})
    document: dict[str, Any] = {"@context": "https://a.example/c", "uri": "urn:x:y", "plain": "y"}
    shape(monkeypatch, document, contexts)
    assert canonical.known(document, contexts) is not None
    agree(document, contexts, [])
    with pytest.raises(InputError, match="linked_data_malformed"):
        Statements(document, contexts, hashed)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    shape(monkeypatch, BADGE)
    places = [pointer for pointer, _, _ in pointers.members(BADGE) if "@context" not in pointer][: MOST_PARTS + 3]
    found = Parts(BADGE, BUNDLED, hashed)
    for place in places:
        found.matching([place])
    known = canonical.known(BADGE, BUNDLED)
    assert known is not None
    assert [*known.facts["parts"]] == [(place,) for place in places[-MOST_PARTS:]]
    for chosen in (["/name"] * 51, ["/name", "/issuer/" + "x" * 5_000]):
        selected(found, chosen)
    assert len(known.facts["parts"]) == MOST_PARTS
    found.matching(["/issuer"] * 51)
    assert [*known.facts["parts"]] == [(place,) for place in places[-MOST_PARTS:]]


def test_shapes_become_known_by_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Ways(BUNDLED)
    monkeypatch.setattr(canonical, "ways", lambda _contexts: fresh)
    for _ in range(3):
        Parts(BADGE, BUNDLED, hashed)
    assert canonical.known(BADGE, BUNDLED) is not None
    again = Ways(BUNDLED)
    monkeypatch.setattr(canonical, "ways", lambda _contexts: again)
    for _ in range(3):
        parts.lines(BADGE, BUNDLED, hashed)
    assert canonical.known(BADGE, BUNDLED) is not None
