"""Token Status List: the values of the draft, the bombs, and the token."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import base64url, strict_json
from sceau.errors import InputError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.proofs.jose import compact
from sceau.status import token_list
from sceau.status.token_list import MIN_LENGTH, Reference, StatusList

URI = "https://college.example/statuslists/1"
PRIVATE = PrivateKey.from_seed(bytes(range(32)))
SIGNER = LocalSigner(PRIVATE, "did:web:college.example#key-1-jwk")


def packed(row: bytes) -> str:
    return base64url.encode(zlib.compress(row, 9))


def values(statuses: StatusList) -> list[int]:
    return [statuses[index] for index in range(len(statuses))]


def token(payload: Any, kind: str = "statuslist+jwt") -> str:
    return compact.sign({"typ": kind}, strict_json.dumps(payload), SIGNER)


PAYLOAD: dict[str, Any] = {"sub": URI, "iat": 1_772_373_900, "status_list": {"bits": 1, "lst": packed(b"\1")}}


@pytest.mark.parametrize(
    ("text", "bits", "expected"),
    [
        ("78dadbb918000217015d", 1, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]),
        ("78da3be9f2130003df0207", 2, [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]),
    ],
)
def test_the_lists_of_the_draft_are_read(text: str, bits: int, expected: list[int]) -> None:
    """§4.1, both examples: bits count from the least significant one."""
    assert values(StatusList.decode(base64url.encode(bytes.fromhex(text)), bits=bits)) == expected


@given(
    st.sampled_from([1, 2, 4, 8]),
    st.dictionaries(st.integers(0, MIN_LENGTH - 1), st.integers(0, 255), max_size=10),
)
@settings(max_examples=30)
def test_what_is_set_is_read_back_and_nothing_else(bits: int, given: dict[int, int]) -> None:
    statuses = StatusList(bits=bits)
    written = {index: value % 2**bits for index, value in given.items()}
    for index, value in written.items():
        statuses[index] = 2**bits - 1
        statuses[index] = value
    again = StatusList.decode(statuses.encode(), bits=bits)
    assert len(again) == MIN_LENGTH
    assert {index: again[index] for index in written} == written
    assert sum(again[index] for index in {index + 1 for index in written} - written.keys() if index < MIN_LENGTH) == 0
    assert statuses.encode() == again.encode()


@pytest.mark.parametrize(
    ("length", "bits"), [(MIN_LENGTH - 8, 1), (MIN_LENGTH + 1, 1), (MIN_LENGTH, 3), (MIN_LENGTH, 0), (10**8, 1)]
)
def test_a_list_that_hides_nobody_cannot_be_made(length: int, bits: int) -> None:
    with pytest.raises(UsageError):
        StatusList(length, bits=bits)


@pytest.mark.parametrize("value", [-1, 4])
def test_a_value_that_does_not_fit_is_refused(value: int) -> None:
    with pytest.raises(UsageError):
        StatusList(bits=2)[0] = value


@pytest.mark.parametrize("index", [-1, MIN_LENGTH])
def test_an_index_outside_is_refused(index: int) -> None:
    with pytest.raises(InputError) as caught:
        _ = StatusList()[index]
    assert caught.value.code == "status_index_out_of_range"


@pytest.mark.parametrize(
    ("text", "bits", "code"),
    [
        ("", 1, "status_list_malformed"),
        ("!!!", 1, "status_list_malformed"),
        ("AAAA", 1, "status_list_malformed"),
        (packed(b"\1"), 3, "status_list_malformed"),
        (packed(bytes(100))[:-4], 1, "status_list_malformed"),
        (base64url.encode(zlib.compress(b"\1") * 2), 1, "status_list_malformed"),
        (packed(bytes(token_list.MAX_BYTES + 1)), 1, "status_list_too_large"),
        ("A" * (token_list.MAX_ENCODED + 1), 1, "status_list_too_large"),
    ],
    ids=["empty", "alphabet", "not-zlib", "bits", "cut", "two", "bomb", "long"],
)
def test_a_crooked_list_is_refused(text: str, bits: int, code: str) -> None:
    with pytest.raises(InputError) as caught:
        StatusList.decode(text, bits=bits)
    assert caught.value.code == code


def test_a_token_says_where_when_and_what(now: datetime) -> None:
    statuses = StatusList(bits=2)
    statuses[7] = token_list.SUSPENDED
    text = token_list.token(
        uri=URI,
        statuses=statuses,
        signer=SIGNER,
        now=now,
        expires=now + timedelta(days=1),
        seconds_to_live=3600,
        issuer="did:web:college.example",
    )
    found = token_list.read(text)
    assert found.jws.header == {"alg": "EdDSA", "typ": "statuslist+jwt", "kid": SIGNER.verification_method}
    assert compact.verify(found.jws, PRIVATE.public)
    assert (found.uri, found.issued_at, found.expires) == (URI, now, now + timedelta(days=1))
    assert (found.seconds_to_live, found.issuer) == (3600, "did:web:college.example")
    assert (found.statuses[6], found.statuses[7]) == (token_list.VALID, token_list.SUSPENDED)


def test_a_token_needs_little(now: datetime) -> None:
    found = token_list.read(token_list.token(uri=URI, statuses=StatusList(), signer=SIGNER, now=now))
    assert (found.expires, found.seconds_to_live, found.issuer) == (None, None, None)
    with pytest.raises(UsageError):
        token_list.token(uri=URI, statuses=StatusList(), signer=SIGNER, now=now, seconds_to_live=0)


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"sub": 7}, "jwt_claim_malformed", "/sub"),
        ({"iat": "now"}, "jwt_claim_malformed", "/iat"),
        ({"exp": "then"}, "jwt_claim_malformed", "/exp"),
        ({"ttl": 0}, "jwt_claim_malformed", "/ttl"),
        ({"ttl": "1"}, "jwt_claim_malformed", "/ttl"),
        ({"ttl": True}, "jwt_claim_malformed", "/ttl"),
        ({"status_list": []}, "status_list_malformed", "/status_list"),
        ({"status_list": {"bits": True, "lst": packed(b"\1")}}, "status_list_malformed", "/status_list"),
        ({"status_list": {"bits": 16, "lst": packed(b"\1")}}, "status_list_malformed", "/status_list/bits"),
        ({"status_list": {"bits": 1, "lst": "AAAA"}}, "status_list_malformed", "/status_list/lst"),
    ],
)
def test_a_crooked_token_is_refused(changes: Any, code: str, pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        token_list.read(token(PAYLOAD | changes))
    assert (caught.value.code, caught.value.pointer) == (code, pointer)


@pytest.mark.parametrize("name", ["sub", "iat"])
def test_a_token_lacks_no_claim(name: str) -> None:
    with pytest.raises(InputError) as caught:
        token_list.read(token({key: value for key, value in PAYLOAD.items() if key != name}))
    assert (caught.value.code, caught.value.pointer) == ("jwt_claim_missing", f"/{name}")


def test_a_token_of_another_type_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        token_list.read(token(PAYLOAD, "JWT"))
    assert (caught.value.code, caught.value.pointer) == ("jws_type_wrong", "/protected/typ")


def test_a_reference_is_read_back() -> None:
    assert token_list.read_reference({"status": token_list.reference(URI, 7)}) == Reference(URI, 7)
    assert token_list.read_reference({}) is None
    assert token_list.read_reference({"status": {"other": {}}}) is None


@pytest.mark.parametrize(
    ("status", "pointer"),
    [
        (7, "/status"),
        ({"status_list": 7}, "/status/status_list"),
        ({"status_list": {"uri": URI}}, "/status/status_list/idx"),
        ({"status_list": {"uri": URI, "idx": -1}}, "/status/status_list/idx"),
        ({"status_list": {"uri": URI, "idx": "7"}}, "/status/status_list/idx"),
        ({"status_list": {"uri": URI, "idx": True}}, "/status/status_list/idx"),
        ({"status_list": {"uri": "relative", "idx": 7}}, "/status/status_list/uri"),
    ],
)
def test_a_crooked_reference_is_refused(status: Any, pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        token_list.read_reference({"status": status})
    assert (caught.value.code, caught.value.pointer) == ("status_entry_malformed", pointer)


def test_what_the_values_mean() -> None:
    assert [token_list.problem(value) for value in (0, 1, 2, 3, 0x0C, 200)] == [
        None,
        "credential_revoked",
        "credential_suspended",
        *["status_value_unknown"] * 3,
    ]
