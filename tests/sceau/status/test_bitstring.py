"""Status lists: the bits, the bombs, and the draw."""

from __future__ import annotations

import base64
import gzip
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.errors import InputError, UsageError
from sceau.model.shape import items
from sceau.status import bitstring
from sceau.status.bitstring import MIN_LENGTH, BitString

URL = "https://college.example/status/7"


def packed(raw: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(raw, mtime=0)).rstrip(b"=").decode()


@given(st.sets(st.integers(0, MIN_LENGTH - 1), max_size=20))
@settings(max_examples=25)
def test_what_is_set_is_read_back_and_nothing_else(indexes: set[int]) -> None:
    bits = BitString()
    for index in indexes:
        bits[index] = True
    again = BitString.decode(bits.encode())
    assert len(again) == MIN_LENGTH
    assert all(again[index] for index in indexes)
    assert not any(again[index] for index in {each + 1 for each in indexes} - indexes if index < MIN_LENGTH)


def test_index_0_is_the_leftmost_bit() -> None:
    assert BitString.decode(packed(b"\x80" + bytes(16_383)))[0]
    assert BitString.decode(packed(b"\x01" + bytes(16_383)))[7]


def test_a_bit_can_be_taken_back() -> None:
    bits = BitString()
    bits[9] = bits[10] = True
    bits[9] = False
    assert (bits[9], bits[10]) == (False, True)


def test_the_empty_list_of_the_specification_is_read() -> None:
    """Bitstring Status List 1.0, the example's encodedList."""
    text = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    bits = BitString.decode(text)
    assert len(bits) == MIN_LENGTH
    assert not bits[MIN_LENGTH - 1]


def test_the_same_bits_give_the_same_text() -> None:
    assert BitString().encode() == BitString().encode()


@pytest.mark.parametrize("index", [-1, MIN_LENGTH])
def test_an_index_outside_is_refused(index: int) -> None:
    with pytest.raises(InputError) as caught:
        _ = BitString()[index]
    assert caught.value.code == "status_index_out_of_range"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "status_list_malformed"),
        ("zabc", "status_list_malformed"),
        ("u!!!", "status_list_malformed"),
        ("uAAAA", "status_list_malformed"),
        (packed(bytes(16_384))[:-8], "status_list_malformed"),
        (
            "u" + base64.urlsafe_b64encode(gzip.compress(bytes(16_384)) * 2).rstrip(b"=").decode(),
            "status_list_malformed",
        ),
        (packed(bytes(16_383)), "status_list_too_short"),
        (packed(bytes(bitstring.MAX_BYTES + 1)), "status_list_too_large"),
        ("u" + "A" * bitstring.MAX_ENCODED, "status_list_too_large"),
    ],
    ids=["empty", "base58", "alphabet", "not-gzip", "cut", "two-members", "short", "bomb", "long"],
)
def test_a_crooked_list_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        BitString.decode(text)
    assert caught.value.code == code


@pytest.mark.parametrize("length", [0, 131_064, 131_073])
def test_a_list_too_short_to_hide_in_cannot_be_made(length: int) -> None:
    with pytest.raises(UsageError):
        BitString(length)


def test_a_drawn_index_is_free_and_needs_no_luck() -> None:
    taken = set(range(MIN_LENGTH)) - {77_777}
    zeros = itertools.repeat(0)
    assert bitstring.draw_index(lambda size: bytes(next(zeros) for _ in range(size)), taken) == 77_777


def test_a_draw_is_fair() -> None:
    """A number past the last whole multiple of the length is thrown away, not folded."""
    answers = iter([b"\xff\xff\xff", b"\x00\x00\x05"])
    assert bitstring.draw_index(lambda _size: next(answers), set(), 200_000) == 5


def test_a_full_list_says_so() -> None:
    with pytest.raises(UsageError):
        bitstring.draw_index(bytes, range(MIN_LENGTH))


def test_the_entry_names_list_and_index_as_text() -> None:
    assert bitstring.entry(URL, 94_567) == {
        "id": f"{URL}#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": URL,
    }


def test_the_list_credential_is_named_by_its_address() -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    document = bitstring.credential(url=URL, issuer="did:web:college.example", bits=BitString(), valid_from=start)
    assert document["id"] == URL
    assert document["validFrom"] == "2026-03-01T12:00:00Z"
    assert document["credentialSubject"] == {
        "id": f"{URL}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": BitString().encode(),
    }


