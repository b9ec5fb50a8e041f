"""Reading one version of an achievement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from acquis.catalogue import advice, models, rules, wording
from acquis.catalogue import completeness as languages
from acquis.catalogue import content as written
from acquis.catalogue.content import Approval, Content
from acquis.catalogue.queries.contents import content_of, digest_of
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.people import queries as people
from acquis.platform import clock, links
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text

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


def public_numbers(achievement_id: UUID) -> list[int]:
    """The numbers of its public versions, newest first."""
    rows = models.AchievementVersion.objects.filter(achievement_id=achievement_id, state__in=PUBLIC)
    return list(rows.order_by("-number").values_list("number", flat=True)[:50])


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
