from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import pointer as pointers
from sceau.errors import InputError
from sceau.keys.ed25519 import PrivateKey
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import CREDENTIALS_V2, Contexts
from sceau.linked_data.selection import MOST_POINTERS, Statements, select
from tests.sceau.documents import badge

BUNDLED = Contexts.bundled()
TERMS = {
    "@version": 1.1,
    "ex": "https://example.org/",
    "node": "ex:node",
    "words": {"@id": "ex:words", "@container": "@language"},
    "literal": {"@id": "ex:literal", "@type": "@json"},
    "ordered": {"@id": "ex:ordered", "@container": "@list"},
    "unordered": {"@id": "ex:unordered", "@container": "@set"},
    "link": {"@id": "ex:link", "@type": "@id"},
    "plain": "ex:plain",
}


def document(**members: Any) -> dict[str, Any]:
    return {"@context": TERMS, **members}


def same(labels: Any) -> dict[str, str]:
    return {label: label for label in labels}


def statements(given: dict[str, Any]) -> Statements:
    return Statements(given, BUNDLED, same)


def selected(given: dict[str, Any], *chosen: str) -> list[str]:
    found = statements(given)
    return [found.lines[index] for index in found.matching(chosen).indexes]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([], {}),
        (["/a"], {"a": {"b": [1, 2, {"id": "x", "c": 3}]}}),
        (["/a/b/1"], {"a": {"b": [2]}}),
        (["/a/b/2/c", "/a/b/0"], {"a": {"b": [1, {"id": "x", "c": 3}]}}),
        (["/a/b/2"], {"a": {"b": [{"id": "x", "c": 3}]}}),
        (["/~1~0"], {"/~": {"0": "zero"}}),
        (["/~1~0/0"], {"/~": {"0": "zero"}}),
        (["/"], {"": "nothing"}),
    ],
)
def test_selection_by_pointers(chosen: list[str], expected: dict[str, Any]) -> None:
    given = {
        "type": ["T"],
        "a": {"b": [1, 2, {"id": "x", "c": 3}]},
        "/~": {"0": "zero"},
        "": "nothing",
    }
    before = copy.deepcopy(given)
    assert select(given, chosen) == {"type": ["T"], **expected}
    assert select(given, reversed(chosen)) == {"type": ["T"], **expected}
    assert select(given, [*chosen, ""]) == given == before


@pytest.mark.parametrize(
    "pointer", ["a", "/c", "/a/-", "/a/2", "/a/01", "/a/+1", "/a/1e0", "/a/²", "/~2", "/a/0/b", "/~"]
)
def test_a_pointer_that_leads_nowhere(pointer: str) -> None:
    with pytest.raises(InputError, match="pointer_unmatched") as caught:
        select({"a": ["x", "y"], "~": 1}, ["/a/0", pointer])
    assert caught.value.pointer == pointer


def test_many_pointers_are_refused() -> None:
    assert select({"a": 1}, ["/a"] * MOST_POINTERS) == {"a": 1}
    with pytest.raises(InputError, match="pointer_unmatched"):
        select({"a": 1}, ["/a"] * (MOST_POINTERS + 1))


def test_objects_on_the_way_keep_what_tells_them() -> None:
    given = document(**{"@type": "ex:T", "node": {"@id": "ex:1", "@type": "ex:U", "plain": "x", "link": "ex:2"}})
    assert selected(given, "/node/plain") == [
        "<https://example.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/U> .\n",
        '<https://example.org/1> <https://example.org/plain> "x" .\n',
        "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/T> .\n",
        "_:c14n0 <https://example.org/node> <https://example.org/1> .\n",
    ]


def test_a_nested_context_goes_with_its_object() -> None:
    given = document(node={"@context": {"here": "ex:here"}, "here": "x", "plain": "y"})
    assert selected(given, "/node/here") == [
        '_:c14n0 <https://example.org/here> "x" .\n',
        "_:c14n1 <https://example.org/node> _:c14n0 .\n",
    ]


