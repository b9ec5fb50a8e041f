"""Disclosures and their digests: RFC 9901 by its own examples, and every way of getting it wrong."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.encoding import pointer as pointers
from sceau.errors import InputError, SceauError, UsageError
from sceau.proofs.sd_jwt import text as texts
from sceau.proofs.sd_jwt.concealing import conceal
from sceau.proofs.sd_jwt.disclosure import Disclosure, digest
from sceau.proofs.sd_jwt.revealing import Revealed, reveal
from tests.sceau.proofs.sd_jwt.texts import counting, digests, disclosure, sd_jwt

NAME = disclosure("salt-1", "name", "Zoé")
CITY = disclosure("salt-2", "city", "Québec")
ITEM = disclosure("salt-3", "FR")


def revealed(payload: Any, *disclosures: str) -> Any:
    return reveal(payload, [Disclosure.parse(each) for each in disclosures])


def read(text: str) -> Revealed:
    found = texts.parse(text)
    return reveal(found.jws.claims(), found.disclosures)


def refused(payload: Any, *disclosures: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read(sd_jwt(payload, *disclosures))
    return caught.value.code, caught.value.pointer


@pytest.mark.parametrize(
    ("text", "name", "value", "expected"),
    [
        (
            "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
            "family_name",
            "Möbius",
            "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
        ),
        (
            "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0",
            None,
            "FR",
            "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs",
        ),
    ],
)
def test_the_disclosures_of_the_specification(text: str, name: str | None, value: str, expected: str) -> None:
    """RFC 9901 §4.2.1 to §4.2.3."""
    found = Disclosure.parse(text)
    assert (found.name, found.value) == (name, value)
    assert digest(text) == expected


def test_the_other_spellings_of_the_specification_are_read_alike() -> None:
    for text in (
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd",
        "WwoiXzI2YmM0TFQtYWM2cTJLSTZjQlc1ZXMiLAoiZmFtaWx5X25hbWUiLAoiTcO2Yml1cyIKXQ",
    ):
        assert Disclosure.parse(text).value == "Möbius"


def test_every_disclosure_stands_in_its_place() -> None:
    address = disclosure("salt-4", "address", {"country": "CA", "_sd": digests(CITY)})
    payload = {
        "open": 1,
        "_sd": [*digests(NAME, address), "a-decoy"],
        "list": ["DE", {"...": digest(ITEM)}, {"...": "another-decoy"}, "US"],
        "_sd_alg": "sha-256",
    }
    found = revealed(payload, CITY, ITEM, address, NAME)
    assert found.claims == {
        "open": 1,
        "list": ["DE", "FR", "US"],
        "name": "Zoé",
        "address": {"country": "CA", "city": "Québec"},
    }
    assert set(found.placed) == {"/name", "/address", "/address/city", "/list/1"}
    assert found.withheld == 2


def test_what_is_held_back_leaves_no_trace() -> None:
    payload = {"a": {"_sd": digests(NAME)}, "list": [{"...": digest(ITEM)}]}
    assert revealed(payload).claims == {"a": {}, "list": []}


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512"])
def test_digests_of_every_size(name: str) -> None:
    payload = {"_sd": [digest(NAME, name)], "_sd_alg": name}
    assert revealed(payload, NAME).claims == {"name": "Zoé"}


NESTED = disclosure("salt-5", "inner", {"_sd": digests(NAME)})
BAD_NAME = disclosure("salt", "_sd", [])


@pytest.mark.parametrize(
    ("payload", "disclosures", "code", "pointer"),
    [
        ({"_sd": digests(NAME, NAME)}, [NAME], "sd_jwt_digest_repeated", "/_sd"),
        ({"_sd": ["decoy"], "a": {"_sd": ["decoy"]}}, [], "sd_jwt_digest_repeated", "/_sd"),
        ({"_sd": digests(ITEM), "a": [{"...": digest(ITEM)}]}, [], "sd_jwt_digest_repeated", "/_sd"),
        ({"_sd": digests(NAME, NESTED)}, [NAME, NESTED], "sd_jwt_digest_repeated", "/inner/_sd"),
        ({"_sd": digests(NAME)}, [NAME, NAME], "sd_jwt_digest_repeated", "/disclosures/1"),
        ({"_sd": digests(NAME)}, [NAME, CITY], "sd_jwt_disclosure_unused", "/disclosures/1"),
        ({"_sd": digests(NESTED)}, [NAME], "sd_jwt_disclosure_unused", "/disclosures/0"),
        ({"name": "Léa", "_sd": digests(NAME)}, [NAME], "sd_jwt_claim_collision", "/name"),
        (
            {"_sd": digests(NAME, disclosure("salt-6", "name", "Léa"))},
            [NAME, disclosure("salt-6", "name", "Léa")],
            "sd_jwt_claim_collision",
            "/name",
        ),
        ({"_sd": digests(ITEM)}, [ITEM], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({"a": [{"...": digest(NAME)}]}, [NAME], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({"_sd": digests(BAD_NAME)}, [BAD_NAME], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure("salt", "...", 1)], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure("salt", "_sd_alg", 1)], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure(1, "name", 1)], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure("salt", 1, 1)], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure("salt")], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, [disclosure("salt", "a", "b", "c")], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, ["e30"], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({}, ["W10="], "sd_jwt_disclosure_malformed", "/disclosures/0"),
        ({"_sd": digests(NAME)}, [NAME, "A" * 700_000], "sd_jwt_disclosure_malformed", "/disclosures/1"),
        ({"_sd": "text"}, [], "sd_jwt_malformed", "/_sd"),
        ({"_sd": [7]}, [], "sd_jwt_malformed", "/_sd"),
        ({"a": [{"...": "digest", "b": 1}]}, [], "sd_jwt_malformed", "/a/0"),
        ({"a": [{"...": 7}]}, [], "sd_jwt_malformed", "/a/0"),
        ({"a": {"...": "digest"}}, [], "sd_jwt_malformed", "/a/..."),
        ({"a": {"_sd_alg": "sha-256"}}, [], "sd_jwt_malformed", "/a/_sd_alg"),
        ({"_sd_alg": "md5"}, [], "sd_jwt_hash_unsupported", "/_sd_alg"),
        ({"_sd_alg": 7}, [], "sd_jwt_hash_unsupported", "/_sd_alg"),
    ],
)
def test_a_crooked_selection_is_refused(payload: Any, disclosures: list[str], code: str, pointer: str) -> None:
    assert refused(payload, *disclosures) == (code, pointer)


def test_disclosures_nested_without_end_are_refused() -> None:
    text = disclosure("salt", "a", "b")
    chain = [text]
    for _ in range(70):
        text = disclosure("salt", "a", {"_sd": digests(text)})
        chain.append(text)
    assert refused({"_sd": digests(text)}, *chain)[0] == "json_too_deep"


@pytest.mark.parametrize(
    "text",
    ["", "a.b.c", sd_jwt({}) + "~", sd_jwt({})[:-1], "~" * 2_000, sd_jwt({}, tail="kb")],
    ids=["empty", "bare", "empty-disclosure", "no-tilde", "many", "binding"],
)
def test_a_text_that_is_no_sd_jwt_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        texts.parse(text)


NAMES = st.text(st.characters(categories=["L", "N", "S", "P"], exclude_characters="\x7f"), max_size=6).filter(
    lambda name: name not in {"_sd", "_sd_alg", "..."}
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def places(value: Any, here: str = "") -> list[str]:
    if isinstance(value, dict):
        inside = [(pointers.join(here, name), inner) for name, inner in value.items()]
    else:
        inside = [(pointers.join(here, index), inner) for index, inner in enumerate(value)]
    below = [place for where, inner in inside if isinstance(inner, dict | list) for place in places(inner, where)]
    return [where for where, _ in inside] + below


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.data(), st.integers(0, 2))
@settings(max_examples=100)
def test_what_is_concealed_is_revealed_again(claims: Any, data: st.DataObject, decoys: int) -> None:
    every = places(claims)
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    payload, made = conceal(claims, chosen, random=counting(), decoys=decoys)
    assert conceal(claims, chosen[::-1], random=counting(), decoys=decoys) == (payload, made)
    found = reveal(payload, made)
    assert found.claims == claims
    assert set(found.placed) == set(chosen)
    for each in made:
        assert Disclosure.parse(each.text) == each


def test_what_is_held_back_is_not_in_the_payload() -> None:
    payload, made = conceal({"a": "open", "b": {"c": "hidden"}}, ["/b/c", "/b"], random=counting(), decoys=3)
    assert set(payload) == {"a", "_sd", "_sd_alg"}
    assert payload["_sd"] == sorted(payload["_sd"])
    assert len(payload["_sd"]) == 4
    assert [each.name for each in made] == ["c", "b"]


@pytest.mark.parametrize("pointer", ["", "a", "/b", "/a/00", "/a/2", "/a/-1", "/a/0/x"])
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        conceal({"a": [1, 2]}, [pointer], random=counting())
    assert (caught.value.code, caught.value.pointer) == ("pointer_unmatched", pointer)


@pytest.mark.parametrize("name", ["_sd", "_sd_alg", "..."])
def test_reserved_names_are_not_signed(name: str) -> None:
    with pytest.raises(InputError) as caught:
        conceal({"a": {name: 1}}, [], random=counting())
    assert (caught.value.code, caught.value.pointer) == ("member_malformed", f"/a/{name}")


@pytest.mark.parametrize("chosen", ["/a", "/a/b", "/a/b/1", "/a/b/0", "/c/d", "/e"])
def test_reserved_names_are_found_wherever_something_is_chosen(chosen: str) -> None:
    claims: Any = {"e": 1, "c": {"d": [{}]}, "a": {"b": [2, [{"x": {"_sd": 1}}]]}}
    with pytest.raises(InputError) as caught:
        conceal(claims, [chosen], random=counting())
    assert (caught.value.code, caught.value.pointer) == ("member_malformed", "/a/b/1/0/x/_sd")


def test_more_than_anybody_reads_is_not_signed() -> None:
    with pytest.raises(UsageError):
        conceal({}, ["/a"] * 1_001, random=counting())
    with pytest.raises(UsageError):
        conceal({}, [], random=counting(), decoys=-1)


@given(st.lists(st.sampled_from([NAME, CITY, ITEM, NESTED, BAD_NAME, "W10"]), max_size=4), VALUES, st.booleans())
@settings(max_examples=150)
def test_nothing_but_engine_errors_leaves(chosen: list[str], value: Any, listed: bool) -> None:
    payload: Any = {"a": value, "_sd": value if listed else digests(*chosen), "b": [{"...": value}]}
    with suppress(SceauError):
        read(sd_jwt(payload, *chosen))
