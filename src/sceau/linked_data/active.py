"""What names mean in each context that is in force somewhere in a document, worked out once and kept.

The general processor works out the contexts of every object anew, and that is nearly all it does. The contexts are
locked, so the answers never change: here pyld gives each of them once. Names come from anybody: when there are too
many answers, all are forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError
from sceau.linked_data.contexts import Contexts
from sceau.linked_data.loader import Processor, ProcessorError, State, processor
from sceau.linked_data.nquads import XSD_STRING, is_iri
from sceau.records import record

MOST_STATES = 500
MOST_ANSWERS = 20_000

_LONGEST_NAME = 200  # that is worth keeping
_MOST_KINDS = 10  # of one object, for the same
_CONTAINERS = frozenset({"@set", "@list", "@graph"})
_UNPROVEN = frozenset({"@base", "@direction", "@import", "@index", "@language", "@nest", "@propagate", "@reverse"})
_NO_TERM: Mapping[str, Any] = {"@id": None}


class Unproven(Exception):
    """The document uses what only the general processor is known to read rightly, or is not good at all."""


@record
class Term:
    """What the name of a member means.

    Attributes:
        keyword: "@context", "@id" or "@type"; "" for a property.
        predicate: the property's IRI in brackets.
        container: "@list", "@graph" or "".
        reference: "@id" or "@vocab" when texts are references, else "".
        datatype: of the values, None for the native one.
        closing: what ends the literal of a text: its quote and its datatype.
        is_text: texts become literals, one statement each.
        scope: the context in which the value is read.
    """

    keyword: str
    predicate: str = ""
    container: str = ""
    reference: str = ""
    datatype: str | None = None
    closing: str = ""
    is_text: bool = False
    scope: Active | None = None


class Active:
    """One active context (JSON-LD 1.1 API §3.1.1). Its answers are kept; threads may share it.

    Attributes:
        terms: the answers of `term` so far.
        id_names, type_names: names that mean `@id` and `@type`.
    """

    __slots__ = (
        *("_alone", "_inside", "_kinds", "_kinds_with_scope", "_local", "_meanings", "_prefixes", "_scopes", "_state"),
        *("_typed", "_within", "id_names", "terms", "type_names"),
    )

    def __init__(self, meanings: Meanings, state: State) -> None:
        mappings = state["mappings"]
        if "@language" in state or "@direction" in state or not is_iri(state.get("@vocab", "urn:")):
            raise Unproven
        self._meanings = meanings
        self._state = state
        self._prefixes = frozenset(name for name, mapping in mappings.items() if mapping and mapping["_prefix"])
        self._kinds_with_scope = frozenset(
            name for name, mapping in mappings.items() if mapping and mapping.get("@context") not in (None, False)
        )
        self.id_names = _aliases(mappings, "@id")
        self.type_names = _aliases(mappings, "@type")
        self.terms: dict[str, Term] = {"@context": Term("@context")}
        self._kinds: dict[str, str] = {}
        self._local: dict[tuple[str, ...], Active] = {}
        self._typed: dict[tuple[JsonValue, ...], tuple[Active, tuple[str, ...]]] = {}
        self._within: dict[tuple[str, ...], Active] = {}
        self._inside: dict[str, Active] = {}
        self._alone: dict[str, Active] = {}
        self._scopes: dict[str, Active] = {}

    def term(self, name: str) -> Term:
        """What ``name`` means for a member.

        Raises:
            Unproven: nothing, or something unusual.
        """
        if name not in self.terms:
            self._meanings.count(name)
            self.terms[name] = self._term(name)
        return self.terms[name]

    def kind(self, name: str) -> str:
        """The IRI, in brackets, that ``name`` means for a type or in a vocabulary.

        Raises:
            Unproven: no absolute IRI.
        """
        if name not in self._kinds:
            self._meanings.count(name)
            iri = self._meanings.processor.iri(self._state, name)
            if iri is None or not is_iri(iri):
                raise Unproven
            self._kinds[name] = f"<{iri}>"
        return self._kinds[name]

    def identifier(self, text: str) -> str:
        """``text`` in brackets, an absolute IRI that no prefix lengthens.

        Raises:
            Unproven: anything else, blank node identifiers among them.
        """
        prefix, _, rest = text.partition(":")
        if (prefix in self._prefixes and not rest.startswith("//")) or not is_iri(text):
            raise Unproven
        return f"<{text}>"

    def local(self, addresses: tuple[str, ...]) -> Active:
        """What is in force in an object whose `@context` lists ``addresses``.

        Raises:
            Unproven: an unknown or unusual context, or one that cannot stand there.
        """
        if addresses not in self._local:
            self._meanings.count("")
            if not all(self._meanings.is_usual(address) for address in addresses):
                raise Unproven
            self._local[addresses] = self._changed(list(addresses))
        return self._local[addresses]

    def typed(self, kinds: tuple[JsonValue, ...]) -> tuple[Active, tuple[str, ...]]:
        """What is in force for the members of an object of these types (JSON-LD 1.1 API §5.1.2 step 11), and the
        IRI of each type in brackets.

        Raises:
            Unproven: no types but names, or one twice; or see `kind`.
        """
        try:
            return self._typed[kinds]
        except KeyError:
            pass
        except TypeError as error:  # an object or an array among them
            raise Unproven from error
        names = texts(kinds)
        if len(set(names)) < len(names):
            raise Unproven
        found = self._of_types(tuple(sorted(self._kinds_with_scope.intersection(names)))), tuple(map(self.kind, names))
        if len(names) <= _MOST_KINDS:
            self._meanings.count("")
            self._typed[kinds] = found
        return found

    def _of_types(self, scoped: tuple[str, ...]) -> Active:
        if not scoped:
            return self
        if scoped not in self._within:
            self._meanings.count("")
            active = self
            for kind in scoped:
                active = active._changed(self._state["mappings"][kind]["@context"], of_type=True)
            self._within[scoped] = active
        return self._within[scoped]

    def inside(self, name: str, value: Mapping[str, JsonValue]) -> Active:
        """What is in force in ``value``, an object under the member ``name``, before its own context and types."""
        kept = self._inside
        if len(value) == 1:
            scope = self.term(name).scope or self
            if next(iter(value)) in scope.id_names:
                kept = self._alone
        if name not in kept:
            self._meanings.count(name)
            kept[name] = self._entered(name, reverts=kept is self._inside)
        return kept[name]

    def _entered(self, name: str, *, reverts: bool) -> Active:
        # What is scoped to a type ends with the members of its object; only a mere reference does not end it
        # (§5.1.2 step 7).
        scope = self._scope(name)
        mapping = scope._state["mappings"].get(name) or _NO_TERM
        entered = scope
        if reverts and scope._state.get("previousContext"):
            entered = self._meanings.active(scope._state["previousContext"])
        context = mapping.get("@context")
        return entered if context is None else entered._changed(context, of_member=True)

    def _scope(self, name: str) -> Active:
        context = (self._state["mappings"].get(name) or _NO_TERM).get("@context")
        if context is None:
            return self
        if name not in self._scopes:
            self._scopes[name] = self._changed(context, of_member=True)
        return self._scopes[name]

    def _changed(self, local: object, *, of_member: bool = False, of_type: bool = False) -> Active:
        try:
            state = self._meanings.processor.within(self._state, local, of_member=of_member, of_type=of_type)
        except (ProcessorError, InputError) as error:
            raise Unproven from error
        return self._meanings.active(state)

    def _term(self, name: str) -> Term:
        iri = self._meanings.processor.iri(self._state, name)
        if iri in ("@id", "@type"):
            return Term(iri)
        if iri is None or not is_iri(iri):
            raise Unproven
        scope = self._scope(name)
        if (self._meanings.processor.iri(scope._state, name) or "").startswith("@"):
            raise Unproven
        outer, mapping = (each._state["mappings"].get(name) or _NO_TERM for each in (self, scope))
        containers = set(outer.get("@container") or ())
        reference = mapping.get("@type")
        if (
            containers - _CONTAINERS
            or {"@list", "@graph"} <= containers
            or set(mapping.get("@container") or ()) - containers
            or any(each.get(unusual) for each in (outer, mapping) for unusual in ("reverse", "@nest", "@index"))
            or any(each in mapping for each in ("@language", "@direction"))
            or "@json" in (reference, outer.get("@type"))
        ):
            raise Unproven
        container = "".join(containers - {"@set"})
        if reference in ("@id", "@vocab"):
            return Term("", f"<{iri}>", container, reference, scope=scope)
        datatype = None if reference in (None, "@none") else str(reference)
        if datatype is not None and not is_iri(datatype):
            raise Unproven
        closing = '"' if datatype in (None, XSD_STRING) else f'"^^<{datatype}>'
        return Term("", f"<{iri}>", container, "", datatype, closing, not container, scope)


class Meanings:
    """The active contexts of one closed set of contexts.

    Attributes:
        processor: who answers what is not known yet.
    """

    def __init__(self, contexts: Contexts) -> None:
        self.processor: Processor = processor(contexts)
        self._contexts = contexts
        self._usual: dict[str, bool] = {}
        self._states: dict[int, Active] = {}
        self._initial: Active | None = None
        self._answers = 0

    def initial(self) -> Active:
        """What is in force before a document's own `@context`."""
        initial = self._initial
        if initial is None or self._answers > MOST_ANSWERS or len(self._states) > MOST_STATES:
            self._states, self._answers = {}, 0
            initial = self._initial = self.active(self.processor.initial())
        return initial

    def active(self, state: State) -> Active:
        """The one `Active` of ``state``, which holds it, so that the identity stays its own."""
        known = self._states.get(id(state))
        if known is None or known._state is not state:
            known = self._states[id(state)] = Active(self, state)
        return known

    def count(self, name: str) -> None:
        """One more answer will be kept.

        Raises:
            Unproven: ``name`` is too long for that.
        """
        self._answers += 1
        if len(name) > _LONGEST_NAME:
            raise Unproven

    def is_usual(self, address: str) -> bool:
        """Whether the context behind ``address`` is known and uses nothing that is not proven here."""
        if not self._contexts.known(address):
            return False
        if address not in self._usual:
            self._usual[address] = self.processor.is_plain(address) or _is_usual(self._contexts.document(address))
        return self._usual[address]


@lru_cache(maxsize=8)
def meanings(contexts: Contexts) -> Meanings:
    """The meanings of ``contexts``, kept as its processor is."""
    return Meanings(contexts)


def texts(values: tuple[JsonValue, ...]) -> tuple[str, ...]:
    """These texts.

    Raises:
        Unproven: there is something else among them.
    """
    found = tuple([value for value in values if type(value) is str])
    if len(found) < len(values):
        raise Unproven
    return found


def _aliases(mappings: Mapping[str, Any], keyword: str) -> tuple[str, ...]:
    return (keyword, *(name for name, mapping in mappings.items() if mapping and mapping["@id"] == keyword))


def _is_usual(value: JsonValue) -> bool:
    if isinstance(value, list):
        return all(map(_is_usual, value))
    if not isinstance(value, dict):
        return True
    # A scoped context that is an address would be a document of its own.
    return not (value.keys() & _UNPROVEN) and all(
        _is_usual(inner) and not (name == "@context" and isinstance(inner, str)) for name, inner in value.items()
    )