@given(st.integers(1, bitstring.MAX_SIZE), st.data())
@settings(max_examples=50)
def test_entries_of_several_bits_do_not_touch_their_neighbours(size: int, data: st.DataObject) -> None:
    entries = len(BitString(MIN_LENGTH * size)) // size
    index = data.draw(st.integers(1, entries - 2))
    row = data.draw(st.lists(st.integers(0, 2**size - 1), min_size=3, max_size=3))
    bits = BitString(MIN_LENGTH * size)
    for place, value in enumerate(row, index - 1):
        bits.set_value(place, 2**size - 1, size)
        bits.set_value(place, value, size)
    again = BitString.decode(bits.encode(), size=size)
    assert [again.value(place, size) for place in range(index - 1, index + 2)] == row
    assert again.value(0, size) == (row[0] if index == 1 else 0)


def test_the_highest_bit_of_an_entry_comes_first() -> None:
    """Bitstring Status List 1.0 §2.2, §3.2: the entry at 1 of size 2 is made of bits 2 and 3 from the left."""
    bits = BitString.decode(packed(b"\x20" + bytes(32_767)), size=2)
    assert [bits.value(index, 2) for index in range(4)] == [0, 2, 0, 0]
    assert [bits.value(index) for index in range(4)] == [0, 0, 1, 0]


@pytest.mark.parametrize(("index", "size"), [(-1, 2), (MIN_LENGTH, 2), (2**70, 2), (-1, 1)])
def test_an_entry_outside_is_refused(index: int, size: int) -> None:
    bits = BitString(MIN_LENGTH * 2)
    with pytest.raises(InputError) as caught:
        bits.value(index, size)
    assert caught.value.code == "status_index_out_of_range"


def test_a_list_of_larger_entries_must_be_longer() -> None:
    text = BitString(MIN_LENGTH).encode()
    assert len(BitString.decode(text)) == MIN_LENGTH
    with pytest.raises(InputError) as caught:
        BitString.decode(text, size=2)
    assert caught.value.code == "status_list_too_short"


@pytest.mark.parametrize("size", [0, -1, 9])
def test_a_size_that_no_entry_has_is_a_callers_fault(size: int) -> None:
    for call in (
        lambda: BitString().value(0, size),
        lambda: BitString().set_value(0, 0, size),
        lambda: BitString.decode(BitString().encode(), size=size),
        lambda: bitstring.entry(URL, 1, size=size),
    ):
        with pytest.raises(UsageError):
            call()


def test_a_value_too_large_for_its_entry_is_not_cut() -> None:
    with pytest.raises(UsageError):
        BitString().set_value(0, 4, 2)


def test_an_entry_of_two_bits_brings_its_four_messages() -> None:
    made = bitstring.entry(
        URL, 7, purpose="message", size=2, messages=["ready", "sent", "read", "undefined"], references=[f"{URL}/words"]
    )
    assert made["statusSize"] == 2
    assert made["statusMessage"] == [
        {"status": "0x0", "message": "ready"},
        {"status": "0x1", "message": "sent"},
        {"status": "0x2", "message": "read"},
        {"status": "0x3", "message": "undefined"},
    ]
    assert made["statusReference"] == f"{URL}/words"


@pytest.mark.parametrize("asked", [{"size": 2}, {"size": 2, "messages": ["a", "b"]}, {"messages": ["a"]}])
def test_an_entry_with_another_number_of_messages_is_refused(asked: Any) -> None:
    with pytest.raises(UsageError):
        bitstring.entry(URL, 7, **asked)


def test_a_message_needs_its_words_even_in_one_bit() -> None:
    with pytest.raises(UsageError):
        bitstring.entry(URL, 7, purpose="message")
    made = bitstring.entry(URL, 7, purpose="message", messages=["unset", "set"])
    assert (made["statusSize"], len(items(made["statusMessage"]))) == (1, 2)


def test_a_list_says_after_how_long_to_ask_again() -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    made = bitstring.credential(
        url=URL, issuer="did:web:a.example", bits=BitString(), valid_from=start, ttl=timedelta(minutes=5)
    )
    subject = made["credentialSubject"]
    assert isinstance(subject, dict)
    assert subject["ttl"] == 300_000
    assert bitstring.time_to_live(subject) == timedelta(minutes=5)


@pytest.mark.parametrize("ttl", [None, 0, -1, True, "300000", 1.5, 2**80])
def test_a_crooked_time_to_live_is_none(ttl: Any) -> None:
    assert bitstring.time_to_live({"ttl": ttl}) is None


@pytest.mark.parametrize("wrong", [{"ttl": timedelta(0)}, {"purposes": ()}])
def test_a_list_without_purpose_or_time_is_refused(wrong: Any) -> None:
    with pytest.raises(UsageError):
        bitstring.credential(
            url=URL, issuer="did:x:y", bits=BitString(), valid_from=datetime(2026, 3, 1, tzinfo=UTC), **wrong
        )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError):
        bitstring.credential(url=URL, issuer="did:x:y", bits=BitString(), valid_from=datetime(2026, 3, 1))  # noqa: DTZ001
