from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import jcs
from sceau.errors import InputError

TEXTS = st.text() | st.sampled_from(
    ["a", "é", "\ue000", "𝒳", "\ud800", "\x7f", '"', "\\", "\x00", "\b", "\u2028", '":1.5', "[1e2", ",null"]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([2**53, 2**53 - 1, -(2**53), -0.0, 1.0, 1e21, 1e-7])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def outcome(write: Callable[[Any], bytes], value: Any) -> object:
    try:
        return write(value)
    except InputError as error:
        return error.code


@given(VALUES)
def test_the_quick_writer_changes_no_answer(value: Any) -> None:
    assert outcome(jcs.canonicalize, value) == outcome(jcs._by_the_book, value)


@given(VALUES)
def test_usual_values_need_no_second_look(value: Any) -> None:
    if jcs.is_usual(value):
        assert outcome(partial(jcs.canonicalize, usual=True), value) == outcome(jcs._by_the_book, value)


@pytest.mark.parametrize("start", range(0, 0x110000, 0x2000))
def test_every_character_is_written_alike(start: int) -> None:
    characters = [chr(code) for code in range(start, start + 0x2000) if not 0xD800 <= code < 0xE000]
    for value in ({"".join(characters): "".join(characters)}, dict.fromkeys(characters, 0)):
        assert jcs.canonicalize(value) == jcs._by_the_book(value)


def test_names_are_sorted_by_utf_16_and_characters_escaped_as_ecmascript_does() -> None:
    value: Any = {"\ue000": 1, "𝒳": 2, "b": '\x00\b\x1f\x7f\u2028"\\', "a": [True, None, 10, 1.0, 1e21]}
    assert jcs.canonicalize(value) == (
        '{"a":[true,null,10,1,1e+21],"b":"\\u0000\\b\\u001f\x7f\u2028\\"\\\\","𝒳":2,"\ue000":1}'.encode()
    )
    assert jcs.canonicalize({"b": "\x00\b\x1f\x7f", "a": "é"}) == '{"a":"é","b":"\\u0000\\b\\u001f\x7f"}'.encode()
