from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sceau.encoding.strict_json import copied, dumps, loads, loads_object
from sceau.errors import InputError, SceauError
from tests.fuzz.mutation import spoilt
from tests.sceau.verifying import world as worlds

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


def outcome(text: str | bytes, max_depth: int = 64) -> object:
    try:
        return repr(loads(text, max_depth=max_depth))
    except InputError as error:
        return error.code, error.pointer, error.detail


def written(value: object) -> object:
    try:
        return dumps(value)  # type: ignore[arg-type]
    except InputError as error:
        return error.code, error.pointer, error.detail
    except (TypeError, RecursionError) as error:
        return type(error)


@contextmanager
def reading_with(module: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sceau.encoding.strict_json._quick", lambda: module)
        yield


def agree(text: str | bytes, max_depth: int = 64) -> None:
    with reading_with(None):
        slow = outcome(text, max_depth)
    with reading_with(orjson):
        assert outcome(text, max_depth) == slow


STYLES: list[dict[str, Any]] = [
    {"separators": (",", ":"), "ensure_ascii": False},
    {"ensure_ascii": False},
    {},
    {"indent": 2, "ensure_ascii": False},
    {"indent": "\t"},
]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([2**53, -(2**63), 2**64]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.builds(lambda value, style: json.dumps(value, **style), ANY | VALUES, st.sampled_from(STYLES))


@given(DOCUMENTS, st.booleans(), st.integers(1, 4) | st.just(64))
def test_orjson_reads_documents_alike(text: str, as_bytes: bool, max_depth: int) -> None:
    agree(text.encode("utf-8", "surrogatepass") if as_bytes else text, max_depth)


@given(spoilt([dumps(worlds.genuine()), json.dumps(worlds.genuine(), indent=1).encode(), b'{"a": [1.5, -0.0, "\\n"]}']))
def test_orjson_reads_what_is_spoilt_alike(text: bytes) -> None:
    agree(text)
    agree(text.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        *('{"a":1,"a":1}', '{"a":1 ,"a": 1}', '{"":"","" :""}', '{"a":1,"b":{"c":2,"c":2}}', '{"a": 1,"a":10.0e0}'),
        *("-0", "-0.0", "0.0", "1e5", "1E5", "100000.0", "1e16", "1e+16", "5e-324", "1e-7", "0.1", "1.10", "1e400"),
        *("9007199254740991", "9007199254740992", "-9007199254740991", "-9007199254740992", "18446744073709551616"),
        *('"\\/"', '"\\u0041"', '"\\u001f"', '"\\b"', '"\\\\u0041"', '"\\ud83c\\udf93"', '"\\ud800"', '"\ud800"'),
        *('"\x7f"', '"\uffff"', '"\ufffe"', '"\uff01"', '"\u2028"', "null", "\ufeff{}", " 1 ", "1 2", "[1,]", ""),
        *(
            '["a b","ab"]',
            '[ "a b" , "ab" ]',
            '["\t"]',
            '{"a b":1,"ab":2}',
            '{"a b": 1, "a  b": 1}',
            "[" * 65 + "]" * 65,
        ),
        *("[" * 64 + "]" * 64, "[" * 300 + "]" * 300, f"[{'[],' * 100}[]]", "NaN", "[Infinity]", "tru e", '"a"b'),
    ],
)
def test_orjson_reads_odd_texts_alike(text: str) -> None:
    agree(text)
    agree(text.encode("utf-8", "surrogatepass"))


EXPONENT = re.compile(rb"e[+-]?0*")


@given(ANY | VALUES)
def test_orjson_writes_alike(value: object) -> None:
    with reading_with(None):
        slow = written(value)
    with reading_with(orjson):
        quick = written(value)
    if isinstance(slow, bytes) and isinstance(quick, bytes):
        assert json.loads(quick) == json.loads(slow)
        assert repr(json.loads(quick)) == repr(json.loads(slow))
        if not EXPONENT.search(slow):
            assert quick == slow
    else:
        assert quick == slow


def both(value: Any, work: Any) -> object:
    try:
        copy, text = work(value)
    except InputError as error:
        return error.code, error.pointer, error.detail
    except (TypeError, RecursionError) as error:
        return type(error)
    return repr(copy), text if not EXPONENT.search(text) else json.loads(text)


NESTED: Any = {"a": 1}
for _ in range(63):
    NESTED = [NESTED]


@given(ANY | VALUES)
@example({1: "a", "1": "b"})
@example({"a": "x" * 2_000_000})
@example({"a": "\x7f\u0001\b"})
@example({"a": 2**53 - 1, "b": -(2**53)})
@example(NESTED)
@example([NESTED])
def test_a_copy_is_what_is_read_in_what_is_written(value: object) -> None:
    with reading_with(None):
        slow = both(value, lambda each: (loads(dumps(each)), dumps(each)))
        assert both(value, copied) == slow
    with reading_with(orjson):
        assert both(value, copied) == slow


def test_every_character_is_written_alike() -> None:
    text = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000), 0x1F393, 0x10FFFF)))
    with reading_with(None):
        slow = written([text, {text: 1}])
    with reading_with(orjson):
        assert written([text, {text: 1}]) == slow


@pytest.mark.parametrize(
    "value", [float("nan"), [float("-inf")], "\ud800", {"\ud800": 1}, 2**64, {1: 2}, {None: 1}, None]
)
def test_what_orjson_would_write_otherwise_is_left_to_the_standard_library(value: object) -> None:
    with reading_with(None):
        slow = written(value)
    with reading_with(orjson):
        assert written(value) == slow


def test_orjson_is_imported_late() -> None:
    script = (
        "import sys; from sceau.encoding.strict_json import loads\n"
        "for number in range(100): assert ('orjson' in sys.modules) == (number > 60); loads(b'[1]')"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@given(JSON_TEXTS.map(lambda text: f'["a", {text}]') | JSON_TEXTS.map(lambda text: f'{{"a": "{text}"}}') | JSON_TEXTS)
def test_the_quick_look_changes_no_answer(text: str) -> None:
    quick = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sceau.encoding.strict_json._is_plain", lambda _: False)
        assert outcome(text) == quick
