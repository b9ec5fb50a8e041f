"""What an institution hands to the ministry to have microcredentials approved for student aid (R-290).

The ranges are those of the dated rules (`aid_rules`): the 2022–2023 guideline asks for 5 to 300 whole hours and fewer
than 12 weeks, the delivery mode, a CIP code and up to three NOC codes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.catalogue import models, wording
from acquis.catalogue.aid_rules import aid_rules
from acquis.catalogue.content import Occupation
from acquis.catalogue.queries.vouching import endorsers_of
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text

MOST = 1000
MOST_OCCUPATIONS = 3
COLUMNS = (
    "code", "title_fr", "title_en", "hours", "weeks", "delivery", "cip_2021", "noc_2021_1", "noc_2021_2", "noc_2021_3",
    "description_fr", "description_en", "endorsements",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Submission:
    """One published microcredential as it would be handed in.

    Attributes:
        hours: the typical hours in whole numbers, as the form asks; None if unknown.
        delivery: a code of `wording.DeliveryMode`.
        endorsements: the names of those who endorse it today.
        problems: what keeps it out of the file, each with the field of the definition.
    """

    achievement_id: UUID
    version_id: UUID
    code: str
    title: Text
    hours: int | None
    weeks: int | None
    delivery: str
    field_of_study: str
    occupations: tuple[str, ...]
    description: Text
    endorsements: tuple[Text, ...]
    problems: tuple[Refused, ...]


def submissions(organization_id: UUID) -> list[Submission]:
    """Every published microcredential of an organization, by code; two queries."""
    rows: list[Any] = list(
        models.AchievementVersion.objects.filter(
            organization_id=organization_id,
            state=wording.State.PUBLISHED,
            achievement__kind=wording.Kind.MICROCREDENTIAL,
        )
        .select_related("achievement")
        .order_by("achievement__code")[:MOST]
    )
    endorsers = endorsers_of([row.achievement_id for row in rows])
    return [
        Submission(
            achievement_id=row.achievement_id,
            version_id=row.pk,
            code=row.achievement.code,
            title=row.title,
            hours=_whole(row.hours_typical),
            weeks=row.weeks,
            delivery=row.delivery_mode,
            field_of_study=row.field_of_study,
            occupations=tuple(dict.fromkeys(Occupation.read(each).unit_group for each in row.occupations)),
            description=row.description or row.purpose,
            endorsements=tuple(one.name for one in endorsers.get(row.achievement_id, ()) if not one.is_unverified),
            problems=tuple(_problems(row)),
        )
        for row in rows
    ]


def csv_of(rows: list[Submission]) -> str:
    """The file: one line for each microcredential without a problem; no cell that a spreadsheet would compute."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in rows:
        if not row.problems:
            lines.writerow([_safe(cell) for cell in _cells(row)])
    return written.getvalue()


def _cells(row: Submission) -> list[str]:
    occupations = (*row.occupations, "", "", "")[:MOST_OCCUPATIONS]
    return [
        row.code,
        row.title.get("fr", ""),
        row.title.get("en", ""),
        str(row.hours),
        str(row.weeks),
        row.delivery,
        row.field_of_study,
        *occupations,
        row.description.get("fr", ""),
        row.description.get("en", ""),
        "; ".join(str(name) for name in row.endorsements),
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _whole(hours: Decimal | None) -> int | None:
    return None if hours is None else int(hours.quantize(Decimal(1), ROUND_HALF_UP))


def _problems(row: Any) -> Iterator[Refused]:
    bounds = {rule.id: rule.bounds for rule in aid_rules().rules}
    least, most, under = bounds["hours"]["least"], bounds["hours"]["most"], bounds["weeks"]["under"]
    hours = _whole(row.hours_typical)
    if hours is None:
        yield Refused("hours_missing", _("The typical hours are not stated."), "hours_typical")
    elif not least <= hours <= most:
        told = {"hours": hours, "least": least, "most": most}
        sentence = _("%(hours)s hours: the guideline asks for %(least)s to %(most)s.")
        yield Refused("hours_out_of_range", sentence % told, "hours_typical")
    if row.weeks is None:
        yield Refused("weeks_missing", _("The weeks are not stated."), "weeks")
    elif row.weeks >= under:
        sentence = _("%(weeks)s weeks: the guideline asks for fewer than %(under)s.")
        yield Refused("weeks_out_of_range", sentence % {"weeks": row.weeks, "under": under}, "weeks")
    if not row.delivery_mode:
        yield Refused("mode_missing", _("Say where the learning happens."), "delivery_mode")
    if not row.field_of_study:
        yield Refused("cip_missing", _("The field of study (CIP) is not stated."), "field_of_study")
    if not row.occupations:
        yield Refused("noc_missing", _("No occupation (NOC) is stated."), "occupations")
    elif len(row.occupations) > MOST_OCCUPATIONS:
        yield Refused("noc_too_many", _("There are more than three occupations (NOC)."), "occupations")
    if not (row.description or row.purpose):
        yield Refused("description_missing", _("There is no description."), "description")
