"""Whether a document has the shape of a presentation (VC Data Model 2.0 §4.13), and a typed view over one."""

from __future__ import annotations

from typing import cast

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.model.shape import Shape, items
from sceau.problems import Problem
from sceau.records import record

VERIFIABLE_PRESENTATION = "VerifiablePresentation"


@record
class Presentation:
    """A presentation whose shape was checked. ``raw`` is the document itself, nothing left out.

    Attributes:
        raw: the whole document.
        types: in order, "VerifiablePresentation" among them.
        id: None when it has none.
        holder_id: None when it does not name its holder.
        credentials: each with its JSON Pointer: an object, or the text of a JWT (as version 1.1 allowed).
    """

    raw: JsonObject
    types: tuple[str, ...]
    id: str | None
    holder_id: str | None
    credentials: tuple[tuple[str, JsonObject | str], ...]

    @classmethod
    def parse(cls, document: JsonObject) -> Presentation:
        """Read ``document``.

        Raises:
            InputError: the first of `shape_problems`.
        """
        if problems := shape_problems(document):
            first = problems[0]
            raise InputError(first.code, first.pointer, first.detail)
        holder, identifier = document.get("holder"), document.get("id")
        if isinstance(holder, dict):
            holder = holder.get("id")
        return cls(
            raw=document,
            types=tuple(cast("list[str]", items(document["type"]))),
            id=identifier if isinstance(identifier, str) else None,
            holder_id=holder if isinstance(holder, str) else None,
            credentials=tuple(presented(document)),
        )


def presented(document: JsonObject) -> list[tuple[str, JsonObject | str]]:
    """The credentials in `verifiableCredential`, each with its pointer; what is neither object nor text is left out."""
    value = document.get("verifiableCredential")
    single = not isinstance(value, list)
    found: list[tuple[str, JsonObject | str]] = []
    for index, each in enumerate(items(value)):
        place = "/verifiableCredential" if single else pointers.join("/verifiableCredential", index)
        if isinstance(each, dict | str):
            found.append((place, each))
    return found


def shape_problems(document: JsonObject) -> list[Problem]:
    """Everything that keeps ``document`` from being a presentation; empty when nothing does.

    Codes: ``context_missing``, ``member_missing``, ``member_malformed``.
    """
    shape = Shape(document)
    shape.contexts()
    shape.types(VERIFIABLE_PRESENTATION)
    shape.address_member("id")
    shape.party("holder", required=False)
    shape.typed_objects("termsOfUse")
    shape.proofs()
    return shape.problems + list(_credential_problems(document))


def _credential_problems(document: JsonObject) -> list[Problem]:
    value: JsonValue = document.get("verifiableCredential")
    known = dict(presented(document))
    count = len(items(value))
    if len(known) != count or any(not each for each in known.values()):
        return [Problem("member_malformed", "/verifiableCredential")]
    return []
