"""Writes on adoptions: an organization says that it works by a framework, an operator confirms it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text, cleaned
from acquis.platform.writes import action
from acquis.quality import access, wording
from acquis.quality.models import Adoption, FrameworkVersion


@action
def declare_adoption(
    *,
    version_id: UUID,
    organization_name: Text,
    place: str,
    scope: str,
    contact_name: str,
    contact_email: str,
    by: Actor,
    website: str = "",
    statement: str = "",
    fictional: bool = False,
) -> UUID:
    """An organization, whether of this network or not, says that it works by a framework (R-028); the id.

    Anybody may declare, without an account; nothing is public before an operator confirms it.

    Raises:
        Refused: ``version_unknown``, ``name_missing``, ``place_missing``, ``scope_unknown``, ``contact_missing``.
    """
    version = FrameworkVersion.objects.filter(pk=version_id, state=wording.State.PUBLISHED).first()
    if version is None:
        raise Refused("version_unknown", _("Choose a framework from the list."), "version_id")
    if not organization_name:
        raise Refused(
            "name_missing", _("Give the name of the organization in at least one language."), "organization_name_fr"
        )
    if not cleaned(place):
        raise Refused("place_missing", _("Say where the organization is: city, province or country."), "place")
    if scope not in wording.AdoptionScope.values:
        raise Refused("scope_unknown", _("Say for which initiatives."), "scope")
    if not cleaned(contact_name) or not contact_email.strip():
        raise Refused("contact_missing", _("Say whom we may ask about this declaration."), "contact_name")
    made = Adoption.objects.create(
        version=version,
        organization_name=organization_name,
        place=cleaned(place),
        website=website,
        scope=scope,
        statement=cleaned(statement),
        contact_name=cleaned(contact_name),
        contact_email=contact_email.strip().lower(),
        declared_at=clock.now(),
        is_fictional=fictional,
    )
    audit.record(by=by, verb="quality.declare_adoption", subject_type="adoption", subject_id=made.pk)
    return made.pk


@action
def decide_adoption(*, adoption_id: UUID, confirmed: bool, reason: str, by: Actor) -> None:
    """Confirm a declaration, which is public from now on, or decline it with a reason.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``adoption_unknown``, ``adoption_decided``, ``reason_missing``.
    """
    access.require_operator(by)
    found = Adoption.objects.select_for_update().filter(pk=adoption_id).first()
    if found is None:
        raise Refused("adoption_unknown", _("This declaration does not exist."))
    if found.state != wording.AdoptionState.DECLARED:
        raise Refused("adoption_decided", _("This declaration was decided on already."))
    if not cleaned(reason):
        raise Refused("reason_missing", _("Say how you checked it, or why it is not confirmed."), "reason")
    found.state = wording.AdoptionState.CONFIRMED if confirmed else wording.AdoptionState.DECLINED
    found.decided_by_id, found.decided_at = by.person_id, clock.now()
    found.reason = cleaned(reason)
    found.save()
    audit.record(
        by=by,
        verb="quality.decide_adoption",
        subject_type="adoption",
        subject_id=found.pk,
        facts={"state": found.state},
    )
