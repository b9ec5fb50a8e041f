"""Reading achievements and their versions."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet

from acquis.catalogue import advice, models, rules, wording
from acquis.catalogue import completeness as languages
from acquis.catalogue import content as written
from acquis.catalogue.content import Approval, Content
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.people import queries as people
from acquis.platform import clock, links
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text
from acquis.skills import queries as skills
from acquis.skills.folding import fold
from sceau.encoding import jcs

PUBLIC = tuple(wording.PUBLIC)


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version with everything a page, a credential or a rule needs.

    Attributes:
        state: a code of `wording.State`.
        content: what it says.
        digest: 64 hexadecimal digits over what it says: the seed of its seal. A draft's changes as it is written.
        editor_ids: everybody who wrote it; none of them may approve it.
        latest_number: the newest version of the same achievement that is public.
        network_reason: why the operator suspended it; nothing where its own organization did.
    """

    id: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    code: str
    kind: str
    number: int
    state: str
    content: Content
    digest: str
    source_note: str
    author_id: UUID | None
    author_name: str
    editor_ids: frozenset[UUID]
    created_at: datetime
    edited_at: datetime
    published_at: datetime | None
    superseded_at: datetime | None
    retired_at: datetime | None
    approval: Approval | None
    latest_number: int
    submitted_at: datetime | None = None
    relevance_until: date | None = None
    suspended_at: datetime | None = None
    suspension_reason: str = ""
    network_reason: Text = field(default_factory=Text)
    successor_id: UUID | None = None
    is_put_away: bool = False

    @property
    def title(self) -> Text:
        """Its title."""
        return self.content.title

    @property
    def kind_label(self) -> str:
        """Its kind in the language of the page."""
        return str(wording.Kind(self.kind).label)

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return str(wording.State(self.state).label)

    @property
    def is_awardable(self) -> bool:
        """Whether this version may be awarded at all (R-084): published, and its relevance not lapsed (R-039)."""
        return self.state == wording.State.PUBLISHED and not self.is_lapsed

    @property
    def is_review_due(self) -> bool:
        """Whether the day has come on which its relevance must be confirmed anew."""
        return self.relevance_until is not None and clock.today() >= self.relevance_until

    @property
    def is_lapsed(self) -> bool:
        """Whether that day lies so far back that awards have stopped."""
        return self.relevance_until is not None and clock.today() > self.relevance_until + timedelta(
            days=rules.GRACE_DAYS
        )

    @property
    def address(self) -> str:
        """The machine address, which never changes its meaning (R-036)."""
        return public_address(self)

    @property
    def required_outcomes(self) -> tuple[written.Outcome, ...]:
        """The outcomes without which there is no award."""
        return tuple(outcome for outcome in self.content.outcomes if outcome.required)


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version in a list."""

    id: UUID
    achievement_id: UUID
    organization: OrganizationFacts
    code: str
    kind: str
    number: int
    state: str
    title: Text
    purpose: Text
    hours: Any
    total_cents: int | None
    mode: str
    languages: tuple[str, ...]
    digest: str
    edited_at: datetime
    published_at: datetime | None
    blocker_count: int

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return written.label(wording.State, self.state)


@dataclass(frozen=True, slots=True)
class Definition:
    """What is known of a public version to whoever compares a credential with it.

    Attributes:
        digest: as in `VersionFacts`; "" for an example that nobody has published.
        latest_number: the newest version of the same achievement that is public.
    """

    achievement_id: UUID
    organization_id: UUID
    number: int
    title: Text
    digest: str
    latest_number: int


def version(version_id: UUID) -> VersionFacts | None:
    """One version, whatever its state; the caller checks who asks."""
    return _first(models.AchievementVersion.objects.filter(pk=version_id))


def version_in(organization_id: UUID, version_id: UUID) -> VersionFacts | None:
    """One version of this organization; None for another's."""
    return _first(models.AchievementVersion.objects.filter(pk=version_id, organization_id=organization_id))


def achievement_page(achievement_id: UUID, number: int | None = None) -> VersionFacts | None:
    """A public version: that number, or the newest one; None for drafts and unknown ones."""
    rows = models.AchievementVersion.objects.filter(achievement_id=achievement_id, state__in=PUBLIC)
    if number is not None:
        rows = rows.filter(number=number)
    return _first(rows.order_by("-number"))


def definitions(achievement_ids: set[UUID]) -> dict[tuple[UUID, int], Definition]:
    """Every public version of several achievements, by achievement and number, in one query."""
    if not achievement_ids:
        return {}
    rows = models.AchievementVersion.objects.filter(achievement_id__in=achievement_ids, state__in=PUBLIC)
    told = list(rows.values_list("achievement_id", "organization_id", "number", "title", "content_digest"))
    newest: dict[UUID, int] = {}
    for achievement_id, _, number, _, _ in told:
        newest[achievement_id] = max(number, newest.get(achievement_id, 0))
    return {
        (achievement_id, number): Definition(
            achievement_id, organization_id, number, title, digest, newest[achievement_id]
        )
        for achievement_id, organization_id, number, title, digest in told
    }


