"""The JSON schema that 1EdTech publishes, as an oracle of what is built here, and of what is said about it."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import pointer as pointers
from sceau.openbadges.achievement import Profile
from sceau.openbadges.shape import problems
from tests.sceau import vectors
from tests.sceau.openbadges import everything, examples

FILE = "ob_v3p0_achievementcredential_schema.json"
STRICTER_CODES = {"reference_broken", "result_out_of_scale", "date_malformed"}
STRICTER_DETAILS = {"not an absolute URL", "not a country code", "neither id nor identifier"}


@cache
def validator() -> Any:
    return jsonschema.Draft201909Validator(vectors.read_json(vectors.folder("openbadges") / FILE))


@cache
def whole() -> Any:
    return everything.signed(everything.credential())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"evidence": [], "status": [], "results": [], "valid_until": None, "awarded_at": None},
        {"issuer": Profile("did:web:a.example", "A", image="https://a.example/logo", email="a@a.example")},
        {"achievement": examples.achievement(credits_available=1.5, criteria_url="https://a.example/criteria")},
    ],
)
def test_the_official_schema_accepts_it(changes: dict[str, Any]) -> None:
    document = examples.credential(**changes)
    validator().validate(document)
    assert problems(document) == []


def test_the_official_schema_accepts_every_member() -> None:
    validator().validate(whole())
    assert problems(whole()) == []


def replaced(document: Any, pointer: str, value: Any) -> Any:
    """A copy of ``document`` with another value at ``pointer``."""
    other = copy.deepcopy(document)
    *path, last = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    place = other
    for token in path:
        place = place[int(token)] if isinstance(place, list) else place[token]
    place[int(last) if isinstance(place, list) else last] = value
    return other


def value_at(document: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def agree(document: Any) -> None:
    """The schema finds nothing that goes unsaid here, and what is said beyond it is what the module says it adds."""
    refused = not validator().is_valid(document)
    found = problems(document)
    if refused:
        assert found
    else:
        beyond = [
            problem
            for problem in found
            if problem.code not in STRICTER_CODES
            and problem.detail not in STRICTER_DETAILS
            and not (problem.code == "member_missing" and problem.pointer.endswith("/status"))
        ]
        assert beyond == []


def test_every_missing_member_is_missed_as_by_the_schema() -> None:
    for pointer, _, _ in pointers.members(whole()):
        agree(pointers.without(whole(), pointer))


PLACES = [pointer for pointer, _, _ in pointers.members(everything.signed(everything.credential()))]
CHANGES: list[Any] = [
    None,
    True,
    7,
    -1.5,
    "x",
    "https://a.example/",
    "ext:own",
    [],
    {},
    [7],
    ["x"],
    [{}],
    {"type": "x"},
]


@given(st.sampled_from(PLACES), st.sampled_from(CHANGES))
def test_what_is_wrong_here_is_wrong_there(pointer: str, value: Any) -> None:
    agree(replaced(whole(), pointer, value))


@given(st.sampled_from(PLACES), st.booleans())
def test_arrays_stand_where_the_schema_wants_them(pointer: str, wrapped: bool) -> None:
    value = value_at(whole(), pointer)
    if pointer != "/credentialStatus":  # an array of these is allowed here, as the data model has it
        agree(replaced(whole(), pointer, [value] if wrapped or not isinstance(value, list) else value[0]))


@given(st.sampled_from(PLACES), st.text(max_size=8))
def test_members_of_somebodys_own_are_let_be(pointer: str, name: str) -> None:
    value = value_at(whole(), pointer)
    if isinstance(value, dict):
        agree(replaced(whole(), pointer, {f"x{name}": 7} | value))
