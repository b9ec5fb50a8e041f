"""What each way of reading answers to a document: its canonical text, or why there is none."""

from __future__ import annotations

from typing import Any

from sceau.errors import InputError
from sceau.linked_data import canonical, direct, rdfc
from sceau.linked_data.compiled.learning import learn
from sceau.linked_data.compiled.way import Way
from sceau.linked_data.contexts import Contexts

Answer = str | tuple[str, str, str]


def answer(document: dict[str, Any], contexts: Contexts, hash_name: str = "sha256") -> Answer:
    try:
        text = canonical.to_nquads(document, contexts, hash_name=hash_name)
        assert canonical.to_bytes(document, contexts, hash_name=hash_name) == text.encode()
        return text
    except InputError as error:
        return error.code, error.pointer, error.detail


def general(document: dict[str, Any], contexts: Contexts, hash_name: str = "sha256") -> Answer:
    with canonical.general_only():
        return answer(document, contexts, hash_name)


def read(document: dict[str, Any], contexts: Contexts) -> set[tuple[str, str, str, str]]:
    with canonical.general_only():
        return canonical.to_quads(document, contexts)


def learned(document: dict[str, Any], contexts: Contexts) -> Way:
    return learn(document, read(document, contexts), contexts, lambda marked: read(marked, contexts))


def written(way: Way, document: dict[str, Any], hash_name: str) -> str | None:
    raw = way.nquads(document, hash_name)
    return None if raw is None else raw.decode()


def direct_answer(document: dict[str, Any], contexts: Contexts, hash_name: str = "sha256") -> Answer | None:
    quads = direct.quads(document, contexts, canonical.MOST_VALUES)
    try:
        return None if quads is None else "".join(rdfc.canonicalize(quads, hash_name=hash_name)[0])
    except InputError as error:
        return error.code, error.pointer, error.detail


def agree(document: dict[str, Any], contexts: Contexts, hash_name: str = "sha256", *ways: Way) -> None:
    expected = general(document, contexts, hash_name)
    assert direct_answer(document, contexts, hash_name) in (None, expected)
    assert all(written(way, document, hash_name) in (None, expected) for way in ways)
    assert answer(document, contexts, hash_name) == expected
