"""Status lists: the bits, the bombs, and the draw."""

from __future__ import annotations

import base64
import gzip
import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.errors import InputError, UsageError
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


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError):
        bitstring.credential(url=URL, issuer="did:x:y", bits=BitString(), valid_from=datetime(2026, 3, 1))  # noqa: DTZ001
