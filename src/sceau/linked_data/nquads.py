"""Canonical N-Quads (RDF Dataset Canonicalization 1.0 §5): terms as text, and a reader for datasets.

A term is its own canonical text: `<iri>`, `_:label`, `"literal"@tag` or `"literal"^^<datatype>`. A quad is four such
texts, the graph "" for the default one.
"""

from __future__ import annotations

import re
import sys
from typing import TypeAlias

from sceau.errors import InputError

Quad: TypeAlias = tuple[str, str, str, str]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_STRING = XSD + "string"

# `re` compiles and keeps a pattern at its first use: few documents have one for these, and it takes long.
_ESCAPABLE = '[\x00-\x1f"\\\\\x7f\ufffe\uffff\ud800-\udfff]'
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNESCAPES = {text[1]: character for character, text in _ESCAPES.items()} | {"'": "'"}
# Anything looser would let a crafted IRI or tag write quads of its own into the text that is hashed.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*\Z")
_SURROGATES = range(0xD800, 0xE000)
_NOT_IN_IRI = r"[\x00-\x20<>\"{}|^`\\]"
_LANGUAGE = r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z"

_TERM_IRI = r"<((?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>"
_TERM_BLANK = r"(_:[^\s<>\"@^]*[^\s<>\"@^.])"
_TERM_LITERAL = rf'"((?:[^"\\\n\r]|\\.)*)"(?:\^\^{_TERM_IRI}|@([A-Za-z0-9-]+))?'
_LINE = (
    rf"\s*(?:{_TERM_IRI}|{_TERM_BLANK})\s*{_TERM_IRI}\s*(?:{_TERM_IRI}|{_TERM_BLANK}|{_TERM_LITERAL})"
    rf"\s*(?:{_TERM_IRI}|{_TERM_BLANK})?\s*\.\s*(?:#.*)?\Z"
)
_UNESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI that can stand between angle brackets unescaped."""
    return _IRI.match(text) is not None


def is_language(text: str) -> bool:
    """Whether ``text`` has the shape of a language tag (BCP 47 §2.1)."""
    return re.match(_LANGUAGE, text) is not None


def literal(value: str, datatype: str = XSD_STRING, language: str = "") -> str:
    """The canonical text of a literal; ``language`` wins over ``datatype``."""
    if language:
        return f'"{escaped(value)}"@{language}'
    return f'"{escaped(value)}"' if datatype == XSD_STRING else f'"{escaped(value)}"^^<{datatype}>'


def escaped(value: str) -> str:
    """What stands between the quotes of a canonical literal."""
    if value.isprintable() and '"' not in value and "\\" not in value:  # a quick look without false hopes
        return value
    return re.sub(_ESCAPABLE, _escape, value)


def line(quad: Quad) -> str:
    """One line of N-Quads with its line feed."""
    subject, predicate, value, graph = quad
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"


def parse(text: str) -> set[Quad]:
    """The dataset that an N-Quads text spells; duplicates vanish, escapes become canonical.

    Raises:
        InputError: ``linked_data_malformed`` with the number of the first line that is none.
    """
    quads: set[Quad] = set()
    pattern = re.compile(_LINE)
    for number, statement in enumerate(re.split(r"[\r\n]+", text), start=1):
        if not statement.strip() or statement.lstrip().startswith("#"):
            continue
        found = pattern.match(statement)
        if found is None:
            raise InputError("linked_data_malformed", detail=f"N-Quads line {number}")
        (
            subject_iri,
            subject_blank,
            predicate,
            iri,
            blank,
            value,
            datatype,
            language,
            graph_iri,
            graph_blank,
        ) = found.groups()
        try:
            if value is not None:
                term = literal(_plain(value), _plain_iri(datatype or XSD_STRING), language or "")
            else:
                term = blank or f"<{_plain_iri(iri)}>"
            graph = graph_blank or (f"<{_plain_iri(graph_iri)}>" if graph_iri is not None else "")
            subject = subject_blank or f"<{_plain_iri(subject_iri)}>"
            quads.add((subject, f"<{_plain_iri(predicate)}>", term, graph))
        except ValueError as error:
            raise InputError("linked_data_malformed", detail=f"N-Quads line {number}: {error}") from error
    return quads


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _plain(text: str) -> str:
    return re.sub(_UNESCAPE, _unescape, text) if "\\" in text else text


def _plain_iri(text: str) -> str:
    """An escape must not bring in what could not stand there by itself, such as the bracket that ends the IRI."""
    plain = _plain(text)
    if plain is not text and re.search(_NOT_IN_IRI, plain):
        raise ValueError("an escape that no IRI can hold")
    return plain


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if not code:
        return _UNESCAPES.get(found[3], found[3])
    if int(code, 16) in _SURROGATES or int(code, 16) > sys.maxunicode:
        raise ValueError("an escape that is no character")
    return chr(int(code, 16))