def latest(achievement_id: UUID) -> VersionFacts | None:
    """The newest version of an achievement, draft included; the caller checks who asks."""
    return _first(models.AchievementVersion.objects.filter(achievement_id=achievement_id).order_by("-number"))


def by_code(organization_id: UUID, code: str) -> VersionFacts | None:
    """The newest version of an organization's achievement with this code."""
    return _first(
        models.AchievementVersion.objects.filter(
            organization_id=organization_id, achievement__code__iexact=code
        ).order_by("-number")
    )


def history(achievement_id: UUID) -> list[VersionCard]:
    """Every version of an achievement, newest first."""
    return _cards(models.AchievementVersion.objects.filter(achievement_id=achievement_id).order_by("-number")[:50])


def public_numbers(achievement_id: UUID) -> list[int]:
    """The numbers of its public versions, newest first."""
    rows = models.AchievementVersion.objects.filter(achievement_id=achievement_id, state__in=PUBLIC)
    return list(rows.order_by("-number").values_list("number", flat=True)[:50])


def published(
    search: str = "", *, page: str | None = None, kind: str = "", examples: bool = True, suspended: bool = False
) -> Page[VersionCard]:
    """The public catalogue: what may be earned now and, unless refused, the examples of the documents.

    ``suspended`` adds what may not be earned for a time. Words are looked for without accents or case, in both
    languages; all of them must be found.
    """
    states = [wording.State.PUBLISHED, *([wording.State.EXAMPLE] if examples else [])]
    states += [wording.State.SUSPENDED] if suspended else []
    rows = models.AchievementVersion.objects.filter(state__in=states)
    for word in folded(search).split()[:12]:
        rows = rows.filter(search_words__contains=word)
    if kind:
        rows = rows.filter(achievement__kind=kind)
    # "published" sorts after "example": what can be earned comes first.
    return _card_page(rows.order_by("-state", "-published_at", "achievement__code", "pk"), page)


def of_organization(
    organization_id: UUID, *, page: str | None = None, state: str = "", put_away: bool = False
) -> Page[VersionCard]:
    """The versions of an organization, last edited first; ``state`` narrows, ``put_away`` shows what was put away."""
    rows = models.AchievementVersion.objects.filter(
        organization_id=organization_id, achievement__archived_at__isnull=not put_away
    )
    rows = rows.filter(state=state) if state else rows.exclude(state=wording.State.SUPERSEDED)
    return _card_page(rows.order_by("-edited_at", "pk"), page)


def awardable(organization_id: UUID) -> list[VersionCard]:
    """What an organization may award now, by code; for a list to choose from."""
    rows = models.AchievementVersion.objects.filter(organization_id=organization_id, state=wording.State.PUBLISHED)
    return _cards(rows.order_by("achievement__code")[:500])


def public_address(of: VersionFacts) -> str:
    """``<base>/id/achievements/<uuid>/<number>``."""
    return links.machine(f"id/achievements/{of.achievement_id}/{of.number}")


def blockers(of: VersionFacts) -> list[Refused]:
    """Everything that prevents publication; see `rules.blockers`."""
    return rules.blockers(of.content, of.kind)


def warnings(of: VersionFacts) -> list[Refused]:
    """Everything that deserves a second look; see `advice.warnings`."""
    return advice.warnings(of.content, of.kind)


def completeness(of: VersionFacts) -> languages.Completeness:
    """What is missing in French or in English."""
    return languages.measured(of.content)


def folded(text: str) -> str:
    """The text as it is looked for: without case, accents and hyphens."""
    return fold(text.replace("-", " "))


