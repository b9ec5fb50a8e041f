"""Identifiers and keys at https addresses, which Open Badges 3.0 lets issuers use."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.did.methods import key
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.keys import jwk
from tests.sceau.did.test_resolver import World
from tests.sceau.keys.pairs import ED25519_PRIVATE, P256_PRIVATE

ISSUER = "https://college.example/issuers/1"
KEY = "https://college.example/keys/1"
PUBLIC = P256_PRIVATE.public
WEB_KEY: dict[str, Any] = dict(jwk.from_public_key(PUBLIC))
OTHER: dict[str, Any] = dict(jwk.from_public_key(ED25519_PRIVATE.public))


def method(**changes: Any) -> dict[str, Any]:
    named = {"id": f"{ISSUER}#key-1", "type": "Multikey", "controller": ISSUER}
    return named | {"publicKeyMultibase": P256_PRIVATE.public_multibase} | changes


def document(**changes: Any) -> dict[str, Any]:
    return {"id": ISSUER, "verificationMethod": [method()], "assertionMethod": [f"{ISSUER}#key-1"]} | changes


def resolver(**pages: Any) -> Resolver:
    addresses = {"issuer": ISSUER, "key": KEY}
    return Resolver(World({addresses[name]: dumps(page) for name, page in pages.items()}))


def test_an_identifier_at_an_address_is_fetched_without_redirects() -> None:
    asked = World({ISSUER: dumps(document())})
    found = Resolver(asked).resolve(ISSUER)
    assert (found.id, found.assertion_method) == (ISSUER, {f"{ISSUER}#key-1"})
    assert Resolver(asked).method(f"{ISSUER}#key-1").public_key == PUBLIC
    assert asked.asked == [(ISSUER, 0)] * 2


@pytest.mark.parametrize(
    "changes", [{"id": "https://other.example"}, {"id": ISSUER + "/"}, {"id": None}, {"verificationMethod": 7}]
)
def test_a_document_of_another_address_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="did_document_invalid"):
        resolver(issuer=document(**changes)).resolve(ISSUER)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://college.example/1",
            "https://",
            "https:///1",
            "https://user@college.example/1",
            "https://a.example/\n",
        ),
        *(
            "https://a.example:port/",
            "https://[",
            "https://a.example/" + "a" * 3_000,
            "https://a.example/é",
            "ftp://a/",
        ),
        "http://localhost:8000/1",
    ],
)
def test_addresses_that_are_not_visited(address: str) -> None:
    asked = World({})
    for ask in (Resolver(asked).resolve, Resolver(asked).jwk_at):
        with pytest.raises(InputError, match="did_malformed"):
            ask(address)
    assert asked.asked == []


def test_this_machine_is_visited_over_http_only_when_allowed() -> None:
    here = "http://localhost:8000/1"
    pages = {here: dumps({"id": here})}
    assert Resolver(World(pages), allow_loopback_http=True).resolve(here).id == here
    with pytest.raises(InputError, match="did_malformed"):
        Resolver(World({}), allow_loopback_http=True).resolve("http://college.example/1")


def test_a_key_stands_at_an_address() -> None:
    assert resolver(key=WEB_KEY).jwk_at(KEY) == PUBLIC
    assert resolver(key=method(id=KEY)).jwk_at(KEY) == PUBLIC
    assert resolver(issuer=document()).jwk_at(f"{ISSUER}#key-1") == PUBLIC
    url = key.method_of(ED25519_PRIVATE.public)
    assert resolver().jwk_at(url) == ED25519_PRIVATE.public


@pytest.mark.parametrize(
    ("fragment", "kid", "names"),
    [
        ("#key-1", None, ["key-1", "key-2"]),
        ("#key-1", None, [f"{KEY}#key-1", "key-2"]),
        ("", "key-1", ["key-1", "key-2"]),
    ],
)
def test_a_key_of_a_set(fragment: str, kid: str | None, names: list[str]) -> None:
    keys = [each | {"kid": name} for each, name in zip((WEB_KEY, OTHER), names, strict=True)]
    assert resolver(key={"keys": keys}).jwk_at(KEY + fragment, kid) == PUBLIC
    assert resolver(key={"keys": [7, *reversed(keys)]}).jwk_at(KEY + fragment, kid) == PUBLIC


def test_the_only_key_of_a_set_needs_no_name() -> None:
    assert resolver(key={"keys": [WEB_KEY]}).jwk_at(KEY) == PUBLIC


@pytest.mark.parametrize(
    ("page", "url", "code"),
    [
        ({"keys": [WEB_KEY, OTHER]}, KEY, "verification_method_missing"),
        ({"keys": []}, KEY, "verification_method_missing"),
        ({"keys": [WEB_KEY]}, f"{KEY}#key-1", "verification_method_missing"),
        (
            {"keys": [WEB_KEY | {"kid": "key-1"}, OTHER | {"kid": "key-1"}]},
            f"{KEY}#key-1",
            "verification_method_missing",
        ),
        ({"keys": {}}, KEY, "did_document_invalid"),
        (WEB_KEY | {"use": "enc"}, KEY, "key_type_unsupported"),
        (WEB_KEY | {"d": "AA"}, KEY, "key_malformed"),
        ({"id": "https://other.example/keys/1"}, KEY, "did_document_invalid"),
        (method(), KEY, "did_document_invalid"),
        ({"id": KEY}, KEY, "verification_method_missing"),
        (method(id=KEY, publicKeyMultibase="z0"), KEY, "multibase_malformed"),
        (method(id=KEY, controller=None), KEY, "did_document_invalid"),
        ([], KEY, "did_document_invalid"),
    ],
)
def test_refused_keys(page: Any, url: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        resolver(key=page).jwk_at(url)


def test_silence_is_the_worlds() -> None:
    for url in (ISSUER, f"{ISSUER}#key-1"):
        with pytest.raises(ResolutionError, match="did_unreachable"):
            resolver().jwk_at(url)


def test_nothing_but_the_engines_own_errors_leaves() -> None:
    for page in ({"keys": [{}]}, {"kty": []}, {"id": KEY, "type": "Multikey"}, {"id": KEY, "type": 7}, {}):
        with pytest.raises(SceauError):
            resolver(key=page).jwk_at(KEY)
