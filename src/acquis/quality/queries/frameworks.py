"""Reading frameworks: what is in force, what changed, what a definition says of it; adoptions and findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from acquis.catalogue.queries import folded
from acquis.quality import differences, models, wording
from acquis.quality.content import Names
from acquis.quality.differences import Difference
from acquis.quality.facts import (
    AdoptionFacts,
    FindingFacts,
    FrameworkFacts,
    LineFacts,
    Match,
)

PUBLISHED = wording.State.PUBLISHED
SHORTEST = 2


def in_force(at: date, *, use: str = "") -> list[FrameworkFacts]:
    """The version of each framework that is in force on a day, with its lines: principles, elements, checklists.

    Args:
        at: the day, in the network's zone.
        use: only frameworks of this use, a code of `wording.Use`.
    """
    rows = models.FrameworkVersion.objects.filter(_on(at)).order_by("-framework__kind", "-use", "framework__key")
    return _with_lines(row for row in rows.select_related("framework") if not use or row.use == use)


def current(key: str, at: date) -> FrameworkFacts | None:
    """The version of a framework in force on a day."""
    return _one(models.FrameworkVersion.objects.filter(_on(at), framework__key=key))


def published(key: str, number: int) -> FrameworkFacts | None:
    """A published version by its number, whether its day has come, is here or is past."""
    return _one(models.FrameworkVersion.objects.filter(framework__key=key, number=number, state=PUBLISHED))


def version(version_id: UUID) -> FrameworkFacts | None:
    """One version, whatever its state; the caller checks who asks."""
    return _one(models.FrameworkVersion.objects.filter(pk=version_id))


def versions_of(key: str) -> list[FrameworkFacts]:
    """The published versions of a framework without their lines, newest first; at most a hundred."""
    rows = models.FrameworkVersion.objects.filter(framework__key=key, state=PUBLISHED).select_related("framework")
    return [_facts(row, ()) for row in rows.order_by("-number")[:100]]


def versions_after(version_id: UUID, at: date) -> list[FrameworkFacts]:
    """The later versions of the same framework whose day has come, oldest first: why to look again (R-027)."""
    known = models.FrameworkVersion.objects.filter(pk=version_id).values_list("framework_id", "number").first()
    if known is None:
        return []
    rows = models.FrameworkVersion.objects.filter(
        framework_id=known[0], number__gt=known[1], state=PUBLISHED, effective_from__lte=at
    )
    return [_facts(row, ()) for row in rows.select_related("framework").order_by("number")]


def before(of: FrameworkFacts) -> FrameworkFacts | None:
    """The version published before this one, with its lines; None for the first."""
    rows = models.FrameworkVersion.objects.filter(framework__key=of.key, number__lt=of.number, state=PUBLISHED)
    return _one(rows.order_by("-number"))


def changes(of: FrameworkFacts) -> tuple[Difference, ...]:
    """What reads otherwise than in the version before; nothing for the first."""
    older = before(of)
    return differences.between(older.content, of.content) if older else ()


def lines(version_id: UUID) -> tuple[LineFacts, ...]:
    """Every line of a version in reading order, each with those below it."""
    tops = _lines([version_id]).get(version_id, ())
    return tuple(inner for line in tops for inner in (line, *line.below))


def line_ids(version_id: UUID, codes: Iterable[str]) -> dict[str, UUID]:
    """The lines of a version with these codes."""
    rows = models.FrameworkLine.objects.filter(version_id=version_id, code__in=set(codes))
    return dict(rows.values_list("code", "pk"))


def change_log() -> QuerySet[models.FrameworkVersion]:
    """Everything ever published, newest first; page it and give each row to `log_entry`."""
    return (
        models.FrameworkVersion.objects.filter(state=PUBLISHED)
        .select_related("framework")
        .order_by("-published_at", "framework__key")
    )


def released(*, after: tuple[datetime, UUID] | None = None, limit: int) -> list[FrameworkFacts]:
    """Everything ever published, without its lines, in the order of publication, after this one."""
    rows = models.FrameworkVersion.objects.filter(state=PUBLISHED).select_related("framework")
    if after is not None:
        rows = rows.filter(Q(published_at__gt=after[0]) | Q(published_at=after[0], pk__gt=after[1]))
    return [_facts(row, ()) for row in rows.order_by("published_at", "pk")[:limit]]


def log_entry(row: models.FrameworkVersion) -> FrameworkFacts:
    """The value of a row of `change_log` or `open_versions`, without its lines."""
    return _facts(row, ())


def open_versions() -> QuerySet[models.FrameworkVersion]:
    """What is being prepared: proposals first, longest waiting first; page it."""
    return (
        models.FrameworkVersion.objects.exclude(state=PUBLISHED)
        .select_related("framework")
        .order_by("-state", "uploaded_at")
    )


def proposed() -> QuerySet[models.FrameworkVersion]:
    """What waits for its second person, longest waiting first; page it."""
    return models.FrameworkVersion.objects.filter(state=wording.State.PROPOSED).order_by("proposed_at")


def search(words: str, at: date) -> list[Match]:
    """The lines in force that hold every word, in either language: by name first, then by text (R-033)."""
    wanted = folded(words).split()
    if sum(map(len, wanted)) < SHORTEST:
        return []
    found = []
    for framework in in_force(at):
        for line in framework.every_line:
            names = [*line.title.values(), *(name for several in line.synonyms.values() for name in several)]
            by_name = any(all(word in folded(name) for word in wanted) for name in names)
            if by_name or all(word in folded(" ".join([*names, *line.text.values()])) for word in wanted):
                found.append(Match(framework, line, by_name))
    return sorted(found, key=lambda match: not match.by_name)


def _on(at: date) -> Q:
    begun = Q(state=PUBLISHED, effective_from__lte=at)
    return begun & (Q(effective_to=None) | Q(effective_to__gt=at))


def _one(rows: QuerySet[models.FrameworkVersion]) -> FrameworkFacts | None:
    found = _with_lines(rows.select_related("framework")[:1])
    return found[0] if found else None


def _with_lines(rows: Iterable[models.FrameworkVersion]) -> list[FrameworkFacts]:
    known = list(rows)
    told = _lines([row.pk for row in known])
    return [_facts(row, told.get(row.pk, ())) for row in known]


def _lines(version_ids: list[UUID]) -> dict[UUID, tuple[LineFacts, ...]]:
    """The lines of several versions, in one query."""
    rows = list(models.FrameworkLine.objects.filter(version_id__in=version_ids).order_by("version_id", "position"))
    below: dict[UUID | None, list[LineFacts]] = {}
    for row in rows:
        if row.parent_id is not None:
            below.setdefault(row.parent_id, []).append(_line(row, ()))
    found: dict[UUID, list[LineFacts]] = {}
    for row in rows:
        if row.parent_id is None:
            found.setdefault(row.version_id, []).append(_line(row, tuple(below.get(row.pk, ()))))
    return {version_id: tuple(several) for version_id, several in found.items()}


def _line(row: models.FrameworkLine, below: tuple[LineFacts, ...]) -> LineFacts:
    return LineFacts(
        row.pk,
        row.version_id,
        row.code,
        row.position,
        row.title,
        row.text,
        row.strength,
        _names(row.synonyms),
        tuple(row.fields),
        below,
    )


def _names(stored: dict[str, list[str]]) -> Names:
    return {language: tuple(several) for language, several in stored.items()}


def _facts(row: Any, told: tuple[LineFacts, ...]) -> FrameworkFacts:
    return FrameworkFacts(
        id=row.pk,
        key=row.framework.key,
        kind=row.framework.kind,
        number=row.number,
        label=row.label,
        state=row.state,
        origin=row.origin,
        use=row.use,
        publisher=row.publisher,
        name=row.name,
        introduction=row.introduction,
        note=row.note,
        synonyms=_names(row.synonyms),
        source_address=row.source_address,
        source_language=row.source_language,
        wording=dict(row.provenance),
        digest=row.content_digest,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        change_note=row.change_note,
        sent_back=row.sent_back,
        uploaded_by_id=row.uploaded_by_id,
        uploaded_at=row.uploaded_at,
        proposed_by_id=row.proposed_by_id,
        proposed_at=row.proposed_at,
        confirmed_by_id=row.confirmed_by_id,
        published_at=row.published_at,
        lines=told,
    )


def adopters() -> QuerySet[models.Adoption]:
    """The confirmed declarations, latest first; page them and give each row to `adoption_facts`."""
    return _adoptions().filter(state=wording.AdoptionState.CONFIRMED).order_by("-decided_at", "pk")


def declared() -> QuerySet[models.Adoption]:
    """What waits for the operator's confirmation, longest waiting first; page it."""
    return _adoptions().filter(state=wording.AdoptionState.DECLARED).order_by("declared_at", "pk")


