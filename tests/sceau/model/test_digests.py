"""Digests of what lies elsewhere, in both spellings; and of contexts, in each edition that W3C published."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import base64url
from sceau.errors import InputError
from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2, Contexts
from sceau.model import digests

CONTEXTS = Contexts.bundled()
BODY = CONTEXTS.body(CREDENTIALS_V2)
HEADERS = {"sha256": b"\x12\x20", "sha384": b"\x20\x30", "sha512": b"\x13\x40"}
FORMER_256 = "24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9"
FORMER_384 = "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0"


def sri(name: str, digest: bytes) -> str:
    return f"{name}-{base64.b64encode(digest).decode()}"


def of(name: str, body: bytes) -> bytes:
    return hashlib.new(name, body).digest()


@pytest.mark.parametrize("name", sorted(HEADERS))
@given(body=st.binary(max_size=40), other=st.binary(max_size=40))
def test_a_digest_belongs_to_its_bytes_alone(name: str, body: bytes, other: bytes) -> None:
    both: Any = {
        "digestSRI": sri(name, of(name, body)),
        "digestMultibase": "u" + base64url.encode(HEADERS[name] + of(name, body)),
    }
    assert digests.matches(both, body)
    assert digests.matches(both, other) == (body == other)


def test_every_stated_digest_must_match() -> None:
    assert not digests.matches({"digestSRI": [sri("sha256", of("sha256", b"a")), sri("sha384", bytes(48))]}, b"a")


def test_among_several_in_one_text_any_of_the_strongest_kind_does() -> None:
    texts = [sri("sha256", bytes(32)), sri("sha384", bytes(48)), sri("sha384", of("sha384", b"a"))]
    assert digests.matches({"digestSRI": " ".join(texts)}, b"a")
    assert not digests.matches({"digestSRI": " ".join([sri("sha256", of("sha256", b"a")), texts[1]])}, b"a")


@pytest.mark.parametrize(
    "resource",
    [
        {},
        {"digestSRI": "sha1-AAAA"},
        {"digestSRI": "sha256-é"},
        {"digestSRI": "sha384-_-_-"},
        {"digestSRI": 7},
        {"digestMultibase": "u" + base64url.encode(b"\x12\x20short")},
        {"digestMultibase": ["u"]},
        {"digestMultibase": 7},
    ],
)
def test_what_states_no_digest_is_refused(resource: Any) -> None:
    with pytest.raises(InputError):
        digests.matches(resource, b"")


@pytest.mark.parametrize(
    ("resource", "same"),
    [
        ({"digestSRI": sri("sha384", of("sha384", BODY))}, True),
        ({"digestMultibase": "u" + base64url.encode(of("sha256", BODY))}, True),
        ({"digestMultibase": "u" + base64url.encode(bytes.fromhex(FORMER_256))}, True),
        ({"digestSRI": sri("sha384", bytes.fromhex(FORMER_384))}, True),
        ({"digestSRI": sri("sha512", bytes.fromhex(FORMER_384) + bytes(16))}, False),
        ({"digestMultibase": "u" + base64url.encode(bytes(32))}, False),
    ],
)
def test_a_context_is_known_by_its_present_digest_and_by_former_ones(resource: Any, same: bool) -> None:
    assert digests.matches_context(resource, CREDENTIALS_V2, CONTEXTS) is same
    assert not digests.matches_context(resource, CREDENTIALS_V1, CONTEXTS)
