"""The lists of revoked ids that badges of other issuers point to."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding.strict_json import dumps
from sceau.errors import InputError
from sceau.status import revocation_list
from sceau.status.revocation_list import RevocationList, parse

BADGE = "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0001"
LIST: dict[str, Any] = {
    "id": "https://college.example/revocations",
    "issuer": "https://college.example/issuer",
    "revokedCredential": [
        {"id": BADGE, "revoked": True, "revocationReason": "Remis par erreur."},
        {"id": "urn:uuid:2", "revoked": False},
        {"id": "urn:uuid:3"},
        "urn:uuid:4",
    ],
}


def code_of(document: Any) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        parse(document if isinstance(document, bytes) else dumps(document))
    return caught.value.code, caught.value.pointer


def test_a_list_is_read() -> None:
    expected = {BADGE: "Remis par erreur.", "urn:uuid:3": "", "urn:uuid:4": ""}
    assert parse(dumps(LIST)) == RevocationList(LIST["id"], LIST["issuer"], expected)


def test_who_is_listed_is_revoked_unless_the_list_says_no() -> None:
    found = parse(dumps(LIST))
    ids = (BADGE, f" {BADGE}\n", "urn:uuid:2", "urn:uuid:3", "urn:uuid:4", "urn:uuid:5", "")
    assert [found.revokes(each) for each in ids] == [True, True, False, True, True, False, False]


def test_both_names_of_the_list_are_read() -> None:
    other = {"revokedCredentials": [{"id": BADGE}], "revokedCredential": ["urn:uuid:9"], "issuer": {"id": "did:web:a"}}
    assert parse(dumps(other)) == RevocationList("", "did:web:a", {"urn:uuid:9": "", BADGE: ""})


def test_an_empty_list_revokes_nothing() -> None:
    assert parse(b'{"revokedCredential": []}').revoked == {}


def test_an_unknown_member_changes_nothing() -> None:
    assert parse(dumps(LIST | {"@context": "https://a.example", "note": [1]})) == parse(dumps(LIST))


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (b"<html>", ""),
        (b"[]", ""),
        ({}, ""),
        ({"revokedCredential": None}, ""),
        ({"revokedCredential": [7]}, "/revokedCredential/0"),
        ({"revokedCredential": [{}]}, "/revokedCredential/0/id"),
        ({"revokedCredentials": ["a:b", {"id": " "}]}, "/revokedCredentials/1/id"),
        ({"revokedCredential": [{"id": BADGE, "revoked": "yes"}]}, "/revokedCredential/0/revoked"),
        ({"revokedCredential": [], "issuer": 7}, "/issuer"),
        ({"revokedCredential": [], "id": {"name": "x"}}, "/id"),
        (b'{"revokedCredential": [], "revokedCredential": []}', "/revokedCredential"),
    ],
)
def test_what_cannot_be_read_is_not_passed_over(document: Any, pointer: str) -> None:
    assert code_of(document) == ("status_list_malformed", pointer)


def test_there_are_limits() -> None:
    assert code_of(b" " * (revocation_list.MAX_BYTES + 1))[0] == "status_list_too_large"
    many = ["a:b"] * (revocation_list.MOST_ENTRIES + 1)
    assert code_of({"revokedCredential": many}) == ("status_list_too_large", "/revokedCredential")
    assert (
        len(parse(dumps({"revokedCredential": [{"id": "a:b", "revocationReason": "x" * 9_999}]})).revoked["a:b"])
        == 1_000
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "revoked", "issuer", "revokedCredential"]), inner)
        ),
    )
)
def test_only_errors_of_this_package_leave_it(value: Any) -> None:
    body = dumps({"revokedCredential": value, "issuer": value})
    with suppress(InputError):
        found = parse(body)
        assert all(found.revokes(each) for each in found.revoked)
