"""Documents inside documents: the credentials of a presentation or a CLR, the endorsements of a badge."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from sceau.encoding.strict_json import JsonObject
from sceau.model.presentation import presented
from sceau.model.shape import items
from sceau.openbadges import endorsement, look
from sceau.problems import Problem
from sceau.records import record, replace
from sceau.verifying import intake
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import Intake

MOST = 50
"""Documents inside one document that are looked at."""

DEEPEST = 3
"""A presentation of a CLR of badges with endorsements."""


class Role(StrEnum):
    """What a document inside is there for."""

    CREDENTIAL = "credential"
    ENDORSEMENT = "endorsement"


@record
class Member:
    """A document inside another.

    Attributes:
        pointer: where it stands.
        role: what for.
        intake: what it is.
    """

    pointer: str
    role: Role
    intake: Intake


def may_be_inside(inquiry: Inquiry) -> bool:
    """Whether `inside` may find anything, by what is known of the document from others of its shape."""
    outlook = inquiry.outlook if inquiry.intake.kind == intake.CREDENTIAL else None
    return outlook is None or outlook.bears_endorsements


def inside(outer: Intake) -> list[Member]:
    """What stands in ``outer``, at most `MOST` + 1: whoever counts knows that there are too many."""
    found: list[Member] = []
    if outer.document is not None:
        for pointer, role, content in _contents(outer, outer.document):
            found.append(Member(pointer, role, _intake(content)))
            if len(found) > MOST:
                break
    return found


def _contents(outer: Intake, document: JsonObject) -> Iterator[tuple[str, Role, JsonObject | str]]:
    if outer.kind == intake.PRESENTATION:
        for pointer, content in presented(document):
            yield pointer, Role.CREDENTIAL, content
        return
    if outer.kind == intake.CLR:
        from sceau.openbadges import clr  # noqa: PLC0415 — slow to import, records are rare

        for pointer, content in clr.members(document):
            yield pointer, Role.CREDENTIAL, content
    if outer.kind in (intake.CREDENTIAL, intake.CLR):
        for pointer, content in endorsement.embedded(document):
            yield pointer, Role.ENDORSEMENT, content


def _intake(content: JsonObject | str) -> Intake:
    found = Intake.of(content, "json") if isinstance(content, dict) else intake.recognize(content.encode())
    if found.kind == intake.PRESENTATION:
        return replace(found, kind=intake.UNKNOWN, problem=Problem("credential_malformed", detail="a presentation"))
    return found


def is_meant(member: Member, outer: JsonObject) -> bool:
    """Whether an endorsement is one, about the very thing that it stands in; true for every other member.

    An endorsement is public: whoever copies it into another credential must gain nothing.
    """
    if member.role is not Role.ENDORSEMENT:
        return True
    document = member.intake.document or {}
    if member.intake.kind != intake.CREDENTIAL or look.kind_of(document) is not look.Kind.ENDORSEMENT:
        return False
    subjects = [each.get("id") for each in items(document.get("credentialSubject")) if isinstance(each, dict)]
    return len(subjects) == 1 and subjects[0] in endorsement.may_be_about(outer, member.pointer)
