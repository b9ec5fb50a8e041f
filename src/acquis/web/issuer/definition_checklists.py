"""The panel that tells, for each checklist in force, how much of it is complete and what is missing (R-068)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from acquis.catalogue import wording
from acquis.catalogue.queries import VersionFacts
from acquis.platform.translatable import Text
from acquis.quality import fields
from acquis.quality.facts import Completeness, FrameworkFacts
from acquis.quality.reviewing import Checklists, Sheet
from acquis.web.issuer.definition_places import anchor


@dataclass(frozen=True, slots=True)
class Missing:
    """A line that is not complete.

    Attributes:
        page: where it is given: "answers", "editor", or "" for what its organization says of itself.
        place: the anchor on that page.
    """

    title: Text
    page: str
    place: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """One framework in the panel.

    Attributes:
        complete, asked: lines; of a further checklist those that a field can answer.
        by_hand: lines of a further checklist that no field answers.
    """

    framework: FrameworkFacts
    complete: int
    asked: int
    missing: tuple[Missing, ...]
    by_hand: tuple[Text, ...] = ()


def panel(version: VersionFacts, told: Checklists) -> list[Checklist]:
    """Those that the review asks for, then the others; an informal badge is reviewed under none."""
    asked = () if version.kind == wording.Kind.BADGE else told.sheets
    return [*map(_of_sheet, asked), *(_of_further(version, one) for one in told.others)]


def _of_sheet(sheet: Sheet) -> Checklist:
    missing = tuple(Missing(row.line.title, "answers", row.problem.where) for row in sheet.incomplete if row.problem)
    return Checklist(sheet.framework, len(sheet.rows) - len(missing), len(sheet.rows), missing)


def _of_further(version: VersionFacts, one: Completeness) -> Checklist:
    by_hand = tuple(line.title for line in one.unmeasured)
    return Checklist(one.framework, one.said, one.asked, tuple(_unsaid(version, one)), by_hand)


def _unsaid(version: VersionFacts, one: Completeness) -> Iterator[Missing]:
    for line in one.unsaid:
        where = fields.unsaid(version, line.fields)
        is_here = bool(where) and not where.startswith("organization.")
        yield Missing(line.title, "editor" if is_here else "", anchor(where) if is_here else "")
