"""Who vouches for a microcredential, as everybody sees it, and who else stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.catalogue import endorsing, models
from acquis.catalogue.endorsing import State
from acquis.catalogue.queries.endorsement_facts import Confirmation, EndorsementFacts, everywhere, facts_of, unverified
from acquis.catalogue.queries.versions import VersionFacts
from acquis.platform import clock, formats
from acquis.platform.translatable import Text


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
        is_unverified: see `EndorsementFacts`.
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
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Voucher:
    """The name of somebody who vouches today, where there is no room for more.

    Attributes:
        is_unverified: see `EndorsementFacts`.
    """

    name: Text
    is_unverified: bool


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


def standing_endorsements(version_id: UUID) -> list[EndorsementFacts]:
    """The endorsements of this very version that count today, oldest first: they go into its credentials."""
    rows = models.Endorsement.objects.filter(version_id=version_id, state=State.SIGNED).order_by("signed_at")
    return [one for one in facts_of(rows) if one.stands][:20]


def endorsers(of: VersionFacts) -> list[Endorser]:
    """Who vouches for a public version, then who vouched for an earlier one (R-091)."""
    rows = models.Endorsement.objects.filter(
        version__achievement_id=of.achievement_id, version__number__lte=of.number, state=State.SIGNED
    )
    signed = [one for one in facts_of(rows.order_by("-version__number", "signed_at")[:50]) if one.ended_at is None]
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
        is_unverified=one.is_unverified,
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
    expired = _("Endorsed at the time of the award. Ended on %(day)s.")
    return endorser(one, note=(withdrawn if one.state == State.WITHDRAWN else expired) % {"day": day})


def endorsed_ids() -> set[UUID]:
    """The achievements whose published version a partner known to the network endorses today."""
    rows = _counting().filter(version__state="published")
    signed = list(rows.values_list("version__achievement_id", "partner_id", "partner__state"))
    strangers = _strangers((partner_id, state) for _achievement, partner_id, state in signed)
    return {achievement_id for achievement_id, partner_id, _state in signed if partner_id not in strangers}


def endorsers_of(achievement_ids: Iterable[UUID]) -> dict[UUID, tuple[Voucher, ...]]:
    """Those who endorse the published version of each achievement today, the earliest first."""
    rows = _counting().filter(version__state="published", version__achievement_id__in=set(achievement_ids))
    columns = ("version__achievement_id", "partner_id", "partner__state", "partner__name")
    signed = list(rows.order_by("signed_at").values_list(*columns))
    strangers = _strangers((partner_id, state) for _achievement, partner_id, state, _name in signed)
    found: dict[UUID, tuple[Voucher, ...]] = {}
    for achievement_id, partner_id, _state, name in signed:
        one = Voucher(name, partner_id in strangers)
        if one not in found.get(achievement_id, ()):
            found[achievement_id] = (*found.get(achievement_id, ()), one)
    return found


def partnerships(achievement_id: UUID) -> list[PartnershipFacts]:
    """The partners that an issuer states, oldest first."""
    rows = models.Partnership.objects.filter(achievement_id=achievement_id, ended_at=None).order_by("stated_at")
    return [
        PartnershipFacts(
            row.pk,
            row.partner.name if row.partner else everywhere(row.partner_name),
            row.relation,
            row.words,
            row.stated_at,
        )
        for row in rows.select_related("partner")[:50]
    ]


def _counting() -> QuerySet[Any]:
    """Signed, in force, and for what the version says today."""
    now = clock.now()
    return models.Endorsement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now), state=State.SIGNED, read=F("version__content_digest")
    )


def _strangers(partners: Iterable[tuple[UUID, str]]) -> set[UUID]:
    return unverified({partner_id for partner_id, state in partners if state == "proposed"})


def _beside(achievement_id: UUID) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = models.Partnership.objects.filter(achievement_id=achievement_id, ended_at=None, partner__isnull=False)
    for partner_id, relation in rows.order_by("stated_at").values_list("partner_id", "relation"):
        found[partner_id] = (*found.get(partner_id, ()), str(endorsing.Relation(relation).label))
    return found
