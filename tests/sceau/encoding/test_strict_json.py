from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding.strict_json import dumps, loads, loads_object
from sceau.errors import InputError, SceauError

TEXT = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\x7f\ufffe\uffff"))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        (b"", "json_malformed", ""),
        (b"{", "json_malformed", ""),
        (b"<html>", "json_malformed", ""),
        (b'{"a": 1,}', "json_malformed", ""),
        (b"\xef\xbb\xbf{}", "json_malformed", ""),
        (b'{"a": "\xff"}', "json_malformed", ""),
        (b'{"a": "\x01"}', "json_malformed", ""),
        (b'{"a": 1, "b": 2, "a": 3}', "json_duplicate_key", "/a"),
        (b'{"x": [{}, {"a/b": 1, "a/b": 1}]}', "json_duplicate_key", "/x/1/a~1b"),
        (b'{"a": "\\u0061", "\\u0061": 1}', "json_duplicate_key", "/a"),
        (b'{"a": [1, NaN]}', "json_number_invalid", "/a/1"),
        (b'{"a": -Infinity}', "json_number_invalid", "/a"),
        (b'{"a": 1e400}', "json_number_invalid", "/a"),
        (b'{"a": 9007199254740993}', "json_number_invalid", "/a"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json_number_invalid", ""),
        (b'{"a": "\\ud800"}', "json_character_forbidden", "/a"),
        (b'{"a": "\\u0000"}', "json_character_forbidden", "/a"),
        (b'{"a": "\x7f"}', "json_character_forbidden", "/a"),
        (b'{"a": "\\uffff"}', "json_character_forbidden", "/a"),
        (b'{"a\\u0007": 1}', "json_character_forbidden", "/a\ufffd"),
        (b"[" * 65 + b"]" * 65, "json_too_deep", "/0" * 64),
        (b"[" * 1_000 + b"]" * 1_000, "json_too_deep", None),
        (b'{"a":' * 100_000, "json_too_deep", None),
    ],
)
def test_refusals(text: bytes, code: str, pointer: str | None) -> None:
    with pytest.raises(InputError) as refusal:
        loads(text)
    assert refusal.value.code == code
    assert pointer is None or refusal.value.pointer == pointer


def test_fifty_megabytes_are_refused_at_once() -> None:
    body = b'["' + b"a" * 50_000_000 + b'"]'
    started = time.perf_counter()
    with pytest.raises(InputError, match="json_too_large"):
        loads(body)
    assert time.perf_counter() - started < 0.1


def test_accepts_what_people_write() -> None:
    assert loads('{"a": "é œ ’ « » 🎓 \\t\\n\\r", "b": [1.5, true, null]}') == {
        "a": "é œ ’ « » 🎓 \t\n\r",
        "b": [1.5, True, None],
    }
    assert loads(b"[" * 64 + b"]" * 64)


def test_the_top_must_be_an_object() -> None:
    with pytest.raises(InputError, match="json_malformed"):
        loads_object(b"[]")


@pytest.mark.parametrize(
    ("value", "code"), [("\ud800", "json_character_forbidden"), (float("nan"), "json_number_invalid")]
)
def test_does_not_write_what_it_would_not_read(value: str | float, code: str) -> None:
    with pytest.raises(InputError, match=code):
        dumps([value])


@given(VALUES)
def test_written_is_read_back(value: object) -> None:
    assert loads(dumps(value)) == value  # type: ignore[arg-type]


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_else_escapes(data: bytes | str) -> None:
    with suppress(SceauError):
        loads(data)


JSON_TEXTS = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                *(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    '"',
                    '"a"',
                    '"a":',
                    '"b":',
                    "1",
                    "1.5",
                    "1e400",
                    "9007199254740993",
                    "NaN",
                ),
                *(
                    "\\u0000",
                    "\\b",
                    "\\f",
                    "\\n",
                    "\\\\",
                    "\x7f",
                    "\x01",
                    "\t",
                    "\uffff",
                    "\ufeff",
                    "\ud800",
                    "é",
                    " ",
                    "[" * 64,
                ),
            ]
        ),
        max_size=12,
    ),
)


def outcome(text: str) -> object:
    try:
        return repr(loads(text))
    except InputError as error:
        return error.code, error.pointer, error.detail


@given(JSON_TEXTS.map(lambda text: f'["a", {text}]') | JSON_TEXTS.map(lambda text: f'{{"a": "{text}"}}') | JSON_TEXTS)
def test_the_quick_look_changes_no_answer(text: str) -> None:
    quick = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sceau.encoding.strict_json._is_plain", lambda _: False)
        assert outcome(text) == quick
