"""What a review asks of the catalogue: what resembles a version, and what must be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from acquis.catalogue import models, rules, wording
from acquis.catalogue.queries.cards import folded
from acquis.catalogue.queries.versions import PUBLIC, VersionFacts
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text

IN_FORCE = (wording.State.PUBLISHED, wording.State.SUSPENDED)
CANDIDATES, SHOWN = 200, 8
SHORTEST_WORD = 4  # letters; shorter ones say little about a title
ALIKE = 34  # percent of the words of two titles, or of their competencies, from which they are alike


@dataclass(frozen=True, slots=True)
class Similar:
    """A version that resembles another one, and in what.

    Attributes:
        words: how much the titles have in common, in percent.
        competencies: names of the targeted competencies that both have.
        share: the competencies in common, in percent of all that either has.
    """

    version_id: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    code: str
    title: Text
    number: int
    is_public: bool
    words: int
    competencies: tuple[Text, ...]
    share: int


@dataclass(frozen=True, slots=True)
class Due:
    """A published version whose relevance is to be confirmed (R-039)."""

    version_id: UUID
    achievement_id: UUID
    organization_id: UUID
    code: str
    title: Text
    number: int
    state: str
    relevance_until: date

    @property
    def is_over(self) -> bool:
        """Whether the day has come."""
        return clock.today() >= self.relevance_until

    @property
    def awards_until(self) -> date:
        """The last day on which it can be awarded unless somebody confirms it."""
        return awards_until(self.relevance_until)

    @property
    def is_lapsed(self) -> bool:
        """Whether awards have stopped."""
        return clock.today() > self.awards_until


def awards_until(relevance_until: date) -> date:
    """The last day on which a version is awarded whose relevance ended on another one (R-039)."""
    return relevance_until + timedelta(days=rules.GRACE_DAYS)


def similar(of: VersionFacts) -> list[Similar]:
    """What the network offers already, and what the same organization prepares, most alike first (R-065).

    What another organization prepares is nobody's business but its own.
    """
    names = {item.skill_id: item.name for item in of.content.alignments if item.skill_id}
    words = {name: _words(text) for name, text in of.content.title.items()}
    asked = {word for several in words.values() for word in several}
    mine = Q(organization_id=of.organization.id, state__in=wording.UNDECIDED)
    shared = Q(alignment_rows__skill_id__in=list(names))
    for word in asked:
        shared |= Q(search_words__contains=word)
    rows = (
        models.AchievementVersion.objects.filter(Q(state__in=IN_FORCE) | mine, shared)
        .exclude(achievement_id=of.achievement_id)
        .select_related("achievement")
        .order_by("pk")
        .distinct()
    )
    loaded = list(rows[:CANDIDATES])
    skills: dict[UUID, set[UUID]] = {}
    for version_id, skill_id in models.Alignment.objects.filter(
        version_id__in=[row.pk for row in loaded], skill_id__isnull=False
    ).values_list("version_id", "skill_id"):
        skills.setdefault(version_id, set()).add(skill_id)
    known = organizations.organizations({row.organization_id for row in loaded})
    found = [_similar(row, words, names, skills.get(row.pk, set()), known) for row in loaded]
    alike = [one for one in found if max(one.words, one.share) >= ALIKE]
    return sorted(alike, key=lambda one: (-(one.words + one.share), one.code))[:SHOWN]


def falling_due(organization_id: UUID, before: date, *, page: str | None = None) -> Page[Due]:
    """What an organization must confirm before a day, the most overdue first (R-085)."""
    found = page_of(_due(before).filter(organization_id=organization_id), page)
    found.object_list = [_due_facts(row) for row in found.object_list]
    return found


def _due(before: date) -> QuerySet[models.AchievementVersion]:
    rows = models.AchievementVersion.objects.filter(state__in=IN_FORCE, relevance_until__lt=before)
    return rows.select_related("achievement").order_by("relevance_until", "pk")


def _due_facts(row: Any) -> Due:
    return Due(
        row.pk,
        row.achievement_id,
        row.organization_id,
        row.achievement.code,
        row.title,
        row.number,
        row.state,
        row.relevance_until,
    )


def _similar(
    row: Any,
    words: dict[str, set[str]],
    names: dict[UUID, Text],
    skills: set[UUID],
    known: dict[UUID, OrganizationFacts],
) -> Similar:
    common = skills & set(names)
    alike = max((_alike(several, _words(row.title.get(name, ""))) for name, several in words.items()), default=0.0)
    return Similar(
        version_id=row.pk,
        achievement_id=row.achievement_id,
        organization=known[row.organization_id],
        code=row.achievement.code,
        title=row.title,
        number=row.number,
        is_public=row.state in PUBLIC,
        words=round(100 * alike),
        competencies=tuple(names[one] for one in names if one in common),
        share=round(100 * len(common) / len(skills | set(names))) if common else 0,
    )


def _words(text: str) -> set[str]:
    return {word for word in folded(text).split() if len(word) >= SHORTEST_WORD}


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
