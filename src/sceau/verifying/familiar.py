"""What is known of a credential before it is looked at, from others of its shape.

Most credentials of an issuer differ in texts alone. How much there is to read, whether every word is spelled the usual
way, whether an endorsement stands anywhere: that follows from the names, the types, and which identifiers are alike. It
is found by the usual checks, once for each shape, and kept with what linked data knows of the shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.linked_data.canonical import weigh
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import are_addresses, has_model, shape_problems, value_problems
from sceau.openbadges import endorsement
from sceau.verifying import spelling

_FACT = "verifying"

_Path: TypeAlias = tuple[str | int, ...]


class Outlook(NamedTuple):
    """What all documents of one shape have in common whose identifiers are alike in the same places.

    Attributes:
        values: how many there are to read, by `sceau.linked_data.canonical.weigh`.
        is_usual: `sceau.verifying.spelling.problems` finds nothing.
        is_shaped: `sceau.model.shape.shape_problems` finds nothing, as long as identifiers are addresses, and but for
            the moments in the document.
        bears_endorsements: `sceau.openbadges.endorsement.embedded` may find something.
    """

    values: int
    is_usual: bool
    is_shaped: bool
    bears_endorsements: bool


class _Kept(NamedTuple):
    """An outlook, with the places of the identifiers, and which of these are alike."""

    outlook: Outlook
    paths: tuple[_Path, ...]
    alike: tuple[tuple[int, int], ...]


def outlook(document: JsonObject, known: Known, contexts: Contexts) -> Outlook | None:
    """What can be said of ``document``; None when its values make it another case than those seen before.

    Args:
        document: without its proofs.
        known: what linked data knows of it.
        contexts: those that ``known`` is about.
    """
    kept: _Kept | None = known.facts.get(_FACT)
    if kept is None:
        kept = known.facts[_FACT] = _look(document, contexts)
    found: list[str] = []
    for path in kept.paths:
        value: Any = document  # it has this shape
        for step in path:
            value = value[step]
        found.append(value)
    if not are_addresses(found):
        return None
    for one, other in kept.alike:
        if found[one] != found[other]:
            return None
    return kept.outlook if len(set(found)) == len(found) - len(kept.alike) else None


def _look(document: JsonObject, contexts: Contexts) -> _Kept:
    of_moments = value_problems(document)
    outlook = Outlook(
        values=weigh(document),
        # Only with such a context is every `type` a type, and therefore part of the shape.
        is_usual=has_model(document) and next(spelling.problems(document, contexts), None) is None,
        is_shaped=all(problem in of_moments for problem in shape_problems(document)),
        bears_endorsements=endorsement.bears_any(document),
    )
    found = list(_identifiers(document, ()))
    earliest: dict[str, int] = {}
    firsts = [earliest.setdefault(value, number) for number, (_, value) in enumerate(found)]
    alike = tuple((first, number) for number, first in enumerate(firsts) if first != number)
    return _Kept(outlook, tuple(path for path, _ in found), alike)


def _identifiers(value: JsonValue, here: _Path) -> Iterator[tuple[_Path, str]]:
    """The texts that stand under `id` anywhere, and an issuer that is a mere address, each with its path."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        if isinstance(each, str) and (name == "id" or (name == "issuer" and not here)):
            yield (*here, name), each
        yield from _identifiers(each, (*here, name))
