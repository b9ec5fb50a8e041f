from __future__ import annotations

import pytest

from sceau.did.document import PublishedKey, build
from sceau.did.methods import key, web
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, ResolutionError, UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.ports import Fetched

DID = "did:web:college.example:did:7"
ADDRESS = "https://college.example/did/7/did.json"
PUBLIC = PrivateKey.from_seed(bytes(32)).public


class World:
    """A `Fetch` that answers from a map and remembers how it was asked."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, int]] = []

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 0, redirects: int = 3) -> Fetched:
        self.asked.append((url, redirects))
        if url not in self.pages:
            raise ResolutionError("fetch_status", detail="404")
        return Fetched(url, self.pages[url], "application/json")


def world(did: str = DID) -> World:
    return World({ADDRESS: dumps(build(did, [PublishedKey("key-1", PUBLIC)]))})


def test_did_key_implies_its_document() -> None:
    url = key.method_of(PUBLIC)
    found = Resolver(world()).method(url)
    assert (found.id, found.controller, found.public_key) == (url, key.of(PUBLIC), PUBLIC)
    assert url in Resolver(world()).resolve(key.of(PUBLIC)).assertion_method


def test_did_web_is_fetched_without_redirects() -> None:
    asked = world()
    assert Resolver(asked).method(f"{DID}#key-1").public_key == PUBLIC
    assert asked.asked == [(ADDRESS, 0)]


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:college.example", "https://college.example/.well-known/did.json"),
        ("did:web:localhost%3A8000:issuers:1", "https://localhost:8000/issuers/1/did.json"),
        ("did:web:college.example%3a8443", "https://college.example:8443/.well-known/did.json"),
        ("did:web:college.example:a%20b", None),
        ("did:web:college.example:a%C3%A9", "https://college.example/a%C3%A9/did.json"),
    ],
)
def test_did_web_addresses(did: str, address: str | None) -> None:
    if address is None:
        with pytest.raises(InputError, match="did_malformed"):
            web.address(did)
    else:
        assert web.address(did) == address


@pytest.mark.parametrize("host", ["localhost%3A8000", "127.0.0.1%3A8000", "demo.localhost"])
def test_loopback_over_http_only_when_allowed(host: str) -> None:
    assert web.address(f"did:web:{host}", allow_loopback_http=True).startswith("http://")
    assert web.address("did:web:college.example", allow_loopback_http=True).startswith("https://")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_loopback_is_read_over_whichever_of_the_two_answers(scheme: str) -> None:
    did = "did:web:localhost%3A8443:did:7"
    pages = {f"{scheme}://localhost:8443/did/7/did.json": dumps(build(did, [PublishedKey("key-1", PUBLIC)]))}
    assert Resolver(World(pages), allow_loopback_http=True).resolve(did).id == did
    refused = World({})
    with pytest.raises(ResolutionError, match="did_unreachable"):
        Resolver(refused, allow_loopback_http=True).resolve(did)
    assert [url.partition(":")[0] for url, _ in refused.asked] == ["http", "https"]


@pytest.mark.parametrize(
    "did",
    [
        *("did:web:", "did:web::a", "did:web:a.example:", "did:web:a.example::b", "did:web:a.example:.."),
        *("did:web:a.example:%2e%2e", "did:web:a.example:a%2Fb", "did:web:a.example:a%5Cb", "did:web:a.example:a%3Fb"),
        *("did:web:a.example:a%0Ab", "did:web:10.0.0.1", "did:web:127.0.0.1", "did:web:a.example%3A0"),
        *("did:web:a.example%3A99999", "did:web:a.example%3Aport", "did:web:a.example%3A", "did:web:a_b"),
        *("did:web:user%40a.example", "did:web:a.example%2Fb", "did:web:-a.example", "did:web:" + "a" * 64),
    ],
)
def test_did_web_refusals(did: str) -> None:
    asked = world()
    with pytest.raises(InputError, match="did_malformed"):
        Resolver(asked).resolve(did)
    assert asked.asked == []


@pytest.mark.parametrize(
    ("did", "code"),
    [
        ("college.example", "did_malformed"),
        ("did:web:collège.example", "did_malformed"),
        ("did:key:z0", "did_malformed"),
        ("did:key:zAAAA", "key_type_unsupported"),
        ("did:ion:abc", "did_method_unsupported"),
        ("did:key:" + "z" * 3_000, "did_malformed"),
    ],
)
def test_refused_dids(did: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        Resolver(world()).resolve(did)


def test_a_method_needs_its_fragment() -> None:
    with pytest.raises(InputError, match="did_malformed"):
        Resolver(world()).method(DID)
    with pytest.raises(InputError, match="verification_method_missing"):
        Resolver(world()).method(f"{DID}#key-9")


def test_a_document_of_another_did_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        Resolver(world("did:web:other.example")).resolve(DID)
    assert (refusal.value.code, refusal.value.pointer) == ("did_document_invalid", "/id")


def test_a_page_that_is_no_document() -> None:
    with pytest.raises(InputError, match="did_document_invalid"):
        Resolver(World({ADDRESS: b"<html>"})).resolve(DID)


def test_an_absent_document_is_the_worlds_silence() -> None:
    with pytest.raises(ResolutionError) as refusal:
        Resolver(World({})).resolve(DID)
    assert (refusal.value.code, refusal.value.detail) == ("did_unreachable", "fetch_status")


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://college.example", "did:web:college.example"),
        ("https://college.example/did/7/", DID),
        ("http://localhost:8000/did/7", "did:web:localhost%3A8000:did:7"),
    ],
)
def test_the_did_of_an_address(address: str, did: str) -> None:
    assert web.of(address) == did


@pytest.mark.parametrize("address", ["college.example", "https://college.example/?a", "https://a.example/#b"])
def test_no_did_of_an_address(address: str) -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        web.of(address)
