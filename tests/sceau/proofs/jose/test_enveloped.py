"""Signed texts inside presentations."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.errors import InputError, UsageError
from sceau.proofs.jose import enveloped
from tests.sceau.proofs.jose.texts import jwt

TOKEN = "eyJ9.e30.AAAA"


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/vc+jwt", "EnvelopedVerifiableCredential"),
        ("application/vc+sd-jwt", "EnvelopedVerifiableCredential"),
        ("application/dc+sd-jwt", "EnvelopedVerifiableCredential"),
        ("application/vp+jwt", "EnvelopedVerifiablePresentation"),
        ("application/vp+sd-jwt", "EnvelopedVerifiablePresentation"),
    ],
)
def test_what_is_wrapped_is_found_again(media_type: str, kind: str) -> None:
    wrapped = enveloped.wrap(TOKEN, media_type)
    assert wrapped["type"] == [kind]
    assert wrapped["id"] == f"data:{media_type},{TOKEN}"
    assert enveloped.unwrap(wrapped) == TOKEN


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (jwt({}, {"typ": "vc+jwt"}), "application/vc+jwt"),
        (jwt({}, {"typ": "vp+jwt"}), "application/vp+jwt"),
        (jwt({}, {"typ": "JWT"}), "application/jwt"),
        (jwt({}), "application/jwt"),
        (jwt({}, {"typ": "dc+sd-jwt"}) + "~", "application/dc+sd-jwt"),
        (jwt({}, {"typ": "vc+sd-jwt"}) + "~", "application/vc+sd-jwt"),
    ],
    ids=["vc", "vp", "jwt", "untyped", "dc-sd", "vc-sd"],
)
def test_a_text_says_what_it_is(text: str, media_type: str) -> None:
    assert enveloped.wrap(text)["id"] == f"data:{media_type},{text}"


def test_nothing_is_wrapped_that_nobody_unwraps() -> None:
    with pytest.raises(UsageError):
        enveloped.wrap(TOKEN, "application/json")


def test_a_document_with_its_own_proof_is_no_envelope() -> None:
    assert enveloped.unwrap({"type": ["VerifiableCredential"]}) is None
    assert enveloped.unwrap(7) is None
    assert enveloped.unwrap(TOKEN) == TOKEN


@pytest.mark.parametrize(
    ("members", "code", "pointer"),
    [
        ({"@context": []}, "context_missing", "/@context"),
        ({"id": None}, "credential_malformed", "/id"),
        ({"id": "https://college.example/vc"}, "credential_malformed", "/id"),
        ({"id": "data:application/vc+jwt"}, "credential_malformed", "/id"),
        ({"id": f"data:application/vc+cose,{TOKEN}"}, "format_unsupported", "/id"),
        ({"id": f"data:application/vp+jwt,{TOKEN}"}, "format_unsupported", "/id"),
        ({"type": list(enveloped.TYPES)}, "format_unsupported", "/id"),
    ],
)
def test_a_crooked_envelope_is_refused(members: Any, code: str, pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        enveloped.unwrap(enveloped.wrap(TOKEN, "application/vc+jwt") | members)
    assert (caught.value.code, caught.value.pointer) == (code, pointer)


@pytest.mark.parametrize("kind", sorted(enveloped.TYPES))
def test_a_text_that_only_says_jwt_is_read_in_either_envelope(kind: str) -> None:
    """What it holds, its own header says."""
    wrapped = enveloped.wrap(TOKEN, "application/vc+jwt") | {"type": kind, "id": f"data:application/jwt,{TOKEN}"}
    assert enveloped.unwrap(wrapped) == TOKEN
    assert enveloped.wrap(TOKEN, "application/jwt")["type"] == [enveloped.CREDENTIAL]


@pytest.mark.parametrize("media_type", ["application/vp+jwt", "application/JWT"])
def test_a_signed_text_hides_in_no_other_object(media_type: str) -> None:
    with pytest.raises(InputError) as caught:
        enveloped.unwrap({"type": ["VerifiablePresentation"], "id": f"data:{media_type},{TOKEN}"})
    assert (caught.value.code, caught.value.pointer) == ("member_malformed", "/id")
    assert enveloped.unwrap({"type": ["VerifiableCredential"], "id": "data:text/plain,x"}) is None
