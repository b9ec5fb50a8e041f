from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sceau.did.document import PublishedKey, build, parse
from sceau.errors import InputError
from sceau.keys import jwk, multikey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import Private
from sceau.keys.multikey import PublicKey
from tests.sceau.keys.pairs import BLS_PRIVATE, RSA_PRIVATE

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


def test_every_use_of_a_key_is_read() -> None:
    named = {
        "authentication": "a",
        "keyAgreement": "b",
        "capabilityInvocation": "c",
        "capabilityDelegation": "d",
    }
    agreement = PublicKey("X25519", bytes(32))
    document = {"id": DID, **{use: [method(id=f"#{name}")] for use, name in named.items()}}
    document["keyAgreement"] = [
        method(
            id="#b", type="X25519KeyAgreementKey2020", publicKeyMultibase=multikey.encode(agreement.kind, agreement.raw)
        )
    ]
    read = parse(document)
    assert read.assertion_method == frozenset()
    assert (read.authentication, read.key_agreement) == ({f"{DID}#a"}, {f"{DID}#b"})
    assert (read.capability_invocation, read.capability_delegation) == ({f"{DID}#c"}, {f"{DID}#d"})
    assert read.find(f"{DID}#b").public_key == agreement


def test_one_method_may_be_embedded_twice_but_not_two_of_one_name() -> None:
    read = parse({"id": DID, "assertionMethod": [method()], "authentication": [method()]})
    assert read.assertion_method == read.authentication == {f"{DID}#a"}
    for other in (method(controller="did:web:other.example"), method(type="JsonWebKey")):
        with pytest.raises(InputError, match="two methods of one name"):
            parse({"id": DID, "assertionMethod": [method()], "authentication": [other]})
    with pytest.raises(InputError, match="two methods of one name"):
        parse(with_methods(method()) | {"authentication": [method()]})


def test_both_forms_of_a_key_are_found() -> None:
    read = parse(build(DID, [PublishedKey("key-1", PUBLIC)]))
    thumbprint = jwk.thumbprint(jwk.from_public_key(PUBLIC))
    by_key = read.find_by_key(PUBLIC)
    assert by_key is not None
    assert by_key.id == f"{DID}#key-1"
    for kid, name in [
        (f"{DID}#key-1-jwk", "key-1-jwk"),
        ("#key-1", "key-1"),
        ("key-1-jwk", "key-1-jwk"),
        (thumbprint, "key-1"),
    ]:
        assert read.find_by_kid(kid).id == f"{DID}#{name}"
    assert read.find_by_key(PublicKey("Ed25519", bytes(32))) is None
    for kid in ("", "#", "key-2", "did:web:other.example#key-1", f"{thumbprint}A"):
        with pytest.raises(InputError, match="verification_method_missing"):
            read.find_by_kid(kid)


def test_the_name_inside_a_json_web_key_finds_it() -> None:
    web_key = jwk.from_public_key(PUBLIC) | {"kid": "urn:key:7"}
    read = parse(with_methods(method(type="JsonWebKey", publicKeyJwk=web_key)))
    assert read.find_by_kid("urn:key:7").id == f"{DID}#a"
    assert read.find(f"{DID}#a").raw["publicKeyJwk"] == web_key


def test_a_kid_of_a_method_out_of_use_says_why() -> None:
    with pytest.raises(InputError, match="key_type_unsupported"):
        parse(with_methods(method(type="BlsKey"))).find_by_kid("a")


def test_a_key_withdrawn_under_one_name_is_withdrawn_under_all() -> None:
    read = parse(build(DID, [PublishedKey("key-1", PUBLIC), PublishedKey("key-2", PUBLIC, revoked=RETIRED)]))
    found = read.find_by_key(PUBLIC)
    assert found is not None
    assert found.revoked == RETIRED
    assert read.find_by_kid(jwk.thumbprint(jwk.from_public_key(PUBLIC))).revoked == RETIRED


@pytest.mark.parametrize("pair", [RSA_PRIVATE, BLS_PRIVATE], ids=["RSA", "BLS12-381-G2"])
def test_kinds_with_one_published_form(pair: Private) -> None:
    read = parse(build(DID, [PublishedKey("key-1", pair.public)]))
    (only,) = read.verification_methods
    assert only.public_key == pair.public
    assert read.assertion_method == {only.id}


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
        ({"id": DID, "authentication": {}}, "/authentication"),
        ({"id": DID, "keyAgreement": ["key-1"]}, "/keyAgreement/0"),
    ],
)
def test_ill_shaped_documents(document: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse(document)
    assert (refusal.value.code, refusal.value.pointer) == ("did_document_invalid", pointer)


def test_a_key_for_authentication_is_published_as_one() -> None:
    key = PrivateKey.from_seed(bytes(32)).public
    document = parse(build("did:web:a.example", [PublishedKey("key-1", key, for_authentication=True)]))
    assert (
        document.authentication
        == document.assertion_method
        == {
            "did:web:a.example#key-1",
            "did:web:a.example#key-1-jwk",
        }
    )
    assert not parse(build("did:web:a.example", [PublishedKey("key-1", key)])).authentication
