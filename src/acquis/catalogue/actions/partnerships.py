"""Writing what else partners are to a microcredential: stated by its issuer, never an endorsement (R-094)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import endorsing, models
from acquis.catalogue.endorsing import State
from acquis.organizations import queries as organization_queries
from acquis.organizations.actions import require
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text, cleaned
from acquis.platform.writes import action


@action
def state_partner(
    *, achievement_id: UUID, relation: str, by: Actor, partner_id: UUID | None = None, name: str = "", words: Text
) -> UUID:
    """State what a partner is to an achievement (R-094); the row's id.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``achievement_unknown``, ``relation_unknown``, ``endorser_signs``, ``own_organization``,
            ``name_missing``, ``words_missing``, ``endorses_already``, ``stated_already``.
    """
    achievement = models.Achievement.objects.select_for_update().filter(pk=achievement_id).first()
    if achievement is None:
        raise Refused("achievement_unknown", _("There is no such microcredential here."))
    require(by, "achievement.write", achievement.organization_id)
    partner = organization_queries.organization(partner_id) if partner_id else None
    called = cleaned(str(partner.name) if partner else name)
    _check_relation(achievement, relation, partner, called, words)
    made = models.Partnership.objects.create(
        organization_id=achievement.organization_id,
        achievement=achievement,
        partner_id=partner.id if partner else None,
        partner_name=called,
        relation=relation,
        words=words,
        stated_by_id=by.person_id,
        stated_at=clock.now(),
    )
    _record(by, "state_partner", achievement.pk, relation=relation, partnership=str(made.pk))
    return made.pk


@action
def end_partner(*, partnership_id: UUID, by: Actor) -> None:
    """State it no longer; what was stated stays on record.

    Raises:
        Refused: ``partner_unknown``.
    """
    found = models.Partnership.objects.select_for_update().filter(pk=partnership_id, ended_at=None).first()
    if found is None or found.organization_id != by.organization_id:
        raise Refused("partner_unknown", _("There is no such partner here."))
    require(by, "achievement.write", found.organization_id)
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    _record(by, "end_partner", found.achievement_id, partnership=str(found.pk))


def refuse_co_developer(achievement_id: UUID, partner_id: UUID | None, name: str) -> None:
    """Raise ``co_developer`` for a partner that developed the achievement with its issuer (R-093)."""
    rows = models.Partnership.objects.filter(
        achievement_id=achievement_id, ended_at=None, relation=endorsing.Relation.CO_DEVELOPER
    )
    called = organization_queries.appearance(name)
    for known_id, known_name in rows.values_list("partner_id", "partner_name"):
        if (partner_id is not None and known_id == partner_id) or (
            organization_queries.appearance(known_name) == called
        ):
            raise Refused(
                "co_developer",
                _("This partner developed the microcredential with the issuer: a co-developer does not endorse."),
                "partner",
            )


# — steps —


def _check_relation(
    achievement: models.Achievement, relation: str, partner: OrganizationFacts | None, called: str, words: Text
) -> None:
    if relation == endorsing.Relation.ENDORSER:
        raise Refused("endorser_signs", _("An endorser signs: ask for an endorsement instead."), "relation")
    if relation not in endorsing.STATED:
        raise Refused("relation_unknown", _("Choose a relation from the list."), "relation")
    if not called:
        raise Refused("name_missing", _("Choose a partner from the list, or write its name."), "name")
    if partner is not None and partner.id == achievement.organization_id:
        raise Refused("own_organization", _("Your own organization is the issuer, not a partner."), "partner")
    if relation == endorsing.Relation.ACCEPTANCE and not words:
        raise Refused("words_missing", _("Write what the partner commits to accept it for."), "words_fr")
    _refuse_contradiction(achievement, relation, partner, called)


def _refuse_contradiction(
    achievement: models.Achievement, relation: str, partner: OrganizationFacts | None, called: str
) -> None:
    live = models.Partnership.objects.filter(achievement=achievement, ended_at=None, relation=relation)
    signed = models.Endorsement.objects.filter(
        version__achievement=achievement, state__in=(*endorsing.OPEN, State.SIGNED)
    )
    if any(_is_same(one, partner, called) for one in live):
        raise Refused("stated_already", _("This is stated already."), "partner")
    if relation == endorsing.Relation.CO_DEVELOPER and any(_is_same(one, partner, called) for one in signed):
        raise Refused(
            "endorses_already",
            _("This partner endorses it, or was asked to. Nobody is both a co-developer and an endorser."),
            "partner",
        )


def _is_same(one: models.Endorsement | models.Partnership, partner: OrganizationFacts | None, called: str) -> bool:
    same_id = partner is not None and one.partner_id == partner.id
    return same_id or organization_queries.appearance(one.partner_name) == organization_queries.appearance(called)


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"catalogue.{verb}", subject_type="achievement", subject_id=subject_id, facts=facts)
