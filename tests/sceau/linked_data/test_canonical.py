from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError
from sceau.linked_data import rdf
from sceau.linked_data.canonical import canonicalize_dataset, general_only, to_nquads
from sceau.linked_data.contexts import CREDENTIALS_V2, OPEN_BADGES_V3, Contexts
from tests.sceau.documents import minimal

V2 = "https://www.w3.org/2018/credentials#"


def subject(**members: Any) -> dict[str, Any]:
    return minimal() | {"credentialSubject": {"id": "did:example:learner", **members}}


def inline(context: Any) -> dict[str, Any]:
    return minimal() | {"@context": [CREDENTIALS_V2, context]}


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        (minimal() | {"motto": "x"}, "term_undefined", "/motto"),
        (minimal() | {"@motto": "x"}, "term_undefined", "/@motto"),
        (subject(motto="x"), "term_undefined", "/credentialSubject/motto"),
        (subject(urn={"motto": [{"motto": 1}]}), "term_undefined", "/credentialSubject/urn"),
        (subject(name="x", description={"@value": "d"}, more=[{"id": 1}]), "term_undefined", "/credentialSubject/more"),
        (minimal() | {"type": ["VerifiableCredential", "Motto"]}, "term_undefined", "/type/1"),
        (minimal() | {"type": ["VerifiableCredential", "@motto"]}, "term_undefined", ""),
        (subject(type="Learner"), "term_undefined", "/credentialSubject/type"),
        (minimal() | {"id": "credential/7"}, "iri_relative", "/id"),
        (minimal() | {"id": ""}, "iri_relative", "/id"),
        (subject(evidence={"id": "x"}), "term_undefined", "/credentialSubject/evidence"),
        (minimal() | {"issuer": "//college.example"}, "iri_relative", "/issuer"),
        (minimal() | {"issuer": "urn:a> <urn:b> <urn:c> .\n<urn:d"}, "linked_data_malformed", "/issuer"),
        (minimal() | {"issuer": "urn:a b"}, "linked_data_malformed", "/issuer"),
        (minimal() | {"_:motto": "x"}, "linked_data_malformed", "/_:motto"),
        (inline("https://a.example/c"), "context_unknown", "/@context/1"),
        (inline({"@import": "https://a.example/c"}), "linked_data_malformed", "/@context/1"),
        (inline({"name": "urn:x"}), "term_protected_redefined", "/@context/1"),
        (inline(None), "linked_data_malformed", "/@context/1"),
        (inline(5), "linked_data_malformed", "/@context/1"),
        (subject(**{"@context": {"type": "urn:x"}}), "term_protected_redefined", "/credentialSubject/@context"),
        (minimal() | {"@index": "x"}, "linked_data_malformed", "/@index"),
        (minimal() | {"name": {"@language": "fr"}}, "linked_data_malformed", "/name"),
        (minimal() | {"name": {"@value": None}}, "linked_data_malformed", "/name/@value"),
        (minimal() | {"name": {"@value": "x", "@language": "f r"}}, "linked_data_malformed", "/name/@language"),
        (minimal() | {"proof": {"id": "urn:x"}}, "linked_data_malformed", "/proof/id"),
        (minimal() | {"proof": [{"type": "DataIntegrityProof"}, {}]}, "linked_data_malformed", ""),
        (minimal() | {"@graph": ["x"]}, "linked_data_malformed", "/@graph"),
        (minimal() | {"@graph": [{"id": "urn:x"}]}, "linked_data_malformed", "/@graph"),
    ],
)
def test_what_would_stay_unsigned_is_refused(
    document: dict[str, Any], code: str, pointer: str, contexts: Contexts
) -> None:
    with pytest.raises(InputError) as refusal:
        to_nquads(document, contexts)
    assert (refusal.value.code, refusal.value.pointer) == (code, pointer)


