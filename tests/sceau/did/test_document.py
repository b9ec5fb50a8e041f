from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.did.document import PublishedKey, build, parse
from sceau.errors import InputError
from sceau.keys.ed25519 import PrivateKey

DID = "did:web:college.example"
PUBLIC = PrivateKey.from_seed(bytes(32)).public
RETIRED = datetime(2026, 1, 1, tzinfo=UTC)


def method(**changes: Any) -> dict[str, Any]:
    return {
        "id": f"{DID}#a",
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": PrivateKey.from_seed(bytes(32)).public_multibase,
    } | changes


def with_methods(*methods: Any) -> dict[str, Any]:
    return {"id": DID, "verificationMethod": list(methods), "assertionMethod": [f"{DID}#a"]}


def test_what_is_built_is_read() -> None:
    built = build(DID, [PublishedKey("key-1", PUBLIC, revoked=RETIRED), PublishedKey("key-2", PUBLIC)])
    read = parse(built)
    assert [found.id for found in read.verification_methods] == [
        f"{DID}#{name}" for name in ("key-1", "key-1-jwk", "key-2", "key-2-jwk")
    ]
    assert {found.public_key for found in read.verification_methods} == {PUBLIC}
    assert read.assertion_method == {found.id for found in read.verification_methods}
    assert read.find(f"{DID}#key-1").revoked == read.find(f"{DID}#key-1-jwk").revoked == RETIRED
    assert read.find(f"{DID}#key-2").revoked is None
    assert read.raw is built


def test_a_compromised_key_may_not_assert() -> None:
    read = parse(build(DID, [PublishedKey("key-1", PUBLIC, for_assertion=False)]))
    assert read.find(f"{DID}#key-1").public_key == PUBLIC
    assert read.assertion_method == frozenset()


def test_older_kinds_and_embedded_methods() -> None:
    older = method(id="#b", type="Ed25519VerificationKey2020")
    read = parse({"id": DID, "assertionMethod": [method(), older]})
    assert read.assertion_method == {f"{DID}#a", f"{DID}#b"}
    assert read.find(f"{DID}#b").public_key == PUBLIC


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "BlsKey"}, "key_type_unsupported"),
        ({"publicKeyMultibase": "z0"}, "multibase_malformed"),
        ({"publicKeyMultibase": None}, "key_malformed"),
        ({"revoked": "yesterday"}, "date_malformed"),
    ],
)
def test_a_method_out_of_use_spoils_only_itself(changes: dict[str, Any], code: str) -> None:
    read = parse(with_methods(method(**changes), method(id="#b")))
    assert read.find(f"{DID}#b").public_key == PUBLIC
    with pytest.raises(InputError, match=code):
        read.find(f"{DID}#a")


def test_an_absent_method() -> None:
    with pytest.raises(InputError, match="verification_method_missing"):
        parse(with_methods(method())).find(f"{DID}#b")


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({}, "/id"),
        ({"id": "mailto:college@college.example"}, "/id"),
        ({"id": DID, "verificationMethod": {}}, "/verificationMethod"),
        (with_methods("did:x"), "/verificationMethod/0"),
        (with_methods(method(id=7)), "/verificationMethod/0/id"),
        (with_methods(method(), method()), "/verificationMethod/1/id"),
        (with_methods(method(type=None)), "/verificationMethod/0/type"),
        (with_methods(method(controller=None)), "/verificationMethod/0/controller"),
        ({"id": DID, "assertionMethod": ["key-1"]}, "/assertionMethod/0"),
        ({"id": DID, "assertionMethod": [7]}, "/assertionMethod/0"),
    ],
)
def test_ill_shaped_documents(document: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse(document)
    assert (refusal.value.code, refusal.value.pointer) == ("did_document_invalid", pointer)