def adoption(adoption_id: UUID) -> AdoptionFacts | None:
    """One declaration, whatever its state; the caller checks who asks."""
    found = _adoptions().filter(pk=adoption_id).first()
    return adoption_facts(found) if found else None


def adoption_facts(row: models.Adoption) -> AdoptionFacts:
    """The value of a row."""
    return AdoptionFacts(
        row.pk,
        row.version.framework.key,
        row.version.name,
        row.version.number,
        row.version.label,
        row.organization_name,
        row.place,
        row.website,
        row.scope,
        row.statement,
        row.contact_name,
        row.contact_email,
        row.state,
        row.declared_at,
        row.decided_by_id,
        row.decided_at,
        row.reason,
        row.is_fictional,
    )


def _adoptions() -> QuerySet[models.Adoption]:
    return models.Adoption.objects.select_related("version__framework")


def findings(*, key: str = "", code: str = "") -> QuerySet[models.Finding]:
    """The findings that stand, latest first; of one framework, of one line. Page them, then `finding_facts`."""
    rows = _findings().filter(state=wording.FindingState.PUBLISHED)
    if key:
        rows = rows.filter(version__framework__key=key)
    if code:
        rows = rows.filter(tags__line__code=code)
    return rows.order_by("-published_at", "pk")


def findings_of(organization_id: UUID) -> QuerySet[models.Finding]:
    """Everything that an organization ever published, latest first; page it."""
    return _findings().filter(organization_id=organization_id).order_by("-published_at", "pk")


def finding(finding_id: UUID) -> FindingFacts | None:
    """One finding; of a withdrawn one the page says that it was withdrawn."""
    found = _findings().filter(pk=finding_id).first()
    return finding_facts(found) if found else None


def finding_facts(row: models.Finding) -> FindingFacts:
    """The value of a row."""
    tags = sorted((tag.line for tag in row.tags.all()), key=lambda line: line.position)
    return FindingFacts(
        row.pk,
        row.organization_id,
        row.organization.name,
        row.version.framework.key,
        row.version.name,
        row.version.number,
        row.version.label,
        row.title,
        row.text,
        row.project,
        row.state,
        row.published_at,
        row.withdrawn_at,
        tuple(_line(line, ()) for line in tags),
    )


def _findings() -> QuerySet[models.Finding]:
    related = models.Finding.objects.select_related("organization", "version__framework")
    return related.prefetch_related("tags__line")