def test_the_same_name_is_found_where_it_is_undefined(contexts: Contexts) -> None:
    document = {
        "@context": [CREDENTIALS_V2, {"level": {"@id": "urn:level", "@context": {"rank": "urn:rank"}}}],
        "type": "VerifiableCredential",
        "level": {"rank": 1},
        "credentialSubject": [{"id": "urn:a"}, {"id": "urn:b", "rank": 2}],
    }
    with pytest.raises(InputError) as refusal:
        to_nquads(document, contexts)  # type: ignore[arg-type]
    assert refusal.value.pointer == "/credentialSubject/1/rank"


def test_canonical_text(contexts: Contexts) -> None:
    document = minimal() | {"name": {"@value": 'Été « "1" »\n', "@language": "fr-CA", "@direction": "ltr"}}
    assert to_nquads(document, contexts) == (
        f"_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{V2}VerifiableCredential> .\n"
        '_:c14n0 <https://schema.org/name> "Été « \\"1\\" »\\n"^^<https://www.w3.org/ns/i18n#fr-ca_ltr> .\n'
        f"_:c14n0 <{V2}credentialSubject> <did:example:learner> .\n"
        f"_:c14n0 <{V2}issuer> <did:web:college.example> .\n"
    )


def test_numbers_booleans_lists_and_json(contexts: Contexts) -> None:
    document = {
        "@context": [
            CREDENTIALS_V2,
            {"n": "urn:n", "l": {"@id": "urn:l", "@container": "@list"}, "j": {"@id": "urn:j", "@type": "@json"}},
        ],
        "id": "urn:x",
        "n": [2.0, 1.5, True, 7],
        "l": ["a", "a"],
        "j": {"b": 1.0, "a": [None]},
    }
    xsd = "http://www.w3.org/2001/XMLSchema#"
    first, rest = (f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>" for name in ("first", "rest"))
    lines = to_nquads(document, contexts).splitlines()  # type: ignore[arg-type]
    assert f'<urn:x> <urn:n> "1.5E0"^^<{xsd}double> .' in lines
    assert f'<urn:x> <urn:n> "2"^^<{xsd}integer> .' in lines
    assert f'<urn:x> <urn:n> "7"^^<{xsd}integer> .' in lines
    assert f'<urn:x> <urn:n> "true"^^<{xsd}boolean> .' in lines
    assert '<urn:x> <urn:j> "{\\"a\\":[null],\\"b\\":1}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .' in lines
    assert len([line for line in lines if first in line]) == len([line for line in lines if rest in line]) == 2


def test_the_document_is_left_alone(contexts: Contexts) -> None:
    document = minimal() | {"@context": [CREDENTIALS_V2, OPEN_BADGES_V3]}
    before = repr(document)
    to_nquads(document, contexts)
    assert repr(document) == before


def test_two_sets_of_contexts_do_not_mix() -> None:
    from tests.sceau.linked_data.sets import one_term

    document = {"@context": "https://a.example/c", "id": "urn:x", "t": "v"}
    assert to_nquads(document, one_term("urn:a")) == '<urn:x> <urn:a> "v" .\n'  # type: ignore[arg-type]
    assert to_nquads(document, one_term("urn:b")) == '<urn:x> <urn:b> "v" .\n'  # type: ignore[arg-type]


def test_a_poisoned_graph_is_refused_by_budget() -> None:
    nodes = range(12)
    clique = "".join(f"_:n{a} <urn:p> _:n{b} .\n" for a in nodes for b in nodes if a != b)
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        canonicalize_dataset(clique)


def test_a_long_chain_is_refused_rather_than_overflowing() -> None:
    ring = "".join(f"_:n{a} <urn:p> _:n{(a + 1) % 3000} .\n" for a in range(3000))
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        canonicalize_dataset(ring)


def test_a_document_of_too_many_values_is_refused_at_once(contexts: Contexts) -> None:
    document = minimal() | {"evidence": [{"type": ["Evidence"], "name": str(number)} for number in range(20_000)]}
    started = time.perf_counter()
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        to_nquads(document, contexts)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "heavy",
    [
        {"@context": [CREDENTIALS_V2] * 3_000},
        {"x" * 900_000: [0] * 5_000},
    ],
    ids=["a context again and again", "a name that every pointer would repeat"],
)
def test_what_is_small_to_write_and_long_to_read_is_refused_at_once(contexts: Contexts, heavy: dict[str, Any]) -> None:
    started = time.perf_counter()
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        to_nquads(minimal() | heavy, contexts)
    assert time.perf_counter() - started < 1


