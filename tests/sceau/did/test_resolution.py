"""What the W3C-CCG's test suite for did:key asks of an endpoint, and what DID Core adds."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.did.document import PublishedKey, build
from sceau.did.methods import key
from sceau.did.resolution import result
from sceau.did.resolver import Resolver
from sceau.encoding import multibase
from sceau.encoding.strict_json import dumps
from sceau.keys.ed25519 import PrivateKey
from tests.sceau.did.test_resolver import ADDRESS, DID, World

PUBLIC = PrivateKey.from_seed(bytes(32)).public
KEY = key.of(PUBLIC)
MULTIBASE = KEY.removeprefix("did:key:")


def ask(did: str, pages: dict[str, bytes] | None = None, **options: Any) -> tuple[int, Any]:
    return result(Resolver(World(pages or {})), did, options)


def test_a_did_gives_its_document() -> None:
    status, answer = ask(KEY, accept='application/ld+json;profile="https://w3id.org/did-resolution"')
    assert status == 200
    assert answer["didDocument"] == key.resolve(KEY).raw
    assert answer["didResolutionMetadata"] == {"contentType": "application/did+ld+json"}
    assert answer["didDocumentMetadata"] == {}
    assert answer["@context"] == "https://w3id.org/did-resolution/v1"


def test_a_did_url_gives_its_method() -> None:
    status, answer = ask(f"{KEY}#{MULTIBASE}")
    assert status == 200
    assert answer["didDocument"]["controller"] == KEY
    assert answer["didDocument"]["publicKeyMultibase"] == MULTIBASE
    assert answer["didDereferencingMetadata"] == {"contentType": "application/did+ld+json"}


def test_the_implied_encryption_key_is_found_and_listed_when_asked_for() -> None:
    # the pair of the suite's own data
    did, agreement = "did:key:z6MktKwz7Ge1Yxzr4JHavN33wiwa8y81QdcMRLXQsrH9T53b", "z6LSfHfAMAopsuBxaBzvp51GXrPf38Az13j2"
    _, answer = ask(did, enableEncryptionKeyDerivation="true")
    url = answer["didDocument"]["keyAgreement"][0]["id"]
    assert url.partition("#")[2].startswith(agreement)
    assert ask(url)[1]["didDocument"]["type"] == "Multikey"
    assert "keyAgreement" not in ask(did)[1]["didDocument"]


@pytest.mark.parametrize(
    ("key_format", "member"),
    [
        ("Multikey", "publicKeyMultibase"),
        ("JsonWebKey", "publicKeyJwk"),
        ("JsonWebKey2020", "publicKeyJwk"),
        ("Ed25519VerificationKey2020", "publicKeyMultibase"),
    ],
)
def test_formats(key_format: str, member: str) -> None:
    _, answer = ask(KEY, publicKeyFormat=key_format, enableEncryptionKeyDerivation=True)
    (method,), (agreement,) = (answer["didDocument"][name] for name in ("verificationMethod", "keyAgreement"))
    assert method["type"] == key_format
    assert member in method
    assert member in agreement
    assert agreement["type"] == key_format.replace("Ed25519VerificationKey", "X25519KeyAgreementKey")


@pytest.mark.parametrize(
    ("did", "status", "error"),
    [
        ("notDid:key:" + MULTIBASE, 400, "invalidDid"),
        ("did:experimental:" + MULTIBASE, 501, "methodNotSupported"),
        ("did:key:-4:" + MULTIBASE, 400, "invalidDid"),
        ("did:key:0:" + MULTIBASE, 400, "invalidDid"),
        ("did:key:" + MULTIBASE[1:], 400, "invalidDid"),
        ("did:key:@", 400, "invalidDid"),
        ("did:key:zTjsVPtY", 400, "invalidPublicKeyLength"),
        ("did:key:" + multibase.encode58(b"\x80\x24\x02" + bytes(31) + b"\x01"), 400, "invalidPublicKey"),
        ("did:key:" + multibase.encode58(b"\xed\x01" + b"\x02" + bytes(31)), 400, "invalidPublicKey"),
        ("did:key:" + multibase.encode58(b"\xe7\x01" + bytes(33)), 400, "unsupportedPublicKeyType"),
        ("did:jwk:e30", 400, "unsupportedPublicKeyType"),
        (DID, 404, "notFound"),
    ],
)
def test_refused_dids(did: str, status: int, error: str) -> None:
    found, answer = ask(did)
    assert (found, answer["didResolutionMetadata"]) == (status, {"error": error})
    assert answer["didDocument"] == {}


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (f"{KEY}/^bar^/?query=`#{MULTIBASE}", "invalidDidUrl"),
        (f"{KEY}#a b", "invalidDidUrl"),
        (f"{KEY}?%zz", "invalidDidUrl"),
        (f"{KEY}#", "notFound"),
        (f"{KEY}#other", "notFound"),
        (f"{KEY}/path", "notFound"),
        (f"{KEY}?service=x", "notFound"),
        (f"notDid:x#{MULTIBASE}", "invalidDid"),
    ],
)
def test_refused_did_urls(url: str, error: str) -> None:
    status, answer = ask(url)
    assert status >= 400
    assert answer["didDereferencingMetadata"] == {"error": error}


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"publicKeyFormat": "unknown"}, "unsupportedPublicKeyType"),
        ({"publicKeyFormat": "Ed25519VerificationKey2018"}, "invalidPublicKeyType"),
        (
            {"publicKeyFormat": "Ed25519VerificationKey2018", "enableExperimentalPublicKeyTypes": "false"},
            "invalidPublicKeyType",
        ),
        (
            {"publicKeyFormat": "Ed25519VerificationKey2018", "enableExperimentalPublicKeyTypes": "true"},
            "unsupportedPublicKeyType",
        ),
        ({"publicKeyFormat": "X25519KeyAgreementKey2020"}, "unsupportedPublicKeyType"),
        ({"accept": "text/html"}, "representationNotSupported"),
    ],
)
def test_refused_options(options: dict[str, Any], error: str) -> None:
    for did, metadata in ((KEY, "didResolutionMetadata"), (f"{KEY}#{MULTIBASE}", "didDereferencingMetadata")):
        status, answer = ask(did, **options)
        assert status == (406 if error == "representationNotSupported" else 400)
        assert answer[metadata] == {"error": error}


def test_a_document_of_the_web() -> None:
    document = build(DID, [PublishedKey("key-1", PUBLIC)])
    pages = {ADDRESS: dumps(document)}
    assert ask(DID, pages)[1]["didDocument"] == document
    _, answer = ask(f"{DID}#key-1-jwk", pages)
    assert answer["didDocument"]["publicKeyJwk"]["crv"] == "Ed25519"
    assert ask(DID, {ADDRESS: b"[]"})[1]["didResolutionMetadata"] == {"error": "invalidDidDocument"}
