"""Part of a JSON-LD document, chosen by JSON Pointers, as part of its canonical statements (VC Data Integrity ECDSA 1.0
§3.4).

The clause skolemizes the expanded document and compacts it again, to find a part's blank nodes in the whole. Here every
node is given a name where it stands, in the document as it was read: pointers mean what its author sees, arrays of one
item included. Wherever the clause finds a pointer in both forms, both give the same statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data import direct, nquads, rdf, rdfc
from sceau.linked_data.canonical import MOST_VALUES, to_quads
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.loader import ProcessorError, processor_of
from sceau.records import field, record

Relabel = Callable[[Sequence[str]], dict[str, str]]
"""Canonical labels (`c14n0` …, in order) to those that replace them; no two may share one."""

MOST_POINTERS = 1_000
"""In one selection."""

_DIGITS = 5  # of an array index
_MOST_PROBES = 20  # expansions spent on finding the pointer at fault
_ALWAYS = frozenset({"@context", "id", "@id", "type", "@type"})  # what tells a node, and how its members are read
_NO_NODE = frozenset({"id", "@id", "@value", "@list", "@set", "@graph"})


@record(frozen=False)
class _Choice:
    whole: bool = False
    inner: dict[str, _Choice] = field(default_factory=dict)


def select(document: JsonObject, chosen: Iterable[str]) -> JsonObject:
    """The part of ``document`` that the pointers lead to, in the document's own order (§3.4.10 to §3.4.13).

    Every object on the way keeps its context, its identifier and its types. Branches are shared with ``document``.

    Args:
        document: any JSON object.
        chosen: JSON Pointers (RFC 6901); "" is all of it.

    Raises:
        InputError: ``pointer_unmatched`` with the first pointer that leads nowhere, or beyond `MOST_POINTERS`.
    """
    root = _Choice()
    for number, pointer in enumerate(chosen):
        if number == MOST_POINTERS:
            raise InputError("pointer_unmatched", pointer, f"more than {MOST_POINTERS} pointers")
        place: JsonValue = document
        choice = root
        for token in _tokens(pointer):
            place = _inside(place, token, pointer)
            choice = choice.inner.setdefault(token, _Choice())
        choice.whole = True
    selected = _selected(document, root)
    assert isinstance(selected, dict)
    return selected


def _tokens(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise InputError("pointer_unmatched", pointer, "does not start with /")
    tokens = pointer.split("/")[1:]
    if any("~" in token.replace("~0", "").replace("~1", "") for token in tokens):
        raise InputError("pointer_unmatched", pointer, "a ~ without 0 or 1")
    return [token.replace("~1", "/").replace("~0", "~") for token in tokens]


def _inside(place: JsonValue, token: str, pointer: str) -> JsonValue:
    if isinstance(place, dict) and token in place:
        return place[token]
    # RFC 6901 §4: digits without a leading zero
    if isinstance(place, list) and token.isascii() and token.isdigit() and len(token) <= _DIGITS:
        index = int(token)
        if str(index) == token and index < len(place):
            return place[index]
    raise InputError("pointer_unmatched", pointer)


def _selected(value: JsonValue, choice: _Choice) -> JsonValue:
    if choice.whole:
        return value
    if isinstance(value, dict):
        return {
            name: inner if name in _ALWAYS else _selected(inner, choice.inner[name])
            for name, inner in value.items()
            if name in _ALWAYS or name in choice.inner
        }
    assert isinstance(value, list)  # nothing else has an inside
    return [_selected(item, choice.inner[str(index)]) for index, item in enumerate(value) if str(index) in choice.inner]


@record
class Selection:
    """Statements of a document that pointers select.

    Attributes:
        indexes: their places among the document's `Statements.lines`, ascending.
        labels: of the blank nodes among them: the canonical label that each has in the selection alone (`c14n0` …),
            to the label that replaces it in the document.
    """

    indexes: list[int]
    labels: dict[str, str]


class Statements:
    """The canonical statements of a document under other labels, and parts of them (§3.4.16).

    Attributes:
        quads: what the document states.
        lines: N-Quads, each with its line feed, sorted by code point.
    """

    def __init__(self, document: JsonObject, contexts: Contexts, relabel: Relabel) -> None:
        """Read ``document``; it is not changed.

        Raises:
            InputError: see `sceau.linked_data.canonical.to_nquads`; ``linked_data_malformed`` for a document whose
                objects cannot be given names.
        """
        self._contexts = contexts
        self._names: rdf.Names = {}
        self.quads = to_quads(document, contexts)
        canonical, _ = rdfc.canonicalize(self.quads)
        self._document, quads = _named(document, contexts, self._names)
        quads = self._read(self._document) if quads is None else quads
        lines, labels = rdfc.canonicalize(quads or ())
        if quads is None or lines != canonical:
            raise InputError("linked_data_malformed", detail="objects that cannot be given names")
        self._labels = replaced(labels, relabel)
        self._places = {
            line: index for index, line in enumerate(sorted(relabelled(quad, self._labels) for quad in quads))
        }
        self.lines = list(self._places)

    def matching(self, chosen: Sequence[str]) -> Selection:
        """The statements that JSON Pointers select; none without pointers.

        Raises:
            InputError: ``pointer_unmatched`` with a pointer that leads nowhere, or to what states nothing by itself:
                a part of a list, of a JSON literal, of a text with its language.
        """
        if not chosen:
            return Selection([], {})
        quads = self._stated(chosen)
        if quads is None:
            guilty = (pointer for pointer in chosen[:_MOST_PROBES] if self._stated([pointer]) is None)
            raise InputError("pointer_unmatched", next(guilty, ""), "states nothing by itself")
        _, labels = rdfc.canonicalize(quads)
        indexes = sorted(self._places[relabelled(quad, self._labels)] for quad in quads)
        return Selection(indexes, {label[2:]: self._labels[node][2:] for node, label in labels.items()})

    def _stated(self, chosen: Sequence[str]) -> set[nquads.Quad] | None:
        """None when the part says something that the whole does not."""
        quads = self._read(select(self._document, chosen))
        if quads is None or any(term.startswith("_:b") for quad in quads for term in quad):
            return None  # a node without a name cannot be found again
        return quads if all(relabelled(quad, self._labels) in self._places for quad in quads) else None

    def _read(self, document: JsonObject) -> set[nquads.Quad] | None:
        quads = direct.quads(document, self._contexts, MOST_VALUES, self._names)
        if quads is not None:
            return quads
        try:
            expanded, dropped = processor_of(document, self._contexts).expand(document)
            return None if dropped else rdf.quads(expanded, self._names)
        except (ProcessorError, rdf.LostError, RecursionError):
            return None


def relabelled(quad: nquads.Quad, labels: Mapping[str, str]) -> str:
    """The line of ``quad``, its blank nodes under other labels."""
    subject, predicate, value, graph = quad
    return nquads.line((labels.get(subject, subject), predicate, labels.get(value, value), labels.get(graph, graph)))


def replaced(labels: Mapping[str, str], relabel: Relabel) -> dict[str, str]:
    """Terms (`_:…`) to terms: the canonical labels that they have, replaced in turn by ``relabel``."""
    others = relabel([label[2:] for label in sorted(labels.values(), key=lambda label: (len(label), label))])
    return {node: f"_:{others[label[2:]]}" for node, label in labels.items()}


def _named(document: JsonObject, contexts: Contexts, labels: rdf.Names) -> tuple[JsonObject, set[nquads.Quad] | None]:
    """``document`` with an identifier for each object that is a node without one, and what it states where that was
    found out on the way.

    Which objects are nodes is for JSON-LD expansion to say: all are named at first, then those only whose name came
    out as an identifier. The others are maps of languages, JSON literals and the like.
    """
    prefix = "_:n"
    taken = [text for _, text in pointers.strings(document) if text.startswith(prefix)]
    while any(text.startswith(prefix) for text in taken):
        prefix += "n"
    names = {
        pointer: f"{prefix}{number}"
        for number, (pointer, value) in enumerate(pointers.objects(document))
        if not (value.keys() & _NO_NODE or pointer.endswith("/@reverse") or "/@context/" in f"{pointer}/")
    }
    named = _with_names(document, names)
    if (quads := direct.quads(named, contexts, MOST_VALUES, labels)) is not None:
        return named, quads  # in an ordinary document every object is a node
    try:
        came_out = set(_identifiers(processor_of(named, contexts).expand(named)[0]))
    except (ProcessorError, RecursionError) as error:
        raise InputError("linked_data_malformed", detail="objects that cannot be given names") from error
    kept = {pointer: name for pointer, name in names.items() if name in came_out}
    return named if len(kept) == len(names) else _with_names(document, kept), None


def _with_names(document: JsonObject, names: Mapping[str, str]) -> JsonObject:
    def copied(value: JsonValue, here: str) -> JsonValue:
        if isinstance(value, list):
            return [copied(item, pointers.join(here, index)) for index, item in enumerate(value)]
        return members(value, here) if isinstance(value, dict) else value

    def members(value: JsonObject, here: str) -> JsonObject:
        copy = {
            name: inner if name == "@context" else copied(inner, pointers.join(here, name))
            for name, inner in value.items()
        }
        return copy | {"@id": names[here]} if here in names else copy

    return members(document, "")


def _identifiers(expanded: JsonValue) -> Iterator[str]:
    if isinstance(expanded, list):
        for item in expanded:
            yield from _identifiers(item)
    elif isinstance(expanded, dict) and "@value" not in expanded:
        if isinstance(name := expanded.get("@id"), str):
            yield name
        for inner in expanded.values():
            yield from _identifiers(inner)
