"""Learning a shape from the general processor: what becomes of each text and number, and which lines come out.

Texts are replaced by marks, and the marks are looked for in what the processor answers. Nothing is guessed: a mark that
comes back otherwise than whole, or not at all, is in a shape that is not learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data import rdfc
from sceau.linked_data.compiled.plan import Plan, Statement, Term
from sceau.linked_data.compiled.shape import Shape, picker
from sceau.linked_data.compiled.way import SCHEMES, Way, is_ordinary, is_plain, number_text
from sceau.linked_data.contexts import Contexts, used
from sceau.linked_data.nquads import Quad
from sceau.records import record

Read = Callable[[JsonObject], set[Quad]]
"""The general processor, with the contexts at hand."""

MOST_PLACES = 1_500
MOST_STATEMENTS = 1_000

_MARK = "urn:sceau:mark:"
_NUMBERS = 7_000_000_000
_KEYWORDS = frozenset({"@context", "@id", "@type"})


class Unlearned(Exception):
    """The document, or one of its contexts, has something whose meaning hangs on its value."""


def learn(document: JsonObject, quads: set[Quad], contexts: Contexts, read: Read) -> Way:
    """The way for all documents of the shape of ``document``, tried on the document itself.

    Args:
        document: a good document.
        quads: what it states.
        contexts: those that it may name.
        read: see there.

    Raises:
        Unlearned: see there.
        InputError: the processor reads the document, but not with marks in it.
    """
    places = _Places.of(document, contexts)
    first = _Lesson(document, places, dict.fromkeys(places.varying), read)
    if first.roles.keys() != set(places.varying):
        raise Unlearned  # a value that reaches no statement
    # A reference that is no plain address means what the contexts make of it: it belongs to the shape.
    fixed = {place for place, role in first.roles.items() if role == "<" and not is_plain(str(places.flat[place]))}
    same = _merged(places.flat, first.subjects - fixed)
    second = first
    if fixed or same:
        second = _Lesson(document, places, {each: same.get(each) for each in places.varying if each not in fixed}, read)
    if any(first.roles[place] != role for place, role in second.roles.items()):
        raise Unlearned
    way = _way(places, second, fixed, same)
    for example, stated in ((document, quads), (second.document, second.quads)):
        if way.nquads(example, "sha256") != "".join(rdfc.canonicalize(stated)[0]).encode():
            raise Unlearned
    return way


@record
class _Places:
    """The places of a document by what stands there."""

    shape: Shape
    flat: list[Any]
    varying: list[int]
    flags: list[int]
    constants: list[int]

    @classmethod
    def of(cls, document: JsonObject, contexts: Contexts) -> _Places:
        unopened = frozenset({"@context", *_type_names(document, contexts)})
        shape = Shape(document, unopened)
        flat = shape.lay_out(document)
        if flat is None or shape.size > MOST_PLACES:
            raise Unlearned
        places = cls(shape, flat, [], [], [])
        for place, value in enumerate(flat):
            name = shape.names[place]
            if isinstance(name, str) and name.startswith("@") and name not in _KEYWORDS:
                raise Unlearned
            if name in unopened:
                places.constants.append(place)
            else:
                places._sort(place, value)
        if any(_MARK in text for text in places._all_texts()):
            raise Unlearned
        return places

    def _sort(self, place: int, value: JsonValue) -> None:
        if isinstance(value, bool):
            self.flags.append(place)
        elif isinstance(value, str) or (isinstance(value, int | float) and is_ordinary(value)):
            self.varying.append(place)
        elif not value or not isinstance(value, dict | list):
            raise Unlearned  # null and the like say nothing

    def _all_texts(self) -> Iterator[str]:
        for place in (*self.varying, *self.constants):
            value = self.flat[place]
            for item in value if isinstance(value, list) else [value]:
                if place in self.constants and not isinstance(item, str):
                    raise Unlearned
                yield str(item)


class _Lesson:
    """What the processor makes of a document in which marks stand for values.

    Args:
        marked: the places to mark, each with the place whose mark it bears, None for its own.

    Attributes:
        document, quads: the marked document and what it states.
        roles: of each mark that came back, "<" for an IRI or '"' for a literal.
        subjects: the places whose marks came back as subjects.
        terms: the four terms of each statement; places where there are marks, negative numbers for blank nodes.
    """

    def __init__(self, document: JsonObject, places: _Places, marked: Mapping[int, int | None], read: Read) -> None:
        bearers = {place: place if other is None else other for place, other in marked.items()}
        marks = {place: _mark(places.flat[place], bearer) for place, bearer in bearers.items()}
        self._places = {
            mark if isinstance(mark, str) else number_text(mark): bearers[place] for place, mark in marks.items()
        }
        self.document = places.shape.with_values(document, marks)
        self.quads = read(self.document)
        if len(self.quads) > MOST_STATEMENTS:
            raise Unlearned
        self.roles: dict[int, str] = {}
        self.subjects: set[int] = set()
        self._blanks: dict[str, int] = {}
        self.terms = [self._statement(quad) for quad in self.quads]

    def _statement(self, quad: Quad) -> Statement:
        subject, predicate, value, graph = (self._term(term) if term else () for term in quad)
        if len(predicate) > 1 or len(graph) > 1:
            raise Unlearned  # a value that decides what is stated
        if len(subject) > 1:
            assert isinstance(subject[1], int)
            self.subjects.add(subject[1])
        return subject, predicate, value, graph

    def _term(self, term: str) -> Term:
        if term.startswith("_:"):
            return (self._blanks.setdefault(term, -1 - len(self._blanks)),)
        content, end, closing = term[1:].rpartition(">") if term[0] == "<" else term[1:].partition('"')
        place = self._places.get(content)
        if place is None:
            if _MARK in term:
                raise Unlearned
            return (term,)
        if self.roles.setdefault(place, term[0]) != term[0]:
            raise Unlearned
        return (term[0], place, end + closing)


def _way(places: _Places, lesson: _Lesson, fixed: set[int], same: Mapping[int, int]) -> Way:
    varying = [place for place in places.varying if place not in fixed]
    numbers = [place for place in varying if not isinstance(places.flat[place], str)]
    texts = [place for place in varying if lesson.roles.get(place) == '"' and place not in numbers]
    references = [place for place in varying if place not in numbers and place not in texts]
    row = {place: number for number, place in enumerate((*texts, *references, *numbers))}
    if any(place in same for place in texts) or any(lesson.roles.get(place) != '"' for place in numbers):
        raise Unlearned
    if any(lesson.roles.get(same.get(place, place)) != "<" for place in references):
        raise Unlearned

    def piece(part: str | int) -> str | int:
        if isinstance(part, str):
            return part
        return row[part] if part >= 0 else len(row) - 1 - part

    statements = [tuple(tuple(piece(part) for part in term) for term in statement) for statement in lesson.terms]
    constants = sorted((*places.constants, *places.flags, *fixed))
    return Way(
        shape=places.shape,
        plan=Plan(statements, len(row)),  # type: ignore[arg-type]
        statements=tuple(statements),  # type: ignore[arg-type]
        constants=picker(constants),
        constant=picker(constants)(places.flat),
        equal=tuple(same.items()),
        texts=picker(texts),
        references=picker(references),
        numbers=picker(numbers),
    )


def _mark(value: JsonValue, place: int) -> str | float:
    if isinstance(value, str):
        return f"{_MARK}{place}:"
    return _NUMBERS + place if isinstance(value, int) else _NUMBERS + place + 0.5


def _merged(flat: list[Any], subjects: Iterable[int]) -> dict[int, int]:
    """Which objects are one with an earlier one, because their identifiers are the same."""
    earliest: dict[str, int] = {}
    same: dict[int, int] = {}
    for place in sorted(subjects):
        other = earliest.setdefault(flat[place], place)
        if other != place:
            same[place] = other
    return same


def _type_names(document: JsonObject, contexts: Contexts) -> set[str]:
    """The names that mean `@type` somewhere. Contexts are refused where the beginning of an address has a meaning."""
    found: set[str] = {"@type"}
    for _, address in used(document):
        if not isinstance(address, str):
            raise Unlearned
        for name, value in _definitions(contexts.document(address)):
            if name.partition(":")[0] in SCHEMES:
                raise Unlearned
            if value == "@type" or (isinstance(value, dict) and value.get("@id") == "@type"):
                found.add(name)
    return found


def _definitions(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict):
        yield from value.items()
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _definitions(inner)
