"""Reading endorsements: who vouches for which version, who was asked, and who else stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.catalogue import endorsing, models
from acquis.catalogue.endorsing import State
from acquis.catalogue.queries.versions import PUBLIC, VersionFacts
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import capabilities, clock, formats, links
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text

ANSWER, HOLD = "endorsement.answer", "endorsement.hold"
_PATH = "id/endorsements/"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One of the two statements, with the partner's comment."""

    sentence: str
    comment: Text


@dataclass(frozen=True, slots=True)
class Endorser:
    """Somebody who vouches for a microcredential, as every page shows it (R-091).

    Attributes:
        name: from this network's register, else the endorser's own word.
        identifier: the digital identifier that was confirmed, for whoever is not of this network.
        role: in which it was signed.
        about: competencies that it is restricted to; empty for the whole.
        note: what a reader must know besides: that it is for an earlier version, or no longer in force.
        comment: what an endorsement of elsewhere says.
        also: what else the endorser is to the microcredential.
        url: of the signed document.
    """

    name: Text
    at: datetime | None
    until: datetime | None = None
    confirmations: tuple[Confirmation, ...] = ()
    role: str = ""
    about: tuple[Text, ...] = ()
    note: str = ""
    comment: str = ""
    identifier: str = ""
    also: tuple[str, ...] = ()
    url: str = ""


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


@dataclass(frozen=True, slots=True)
class PartnershipFacts:
    """What an issuer states of a partner."""

    id: UUID
    name: Text
    relation: str
    words: Text
    stated_at: datetime

    @property
    def label(self) -> str:
        """The relation in the language of the page."""
        return str(endorsing.Relation(self.relation).label)


# — one request —


def endorsement(endorsement_id: UUID) -> EndorsementFacts | None:
    """One request, whatever its state; the caller checks who asks."""
    return next(iter(_facts(models.Endorsement.objects.filter(pk=endorsement_id))), None)


def endorsement_of(organization_id: UUID, endorsement_id: UUID) -> EndorsementFacts | None:
    """One request of this issuer; None for another's."""
    return next(
        iter(_facts(models.Endorsement.objects.filter(pk=endorsement_id, organization_id=organization_id))), None
    )


def endorsement_to(partner_id: UUID, endorsement_id: UUID) -> EndorsementFacts | None:
    """One request to this partner; None for another's."""
    return next(iter(_facts(models.Endorsement.objects.filter(pk=endorsement_id, partner_id=partner_id))), None)


def endorsement_behind(token: str) -> EndorsementFacts | None:
    """What a link opens: a request to answer, or what was signed; None for an unknown, ended or replaced link."""
    for purpose in (ANSWER, HOLD):
        found = capabilities.find(purpose=purpose, token=token)
        if found is not None:
            return endorsement(found)
    return None


def published_endorsement(endorsement_id: UUID) -> EndorsementFacts | None:
    """A signed document that everybody may read: of a public version. It stays when it is withdrawn."""
    found = endorsement(endorsement_id)
    return found if found is not None and found.document and found.is_public else None


def address_of(endorsement_id: UUID) -> str:
    """The machine address of a signed endorsement."""
    return links.machine(f"{_PATH}{endorsement_id}")


# — lists —


def endorsements_asked_by(organization_id: UUID, *, page: str | None = None) -> Page[EndorsementFacts]:
    """What an issuer asked for, latest first."""
    return _page(models.Endorsement.objects.filter(organization_id=organization_id), page)


def endorsements_asked_of(
    partner_id: UUID, *, page: str | None = None, waiting: bool = False
) -> Page[EndorsementFacts]:
    """What a partner was asked, latest first; ``waiting`` for an answer, oldest first."""
    rows = models.Endorsement.objects.filter(partner_id=partner_id)
    if waiting:
        still = rows.filter(state__in=endorsing.OPEN, answer_by__gt=clock.now())
        return _page(still, page, "requested_at")
    return _page(rows, page)


def endorsements_about(achievement_id: UUID) -> list[EndorsementFacts]:
    """Every request about any version of an achievement, latest first; for its issuer."""
    rows = models.Endorsement.objects.filter(version__achievement_id=achievement_id)
    return _facts(rows.order_by("-requested_at")[:100])


def partnerships(achievement_id: UUID) -> list[PartnershipFacts]:
    """The partners that an issuer states, oldest first."""
    rows = models.Partnership.objects.filter(achievement_id=achievement_id, ended_at=None).order_by("stated_at")
    return [
        PartnershipFacts(
            row.pk,
            row.partner.name if row.partner else _everywhere(row.partner_name),
            row.relation,
            row.words,
            row.stated_at,
        )
        for row in rows.select_related("partner")[:50]
    ]


# — what everybody sees, and what goes into credentials —


def standing_endorsements(version_id: UUID) -> list[EndorsementFacts]:
    """The endorsements of this very version that count today, oldest first: they go into its credentials."""
    rows = models.Endorsement.objects.filter(version_id=version_id, state=State.SIGNED).order_by("signed_at")
    return [one for one in _facts(rows) if one.stands][:20]


