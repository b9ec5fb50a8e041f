"""Expanded JSON-LD to RDF (JSON-LD 1.1 API §7 and §8), refusing whatever would not reach a quad.

Node maps are not built: a set of quads merges equal statements by itself, and equality of nodes is equality of their
identifiers. Numbers follow the text of §8.2.2, where 2.0 is an integer.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TypeAlias

from sceau.encoding import jcs
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data.nquads import RDF, XSD, Quad, is_iri, is_language, literal

_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
I18N = "https://www.w3.org/ns/i18n#"
_LARGEST_INTEGER = 10**21
_KEYWORDS_OF_NODES = frozenset({"@id", "@type", "@graph", "@reverse", "@included", "@index"})

Names: TypeAlias = dict[tuple[str | int, ...], str]
"""Labels by what names a blank node: its identifier, or for the cell of a list its owner and place."""


class LostError(Exception):
    """Something in the document would be dropped, and so not be signed.

    Attributes:
        code: ``iri_relative``, ``term_undefined`` or ``linked_data_malformed``.
        text: the value at fault as it stood after expansion; None when it is not a text.
    """

    def __init__(self, code: str, text: JsonValue) -> None:
        super().__init__(code)
        self.code = code
        self.text = text if isinstance(text, str) else None


def quads(expanded: list[JsonValue], names: Names | None = None) -> set[Quad]:
    """The dataset of an expanded document; blank node labels are arbitrary.

    Args:
        expanded: the document.
        names: the labels (`_:n…`) of the blank nodes that the document names and of the cells of its lists, added
            to; shared between documents that mean the same nodes. Other blank nodes are `_:b…`.

    Raises:
        LostError: a relative IRI, an undefined type, an annotation without meaning in RDF.
    """
    return _Dataset({} if names is None else names).read(expanded)


class _Dataset:
    def __init__(self, names: Names) -> None:
        self._quads: set[Quad] = set()
        self._names = names
        self._lists: Counter[tuple[str, str]] = Counter()
        self._fresh = 0

    def read(self, expanded: list[JsonValue]) -> set[Quad]:
        for item in expanded:
            self._node(_object(item), "")
        return self._quads

    def _blank(self) -> str:
        self._fresh += 1
        return f"_:b{self._fresh}"

    def _named(self, *name: str | int) -> str:
        return self._names.setdefault(name, f"_:n{len(self._names)}")

    def _resource(self, identifier: JsonValue, code: str = "iri_relative") -> str:
        if not isinstance(identifier, str):
            raise LostError(code, identifier)
        if identifier.startswith("_:"):
            return self._named(identifier)
        if not is_iri(identifier):
            raise LostError("linked_data_malformed" if ":" in identifier else code, identifier)
        return f"<{identifier}>"

    def _node(self, node: JsonObject, graph: str) -> str:
        """State everything about ``node`` in ``graph`` and return its term."""
        subject = self._resource(node["@id"]) if "@id" in node else self._blank()
        for name, values in node.items():
            if name in _KEYWORDS_OF_NODES:
                self._keyword(name, values, subject, graph)
                continue
            predicate = self._predicate(name)
            for value in _array(values):
                self._quads.add((subject, predicate, self._term(_object(value), graph, (subject, predicate)), graph))
        return subject

    def _keyword(self, name: str, values: JsonValue, subject: str, graph: str) -> None:
        if name == "@index":
            raise LostError("linked_data_malformed", values)
        if name == "@reverse":
            self._reverse(_object(values), subject, graph)
        elif name == "@type":
            for kind in _array(values):
                self._quads.add((subject, _TYPE, self._resource(kind, "term_undefined"), graph))
        elif name in ("@graph", "@included"):
            for value in map(_object, _array(values)):
                if name == "@graph" and not value.keys() - {"@id"}:
                    raise LostError("linked_data_malformed", value.get("@id"))  # in a graph, a mere name says nothing
                self._node(value, subject if name == "@graph" else graph)

    def _reverse(self, inverses: JsonObject, subject: str, graph: str) -> None:
        for name, sources in inverses.items():
            predicate = self._predicate(name)
            for source in _array(sources):
                self._quads.add((self._node(_object(source), graph), predicate, subject, graph))

    def _predicate(self, name: str) -> str:
        # A blank node cannot be a predicate: the statement would vanish.
        if name.startswith("_:") or not is_iri(name):
            raise LostError("term_undefined" if ":" not in name else "linked_data_malformed", name)
        return f"<{name}>"

    def _term(self, value: JsonObject, graph: str, owner: tuple[str, str]) -> str:
        if "@value" in value:
            return _literal(value)
        if "@list" in value:
            return self._list(_array(value["@list"]), graph, owner)
        return self._node(value, graph)

    def _list(self, items: list[JsonValue], graph: str, owner: tuple[str, str]) -> str:
        # A cell is known by the subject and predicate that own its list, so that the same list has the same cells
        # in a part of the document.
        number = self._lists[owner]
        self._lists[owner] += 1
        rest = _NIL
        for index in reversed(range(len(items))):
            cell = self._named(*owner, number, index)
            self._quads.add((cell, _FIRST, self._term(_object(items[index]), graph, (cell, _FIRST)), graph))
            self._quads.add((cell, _REST, rest, graph))
            rest = cell
        return rest


def _literal(value: JsonObject) -> str:
    """JSON-LD 1.1 API §8.2.2."""
    content, datatype = value["@value"], value.get("@type")
    if "@index" in value:
        raise LostError("linked_data_malformed", value["@index"])
    if datatype == "@json":
        return literal(jcs.canonicalize(content).decode(), RDF + "JSON")
    if datatype is not None and not (isinstance(datatype, str) and is_iri(datatype)):
        raise LostError("iri_relative", datatype)
    if isinstance(content, bool | int | float):
        return scalar(content, datatype)
    if not isinstance(content, str):
        raise LostError("linked_data_malformed", None)
    return literal(content, datatype) if datatype else _text(content, value)


def _text(content: str, value: JsonObject) -> str:
    """A text with its language and direction; both are signed (JSON-LD 1.1 API §8.2.2, i18n-datatype)."""
    language, direction = value.get("@language", ""), value.get("@direction")
    if not isinstance(language, str) or (language and not is_language(language)):
        raise LostError("linked_data_malformed", language)
    if direction is None:
        return literal(content, language=language.lower())
    if direction not in ("ltr", "rtl"):
        raise LostError("linked_data_malformed", direction)
    return literal(content, f"{I18N}{language.lower()}_{direction}")


def scalar(content: bool | float, datatype: str | None) -> str:
    """The literal of a JSON boolean or number; ``datatype`` None is the native one (JSON-LD 1.1 API §8.2.2)."""
    if isinstance(content, bool):
        return literal("true" if content else "false", datatype or XSD + "boolean")
    whole = isinstance(content, int) or content.is_integer()
    if whole and abs(content) < _LARGEST_INTEGER and datatype != XSD + "double":
        return literal(str(int(content)), datatype or XSD + "integer")
    return literal(canonical_double(float(content)), datatype or XSD + "double")


def canonical_double(number: float) -> str:
    """The canonical lexical form of an xsd:double with 16 significant digits: `1.5E0`, `-1.0E-7`."""
    return re.sub(r"(\d)0*E([+-])0*(\d)", lambda m: f"{m[1]}E{'-' if m[2] == '-' else ''}{m[3]}", f"{number:.15E}")


def _array(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise LostError("linked_data_malformed", value)
    return value
