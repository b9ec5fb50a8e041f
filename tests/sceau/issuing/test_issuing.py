from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.did.methods import key
from sceau.encoding import base64url, strict_json
from sceau.errors import InputError, UsageError
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.proofs import chain, verify_proof
from tests.sceau.documents import badge

PRIVATE = PrivateKey.from_seed(bytes(range(32)))
SIGNER = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
MOMENT = datetime.fromisoformat("2026-03-01T14:05:00Z")
READABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r"),
    max_size=40,
)


def issued(document: Any, suite: str = "eddsa-rdfc-2022") -> Any:
    return issue(document, signer=SIGNER, now=MOMENT, contexts=Contexts.bundled(), cryptosuite=suite)


def check(document: Any) -> None:
    if not (proofs := chain.listed(document)):
        raise InputError("proof_missing")
    verify_proof(document, proofs[0], public_key=PRIVATE.public, contexts=Contexts.bundled(), pointer="/proof/0")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_the_signed_credential(suite: str) -> None:
    signed = issued(badge(PRIVATE), suite)
    check(signed)
    assert [(proof["type"], proof["cryptosuite"], proof["created"]) for proof in signed["proof"]] == [
        ("DataIntegrityProof", suite, "2026-03-01T14:05:00Z")
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert strict_json.dumps(issued(badge(PRIVATE))) == strict_json.dumps(issued(badge(PRIVATE)))


@given(READABLE)
def test_any_readable_text_is_issued_and_verified(text: str) -> None:
    signed = issued(badge(PRIVATE) | {"name": text})
    assert signed["name"] == normalize("NFC", text)
    check(strict_json.loads(strict_json.dumps(signed)))


def test_texts_are_normalized_and_the_argument_is_not_touched() -> None:
    document = badge(PRIVATE) | {"name": "E\u0301te\u0301"}
    assert issued(document)["name"] == "Été"
    assert document["name"] == "E\u0301te\u0301"


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"motto": "x"}, "term_undefined", "/motto"),
        ({"evidence": []}, "member_malformed", "/evidence"),
        ({"image": None}, "member_malformed", "/image"),
        ({"name": "\u0007"}, "json_character_forbidden", "/name"),
        ({"name": "\ud800"}, "json_character_forbidden", ""),
        ({"validFrom": "2026-03-01"}, "date_malformed", "/validFrom"),
        ({"validUntil": "2020-01-01T00:00:00Z"}, "period_inverted", "/validUntil"),
        (
            {"@context": ["https://www.w3.org/ns/credentials/v2", "https://a.example/c"]},
            "context_unknown",
            "/@context/1",
        ),
    ],
)
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_refusals(suite: str, changes: dict[str, Any], code: str, pointer: str) -> None:
    with pytest.raises(InputError) as refusal:
        issued(badge(PRIVATE) | changes, suite)
    assert (refusal.value.code, refusal.value.pointer) == (code, pointer)


def test_what_is_signed_is_not_signed_again() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        issued(issued(badge(PRIVATE)))


def test_a_key_of_somebody_else_is_refused() -> None:
    with pytest.raises(UsageError, match="issuer_key_not_controlled"):
        issued(badge(PrivateKey.from_seed(bytes(32))))


def test_an_expired_credential_may_still_be_issued() -> None:
    period = {"validFrom": "2019-01-01T00:00:00Z", "validUntil": "2020-01-01T00:00:00Z"}
    check(issued(badge(PRIVATE) | period))  # type: ignore[operator]


@pytest.mark.slow
def test_no_flipped_byte_survives() -> None:
    body = strict_json.dumps(issued(badge(PRIVATE)))
    survivors = []
    for place in range(len(body)):
        flipped = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        with suppress(InputError):
            check(strict_json.loads_object(flipped))
            survivors.append(flipped[max(0, place - 20) : place + 20])
    assert survivors == []


def test_a_context_named_by_a_digest_that_no_verifier_will_find_is_refused() -> None:
    """Not so by the digest of a former edition that W3C published; see `sceau.model.digests`."""
    related = {"id": "https://www.w3.org/ns/credentials/v2", "digestMultibase": "u" + base64url.encode(bytes(32))}
    for value, pointer in ((related, "/relatedResource"), ([related], "/relatedResource/0")):
        with pytest.raises(InputError) as caught:
            issued(badge(PRIVATE) | {"relatedResource": value})
        assert (caught.value.code, caught.value.pointer) == ("evidence_altered", pointer)
    with pytest.raises(InputError) as caught:
        issued(badge(PRIVATE) | {"relatedResource": related | {"digestSRI": "sha384-_"}})
    assert (caught.value.code, caught.value.pointer) == ("evidence_digest_malformed", "/relatedResource")
    related["digestMultibase"] = "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"
    check(issued(badge(PRIVATE) | {"relatedResource": [related]}))
