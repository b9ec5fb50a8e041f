"""The general JSON-LD processor (pyld) with every door to the network closed.

Importing pyld takes longer than a whole verification; it is imported at the first expansion, never before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeAlias, cast

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data import definitions
from sceau.linked_data.contexts import Contexts, used
from sceau.linked_data.definitions import Definitions, NotPlain

State: TypeAlias = Mapping[str, Any]
"""What is known of an active context, in the form of pyld. Never changed once it is made."""

_STUMBLES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What pyld raises where it does not expect a value, `null` for a `@vocab` that was never set among them."""


class ProcessorError(Exception):
    """pyld refused the document.

    Attributes:
        code: the error code of JSON-LD 1.1 API §9.3, or "".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Bounded(dict[str, Any]):
    """Parsed contexts. Inline ones come from anybody: when the room is full it is emptied."""

    room = 100

    def __setitem__(self, name: str, value: Any) -> None:
        if len(self) >= self.room:
            self.clear()
        super().__setitem__(name, value)


class Processor:
    """Expansion with one closed set of contexts, parsed once and kept."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._plain = Definitions(contexts)
        self._parsed: dict[str, Any] = _Bounded()

    def expand(self, document: JsonObject) -> tuple[list[JsonValue], Counter[str | None]]:
        """The expanded document, relative IRIs left relative, and the members that expansion dropped.

        Returns:
            Expanded JSON-LD, and for each dropped member what its name expanded to (None: to nothing).

        Raises:
            ProcessorError: the document is not JSON-LD 1.1.
        """
        from pyld import jsonld  # noqa: PLC0415 — see above

        dropped: Counter[str | None] = Counter()

        def count(name: str | None) -> None:
            dropped[name] += 1

        processor = jsonld.JsonLdProcessor(on_property_dropped=count)
        try:
            expanded = processor.expand(document, self._options())
        except RecursionError:
            raise
        except (jsonld.JsonLdError, *_STUMBLES) as error:
            raise ProcessorError(_code(error)) from error
        return cast("list[JsonValue]", expanded), dropped

    def accepts(self, context: JsonValue) -> bool:
        """Whether ``context`` (a whole `@context` value) can be processed by itself."""
        try:
            self.expand({"@context": context})
        except ProcessorError:
            return False
        return True

    def is_plain(self, address: str) -> bool:
        """Whether the known context behind ``address`` needs no pyld."""
        return self._plain.is_plain(address)

    def initial(self) -> State:
        """The active context of a document before its own `@context`."""
        return definitions.initial()

    def within(self, state: State, local: object, *, of_member: bool = False, of_type: bool = False) -> State:
        """``state`` as the context ``local`` changes it (JSON-LD 1.1 API §4.1).

        Args:
            state: the active context.
            local: a whole `@context` value, as a document or a scoped context has it.
            of_member: ``local`` is scoped to a member: it may redefine protected terms.
            of_type: ``local`` is scoped to a type: the objects inside do not inherit it.

        Raises:
            ProcessorError: ``local`` cannot be processed there.
        """
        with suppress(NotPlain):
            return self._plain.within(state, local, of_member=of_member, of_type=of_type)
        from pyld import jsonld  # noqa: PLC0415 — see above

        try:
            changed = jsonld.JsonLdProcessor()._process_context(
                state, local, self._options(), override_protected=of_member, propagate=not of_type
            )
        except RecursionError:
            raise
        except (jsonld.JsonLdError, *_STUMBLES) as error:
            raise ProcessorError(_code(error)) from error
        return cast("State", changed)

    def iri(self, state: State, text: str) -> str | None:
        """What ``text`` means as the name of a member or of a type (JSON-LD 1.1 API §5.2); None for nothing."""
        with suppress(NotPlain):
            return definitions.iri(state, text)
        from pyld import jsonld  # noqa: PLC0415 — see above

        return cast("str | None", jsonld.JsonLdProcessor()._expand_iri(state, text, vocab=True))

    def _options(self) -> dict[str, Any]:
        from pyld.context_resolver import ContextResolver  # noqa: PLC0415 — see above

        return {
            "base": None,
            "processingMode": "json-ld-1.1",
            "documentLoader": self._load,
            "contextResolver": ContextResolver(self._parsed, self._load),
        }

    def _load(self, url: str, _options: object = None) -> dict[str, Any]:
        # "static" lets pyld keep the parsed form; the copy keeps its rewriting of addresses to itself.
        import copy  # noqa: PLC0415 — only pyld needs it

        document = copy.deepcopy(self._contexts.document(url))
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": document,
            "contentType": "application/ld+json",
            "tag": "static",
        }


@lru_cache(maxsize=8)
def processor(contexts: Contexts) -> Processor:
    """The processor of ``contexts``, kept with its parsed contexts."""
    return Processor(contexts)


def processor_of(document: JsonValue, contexts: Contexts) -> Processor:
    """The kept processor for a document that only names contexts; one of its own for a document that brings any.

    pyld changes parsed contexts while it works on an inline one (`@import` writes into the imported), so that what one
    document brings would stay for all that come after it.
    """
    if all(isinstance(context, str) for _, context in used(document)):
        return processor(contexts)
    return Processor(contexts)


def _code(error: BaseException) -> str:
    """The innermost code; an unknown context inside another one stays what it is."""
    code = ""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, InputError):
            raise cause
        code = getattr(cause, "code", None) or code
        cause = cause.__cause__
    return code