def test_neighbours_are_paid_for() -> None:
    """A cheap call that looks at many quads again and again is work too."""
    edges = [(a, (a + step) % 400) for a in range(400) for step in range(1, 40)]
    started = time.perf_counter()
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        canonicalize_dataset("".join(f"_:n{a} <urn:p> _:n{b} .\n" for a, b in edges))
    assert time.perf_counter() - started < 5


@given(st.permutations(range(6)), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_labels_do_not_matter(order: list[int], edges: set[tuple[int, int]]) -> None:
    plain = "".join(f"_:a{a} <urn:p> _:a{b} .\n" for a, b in sorted(edges))
    renamed = "".join(f"_:b{order[a]} <urn:p> _:b{order[b]} .\n" for a, b in sorted(edges, reverse=True))
    assert canonicalize_dataset(plain) == canonicalize_dataset(renamed)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_canonical_literals_survive_reading(text: str) -> None:
    from sceau.linked_data.nquads import line, literal, parse

    quad = ("<urn:s>", "<urn:p>", literal(text), "")
    assert parse(line(quad)) == {quad}


@pytest.mark.parametrize(
    "text", ["<urn:a> <urn:b>", "<urn:a> <urn:b> <c d> .", '<urn:a> <urn:b> "x .', "urn:a urn:b urn:c ."]
)
def test_what_is_no_dataset(text: str) -> None:
    with pytest.raises(InputError, match="linked_data_malformed"):
        canonicalize_dataset(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.5, "1.5E0"),
        (0.1, "1.0E-1"),
        (-1e-7, "-1.0E-7"),
        (1e21, "1.0E21"),
        (123456.789, "1.23456789E5"),
        (0.0, "0.0E0"),
    ],
)
def test_canonical_doubles(number: float, text: str) -> None:
    assert rdf.canonical_double(number) == text


@pytest.mark.parametrize(
    "statement",
    [
        r'<urn:a> <urn:b> "\ud800" .',
        r'<urn:a> <urn:b> "\U00110000" .',
        r"<urn:a> <urn:b> <urn:\uDFFF> .",
        r"<urn:a> <urn:b> <urn:c\u003E> .",
        r"<urn:a\u000A> <urn:b> <urn:c> .",
        r'<urn:a> <urn:b> "x"^^<urn:d\u0020> .',
    ],
)
def test_an_escape_brings_in_nothing_that_could_not_stand_there(statement: str) -> None:
    """What no UTF-8 can hold would stop the hash; a bracket would write statements of its own into what is hashed."""
    with pytest.raises(InputError, match="linked_data_malformed: N-Quads line 1"):
        canonicalize_dataset(statement)


def test_an_escape_of_an_ordinary_character_is_that_character() -> None:
    assert canonicalize_dataset(r'<urn:\u00e9> <urn:b> "\u00e9\n" .') == '<urn:é> <urn:b> "é\\n" .\n'


@pytest.mark.parametrize(
    "context",
    [
        {"@import": CREDENTIALS_V2, "@propagate": False},
        {"@import": CREDENTIALS_V2, "issuer": "https://evil.example/issuer"},
        {"a": {"@id": "urn:a:b", "@context": {"@import": CREDENTIALS_V2, "@propagate": False}}},
        {"issuer": None, "@propagate": False},
    ],
)
def test_what_a_document_brings_stays_with_it(context: Any) -> None:
    """The parsed contexts are shared: no document may change what the next one means."""
    usual = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:1",
        "credentialSubject": {"id": "did:example:2"},
    }
    contexts = Contexts.bundled()
    with general_only():
        before = to_nquads(usual, contexts)
        for own in ([context], [CREDENTIALS_V2, context], [context, CREDENTIALS_V2]):
            with suppress(InputError):
                to_nquads(usual | {"@context": own}, contexts)
            assert to_nquads(usual, contexts) == before