def digest_of(achievement_id: UUID, number: int, content: Content) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of what a version says, in hexadecimal."""
    told = {"achievement": str(achievement_id), "version": number, "content": written.plain(content)}
    return sha256(jcs.canonicalize(told)).hexdigest()


def _first(rows: QuerySet[Any]) -> VersionFacts | None:
    row = rows.select_related("achievement").first()
    return _facts(row) if row is not None else None


def _facts(row: models.AchievementVersion) -> VersionFacts:
    content = content_of(row)
    organization = organizations.organization(row.organization_id)
    assert organization is not None
    author = people.person(row.author_id) if row.author_id else None
    public = (
        models.AchievementVersion.objects.filter(achievement_id=row.achievement_id, state__in=PUBLIC)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return VersionFacts(
        id=row.pk,
        achievement_id=row.achievement_id,
        organization=organization,
        code=row.achievement.code,
        kind=row.achievement.kind,
        number=row.number,
        state=row.state,
        content=content,
        digest=row.content_digest or digest_of(row.achievement_id, row.number, content),
        source_note=row.source_note,
        author_id=row.author_id,
        author_name=author.name if author else "",
        editor_ids=frozenset(UUID(editor) for editor in row.editors),
        created_at=row.created_at,
        edited_at=row.edited_at,
        published_at=row.published_at,
        superseded_at=row.superseded_at,
        retired_at=row.retired_at,
        approval=_approval(row.approval),
        latest_number=public or row.number,
        submitted_at=row.submitted_at,
        relevance_until=row.relevance_until,
        suspended_at=row.suspended_at,
        suspension_reason=row.suspension_reason,
        network_reason=row.network_reason,
        successor_id=row.successor_id,
        is_put_away=row.achievement.archived_at is not None,
    )


def _approval(stored: dict[str, str] | None) -> Approval | None:
    if stored is None:
        return None
    return Approval(
        approver_id=UUID(stored["approver_id"]),
        reason=stored["reason"],
        approver_name=stored["approver_name"],
        at=datetime.fromisoformat(stored["at"]),
    )


def content_of(row: models.AchievementVersion) -> Content:
    """What a stored version says, read in at most ten queries whatever its size."""
    parts = _settled_parts(row.pk, row.published_at) if row.published_at else _parts(row.pk)
    return Content(**written.of_columns(row), **parts, alignments=_alignments(row.pk))


@lru_cache(maxsize=500)
def _settled_parts(version_id: UUID, _published_at: datetime) -> dict[str, Any]:
    """The parts of a published version, which never change (I-02); the moment tells a publication from one undone."""
    return _parts(version_id)


def _parts(version_id: UUID) -> dict[str, Any]:
    outcomes = _outcomes(version_id)
    return {
        "outcomes": outcomes,
        "assessments": _assessments(version_id, {outcome.id: outcome.code for outcome in outcomes}),
        "modules": _rows(models.Module, written.Module, version_id),
        "prerequisites": _rows(models.Prerequisite, written.Prerequisite, version_id),
        "standards": _rows(models.Standard, written.Standard, version_id),
        "needs": _rows(models.NeedProof, written.NeedProof, version_id),
    }


def _rows(part: Any, shape: type[Any], version_id: UUID) -> tuple[Any, ...]:
    names = [field.name for field in fields(shape)]
    return tuple(
        shape(**{name: getattr(row, name) for name in names}) for row in part.objects.filter(version_id=version_id)
    )


def _outcomes(version_id: UUID) -> tuple[written.Outcome, ...]:
    under: dict[UUID, list[written.Underpinning]] = {}
    for item in models.Underpinning.objects.filter(version_id=version_id):
        under.setdefault(item.outcome_id, []).append(written.Underpinning(item.kind, item.text))
    return tuple(
        written.Outcome(row.code, row.statement, tuple(under.get(row.pk, ())), row.required, row.pk)
        for row in models.Outcome.objects.filter(version_id=version_id)
    )


def _assessments(version_id: UUID, codes: dict[UUID | None, str]) -> tuple[written.Assessment, ...]:
    covered: dict[UUID, list[str]] = {}
    for link in models.Coverage.objects.filter(version_id=version_id):
        covered.setdefault(link.assessment_id, []).append(codes[link.outcome_id])
    return tuple(
        written.Assessment(
            title=row.title,
            method=row.method,
            description=row.description,
            criteria=row.criteria,
            pass_rule=row.pass_rule,
            authenticity=row.authenticity,
            mode=row.mode,
            supervision=row.supervision,
            outcomes=tuple(covered.get(row.pk, ())),
            id=row.pk,
        )
        for row in models.Assessment.objects.filter(version_id=version_id)
    )


def _alignments(version_id: UUID) -> tuple[written.Alignment, ...]:
    rows = list(models.Alignment.objects.filter(version_id=version_id))
    known = skills.skills(row.skill_id for row in rows if row.skill_id)
    return tuple(
        written.Alignment(
            row.skill_id,
            row.free_text,
            row.reason,
            row.transversal,
            row.relation,
            row.decided_by,
            row.decided_at,
            known.get(row.skill_id) if row.skill_id else None,
        )
        for row in rows
    )


def _card_page(rows: QuerySet[Any], page: str | None) -> Page[VersionCard]:
    found = page_of(rows, page)
    found.object_list = _cards(found.object_list)
    return found


def _cards(rows: Any) -> list[VersionCard]:
    loaded = list(rows.select_related("achievement").prefetch_related("module_rows"))
    known = organizations.organizations({row.organization_id for row in loaded})
    return [_card(row, known[row.organization_id]) for row in loaded]


def _card(row: models.AchievementVersion, organization: OrganizationFacts) -> VersionCard:
    priced = Content(
        title=row.title,
        price_cents=row.price_cents,
        other_costs_cents=row.other_costs_cents,
        modules=tuple(
            written.Module(module.title, module.hours, module.price_cents, module.required)
            for module in row.module_rows.all()
        ),
    )
    return VersionCard(
        id=row.pk,
        achievement_id=row.achievement_id,
        organization=organization,
        code=row.achievement.code,
        kind=row.achievement.kind,
        number=row.number,
        state=row.state,
        title=row.title,
        purpose=row.purpose,
        hours=row.hours_typical or row.hours_max,
        total_cents=priced.total_cents,
        mode=str(wording.DeliveryMode(row.delivery_mode).label) if row.delivery_mode else "",
        languages=tuple(row.languages),
        digest=row.content_digest or sha256(row.pk.bytes + row.edited_at.isoformat().encode()).hexdigest(),
        edited_at=row.edited_at,
        published_at=row.published_at,
        blocker_count=row.blocker_count,
    )
