"""What many versions say, and what everybody may have of it, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from acquis.catalogue import content as written
from acquis.catalogue import models, offering, wording
from acquis.catalogue.content import Content
from acquis.catalogue.exchange import definitions as definition_files
from acquis.catalogue.exchange import offers as offer_files
from acquis.catalogue.queries import offers
from acquis.catalogue.queries.offers import OfferFacts
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import links
from acquis.platform.translatable import LANGUAGES, Text
from acquis.skills import queries as skills

AT_ONCE = 100
_PLAIN: dict[str, tuple[Any, type[Any]]] = {
    "modules": (models.Module, written.Module),
    "prerequisites": (models.Prerequisite, written.Prerequisite),
    "standards": (models.Standard, written.Standard),
    "needs": (models.NeedProof, written.NeedProof),
}


def contents(rows: Sequence[models.AchievementVersion]) -> dict[UUID, Content]:
    """What several stored versions say, in ten queries whatever their number."""
    ids = [row.pk for row in rows]
    outcomes = _outcomes(ids)
    parts: dict[str, Any] = {
        "outcomes": outcomes,
        "assessments": _assessments(ids, outcomes),
        "alignments": _alignments(ids),
        **{name: _plain(part, shape, ids) for name, (part, shape) in _PLAIN.items()},
    }
    return {
        row.pk: Content(
            **written.of_columns(row),
            **_parts(parts, row.pk),
        )
        for row in rows
    }


def _parts(parts: dict[str, Any], version_id: UUID) -> dict[str, Any]:
    return {name: tuple(found.get(version_id, ())) for name, found in parts.items()}


def _grouped(rows: Iterable[Any], made: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.version_id].append(made(row))
    return found


def _of(part: Any, ids: list[UUID]) -> Any:
    return part.objects.filter(version_id__in=ids).order_by("version_id", "position")


def _plain(part: Any, shape: type[Any], ids: list[UUID]) -> dict[UUID, list[Any]]:
    names = [field.name for field in fields(shape)]
    return _grouped(_of(part, ids), lambda row: shape(**{name: getattr(row, name) for name in names}))


def _outcomes(ids: list[UUID]) -> dict[UUID, list[written.Outcome]]:
    under: dict[UUID, list[written.Underpinning]] = defaultdict(list)
    for item in _of(models.Underpinning, ids):
        under[item.outcome_id].append(written.Underpinning(item.kind, item.text))
    return _grouped(
        _of(models.Outcome, ids),
        lambda row: written.Outcome(row.code, row.statement, tuple(under.get(row.pk, ())), row.required, row.pk),
    )


def _assessments(ids: list[UUID], outcomes: dict[UUID, list[written.Outcome]]) -> dict[UUID, list[written.Assessment]]:
    codes = {outcome.id: outcome.code for several in outcomes.values() for outcome in several}
    covered: dict[UUID, list[str]] = defaultdict(list)
    for link in _of(models.Coverage, ids):
        covered[link.assessment_id].append(codes[link.outcome_id])
    names = [field.name for field in fields(written.Assessment) if field.name not in {"id", "outcomes"}]
    return _grouped(
        _of(models.Assessment, ids),
        lambda row: written.Assessment(
            **{name: getattr(row, name) for name in names}, outcomes=tuple(covered.get(row.pk, ())), id=row.pk
        ),
    )


def _alignments(ids: list[UUID]) -> dict[UUID, list[written.Alignment]]:
    rows = list(_of(models.Alignment, ids))
    known = skills.skills(row.skill_id for row in rows if row.skill_id)
    names = [field.name for field in fields(written.Alignment) if field.name != "skill"]
    return _grouped(
        rows,
        lambda row: written.Alignment(
            **{name: getattr(row, name) for name in names}, skill=known.get(row.skill_id) if row.skill_id else None
        ),
    )


# — an organization's own —


@dataclass(frozen=True, slots=True)
class Owned:
    """The newest version of an achievement, as its organization has it."""

    achievement_id: UUID
    version_id: UUID
    number: int
    state: str
    edited_at: datetime
    told: dict[str, Any]


def owned_definitions(organization_id: UUID, *, after: UUID | None = None, limit: int = AT_ONCE) -> list[Owned]:
    """The newest version of each achievement that was not put away, by identifier, after this one."""
    found = models.Achievement.objects.filter(organization_id=organization_id, archived_at=None)
    found = found.exclude(versions__state=wording.State.EXAMPLE)
    if after is not None:
        found = found.filter(pk__gt=after)
    ids = list(found.order_by("pk").values_list("pk", flat=True)[:limit])
    newest: dict[UUID, models.AchievementVersion] = {}
    rows = models.AchievementVersion.objects.filter(achievement_id__in=ids).select_related("achievement")
    for row in rows.order_by("achievement_id", "number"):
        newest[row.achievement_id] = row
    said = contents(list(newest.values()))
    return [
        Owned(
            pk,
            row.pk,
            row.number,
            row.state,
            row.edited_at,
            definition_files.told_of(row.achievement.code, row.achievement.kind, said[row.pk]),
        )
        for pk, row in newest.items()
    ]


def owned_offers(organization_id: UUID, *, after: UUID | None = None, limit: int = AT_ONCE) -> list[OfferFacts]:
    """The offers of an organization, closed ones too, by identifier, after this one."""
    rows = models.Offer.objects.filter(organization_id=organization_id)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return offers.facts_of(list(rows.order_by("pk").values_list("pk", flat=True)[:limit]))


def codes_of(achievement_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The local codes of achievements."""
    return dict(models.Achievement.objects.filter(pk__in=set(achievement_ids)).values_list("pk", "code"))


