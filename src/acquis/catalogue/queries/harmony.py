"""How far what organizations publish is aligned with common frameworks (R-074)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any
from uuid import UUID

from django.db.models import Count, ExpressionWrapper, F, FloatField, QuerySet, Value
from django.db.models.functions import Cast, NullIf

from acquis.catalogue import models, wording
from acquis.catalogue.exchange.cells import passive
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.skills import queries as skills
from acquis.skills.queries import FrameworkFacts

LOWEST, HIGHEST = "lowest", "highest"
SORTS = (LOWEST, HIGHEST)
COLUMNS = ("organization", "name_fr", "name_en", "definitions", "competencies", "harmonized", "percent")


@dataclass(frozen=True, slots=True)
class Harmony:
    """Of what an organization has published.

    Attributes:
        competencies: targeted ones, over all its published definitions; ``harmonized`` those that are an entry of a
            framework.
        by_framework: how many are entries of each, the most frequent first; only in the report.
    """

    definitions: int
    competencies: int
    harmonized: int
    organization: OrganizationFacts | None = None
    by_framework: tuple[tuple[FrameworkFacts, int], ...] = ()

    @property
    def percent(self) -> int | None:
        """The share in whole percent, never rounded up to all; None without a competency."""
        return 100 * self.harmonized // self.competencies if self.competencies else None


def harmony_of(organization_id: UUID) -> Harmony:
    """The figure of one organization, in one query."""
    found = _counted(_published().filter(organization_id=organization_id)).order_by("organization_id").first()
    return Harmony(found["definitions"], found["competencies"], found["harmonized"]) if found else Harmony(0, 0, 0)


def harmony(sort: str = LOWEST) -> QuerySet[Any, Any]:
    """Every organization that has published something, by its share; page it and give the rows to `harmony_facts`."""
    share = Cast(F("harmonized"), FloatField()) / NullIf(F("competencies"), Value(0))
    rows = _counted(_published()).annotate(share=ExpressionWrapper(share, output_field=FloatField()))
    by = F("share")
    first = by.desc(nulls_last=True) if sort == HIGHEST else by.asc(nulls_last=True)
    ordered: QuerySet[Any, Any] = rows.order_by(first, "organization__key")
    return ordered


def harmony_facts(rows: Iterable[dict[str, Any]]) -> list[Harmony]:
    """The values of rows of `harmony`, with what each framework has of them; in three queries."""
    found = list(rows)
    ids = {row["organization_id"] for row in found}
    known, named = organizations.organizations(ids), {one.id: one for one in skills.frameworks()}
    pointed: dict[UUID, list[tuple[FrameworkFacts, int]]] = {}
    counted = (
        models.Alignment.objects.filter(
            version__state=wording.State.PUBLISHED, organization_id__in=ids, skill__isnull=False
        )
        .order_by()
        .values_list("organization_id", "skill__framework_id")
        .annotate(number=Count("pk"))
        .order_by("-number", "skill__framework_id")
    )
    for organization_id, framework_id, number in counted:
        pointed.setdefault(organization_id, []).append((named[framework_id], number))
    return [
        Harmony(
            row["definitions"],
            row["competencies"],
            row["harmonized"],
            known[row["organization_id"]],
            tuple(pointed.get(row["organization_id"], ())),
        )
        for row in found
    ]


def harmony_csv(rows: Sequence[Harmony]) -> str:
    """A line for each organization, then a column for each framework that any of them uses; nothing is computed."""
    frameworks = {one.id: one for row in rows for one, _number in row.by_framework}
    used = sorted(frameworks.values(), key=lambda one: (one.key, one.version))
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([*COLUMNS, *(passive(f"{one.key} {one.version}") for one in used)])
    for row in rows:
        numbers = {one.id: number for one, number in row.by_framework}
        lines.writerow(
            [
                *(passive(words) for words in _names(row)),
                row.definitions,
                row.competencies,
                row.harmonized,
                "" if row.percent is None else row.percent,
                *(numbers.get(one.id, 0) for one in used),
            ]
        )
    return written.getvalue()


def _names(row: Harmony) -> tuple[str, str, str]:
    assert row.organization is not None
    name = row.organization.name
    return row.organization.key, name.get("fr", ""), name.get("en", "")


def _published() -> QuerySet[models.AchievementVersion]:
    return models.AchievementVersion.objects.filter(state=wording.State.PUBLISHED)


def _counted(rows: QuerySet[models.AchievementVersion]) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .values("organization_id")
        .annotate(
            definitions=Count("pk", distinct=True),
            competencies=Count("alignment_rows"),
            harmonized=Count("alignment_rows__skill_id"),
        )
    )
