"""The W3C test suite of RDF Dataset Canonicalization 1.0, all of it."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.errors import InputError
from sceau.linked_data import nquads, rdfc
from tests.sceau.vectors import folder, read_json

SUITE = folder("rdf-canon")
HASHES = {None: "sha256", "SHA384": "sha384"}


def entries(kind: str) -> list[Any]:
    found = [entry for entry in read_json(SUITE / "manifest.jsonld")["entries"] if entry["type"] == f"rdfc:{kind}"]
    return [pytest.param(entry, id=entry["id"].lstrip("#")) for entry in found]


def canonicalized(entry: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    text = (SUITE / entry["action"]).read_text()
    return rdfc.canonicalize(nquads.parse(text), hash_name=HASHES[entry.get("hashAlgorithm")])


@pytest.mark.parametrize("entry", entries("RDFC10EvalTest"))
def test_canonical_form(entry: dict[str, Any]) -> None:
    assert "".join(canonicalized(entry)[0]) == (SUITE / entry["result"]).read_text()


@pytest.mark.parametrize("entry", entries("RDFC10MapTest"))
def test_issued_labels(entry: dict[str, Any]) -> None:
    labels = {node[2:]: label[2:] for node, label in canonicalized(entry)[1].items()}
    assert labels == read_json(SUITE / entry["result"])


@pytest.mark.parametrize("entry", entries("RDFC10NegativeEvalTest"))
def test_poison_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        canonicalized(entry)


def test_nothing_of_the_suite_is_left_out() -> None:
    kinds = {entry["type"] for entry in read_json(SUITE / "manifest.jsonld")["entries"]}
    assert kinds == {"rdfc:RDFC10EvalTest", "rdfc:RDFC10MapTest", "rdfc:RDFC10NegativeEvalTest"}
