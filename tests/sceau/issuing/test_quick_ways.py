"""Issuing looks less closely at what it knows; it finds the same."""

from __future__ import annotations

import copy
import itertools
from contextlib import suppress
from datetime import datetime
from typing import Any
from unicodedata import combining, is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.did.methods import key
from sceau.errors import InputError, SceauError
from sceau.issuing import issue
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.safety import is_composed
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data import canonical
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import shape_problems
from sceau.proofs import whole
from sceau.proofs.suite import Covered
from tests.sceau.documents import badge

PRIVATE = PrivateKey.from_seed(bytes(range(32)))
SIGNER = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
MOMENT = datetime.fromisoformat("2026-03-01T14:05:00Z")
CONTEXTS = Contexts.bundled().with_extra({})  # whose shapes are learned here alone
VALUES: list[Any] = [
    *("", "x", "E\u0301", "\u2000", "\u212b", "’œ–", "\u0007", "\x7f", "\ufffe", "\ud800", "a\nb", "\\"),
    *(
        "urn:x:1",
        "https://a.example/é",
        "https://a.example/ b",
        "urn:x:\x7f",
        "did:web:a",
        "x:y",
        "term",
        "_:b0",
        'urn:"',
    ),
    *("2026-03-01T14:05:00Z", "2020-01-01T00:00:00Z", "2026-03-01", "2026-02-30T00:00:00Z"),
    *(None, True, 7, 1.5, 2.0, 2**53, float("nan"), [], {}, ["x"], {"@value": "x"}, {"id": "urn:x:2"}),
]


def usual() -> Any:
    """With most of what the shape of a credential is about."""
    return badge(PRIVATE) | {
        "validUntil": "2031-03-01T14:05:00Z",
        "credentialSchema": {"id": "https://a.example/schema", "type": "JsonSchema"},
        "evidence": [{"id": "https://a.example/evidence", "type": ["Evidence"], "name": "Work"}],
    }


def places(value: Any, here: tuple[Any, ...] = ()) -> Any:
    """Where each value of a document stands."""
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield (*here, step)
        yield from places(inner, (*here, step))


def altered(changes: list[tuple[tuple[Any, ...], Any]]) -> Any:
    """The usual document with other values, as far as their places are still there."""
    document = usual()
    for path, value in changes:
        inner = document
        with suppress(KeyError, IndexError, TypeError):
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = copy.deepcopy(value)
    return document


CHANGES = st.lists(st.tuples(st.sampled_from(list(places(usual()))), st.sampled_from(VALUES)), min_size=1, max_size=3)


def told(work: Any) -> Any:
    try:
        return work()
    except SceauError as error:
        return type(error), error.code, error.pointer, error.detail


@pytest.fixture(scope="module", autouse=True)
def _familiar() -> None:
    for _ in range(4):
        issue(usual(), signer=SIGNER, now=MOMENT, contexts=CONTEXTS)
    assert canonical.known(usual(), CONTEXTS) is not None


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@settings(max_examples=150, deadline=None)
@given(changes=CHANGES)
def test_what_is_known_changes_no_answer(suite: str, changes: Any) -> None:
    def work() -> Any:
        return issue(altered(changes), signer=SIGNER, now=MOMENT, contexts=CONTEXTS, cryptosuite=suite)

    quick = told(work)
    with canonical.general_only():
        assert told(work) == quick


@settings(max_examples=100, deadline=None)
@given(CHANGES, st.sampled_from([None, {"type": "DataIntegrityProof"}, [{}], 7]))
def test_the_same_holds_for_signed_texts(changes: Any, proof: Any) -> None:
    document = altered(changes) | ({} if proof is None else {"proof": proof})

    def work() -> Any:
        return issue_jwt(document, signer=SIGNER, now=MOMENT, contexts=CONTEXTS, form="vc-jwt")

    quick = told(work)
    with canonical.general_only():
        assert told(work) == quick


@settings(max_examples=200, deadline=None)
@given(CHANGES)
def test_a_known_shape_has_the_same_problems(changes: Any) -> None:
    document = altered(changes)
    known = canonical.known(document, CONTEXTS)
    facts = {} if known is None else known.facts
    assert shape_problems(document, facts) == shape_problems(document)
    for proof in ({"type": "x"}, [{}], 7):
        assert shape_problems(document | {"proof": proof}, facts) == shape_problems(document | {"proof": proof})


def test_what_is_composed_is_normal_wherever_it_stands() -> None:
    short = [
        chr(point)
        for point in itertools.chain(range(0x3000), range(0xFF00, 0x10000))
        if point not in range(0xD800, 0xE000)
    ]
    quick = [text for text in short if is_composed(text.encode())]
    assert len(quick) > 0x300
    assert all(not combining(text) and is_normalized("NFC", f"a{text}e") for text in quick)
    assert is_composed("L’œuvre – « déjà vu »\u202f!".encode())


@given(st.text(st.sampled_from("aé\u0300\u0301’\u2000\u2001\u203f\u2040\u212b\uac00\u1161🎓")))
def test_what_is_composed_is_normalized(text: str) -> None:
    assert is_normalized("NFC", text) or not is_composed(text.encode())


def test_options_are_kept_apart() -> None:
    """By all that they are read with: the contexts, in their order, and the digest."""
    one = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-03-01T14:05:00Z"}
    contexts = usual()["@context"]

    def lines(options: Any, context: Any = contexts, hash_name: str = "sha256") -> Any:
        return told(
            lambda: whole.configuration(Covered({"@context": context}, options, CONTEXTS, "/proof/7"), hash_name)
        )

    assert lines(one) == lines(one) != lines(one | {"created": "2026-03-01T14:05:01Z"})
    assert lines(one | {"@context": "nothing"}) == lines(one)
    assert "x" * 5_000 in lines(one | {"nonce": "x" * 5_000})
    for _ in range(2):
        assert lines(one | {"motto": "x"})[:3] == (InputError, "term_undefined", "/proof/7/motto")
        assert lines(one, [*contexts, "https://a.example/c"])[1:3] == ("context_unknown", "/proof/7/@context/2")
    assert lines(one, contexts[0]) == lines(one, contexts[:1])