@pytest.mark.parametrize(
    ("given", "pointer", "count"),
    [
        (document(words={"en": "word", "fr": "mot"}), "/words/fr", 1),
        (document(words={"en": "word", "fr": ["mot", "mots"]}), "/words/fr/1", 1),
        (document(literal={"a": [1, {"b": None}]}, plain="x"), "/literal", 1),
        (document(ordered=["a", "b"], plain="x"), "/ordered", 5),
        (document(ordered=[{"plain": "a"}, {"plain": "b"}], plain="x"), "/ordered", 7),
        (document(ordered=[["a"], ["a", "b"]], plain="x"), "/ordered", 11),
        (document(unordered=[{"plain": "a"}, {"plain": "b"}]), "/unordered/1/plain", 2),
        (document(unordered=[{"plain": "a"}]), "/unordered/0", 2),
        (document(plain=[{"@value": "a", "@language": "en"}, "b"]), "/plain/0", 1),
        (document(node=[{}, {}, {"plain": "x"}]), "/node/1", 1),
        (document(node={"@id": "_:x", "plain": "a"}, link="_:x"), "/link", 1),
        (document(node={"@id": "_:n0", "plain": "a", "link": ["_:x"]}), "/node/link", 2),
        (document(**{"@reverse": {"link": {"plain": "a"}}, "plain": "b"}), "/@reverse/link/plain", 2),
    ],
)
def test_what_can_be_shown_by_itself(given: dict[str, Any], pointer: str, count: int) -> None:
    lines = selected(given, pointer)
    assert len(lines) == count
    assert set(lines) <= set(statements(given).lines)


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        (document(literal={"a": 1, "b": 2}), "/literal/a"),
        (document(ordered=["a", "b"]), "/ordered/0"),
        (document(ordered=[{"plain": "a"}, {"plain": "b"}]), "/ordered/1"),
        (document(plain={"@value": "a", "@language": "en"}), "/plain/@value"),
        (document(plain={"@value": "a", "@type": "ex:t"}), "/plain/@type"),
    ],
)
def test_what_states_nothing_by_itself(given: dict[str, Any], pointer: str) -> None:
    found = statements(given)
    with pytest.raises(InputError, match="pointer_unmatched") as caught:
        found.matching([pointer])
    assert caught.value.pointer == pointer


def test_the_guilty_pointer_is_named() -> None:
    found = statements(document(literal={"a": 1, "b": 2}, plain="x"))
    with pytest.raises(InputError) as caught:
        found.matching(["/plain", "/literal/b"])
    assert caught.value.pointer == "/literal/b"
    with pytest.raises(InputError) as caught:
        found.matching(["/plain"] * 20 + ["/literal/b"])  # too far behind to be looked for
    assert (caught.value.code, caught.value.pointer) == ("pointer_unmatched", "")


def test_two_equal_lists_stay_two() -> None:
    given = document(node=[{"@id": "ex:1", "ordered": ["a"]}, {"@id": "ex:2", "ordered": ["a"]}])
    assert len(statements(given).lines) == 8
    assert len(selected(given, "/node/1/ordered")) == 4


def test_labels_lead_from_the_part_to_the_whole() -> None:
    given = document(unordered=[{"plain": name} for name in "abcdef"])
    found = statements(given)
    for index in range(6):
        chosen = f"/unordered/{index}/plain"
        matching = found.matching([chosen])
        seen = to_nquads(select(given, [chosen]), BUNDLED)
        for label, other in matching.labels.items():
            seen = seen.replace(f"_:{label} ", f"_:!{other} ")
        assert sorted(seen.replace("_:!", "_:").splitlines(keepends=True)) == [
            found.lines[place] for place in matching.indexes
        ]


@pytest.mark.parametrize("value", ["_:n0", "_:nn0", "see _:c14n0 .", "urn:bnid:x"])
def test_texts_that_look_like_labels_stay_texts(value: str) -> None:
    given = document(plain=value, node={"plain": value}, words={"en": value})
    found = Statements(given, BUNDLED, lambda labels: {label: f"x{label}" for label in labels})
    assert sum(f'"{value}"' in line for line in found.lines) == 3
    assert found.matching([""]).indexes == [0, 1, 2, 3]


def test_documents_that_lose_something_are_refused() -> None:
    with pytest.raises(InputError, match="term_undefined: /nowhere"):
        statements(document(nowhere="x"))


def test_names_that_would_change_the_meaning_are_refused() -> None:
    # An alias of @id other than id: a second identifier would collide with it.
    given = {"@context": {"uri": "@id", "plain": "https://example.org/plain"}, "uri": "urn:x", "plain": "y"}
    with pytest.raises(InputError, match="linked_data_malformed"):
        statements(given)


BADGE = badge(PrivateKey.from_seed(bytes(32)))
PLACES = sorted({p for p, _, _ in pointers.members(BADGE)} - {"/@context"})


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6), st.randoms())
def test_a_part_states_a_part(chosen: list[str], random: Any) -> None:
    found = statements(BADGE)
    indexes = found.matching(chosen).indexes
    assert indexes == sorted(set(indexes))
    shuffled = random.sample(chosen, len(chosen))
    assert found.matching(shuffled).indexes == indexes
    assert json.dumps(select(BADGE, shuffled)) == json.dumps(select(BADGE, chosen))
    assert set(found.matching(chosen[:1]).indexes) <= set(indexes)
    assert len(to_nquads(select(BADGE, chosen), BUNDLED).splitlines()) == len(indexes)


def test_credentials_name_their_context_once() -> None:
    assert select(BADGE, ["/name"])["@context"] == BADGE["@context"]
    assert BADGE["@context"][0] == CREDENTIALS_V2