def endorsers(of: VersionFacts) -> list[Endorser]:
    """Who vouches for a public version, then who vouched for an earlier one (R-091)."""
    rows = models.Endorsement.objects.filter(
        version__achievement_id=of.achievement_id, version__number__lte=of.number, state=State.SIGNED
    )
    signed = [one for one in _facts(rows.order_by("-version__number", "signed_at")[:50]) if one.ended_at is None]
    also = _beside(of.achievement_id)
    here = [one for one in signed if one.number == of.number and one.same_words]
    again = {one.partner_id for one in here}
    return [endorser(one, also=also) for one in here] + [
        endorser(one, also=also, note=_("Given for an earlier version (%(number)s).") % {"number": one.number})
        for one in signed
        if one not in here and one.partner_id not in again
    ]


def endorser(one: EndorsementFacts, *, note: str = "", also: dict[UUID, tuple[str, ...]] | None = None) -> Endorser:
    """A signed endorsement as every page shows it."""
    return Endorser(
        name=one.name,
        at=one.signed_at,
        until=one.valid_until,
        confirmations=one.confirmations,
        role=one.signatory_role,
        about=one.about,
        note=note,
        also=(also or {}).get(one.partner_id, ()) if one.partner_id else (),
        url=one.address if one.document else "",
    )


def endorser_at_award(one: EndorsementFacts, awarded_at: datetime | None) -> Endorser | None:
    """An endorsement that ended since, as it stood when a credential was awarded; None when it did not (R-092)."""
    if one.ended_at is None or one.signed_at is None or awarded_at is None:
        return None
    # Documents tell moments in whole seconds.
    if not one.signed_at.replace(microsecond=0) <= awarded_at < one.ended_at:
        return None
    day = formats.day(one.ended_at, (get_language() or "fr")[:2])
    withdrawn = _("Endorsed at the time of the award. Withdrawn on %(day)s.")
    expired = _("Endorsed at the time of the award. In force until %(day)s.")
    return endorser(one, note=(withdrawn if one.state == State.WITHDRAWN else expired) % {"day": day})


def endorsed_ids() -> set[UUID]:
    """The achievements whose published version is endorsed today; in one query."""
    rows = _counting().filter(version__state="published")
    return set(rows.values_list("version__achievement_id", flat=True))


def endorsers_of(achievement_ids: Iterable[UUID]) -> dict[UUID, tuple[Text, ...]]:
    """The names of those who endorse the published version of each achievement today; in one query."""
    rows = _counting().filter(version__state="published", version__achievement_id__in=set(achievement_ids))
    found: dict[UUID, tuple[Text, ...]] = {}
    for achievement_id, name in rows.order_by("signed_at").values_list("version__achievement_id", "partner__name"):
        if name not in found.get(achievement_id, ()):
            found[achievement_id] = (*found.get(achievement_id, ()), name)
    return found


def endorsement_signers(version_id: UUID) -> frozenset[UUID]:
    """The people who signed an endorsement of a microcredential with an account: none of them may approve a version.

    Of any of its versions: an endorsement of an earlier one stands beside the next.
    """
    rows = models.Endorsement.objects.filter(
        version__achievement__versions__id=version_id, signed_at__isnull=False
    ).distinct()
    return frozenset(person for person in rows.values_list("answered_by_id", flat=True) if person)


def own_endorsements(signed: set[tuple[str, UUID]]) -> dict[tuple[str, UUID], EndorsementFacts]:
    """What we know of endorsements that a partner's own key was found to have signed, in one query.

    Args:
        signed: ``id`` of each document, and whose key signed it.
    """
    base = links.machine(_PATH)
    pairs = {pair: text for pair in signed if (text := pair[0].removeprefix(base)) != pair[0]}
    wanted = {}
    for pair, text in pairs.items():
        try:
            wanted[pair] = UUID(text)
        except ValueError:
            continue
    if not wanted:
        return {}
    rows = models.Endorsement.objects.filter(pk__in=set(wanted.values()), signed_at__isnull=False)
    known = {one.id: one for one in _facts(rows)}
    return {
        pair: one
        for pair, found in wanted.items()
        if (one := known.get(found)) and one.partner and one.partner.id == pair[1]
    }


# — steps —


def _everywhere(name: str) -> Text:
    """A name that was given once, whatever the language."""
    return Text(fr=name, en=name)


def _counting() -> QuerySet[Any]:
    """Signed, in force, and for what the version says today."""
    now = clock.now()
    return models.Endorsement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now), state=State.SIGNED, read=F("version__content_digest")
    )


def _beside(achievement_id: UUID) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = models.Partnership.objects.filter(achievement_id=achievement_id, ended_at=None, partner__isnull=False)
    for partner_id, relation in rows.order_by("stated_at").values_list("partner_id", "relation"):
        found[partner_id] = (*found.get(partner_id, ()), str(endorsing.Relation(relation).label))
    return found


def _page(rows: QuerySet[Any], page: str | None, order: str = "-requested_at") -> Page[EndorsementFacts]:
    found = page_of(rows.order_by(order, "pk"), page)
    found.object_list = _facts(found.object_list)
    return found


def _facts(rows: Any) -> list[EndorsementFacts]:
    """The values of rows; three queries however many there are."""
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
    return [_fact(row, known, newest.get(row.version.achievement_id, 0)) for row in loaded]


def _fact(row: models.Endorsement, known: dict[UUID, OrganizationFacts], newest: int) -> EndorsementFacts:
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
        name=partner.name if partner else _everywhere(row.partner_name),
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
    )
