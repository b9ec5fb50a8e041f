"""What is told of one request for endorsement, from its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from acquis.catalogue import endorsing, models
from acquis.catalogue.endorsing import State
from acquis.catalogue.queries.versions import PUBLIC
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock, links
from acquis.platform.translatable import Text

PATH = "id/endorsements/"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One of the two statements, with the partner's comment."""

    sentence: str
    comment: Text


@dataclass(frozen=True, slots=True)
class EndorsementFacts:
    """A request for endorsement and what became of it.

    Attributes:
        organization: the issuer, who asked.
        partner: None until a partner that the network did not know has answered.
        name: of the partner.
        state: as stored, a code of `endorsing.State`; ``standing`` is what it is today.
        confirmed: code of each statement that was affirmed, with its comment.
        document: what was signed, "" before.
        reason: why it was declined or withdrawn, for the issuer.
        same_words: whether the version still says what the partner read.
        is_public: whether everybody may read the version.
        is_unverified: whether the partner entered the register by signing, and all that is known of it is that
            somebody reads the mailbox that the issuer named.
    """

    id: UUID
    organization: OrganizationFacts
    achievement_id: UUID
    version_id: UUID
    number: int
    title: Text
    partner: OrganizationFacts | None
    name: Text
    email: str
    language: str
    message: str
    state: str
    standing: str
    state_since: datetime
    requested_by: str
    requested_at: datetime
    answer_by: datetime
    opened_at: datetime | None
    about: tuple[Text, ...]
    confirmed: dict[str, str]
    comment_language: str
    signatory_name: str
    signatory_role: str
    signed_at: datetime | None
    valid_until: datetime | None
    did: str
    document: str
    reason: str
    same_words: bool
    is_public: bool
    is_unverified: bool

    @property
    def standing_label(self) -> str:
        """What it is today, in the language of the page."""
        return endorsing.label_of(self.standing)

    @property
    def stands(self) -> bool:
        """Whether it counts as an endorsement of this very version today."""
        return self.standing == State.SIGNED

    @property
    def is_open(self) -> bool:
        """Whether the partner may still answer."""
        return self.standing in endorsing.OPEN

    @property
    def may_withdraw(self) -> bool:
        """Whether the partner may still take it back."""
        return self.state == State.SIGNED

    @property
    def partner_id(self) -> UUID | None:
        """The partner in the register."""
        return self.partner.id if self.partner else None

    @property
    def address(self) -> str:
        """Where the signed document is published."""
        return address_of(self.id)

    @property
    def ended_at(self) -> datetime | None:
        """When it ceased to count, None while it does."""
        if self.state == State.WITHDRAWN:
            return self.state_since
        return self.valid_until if self.standing == endorsing.Standing.EXPIRED else None

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """What was affirmed, in the language of the page."""
        return tuple(
            Confirmation(str(sentence), Text({self.comment_language or "fr": self.confirmed[key]}))
            for key, sentence in endorsing.STATEMENTS.items()
            if key in self.confirmed
        )


def address_of(endorsement_id: UUID) -> str:
    """The machine address of a signed endorsement."""
    return links.machine(f"{PATH}{endorsement_id}")


def facts_of(rows: Any) -> list[EndorsementFacts]:
    """The values of rows; four queries however many there are."""
    loaded = list(rows.select_related("version", "requested_by"))
    achievements = {row.version.achievement_id for row in loaded}
    newest = dict(
        models.AchievementVersion.objects.filter(achievement_id__in=achievements, state__in=PUBLIC)
        .values_list("achievement_id")
        .annotate(Max("number"))
        if achievements
        else ()
    )
    named = {row.organization_id for row in loaded} | {row.partner_id for row in loaded if row.partner_id}
    known = organizations.organizations(named) if named else {}
    strangers = unverified({one.id for one in known.values() if one.state == "proposed"})
    return [_fact(row, known, strangers, newest.get(row.version.achievement_id, 0)) for row in loaded]


def unverified(proposed: set[UUID]) -> set[UUID]:
    """Those that are in the register only because they signed, and to which the operator has given no member.

    Args:
        proposed: partners on which nobody has decided; without one, nothing is asked.
    """
    if not proposed:
        return set()
    entered = models.Endorsement.objects.filter(partner_id__in=proposed, partner__created_at__gt=F("requested_at"))
    strangers = {one for one in entered.values_list("partner_id", flat=True) if one}
    return strangers - organizations.with_members(strangers) if strangers else strangers


def _fact(
    row: models.Endorsement, known: dict[UUID, OrganizationFacts], strangers: set[UUID], newest: int
) -> EndorsementFacts:
    same_words = row.read == row.version.content_digest
    partner = known.get(row.partner_id) if row.partner_id else None
    told = {"in_demand": (row.in_demand, row.in_demand_comment), "reflects": (row.reflects, row.reflects_comment)}
    return EndorsementFacts(
        id=row.pk,
        organization=known[row.organization_id],
        achievement_id=row.version.achievement_id,
        version_id=row.version_id,
        number=row.version.number,
        title=row.version.title,
        partner=partner,
        name=partner.name if partner else everywhere(row.partner_name),
        email=row.email,
        language=row.language,
        message=row.message,
        state=row.state,
        standing=endorsing.standing_of(
            row.state,
            now=clock.now(),
            answer_by=row.answer_by,
            valid_until=row.valid_until,
            same_words=same_words,
            newest=row.version.number >= newest,
        ),
        state_since=row.state_since,
        requested_by=row.requested_by.name if row.requested_by else "",
        requested_at=row.requested_at,
        answer_by=row.answer_by,
        opened_at=row.opened_at,
        about=tuple(Text(one["name"]) for one in row.about),
        confirmed={key: comment for key, (yes, comment) in told.items() if yes},
        comment_language=row.comment_language,
        signatory_name=row.signatory_name,
        signatory_role=row.signatory_role,
        signed_at=row.signed_at,
        valid_until=row.valid_until,
        did=row.did,
        document=row.document,
        reason=row.reason,
        same_words=same_words,
        is_public=row.version.state in PUBLIC,
        is_unverified=row.partner_id in strangers,
    )


def everywhere(name: str) -> Text:
    """A name that was given once, whatever the language."""
    return Text(fr=name, en=name)