# — everybody's —

NOT_OPEN = ("contact",)
"""What a public page may show but no data set hands out: an address somebody answers."""


@dataclass(frozen=True, slots=True)
class Open:
    """A published version, without anything about a person."""

    version_id: UUID
    achievement_id: UUID
    number: int
    code: str
    kind: str
    organization: OrganizationFacts
    published_at: datetime
    content: Content

    @property
    def address(self) -> str:
        """Its machine address."""
        return links.machine(f"id/achievements/{self.achievement_id}/{self.number}")

    @property
    def quality_assurance(self) -> Text:
        """Who answers for its quality in both languages: the European element “type of quality assurance” (R-083)."""
        code = self.content.qa_kind
        words = {language: _worded(wording.QualityAssurance, code, language) for language in LANGUAGES if code}
        return Text(words)

    def told(self) -> dict[str, Any]:
        """Its JSON; who was consulted about the need, and why words were chosen, stay with the organization."""
        told = definition_files.told_of(self.code, self.kind, self.content)
        for name in NOT_OPEN:
            del told[name]
        told["needs"] = [{"kind": each["kind"], "held_on": each["held_on"]} for each in told["needs"]]
        for each in told["alignments"]:
            del each["reason"]
        return told


def _worded(words: Any, code: str, language: str) -> str:
    with translation.override(language):
        return written.label(words, code)


Mark = tuple[datetime, UUID]
"""Where a list was left: the moment and the identifier of its last entry."""


def open_definitions(
    *, after: Mark | None = None, limit: int = AT_ONCE, organization_id: UUID | None = None
) -> list[Open]:
    """What may be earned now, in the order of publication, after this one; examples of the documents stay out."""
    rows = models.AchievementVersion.objects.filter(state=wording.State.PUBLISHED)
    if organization_id is not None:
        rows = rows.filter(organization_id=organization_id)
    if after is not None:
        rows = rows.filter(Q(published_at__gt=after[0]) | Q(published_at=after[0], pk__gt=after[1]))
    return _open(rows.order_by("published_at", "pk")[:limit])


def open_definition(achievement_id: UUID) -> Open | None:
    """The published version of one achievement."""
    rows = models.AchievementVersion.objects.filter(achievement_id=achievement_id, state=wording.State.PUBLISHED)
    return next(iter(_open(rows)), None)


def newest_definitions(limit: int) -> list[Open]:
    """What was published last."""
    rows = models.AchievementVersion.objects.filter(state=wording.State.PUBLISHED)
    return _open(rows.order_by("-published_at", "pk")[:limit])


def _open(rows: Any) -> list[Open]:
    loaded = list(rows.select_related("achievement"))
    said = contents(loaded)
    known = organizations.organizations({row.organization_id for row in loaded})
    return [
        Open(
            row.pk,
            row.achievement_id,
            row.number,
            row.achievement.code,
            row.achievement.kind,
            known[row.organization_id],
            row.published_at,
            said[row.pk],
        )
        for row in loaded
    ]


def every_open_definition() -> Iterator[Open]:
    """All of them, read in batches."""
    mark: Mark | None = None
    while found := open_definitions(after=mark):
        yield from found
        mark = (found[-1].published_at, found[-1].version_id)


def open_offers(
    *, after: UUID | None = None, limit: int = AT_ONCE, achievement_id: UUID | None = None
) -> tuple[list[OfferFacts], UUID | None]:
    """What the public sees of offers, by identifier, after this one; and where to go on, None at the end."""
    rows = models.Offer.objects.filter(state=offering.OfferState.LISTED)
    if achievement_id is not None:
        rows = rows.filter(achievement_id=achievement_id)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    found = [each for each in offers.facts_of(ids) if each.is_listed]
    return found, ids[-1] if len(ids) == limit else None


def every_open_offer() -> Iterator[OfferFacts]:
    """All of them, read in batches."""
    mark: UUID | None = None
    while True:
        found, mark = open_offers(after=mark)
        yield from found
        if mark is None:
            return


def open_pages() -> Iterator[tuple[UUID, datetime]]:
    """The achievements that have a public page that matters, and when each last changed; for a sitemap."""
    rows = models.AchievementVersion.objects.filter(state__in=[wording.State.PUBLISHED, wording.State.EXAMPLE])
    yield from rows.order_by("pk").values_list("achievement_id", "published_at").iterator()


def offer_told(each: OfferFacts, code: str) -> dict[str, Any]:
    """The JSON of an offer."""
    return offer_files.told_of(str(each.id), code, each.terms)


def free_definitions(limit: int) -> list[Open]:
    """What can be taken now at no cost: an offer's total is known and zero; what was published last comes first."""
    offered = models.Offer.objects.filter(state=offering.OfferState.LISTED).values_list("achievement_id", flat=True)
    rows = models.AchievementVersion.objects.filter(state=wording.State.PUBLISHED, achievement_id__in=offered)
    ids = list(rows.order_by("-published_at", "pk").values_list("achievement_id", flat=True)[: limit * 20])
    free = [pk for pk, several in offers.listed(ids).items() if any(each.is_free for each in several)]
    kept = models.AchievementVersion.objects.filter(state=wording.State.PUBLISHED, achievement_id__in=free)
    return _open(kept.order_by("-published_at", "pk")[:limit])
