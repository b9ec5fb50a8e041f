"""base64url, multibase, JCS, JSON Pointer and moments."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import base64url, datetimes, jcs, multibase, pointer
from sceau.errors import InputError, UsageError


@given(st.binary(max_size=100))
def test_multibase_is_undone(raw: bytes) -> None:
    assert multibase.decode(multibase.encode58(raw)) == raw
    assert multibase.decode(multibase.encode64(raw)) == raw


@given(st.text("123zZ0Il!é", max_size=30))
def test_base58_is_a_number_in_base_58(body: str) -> None:
    digits = ["123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".find(each) for each in body]
    if -1 in digits:
        with pytest.raises(InputError):
            multibase.decode(f"z{body}")
    else:
        expected = sum(digit * 58**place for place, digit in enumerate(reversed(digits)))
        assert int.from_bytes(multibase.decode(f"z{body}")) == expected
        assert multibase.encode58(multibase.decode(f"z{body}")) == f"z{body}"


def test_base58_known_answers() -> None:
    assert multibase.encode58(b"yes mani !") == "z7paNL19xttacUY"
    assert multibase.encode58(b"\0yes mani !") == "z17paNL19xttacUY"


@pytest.mark.parametrize("text", ["", "m", "Zabc", "z0", "zI", "zé", "u=", "ua", "u+/", "uAB", "z" + "1" * 1_025])
def test_multibase_refusals(text: str) -> None:
    with pytest.raises(InputError, match="multibase_malformed"):
        multibase.decode(text)


def test_base64url_has_one_spelling() -> None:
    assert base64url.decode("AA") == b"\0"
    with pytest.raises(InputError, match="multibase_malformed"):
        base64url.decode("AB")
    with pytest.raises(InputError, match="multibase_malformed"):
        base64url.decode("AA\n")


@given(st.binary(max_size=100))
def test_base64url_writes_as_others_do_and_is_undone(raw: bytes) -> None:
    text = base64url.encode(raw)
    assert text == base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert base64url.decode(text) == raw


@given(st.text(alphabet="AQgwBZaz09_-+/=é \n", max_size=9))
def test_base64url_reads_what_it_would_write_and_nothing_else(text: str) -> None:
    try:
        raw = base64url.decode(text)
    except InputError:
        padded = text + "=" * (-len(text) % 4)
        assert not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1 or encoded(padded) != text
    else:
        assert base64url.encode(raw) == text


def encoded(padded: str) -> str:
    return base64url.encode(base64.urlsafe_b64decode(padded))


def test_jcs() -> None:
    assert jcs.canonicalize(
        {"b": [1.0, 1e21, 0.1], "a": "é\n", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"): 1}
    ) == ('{"a":"é\\n","b":[1,1e+21,0.1],"😀":1}'.encode())
    with pytest.raises(InputError, match="json_number_invalid"):
        jcs.canonicalize(2**60)
    with pytest.raises(InputError, match="json_character_forbidden"):
        jcs.canonicalize("\ud800")


def test_pointer() -> None:
    document = {"a/b": [{"~": "x"}, "y"], "c": {"d": 1}}
    assert [place for place, _, _ in pointer.members(document)] == ["/a~1b", "/a~1b/0/~0", "/c", "/c/d"]
    assert list(pointer.strings(document)) == [("/a~1b/0/~0", "x"), ("/a~1b/1", "y")]
    assert [place for place, _ in pointer.objects(document)] == ["", "/a~1b/0", "/c"]
    assert pointer.without(document, "/a~1b/0/~0") == {"a/b": [{}, "y"], "c": {"d": 1}}
    assert pointer.without(document, "/a~1b/1") == {"a/b": [{"~": "x"}], "c": {"d": 1}}
    assert document == {"a/b": [{"~": "x"}, "y"], "c": {"d": 1}}
    with pytest.raises(KeyError):
        pointer.without(document, "/c/d/e")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T14:05:00Z", datetime(2026, 3, 1, 14, 5, tzinfo=UTC)),
        ("2026-03-01T14:05:00.123456789Z", datetime(2026, 3, 1, 14, 5, 0, 123456, tzinfo=UTC)),
        ("2026-03-01T14:05:00-05:00", datetime(2026, 3, 1, 19, 5, tzinfo=UTC)),
        ("2026-03-01T14:05:00+14:00", datetime(2026, 3, 1, 0, 5, tzinfo=UTC)),
        ("4023-01-01T00:00:00Z", datetime(4023, 1, 1, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert datetimes.parse(text) == moment


@given(st.from_regex(datetimes._PLAIN, fullmatch=True) | st.datetimes().map(lambda each: f"{each:%Y-%m-%dT%H:%M:%SZ}"))
def test_plain_moments_are_read_as_all_others(text: str) -> None:
    def outcome(read: Callable[[str], datetime]) -> object:
        try:
            moment = read(text)
        except InputError as error:
            return error.code, error.detail
        return moment, moment.tzinfo

    assert outcome(datetimes._parsed) == outcome(datetimes._by_parts)


@pytest.mark.parametrize(
    "value",
    [
        *("", "2026-03-01", "2026-03-01T14:05:00", "2026-03-01 14:05:00Z", "2026-03-01T14:05Z", "2026-03-01T14:05:00z"),
        *("2026-02-30T00:00:00Z", "2026-03-01T14:05:60Z", "2026-03-01T24:00:01Z", "2026-03-01T14:05:00+15:00"),
        *("Sun, 01 Mar 2026 14:05:00 GMT", "2026-03-01T14:05:00Z\n", "٢٠٢٦-03-01T14:05:00Z", "0000-01-01T00:00:00Z"),
        *("2026-03-01T24:00:00." + "0" * 5_000 + "1Z", "2026-02-30T00:00:00." + "1" * 5_000 + "Z"),
        *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
        *("9999-12-31T24:00:00Z", None, 1_772_373_900, ["2026-03-01T14:05:00Z"]),
    ],
)
def test_what_is_no_moment(value: object) -> None:
    with pytest.raises(InputError) as refusal:
        datetimes.parse(value, "/validFrom")
    assert (refusal.value.code, refusal.value.pointer) == ("date_malformed", "/validFrom")


def test_a_fraction_may_be_of_any_length() -> None:
    assert datetimes.parse("2026-03-01T14:05:00.5" + "1" * 5_000 + "Z").microsecond == 511_111


def test_a_moment_is_written_in_utc() -> None:
    assert datetimes.text(datetime(2026, 3, 1, 9, 5, 7, 999, tzinfo=timezone(timedelta(hours=-5)))) == (
        "2026-03-01T14:05:07Z"
    )
    with pytest.raises(UsageError, match="usage_wrong"):
        datetimes.text(datetime(2026, 3, 1))  # noqa: DTZ001 — the fault under test
