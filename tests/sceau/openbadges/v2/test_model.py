"""What is an older badge and what is not; whom it was awarded to; who vouches for where it lies."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError
from sceau.keys.multikey import PublicKey
from sceau.openbadges.v2 import comparison, pem, scope, shape
from sceau.openbadges.v2.model import Assertion, BadgeClass, CryptographicKey, Issuer, RevocationList
from sceau.openbadges.v2.recipient import Recipient, matches
from sceau.openbadges.v2.values import moment, origin
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.openbadges.v2.world import BADGE, EMAIL, ISSUER, KEY, RECIPIENT, SITE


def told(problems: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in problems]


def test_an_assertion_is_read_with_what_it_embeds() -> None:
    whole = v2.assertion(badge=v2.badge(issuer=v2.issuer()), unknown={"kept": True})
    found = Assertion.parse(whole)
    assert found.raw is whole
    assert (found.id, found.kind, found.address) == (v2.ASSERTION, "hosted", v2.ASSERTION)
    assert found.recipient == RECIPIENT
    assert found.issued_on == datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert found.badge is not None
    badge = BadgeClass.parse(found.badge)
    assert (badge.id, badge.issuer_id) == (BADGE, ISSUER)
    assert badge.issuer is not None
    assert Issuer.parse(badge.issuer).keys == ((KEY, None),)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"@context": None}, ("context_missing", "/@context")),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, ("context_missing", "/@context")),
        ({"type": None}, ("member_missing", "/type")),
        ({"type": "Endorsement"}, ("member_malformed", "/type")),
        ({"id": None}, ("member_missing", "/id")),
        ({"id": "7"}, ("member_malformed", "/id")),
        ({"id": "https:///7"}, ("member_malformed", "/id")),
        ({"recipient": None}, ("member_missing", "/recipient")),
        ({"recipient": {"type": "email"}}, ("member_missing", "/recipient/identity")),
        ({"recipient": {"type": "email", "identity": "a@b.example", "hashed": "yes"}},
         ("member_malformed", "/recipient/hashed")),
        ({"recipient": {"type": "email", "identity": "a@b.example", "hashed": True}},
         ("member_malformed", "/recipient/identity")),
        ({"recipient": {"type": "email", "identity": "sha256$abc", "hashed": True, "salt": 7}},
         ("member_malformed", "/recipient/salt")),
        ({"badge": 7}, ("member_malformed", "/badge")),
        ({"badge": v2.badge(name=None)}, ("member_missing", "/badge/name")),
        ({"badge": v2.badge(issuer={"type": "Profile"})}, ("member_malformed", "/badge/issuer")),
        ({"badge": v2.badge(issuer=v2.issuer(type="Person"))}, ("member_malformed", "/badge/issuer/type")),
        ({"verification": None}, ("member_missing", "/verification")),
        ({"verify": {"type": "signed"}}, ("member_malformed", "/verify")),
        ({"issuedOn": 1_451_606_400}, ("date_malformed", "/issuedOn")),
        ({"expires": "2027-13-01T00:00:00Z"}, ("date_malformed", "/expires")),
        ({"evidence": ["https://a.example"] * 201}, ("member_malformed", "/evidence")),
    ],
)  # fmt: skip
def test_what_is_missing_or_crooked_is_told_with_its_place(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in told(shape.assertion_problems(v2.assertion(**changes)))
    with pytest.raises(InputError):
        Assertion.parse(v2.assertion(**changes))


def test_a_revoked_assertion_may_be_stripped() -> None:
    bare = {"@context": v2.CONTEXT, "type": "Assertion", "id": v2.ASSERTION, "revoked": True}
    assert shape.assertion_problems(bare) == []
    assert Assertion.parse(bare).revoked


def test_names_of_the_vocabulary_may_be_written_out() -> None:
    spelled = v2.assertion(type=["obi:Assertion"], verification={"type": "https://w3id.org/openbadges#HostedBadge"})
    assert Assertion.parse(spelled).kind == "hosted"


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("2016-12-31T23:59Z", False, datetime(2016, 12, 31, 23, 59, tzinfo=UTC)),
        ("2016-12-31T23:59:59.5-0500", False, datetime(2017, 1, 1, 4, 59, 59, 500_000, tzinfo=UTC)),
        ("2016-12-31T23:59:59+00", False, datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2016-12-31", True, datetime(2016, 12, 31, tzinfo=UTC)),
        ("2016-12-31T23:59:59", True, datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (1_451_606_400, True, datetime(2016, 1, 1, tzinfo=UTC)),
        ("2016-12-31", False, None),
        ("2016-12-31T23:59:59", False, None),
        (True, True, None),
        (10**15, True, None),
        ("9999-12-31T23:59:59-12:00", False, None),
    ],
)
def test_moments_are_read_as_their_version_writes_them(text: Any, expected: datetime | None, *, old: bool) -> None:
    if expected:
        assert moment(text, "/x", old=old) == expected
    else:
        with pytest.raises(InputError) as caught:
            moment(text, "/x", old=old)
        assert (caught.value.code, caught.value.pointer) == ("date_malformed", "/x")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://A.example:443/x", "https://a.example"),
        ("https://a.example:8443/x", "https://a.example:8443"),
        ("http://a.example:80", "http://a.example"),
        ("https://user@a.example/", ""),
        ("https://a.example:99999/", ""),
        ("urn:uuid:1", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        (7, ""),
    ],
)
def test_the_origin_of_an_address(address: Any, expected: str) -> None:
    assert origin(address) == expected


def md5(identity: str) -> str:
    return f"md5${hashlib.md5(identity.encode(), usedforsecurity=False).hexdigest()}"


@pytest.mark.parametrize(
    ("recipient", "value", "expected"),
    [
        (RECIPIENT, EMAIL, True),
        (RECIPIENT, "Beth@Example.org", True),
        (RECIPIENT, "eve@example.org", False),
        (RECIPIENT, "", False),
        (
            Recipient("email", RECIPIENT.identity.upper().replace("SHA", "sha"), hashed=True, salt="deadsea"),
            EMAIL,
            True,
        ),
        (Recipient("email", RECIPIENT.identity, hashed=True), EMAIL, False),
        (Recipient("email", md5(EMAIL), hashed=True), EMAIL, True),
        (Recipient("email", md5(EMAIL), hashed=True, salt="x"), EMAIL, False),
        (Recipient("email", "sha512$00", hashed=True), EMAIL, None),
        (Recipient("email", EMAIL, hashed=True), EMAIL, None),
        (Recipient("email", "Beth@example.org", hashed=False), EMAIL, True),
        (Recipient("url", "https://a.example/Beth", hashed=False), "https://a.example/beth", False),
        (Recipient("url", "https://a.example/Beth", hashed=False), "https://a.example/Beth", True),
    ],
)
def test_who_earned_it(recipient: Recipient, value: str, *, expected: bool | None) -> None:
    assert matches(recipient, value) is expected


@given(st.text(), st.text(), st.text(), st.booleans())
def test_comparing_an_identity_never_fails(kind: str, identity: str, value: str, hashed: bool) -> None:
    assert matches(Recipient(kind, identity, hashed=hashed), value) in (True, False, None)


@pytest.mark.parametrize(
    ("rules", "address", "expected"),
    [
        (None, f"{SITE}/any/where", True),
        (None, "http://badges.example/any", False),
        (None, "https://badges.example:8443/any", False),
        (None, "https://sub.badges.example/any", False),
        (None, "urn:uuid:1", False),
        ({"allowedOrigins": "BADGES.example"}, f"{SITE}/x", True),
        ({"allowedOrigins": "badges.example"}, "https://badges.example:8443/x", False),
        ({"allowedOrigins": "badges.example:8443"}, "https://badges.example:8443/x", True),
        ({"allowedOrigins": "https://badges.example"}, f"{SITE}/x", True),
        ({"startsWith": [f"{SITE}/a/", f"{SITE}/b/"]}, f"{SITE}/b/7", True),
        ({"startsWith": f"{SITE}/a/", "allowedOrigins": "other.example"}, f"{SITE}/a/7", False),
        ({"startsWith": f"{SITE}/a/"}, f"{SITE}/a/%2E%2e/b/7", False),
        ({"startsWith": 7}, f"{SITE}/x", True),
    ],
)
def test_what_an_issuer_vouches_for(rules: Any, address: str, *, expected: bool) -> None:
    assert scope.vouches(v2.issuer(verification=rules), address) is expected


@pytest.mark.parametrize(
    ("at_hand", "hosted", "places"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1, "b": 2}, {"a": 1}, ["/b"]),
        ({"a": True}, {"a": 1}, ["/a"]),
        ({"a": ["x"]}, {"a": "x"}, []),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, ["/a/0", "/a/1"]),
        ({"a": {"b~/": 1}}, {"a": {"b~/": 2}}, ["/a/b~0~1"]),
        ({"a": {"id": "x", "more": 1}}, {"a": "x"}, []),
        ({"a": {"more": 1}}, {"a": ""}, ["/a"]),
        ({"type": "Assertion"}, {"type": ["Assertion", "extra"]}, []),
        ({"verify": {"type": "HostedBadge"}}, {"verification": {"type": "hosted"}}, []),
        ({"issuedOn": "2016-12-31T23:59:59Z"}, {"issuedOn": "2016-12-31T23:59:59+00:00"}, []),
        ({"issuedOn": "x"}, {"issuedOn": "y"}, ["/issuedOn"]),
        ({"@context": "x", "revoked": False, "salt": ""}, {}, []),
    ],
)
def test_what_a_copy_says_otherwise(at_hand: Any, hosted: Any, places: list[str]) -> None:
    assert comparison.differences(at_hand, hosted) == places


@pytest.mark.parametrize(("algorithm", "kind"), [("RS256", "RSA"), ("ES256", "P-256"), ("EdDSA", "Ed25519")])
def test_keys_in_pem(algorithm: str, kind: str) -> None:
    text = v2.public_pem(algorithm)
    found = pem.public_key(text)
    assert found.kind == kind
    assert pem.public_key(text.replace("\n", "\\n")) == found
    if algorithm == "EdDSA":
        assert found == PublicKey(kind, v2.private_key(algorithm).public_key().public_bytes_raw())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key_malformed"),
        (None, "key_malformed"),
        ("é", "key_malformed"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "key_malformed"),
        (v2.private_pem("EdDSA").decode(), "key_malformed"),
        (v2.public_pem("X25519"), "key_type_unsupported"),
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(text: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        pem.public_key(text, "/publicKeyPem")
    assert (caught.value.code, caught.value.pointer) == (code, "/publicKeyPem")


@given(st.text(max_size=80))
def test_no_other_error_leaves_a_key(text: str) -> None:
    with contextlib.suppress(InputError):
        pem.public_key(f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----")


def test_revocation_lists_name_badges_in_three_ways() -> None:
    listed = RevocationList.parse(
        v2.revocations(
            "urn:uuid:1",
            {"id": "urn:uuid:2", "revocationReason": "Honour"},
            {"uid": "abc"},
            {"id": "urn:uuid:3", "revoked": False},
            7,
        )
    )
    assert listed == RevocationList(ISSUER, {"urn:uuid:1": "", "urn:uuid:2": "Honour"}, {"abc": ""})


def test_documents_that_are_something_else_are_refused() -> None:
    for parse in (Assertion.parse, BadgeClass.parse, Issuer.parse, CryptographicKey.parse, RevocationList.parse):
        with pytest.raises(InputError):
            parse({"@context": v2.CONTEXT, "type": "Extension"})
