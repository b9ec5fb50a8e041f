"""Ordinary JSON-LD straight to quads, in one walk, without an expanded document between (JSON-LD 1.1 API §5.1, §7).

The answer is that of the general way or none: whatever could be read in another way, or is at fault, is left to it.
"""

from __future__ import annotations

from collections import Counter

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data import rdf
from sceau.linked_data.active import Active, Term, Unproven, meanings, texts
from sceau.linked_data.contexts import MOST_CONTEXTS, Contexts
from sceau.linked_data.nquads import RDF, Quad, escaped, is_language, literal

_WORDED = ("@value", "@language")
_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))


def quads(
    document: JsonObject, contexts: Contexts, most_values: int, names: rdf.Names | None = None
) -> set[Quad] | None:
    """The dataset of a good and ordinary document of at most ``most_values`` values; None for any other.

    Args:
        document: as it was read.
        contexts: those that it may name.
        most_values: see `sceau.linked_data.canonical.weigh`.
        names: see `sceau.linked_data.rdf.quads`; without, blank nodes that the document names are not ordinary.
    """
    walk = _Walk(most_values, names)
    try:
        walk.node(meanings(contexts).initial(), document, "")
    except (Unproven, RecursionError):
        return None
    return walk.quads or None


class _Walk:
    def __init__(self, most_values: int, names: rdf.Names | None = None) -> None:
        self._names = names
        self._lists: Counter[tuple[str, str]] = Counter()
        self.quads: set[Quad] = set()
        self._values_left = most_values
        self._contexts_left = MOST_CONTEXTS
        self._blanks = 0

    def node(self, active: Active, element: JsonObject, graph: str) -> str:
        """State everything about ``element`` in ``graph`` and return its term."""
        self._values_left -= 1 + len(element)
        if self._values_left < 0:
            raise Unproven
        if "@context" in element:
            active = active.local(self._addresses(element["@context"]))
        type_name = _only(active.type_names, element)
        kinds: tuple[str, ...] = ()
        if type_name is not None:
            active, kinds = active.typed(tuple(self._items(element[type_name])))
        name = _only(active.id_names, element)
        subject = self._blank() if name is None else self._identifier(active, element[name])
        for kind in kinds:
            self.quads.add((subject, _TYPE, kind, graph))
        self._members(active, element, type_name, (subject, graph))
        return subject

    def _members(self, active: Active, element: JsonObject, type_name: str | None, where: tuple[str, str]) -> None:
        (subject, graph), add, terms = where, self.quads.add, active.terms
        # Lists are counted in the order of expansion, where they are given names.
        for name, value in element.items() if self._names is None else sorted(element.items()):
            term = terms.get(name) or active.term(name)
            if term.is_text and type(value) is str:
                add((subject, term.predicate, f'"{escaped(value)}{term.closing}', graph))
            elif term.keyword:
                if term.keyword == "@type" and name != type_name:
                    raise Unproven
            elif term.container == "@list":
                add((subject, term.predicate, self._list(active, name, term, value, where), graph))
            else:
                for item in self._items(value) if type(value) is list else (value,):
                    add((subject, term.predicate, self._value(active, name, term, item, graph), graph))

    def _addresses(self, context: JsonValue) -> tuple[str, ...]:
        addresses = tuple(self._items(context))
        self._contexts_left -= len(addresses)
        if self._contexts_left < 0:
            raise Unproven
        return texts(addresses)

    def _items(self, value: JsonValue) -> list[JsonValue]:
        """The values of a member; at least one."""
        if type(value) is not list:
            return [value]
        self._values_left -= len(value)
        if self._values_left < 0 or not value:
            raise Unproven
        return value

    def _identifier(self, active: Active, text: JsonValue) -> str:
        if type(text) is not str:
            raise Unproven
        if self._names is not None and text.startswith("_:"):
            return self._named(text)
        return active.identifier(text)

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"

    def _named(self, *name: str | int) -> str:
        return self._blank() if self._names is None else self._names.setdefault(name, f"_:n{len(self._names)}")

    def _value(self, active: Active, name: str, term: Term, value: JsonValue, graph: str) -> str:
        if type(value) is dict:
            if "@value" in value:
                return self._worded(term, value)
            inside = active.inside(name, value)
            return self._graph(inside, value) if term.container == "@graph" else self.node(inside, value, graph)
        if term.container == "@graph":
            raise Unproven
        if type(value) is str:
            return self._text(term, value)
        if term.reference or type(value) not in (bool, int, float):
            raise Unproven
        assert isinstance(value, bool | int | float)
        return rdf.scalar(value, term.datatype)

    def _text(self, term: Term, value: str) -> str:
        if not term.reference:
            return f'"{escaped(value)}{term.closing}'
        assert term.scope is not None
        return self._identifier(term.scope, value) if term.reference == "@id" else term.scope.kind(value)

    def _worded(self, term: Term, value: JsonObject) -> str:
        """A text with its language; other values with a type of their own are rare."""
        self._values_left -= 1 + len(value)
        content, language = value["@value"], value.get("@language")
        if type(content) is not str or type(language) is not str or not is_language(language):
            raise Unproven
        if self._values_left < 0 or len(value) > len(_WORDED) or term.container == "@graph":
            raise Unproven
        return literal(content, language=language.lower())

    def _graph(self, active: Active, element: JsonObject) -> str:
        name, before = self._blank(), len(self.quads)
        self.node(active, element, name)
        if len(self.quads) == before:
            raise Unproven  # a graph that says nothing
        return name

    def _list(self, active: Active, name: str, term: Term, value: JsonValue, where: tuple[str, str]) -> str:
        subject, graph = where
        number = self._lists[subject, term.predicate]
        self._lists[subject, term.predicate] += 1
        rest = _NIL
        items = self._items(value)
        for index in reversed(range(len(items))):
            cell = self._named(subject, term.predicate, number, index)
            self.quads.add((cell, _FIRST, self._value(active, name, term, items[index], graph), graph))
            self.quads.add((cell, _REST, rest, graph))
            rest = cell
        return rest


def _only(names: tuple[str, ...], element: JsonObject) -> str | None:
    """Which of ``names`` the element bears; None for none."""
    found = None
    for name in names:
        if name in element:
            if found is not None:
                raise Unproven
            found = name
    return found
