"""The law of the fast ways: they give the answer of the general processor, or none."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import pointer as pointers
from sceau.errors import InputError
from sceau.linked_data import canonical, direct, nquads, rdf, rdfc, selection
from sceau.linked_data.compiled import learning
from sceau.linked_data.compiled.learning import Unlearned
from sceau.linked_data.compiled.way import Way, _escaped, _plain, is_plain
from sceau.linked_data.compiled.ways import MOST_ALIKE, MOST_WAYS, PRICE, Ways
from sceau.linked_data.contexts import CREDENTIALS_V2, Contexts
from sceau.linked_data.loader import processor
from tests.sceau.documents import badge, minimal
from tests.sceau.linked_data import hostile
from tests.sceau.linked_data.answers import Answer, agree, answer, direct_answer, general, learned, read, written
from tests.sceau.linked_data.sets import one_term

NEGATIVE = Path(__file__).parents[2] / "vectors" / "negative"
seeds = st.integers(0, 2**32)
hashes = st.sampled_from(["sha256", "sha384"])


@given(seeds, hashes)
def test_one_walk_reads_what_the_processor_reads(seed: int, hash_name: str) -> None:
    random = Random(seed)
    document = hostile.usual(random)
    assert direct_answer(document, Contexts.bundled(), hash_name) == general(document, Contexts.bundled(), hash_name)
    agree(hostile.mutated(random, document), Contexts.bundled(), hash_name)


@given(st.sampled_from(["fr", "FR-ca", "", "fr_", None, ["fr"]]), st.text(max_size=5), st.booleans())
def test_a_text_with_its_language_is_read_in_one_walk(language: Any, text: str, again: bool) -> None:
    document = minimal()
    worded = {"@value": text, "@language": language}
    document["name"] = [worded, worded] if again else worded
    expected = general(document, Contexts.bundled()) if language in ("fr", "FR-ca") else None
    assert direct_answer(document, Contexts.bundled()) == expected


@given(seeds)
def test_contexts_of_all_kinds_mean_the_same_in_one_walk(seed: int) -> None:
    document, contexts = hostile.made(Random(seed))
    expected = general(document, contexts)
    if expected == general(document, contexts):  # pyld forgets which of some contexts it had stumbled over
        assert direct_answer(document, contexts) in (None, expected)


@given(seeds, hashes)
def test_a_known_shape_is_written_as_the_processor_writes_it(seed: int, hash_name: str) -> None:
    random = Random(seed)
    contexts = Contexts.bundled()
    document = hostile.usual(random)
    try:
        way = learned(document, contexts)
    except Unlearned:
        way = learned(minimal(), contexts)
    agree(hostile.mutated(random, document, only_values=random.random() < 0.8), contexts, hash_name, way)


def promised(document: dict[str, Any]) -> object:
    """What `Known` says to be the same in all documents of a shape."""
    identifiers: dict[Any, list[str]] = {}
    for pointer, value in pointers.objects(document):
        if len(value) > 1 and isinstance(identifier := value.get("id", value.get("@id")), str):
            identifiers.setdefault(identifier, []).append(pointer)

    def skeleton(name: str, value: Any) -> object:
        if isinstance(value, bool) or name in {"@context", "type", "@type"}:
            return value
        if isinstance(value, dict):
            return {inner: skeleton(inner, value[inner]) for inner in value}
        return [skeleton("", inner) for inner in value] if isinstance(value, list) else type(value)

    return skeleton("", document), sorted(sorted(each) for each in identifiers.values())


@given(seeds)
def test_what_is_said_of_a_known_shape_holds(seed: int) -> None:
    random = Random(seed)
    document = hostile.usual(random)
    try:
        way = learned(document, Contexts.bundled())
    except Unlearned:
        return
    other = hostile.mutated(random, document, only_values=random.random() < 0.8)
    if way.row(other) is not None:
        assert promised(other) == promised(document)


@given(seeds)
def test_nodes_and_lists_are_given_the_same_names(seed: int) -> None:
    random = Random(seed)
    contexts = Contexts.bundled()
    document, contexts = (hostile.usual(random), contexts) if random.random() < 0.5 else hostile.made(random)
    named = selection._with_names(
        document, {at: f"_:x{at}" for at, value in pointers.objects(document) if "id" not in value}
    )
    ours: rdf.Names = {}
    theirs: rdf.Names = {}
    quads = direct.quads(named, contexts, canonical.MOST_VALUES, ours)
    if quads is None:
        return
    expected = rdf.quads(processor(contexts).expand(named)[0], theirs)
    assert ours.keys() == theirs.keys()
    labels = {ours[name]: theirs[name] for name in ours}
    assert rdfc.canonicalize(quads)[0] == rdfc.canonicalize(expected)[0]
    same = {(labels.get(s, s), p, labels.get(o, o), g) for s, p, o, g in quads if "_:b" not in (s[:3], o[:3], g[:3])}
    assert same == {quad for quad in expected if "_:b" not in (quad[0][:3], quad[2][:3], quad[3][:3])}


def corpus() -> list[Path]:
    return sorted((*NEGATIVE.glob("good/*.json"), *NEGATIVE.glob("cases/*.json")))


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.stem)
def test_the_negative_corpus_is_answered_alike(path: Path, contexts: Contexts) -> None:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        document = {"@context": CREDENTIALS_V2}
    agree(document, contexts)
    bare = {name: value for name, value in document.items() if name != "proof"}
    agree(bare, contexts, "sha384")


@pytest.fixture
def usual(private_key: Any) -> dict[str, Any]:
    return badge(private_key)


@pytest.fixture
def way(usual: dict[str, Any], contexts: Contexts) -> Way:
    return learned(usual, contexts)


def test_other_values_in_a_known_shape(usual: dict[str, Any], way: Way, contexts: Contexts) -> None:
    usual["name"] = 'Été "1" \\ \u007f\n\ufffe 🎓'
    usual["credentialSubject"]["achievement"]["id"] = "https://other.example/é?a=1#b"
    text = written(way, usual, "sha256")
    assert text == general(usual, contexts)
    assert text is not None
    assert '"Été \\"1\\" \\\\ \\u007F\\n\\uFFFE 🎓"' in text


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("name",), 5),
        (("name",), None),
        (("name",), ["a"]),
        (("name",), {"@value": "a"}),
        (("name",), "\ud800"),
        (("issuer",), "did:example:1"),
        (("issuer", "id"), "_:b0"),
        (("issuer", "id"), "relative"),
        (("issuer", "id"), "schema:x"),
        (("issuer", "id"), "https://a.example/a b"),
        (("issuer", "id"), 'https://a.example/> "x" .\n<urn:a'),
        (("issuer", "type"), ["Address"]),
        (("issuer", "type"), "Profile"),
        (("issuer", "more"), "x"),
        (("type",), ["OpenBadgeCredential", "VerifiableCredential", "urn:T"]),
        (("@context",), [CREDENTIALS_V2]),
        (("credentialSubject",), []),
        (("credentialSubject", "@id"), "urn:x"),
    ],
)
def test_what_is_not_covered_goes_the_general_way(
    usual: dict[str, Any], way: Way, contexts: Contexts, pointer: tuple[str, ...], value: Any
) -> None:
    place = usual
    for name in pointer[:-1]:
        place = place[name]
    place[pointer[-1]] = value
    assert written(way, usual, "sha256") is None
    agree(usual, contexts)


def test_every_character_is_escaped_or_refused_as_everywhere() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x10000), 0x1F393, 0x10FFFE, 0x10FFFF):
        text = f"a{chr(code)}"
        assert list(_escaped((text,)) or ()) == [nquads.escaped(text).encode()]
        plain = is_plain(f"urn:{text}")
        assert plain == (nquads.is_iri(f"urn:{text}"))
    assert _escaped(("a", "\ud800")) is None
    assert not is_plain("urn:\udfff")


@pytest.mark.parametrize(
    "texts",
    [
        *(["urn:a"], ["urn:a", "did:b"], ["urn:"], ["urn:a\n"], ["urn:a\nurn:b"], ["urn:a\n", "urn:b"], ["", "urn:b"]),
        *([""], ["", ""], ["\n"], ["urn:a", ""], ["urna"], ["URN:a"], ["xurn:a"], ["urn:a", "schema:b"]),
    ],
)
def test_references_are_looked_at_together_as_one_by_one(texts: list[str]) -> None:
    good = all(is_plain(text) for text in texts)
    assert _plain(texts) == ([text.encode() for text in texts] if good else None)
    assert _plain([]) == []
    for text in texts:
        assert not is_plain(text) or (nquads.is_iri(text) and text.startswith(("urn:", "did:")))


def test_a_missing_member_and_another_name(usual: dict[str, Any], way: Way) -> None:
    less = {name: value for name, value in usual.items() if name != "name"}
    assert written(way, less, "sha256") is None
    assert written(way, less | {"description": "x"}, "sha256") is None


def test_the_order_of_members_and_types(usual: dict[str, Any], way: Way, contexts: Contexts) -> None:
    assert written(way, dict(reversed(usual.items())), "sha256") == general(usual, contexts)


def test_objects_that_become_one_by_their_identifier(usual: dict[str, Any], way: Way, contexts: Contexts) -> None:
    other = copy.deepcopy(usual)
    other["issuer"]["id"] = other["credentialSubject"]["id"]
    assert written(way, other, "sha256") is None
    merging = learned(other, contexts)
    assert written(merging, other, "sha256") == general(other, contexts)
    assert written(merging, usual, "sha256") is None


def test_nodes_that_cannot_be_told_apart_by_what_they_say(contexts: Contexts) -> None:
    def document(*names: str) -> dict[str, Any]:
        return minimal() | {"evidence": [{"type": "urn:T", "name": name} for name in names]}

    way = learned(document("a", "b"), contexts)
    assert written(way, document("d", "c"), "sha256") == general(document("d", "c"), contexts)
    assert written(way, document("c", "c"), "sha256") is None
    agree(document("c", "c"), contexts, "sha256", way)


def test_equal_statements_are_one(contexts: Contexts) -> None:
    def document(*names: str) -> dict[str, Any]:
        return minimal() | {"name": list(names)}

    way = learned(document("a", "b"), contexts)
    assert written(way, document("b", "a"), "sha256") == written(way, document("a", "b"), "sha256")
    assert written(way, document("c", "c"), "sha256") is None
    assert direct_answer(document("c", "c"), contexts) == general(document("c", "c"), contexts)


@pytest.mark.parametrize("number", [1, -7, 2.5, 2.0, -0.0, 1e21, 10**21, 2**53, True, 5e-324, "1"])
def test_numbers_keep_their_kind(number: Any, usual: dict[str, Any], contexts: Contexts) -> None:
    achievement = usual["credentialSubject"]["achievement"]
    for known in (3, 1.5):
        achievement["creditsAvailable"] = known
        way = learned(usual, contexts)
        agree(usual | {"credentialSubject": {"achievement": achievement | {"creditsAvailable": number}}}, contexts)
        changed = copy.deepcopy(usual)
        changed["credentialSubject"]["achievement"]["creditsAvailable"] = number
        agree(changed, contexts, "sha256", way)


def test_a_context_that_gives_schemes_a_meaning_is_not_learned_with() -> None:
    document: dict[str, Any] = {"@context": "https://a.example/c", "id": "https://x.example/1", "t": "v"}
    assert written(learned(document, one_term("urn:t")), document, "sha256") == '<https://x.example/1> <urn:t> "v" .\n'
    body = json.dumps({"@context": {"urn": "https://x.example/", "t": "https://x.example/t", "id": "@id"}}).encode()
    contexts = Contexts.bundled().with_extra({"https://a.example/c": (body, hashlib.sha256(body).hexdigest())})
    with pytest.raises(Unlearned):
        learned(document, contexts)


def test_a_text_that_looks_like_a_mark_is_not_learned(usual: dict[str, Any], contexts: Contexts) -> None:
    with pytest.raises(Unlearned):
        learned(usual | {"name": f"{learning._MARK}7:"}, contexts)


def test_a_shape_is_learned_when_it_comes_again(usual: dict[str, Any], contexts: Contexts) -> None:
    known = Ways(contexts)
    quads = read(usual, contexts)
    for expected in (0, 0, 1, 1):
        assert (known.known(usual) is None) == (len(known) == 0)
        if not len(known):
            known.notice(usual, quads, lambda marked: read(marked, contexts))
        assert len(known) == expected
    found = known.known(usual)
    assert found is not None
    assert found.nquads("sha384") == general(usual, contexts, "sha384")
    assert found.nquads("sha256") == found.nquads("sha256") == general(usual, contexts)
    assert known.known(usual | {"name": 5}) is None


def test_facts_belong_to_the_shape(usual: dict[str, Any]) -> None:
    contexts = Contexts.bundled().with_extra({})
    assert canonical.known(usual, contexts) is None
    for _ in range(3):
        canonical.require_statements(usual, contexts)
    first = canonical.known(usual, contexts)
    assert first is not None
    first.facts["a room"] = 7
    second = canonical.known(dict(reversed(usual.items())) | {"name": "another"}, contexts)
    assert second is not None
    assert second.facts == {"a room": 7}
    assert second.nquads("sha256") == general(usual | {"name": "another"}, contexts)
    other = copy.deepcopy(usual)
    other["issuer"]["id"] = other["credentialSubject"]["id"]
    assert canonical.known(other, contexts) is None
    with canonical.general_only():
        assert canonical.known(usual, contexts) is None


def test_memory_and_learning_are_bounded(contexts: Contexts, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = 0

    def lesson(*_: Any) -> Way:
        nonlocal tries
        tries += 1
        return copy.copy(model)

    model = learned(minimal(), contexts)
    monkeypatch.setattr("sceau.linked_data.compiled.learning.learn", lesson)
    known = Ways(contexts)
    total = 20 * PRICE
    for number in range(total):
        for _ in range(3):
            known.notice(minimal() | {f"m{number}": "x"}, set(), lambda _: set())
    assert len(known) <= MOST_WAYS
    assert 0 < tries <= 10 + 3 * total // PRICE
    alike = Ways(contexts)
    for size in range(2 * MOST_ALIKE):
        for _ in range(3 * PRICE):
            alike.notice(minimal() | {"name": ["x"] * size}, set(), lambda _: set())
    assert len(alike) == MOST_ALIKE


def test_threads_may_share_what_was_learned(usual: dict[str, Any]) -> None:
    contexts = Contexts.bundled().with_extra({})
    expected = general(usual, contexts)
    answers: list[Answer] = []

    def work() -> None:
        answers.extend(answer(usual, contexts) for _ in range(10))

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 80


def test_what_is_refused_says_why_however_often(usual: dict[str, Any], contexts: Contexts) -> None:
    for _ in range(5):
        assert isinstance(answer(usual, contexts), str)
        assert answer(usual | {"motto": "x"}, contexts) == ("term_undefined", "/motto", "motto")
    canonical.require_statements(usual, contexts)
    with pytest.raises(InputError, match="term_undefined"):
        canonical.require_statements(usual | {"motto": "x"}, contexts)


@pytest.mark.parametrize(
    "context", [{"@vocab": None}, {"@language": None}, {"@propagate": False, "@import": CREDENTIALS_V2}]
)
def test_contexts_over_which_the_processor_stumbles_are_refused(context: Any, contexts: Contexts) -> None:
    refused = answer(minimal() | {"@context": [CREDENTIALS_V2, context]}, contexts)
    assert refused[0] == "linked_data_malformed"
