"""What is known of a document from others of its shape changes no answer."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, SceauError
from sceau.linked_data import canonical
from sceau.linked_data.compiled import ways
from sceau.linked_data.compiled.learning import Unlearned, learn
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import shape_problems, value_problems
from sceau.openbadges import endorsement
from sceau.verifying import familiar, spelling
from sceau.verifying.familiar import Outlook
from sceau.verifying.memory import Memory
from sceau.verifying.policy import POLICIES, Policy
from tests.sceau.linked_data import hostile
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import CONTEXTS, NOW, World
from tests.vectors.negative import build
from tests.vectors.negative.case import Case, Good

Document = dict[str, Any]
seeds = st.integers(0, 2**32)


def bare(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "proof"}


def familiarized(document: Document, contexts: Contexts = CONTEXTS) -> Outlook | None:
    """Make the shape of ``document`` known, and say what its outlook is."""
    for _ in range(4):
        canonical.require_statements(bare(document), contexts)
    known = canonical.known(bare(document), contexts)
    return None if known is None else familiar.outlook(bare(document), known, contexts)


def answers(one: Case | Good, policy: Policy, times: int) -> list[Document]:
    world = World.usual()
    world.policy = policy
    if one.world:
        one.world(world)
    verifier = world.verifier()
    verifier._memory = Memory()
    asked: dict[str, Any] = {"now": NOW, "challenge": one.challenge, "domain": one.domain}
    return [verifier.verify(one.data, **asked).to_json() for _ in range(times)]


@pytest.mark.parametrize("one", [*build.GOOD, *build.CASES], ids=lambda one: one.name)
def test_of_each_document_of_the_corpus_the_same_is_said_when_its_shape_is_known(one: Case | Good) -> None:
    for policy in POLICIES.values():
        often = answers(one, policy, 4)
        with canonical.general_only():
            assert often == answers(one, policy, 1) * 4


def test_a_genuine_credential_is_familiar() -> None:
    document = worlds.genuine()
    found = familiarized(document)
    assert found == Outlook(
        values=canonical.weigh(bare(document)), is_usual=True, is_shaped=True, bears_endorsements=False
    )


def agree(document: Document, known: Known, contexts: Contexts) -> bool:
    """Whether something was known; what was must be so."""
    found = familiar.outlook(document, known, contexts)
    if found is None:
        return False
    assert found.values == canonical.weigh(document)
    assert not found.is_usual or not list(spelling.problems(document, contexts))
    assert not found.is_shaped or value_problems(document) == shape_problems(document)
    assert found.bears_endorsements or not list(endorsement.embedded(document))
    return True


def known_of(document: Document, contexts: Contexts) -> ways.Ways | None:
    """Ways that begin with the one for the shape of ``document``; None when there is none."""
    found = ways.Ways(contexts)
    try:
        with canonical.general_only():
            quads = canonical.to_quads(document, contexts)
        way = learn(document, quads, contexts, lambda marked: canonical._general(marked, contexts))
    except (Unlearned, InputError):
        return None
    found._keep(ways._key(document), way)
    return found


@given(seeds)
def test_values_at_random(seed: int) -> None:
    random = Random(seed)
    model = bare(hostile.usual(random))
    if random.random() < 0.3:
        model = bare(hostile.mutated(random, model))
    if (found := known_of(model, CONTEXTS)) is None:
        return
    for _ in range(20):
        document = hostile.mutated(random, model, only_values=True)
        known = found.known(document)
        if known is not None:
            agree(document, known, CONTEXTS)


def test_identifiers_that_come_to_be_alike_are_looked_at() -> None:
    model = bare(worlds.genuine())
    first, second = {"id": "https://x.example/1"}, {"id": "https://x.example/2", "type": ["Related"], "version": "2"}
    found = known_of(related(model, first, second), CONTEXTS)
    assert found is not None
    for identifier, is_familiar in (("https://x.example/3", True), (first["id"], False)):
        document = related(model, first, {**second, "id": identifier})
        known = found.known(document)
        assert known is not None
        assert agree(document, known, CONTEXTS) == is_familiar
        assert any(spelling.problems(document, CONTEXTS)) != is_familiar


def related(model: Document, *achievements: Document) -> Document:
    """``model`` with an achievement that has these versions beside it."""
    subject = model["credentialSubject"]
    return {
        **model,
        "credentialSubject": {**subject, "achievement": {**subject["achievement"], "related": list(achievements)}},
    }


def test_what_is_called_an_identifier_and_is_none_is_looked_at() -> None:
    body = dumps({"@context": {"card": {"@id": "urn:card", "@context": {"id": "urn:name", "text": "urn:text"}}}})
    address = "https://x.example/context"
    contexts = CONTEXTS.with_extra({address: (body, hashlib.sha256(body).hexdigest())})
    model = bare(worlds.genuine())
    model = {**model, "@context": [*model["@context"], address], "card": {"id": "urn:x", "text": "y"}}
    found = known_of(model, contexts)
    assert found is not None
    for text, is_familiar in (("urn:z", True), ("_:z", False)):
        document = {**model, "card": {"id": text, "text": "y"}}
        known = found.known(document)
        assert known is not None
        assert agree(document, known, contexts) == is_familiar
        assert any(spelling.problems(document, contexts)) != is_familiar


@given(seeds)
def test_reports_about_signed_documents_at_random(seed: int) -> None:
    random = Random(seed)
    model = examples.credential()
    assert familiarized(model)
    document = hostile.mutated(random, model, only_values=random.random() < 0.7)
    with suppress(SceauError):  # then it is looked at unsigned
        document = worlds.sign(document)
    try:
        data = dumps(document)
    except InputError:
        return
    world = World.usual()
    quick = world.verifier().verify(data, now=NOW).to_json()
    with canonical.general_only():
        assert world.verifier().verify(data, now=NOW).to_json() == quick
