"""A JSON-LD document as canonical N-Quads, or a refusal that says where.

Proofs cover quads, not JSON. A member that reaches no quad could be changed at will under a valid signature, so every
such member is an error with its JSON Pointer, never a silent loss.

There are three ways, and one answer. A known shape is written at once (`compiled`); an ordinary document is read in one
walk (`direct`); the general processor reads all others. The first two answer for good documents alone: every refusal is
the general processor's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data import direct, nquads, rdf, rdfc
from sceau.linked_data.compiled.ways import Known, ways
from sceau.linked_data.contexts import Contexts, require_known, used
from sceau.linked_data.loader import Processor, ProcessorError, processor_of

MOST_VALUES = 10_000
"""Objects, members and array items that a document may hold: some seconds of expansion."""

_GENERAL_ONLY: ContextVar[bool] = ContextVar("general_only", default=False)

_CONTAINERS = frozenset({dict, list})
_LONGEST_NAME = 2_048  # of a member: every pointer below repeats it
_MOST_PROBES = 20  # expansions spent on finding the place of an error; fewer in a large document


def to_nquads(document: JsonObject, contexts: Contexts, *, hash_name: str = "sha256", budget: int = rdfc.BUDGET) -> str:
    """The canonical N-Quads (RDFC-1.0) of a JSON-LD document.

    Args:
        document: as it was read; not changed.
        contexts: every context that the document may name.
        hash_name: "sha256", or "sha384" for the P-384 cryptosuites.
        budget: see `sceau.linked_data.rdfc.BUDGET`.

    Raises:
        InputError: ``context_unknown``, ``term_undefined``, ``term_protected_redefined``, ``iri_relative``,
            ``linked_data_malformed``, ``canonicalization_budget_exceeded``.
    """
    found = known(document, contexts)
    text = None if found is None else found.nquads(hash_name)
    return text or _written(document, contexts, hash_name, budget, found)


def to_bytes(
    document: JsonObject, contexts: Contexts, *, hash_name: str = "sha256", budget: int = rdfc.BUDGET
) -> bytes:
    """`to_nquads` as UTF-8, and sooner: for who wants a digest of them."""
    found = known(document, contexts)
    raw = None if found is None else found.encoded(hash_name)
    return raw or _written(document, contexts, hash_name, budget, found).encode()


def _written(document: JsonObject, contexts: Contexts, hash_name: str, budget: int, found: Known | None) -> str:
    quads = to_quads(document, contexts)
    lines, _ = rdfc.canonicalize(quads, hash_name=hash_name, budget=budget)
    if found is None:
        notice(document, quads, contexts)
    return "".join(lines)


def known(document: JsonObject, contexts: Contexts) -> Known | None:
    """What is known of a document beforehand, from others of its shape; None for a new shape or unusual values.

    Shapes become known as documents of them come to `to_nquads` and `require_statements`. So pass what is passed there:
    **the document without its proof** (with it, it has another shape, which nobody learned), and proof options without
    `proofValue`, under the contexts of their document. None is no fault, it only means that all is to be looked at;
    any other answer says that `require_statements` and `weigh` have nothing against the document.

    The answer is about the document as it is now: drop it when the document changes.
    """
    return None if _GENERAL_ONLY.get() else ways(contexts).known(document)


def to_quads(document: JsonObject, contexts: Contexts) -> set[nquads.Quad]:
    """The RDF dataset of a JSON-LD document; blank node labels are arbitrary.

    Raises:
        InputError: as `to_nquads`, but for the budget.
    """
    quads = None if _GENERAL_ONLY.get() else direct.quads(document, contexts, MOST_VALUES)
    return _general(document, contexts) if quads is None else quads


def require_statements(document: JsonObject, contexts: Contexts) -> None:
    """Refuse what `to_quads` refuses.

    Raises:
        InputError: as `to_quads`.
    """
    if known(document, contexts) is None:
        notice(document, to_quads(document, contexts), contexts)


def notice(document: JsonObject, quads: set[nquads.Quad], contexts: Contexts) -> None:
    """Take note of a good document of which nothing is `known`, and of what it states."""
    if not _GENERAL_ONLY.get():
        ways(contexts).notice(document, quads, lambda marked: _general(marked, contexts))


@contextmanager
def general_only() -> Iterator[None]:
    """Inside, nothing but the general processor is used: to compare with it."""
    token = _GENERAL_ONLY.set(True)
    try:
        yield
    finally:
        _GENERAL_ONLY.reset(token)


def _general(document: JsonObject, contexts: Contexts) -> set[nquads.Quad]:
    weigh(document)
    require_known(document, contexts)
    _refuse_decoration(document)
    engine = processor_of(document, contexts)
    try:
        expanded, dropped = engine.expand(document)
        if dropped:
            name = next(iter(dropped))
            raise InputError("term_undefined", _dropped_member(document, engine, name), name or "")
        return rdf.quads(expanded)
    except ProcessorError as error:
        raise _refusal(document, engine, error.code) from error
    except rdf.LostError as error:
        raise InputError(error.code, _place(document, error), error.text or "") from error
    except RecursionError as error:
        raise InputError("json_too_deep", detail="JSON-LD expansion") from error


def weigh(document: JsonValue, most: int = MOST_VALUES) -> int:
    """How many objects, members and array items ``document`` holds. Cheap, and to be asked before any walk that
    makes pointers.

    Raises:
        InputError: ``canonicalization_budget_exceeded`` for more than ``most``, or for an immense member name.
    """
    count, waiting = 0, [document]
    while waiting:
        value = waiting.pop()
        inner: Iterable[JsonValue] = ()
        if isinstance(value, dict):
            count += 1 + len(value)
            if value and len(max(value, key=len)) > _LONGEST_NAME:
                raise InputError("canonicalization_budget_exceeded", detail=f"a name beyond {_LONGEST_NAME} characters")
            inner = value.values()
        elif isinstance(value, list):
            count += len(value)
            inner = value
        if count > most:
            raise InputError("canonicalization_budget_exceeded", detail=f"more than {most} values")
        waiting += [each for each in inner if type(each) in _CONTAINERS]
    return count


def canonicalize_dataset(text: str, *, hash_name: str = "sha256", budget: int = rdfc.BUDGET) -> str:
    """The canonical N-Quads of a dataset given as N-Quads.

    Raises:
        InputError: ``linked_data_malformed``, ``canonicalization_budget_exceeded``.
    """
    return "".join(rdfc.canonicalize(nquads.parse(text), hash_name=hash_name, budget=budget)[0])


def _refuse_decoration(document: JsonObject) -> None:
    """Refuse what expansion drops without a word: a language without text, a null value, an item of a graph
    that says nothing.
    """
    for pointer, value in pointers.objects(document):
        if "/@context/" in f"{pointer}/":
            continue
        if value.keys() & {"@language", "@direction"} and "@value" not in value:
            raise InputError("linked_data_malformed", pointer, "a language without text")
        if "@value" in value and value["@value"] is None:
            raise InputError("linked_data_malformed", pointers.join(pointer, "@value"), "no value")
        graph = value.get("@graph", [])
        for item in graph if isinstance(graph, list) else [graph]:
            if not isinstance(item, dict) or not item.keys() - {"id", "@id"}:
                raise InputError("linked_data_malformed", pointers.join(pointer, "@graph"), "says nothing")


def _refusal(document: JsonObject, engine: Processor, code: str) -> InputError:
    if code == "protected term redefinition":
        return InputError("term_protected_redefined", _guilty_context(document, engine))
    if "context" in code or "term" in code or "IRI mapping" in code or "keyword redefinition" in code:
        return InputError("linked_data_malformed", _guilty_context(document, engine), code)
    return InputError("linked_data_malformed", detail=code)


def _guilty_context(document: JsonObject, engine: Processor) -> str:
    """The first top-level context that fails after those before it; else the first nested one; else `/@context`."""
    top = document.get("@context")
    listed: list[JsonValue] = top if isinstance(top, list) else [top]
    for index in range(min(len(listed), _MOST_PROBES)):
        if not engine.accepts(listed[: index + 1]):
            return pointers.join("/@context", index) if isinstance(top, list) else "/@context"
    nested = (pointer for pointer, _ in used(document) if not pointer.startswith("/@context"))
    return next(nested, "/@context")


def _dropped_member(document: JsonObject, engine: Processor, name: str | None) -> str:
    """Where the member stands that expansion dropped: without it, fewer are dropped."""
    candidates = [
        pointer
        for pointer, key, _ in pointers.members(document)
        if (name is None or key == name) and "/@context/" not in f"{pointer}/"
    ]
    if len(candidates) == 1:
        return candidates[0]
    candidates.sort(key=lambda pointer: pointer.count("/"), reverse=True)
    before = engine.expand(document)[1].total()
    for pointer in candidates[: min(_MOST_PROBES, MOST_VALUES // weigh(document))]:
        try:
            if engine.expand(pointers.without(document, pointer))[1].total() < before:
                return pointer
        except ProcessorError:
            continue
    return ""


def _place(document: JsonObject, error: rdf.LostError) -> str:
    """The first member or string that reads like what was lost; for types, one that stands under a type."""
    body: JsonValue = {name: value for name, value in document.items() if name != "@context"}
    found = [pointer for pointer, text in pointers.strings(body) if text == error.text]
    found += [pointer for pointer, name, _ in pointers.members(body) if name == error.text]
    if error.code == "term_undefined":
        types = [pointer for pointer in found if any(name in pointer for name in ("/type", "/@type"))]
        found = types or found
    return found[0] if found else ""
