"""Writes on organizations and memberships."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import access, queries
from acquis.organizations.models import FormerName, Membership, Organization
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action


def require(by: Actor, permission: str, organization_id: UUID) -> None:
    """Refuse an actor who may not do this in this organization.

    Raises:
        Forbidden: ``not_permitted``.
    """
    if by.organization_id != organization_id or not queries.may(by, permission):
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))


@action
def propose(
    *,
    key: str,
    kind: str,
    name: Text,
    by: Actor,
    region: str = "",
    region_source: str = "",
    website: str = "",
    contact_email: str = "",
    colours: Iterable[str] = (),
    sources: str = "",
    fictional: bool = False,
    former_names: Iterable[str] = (),
) -> UUID:
    """Write an organization into the register, in state *proposed*; its id. The same key is written once."""
    known = Organization.objects.filter(key=key).first()
    if known is not None:
        return known.pk
    made = Organization.objects.create(
        key=key,
        kind=kind,
        name=name,
        region=region,
        region_source=region_source,
        website=website,
        contact_email=contact_email,
        colours=list(colours),
        sources=sources,
        is_fictional=fictional,
        created_at=clock.now(),
    )
    for former in former_names:
        FormerName.objects.create(organization=made, name=former)
    audit.record(by=by, verb="organizations.propose", subject_type="organization", subject_id=made.pk)
    return made.pk


@action
def found_network(*, organization_id: UUID, by: Actor) -> None:
    """Make an organization the operator of this network; possible once, at installation, from the command line."""
    if by.channel != "command":
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    if Organization.objects.filter(is_operator=True).exclude(pk=organization_id).exists():
        raise Refused("operator_exists", _("This network already has an operator."))
    Organization.objects.filter(pk=organization_id).update(is_operator=True, state=Organization.State.ACTIVE)
    audit.record(by=by, verb="organizations.found_network", subject_type="organization", subject_id=organization_id)


@action
def set_state(*, organization_id: UUID, state: str, by: Actor) -> None:
    """Change whether an organization takes part; the registry decides, and says why in its own record.

    Raises:
        Forbidden: ``not_permitted`` for whoever may not decide for the operator.
    """
    if by.channel != "command":
        operator = queries.operator()
        if operator is None:
            raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
        require(by, "registry.decide", operator.id)
    Organization.objects.filter(pk=organization_id).update(state=state)
    audit.record(
        by=by,
        verb="organizations.set_state",
        subject_type="organization",
        subject_id=organization_id,
        facts={"state": state},
    )


@action
def admit(*, organization_id: UUID, person_id: UUID, roles: Iterable[str], by: Actor) -> None:
    """Give a person their roles in an organization, replacing those they had there."""
    wanted = sorted(set(roles))
    if not wanted or not set(wanted) <= set(access.ROLES):
        raise Refused("role_unknown", _("Choose at least one role of the list."), "roles")
    if by.channel != "command":
        require(by, "organization.manage", organization_id)
    live = Membership.objects.filter(organization_id=organization_id, person_id=person_id, until=None)
    if list(live.values_list("roles", flat=True)) == [wanted]:
        return
    live.update(until=clock.now())
    made = Membership.objects.create(
        organization_id=organization_id, person_id=person_id, roles=wanted, since=clock.now()
    )
    audit.record(
        by=by,
        verb="organizations.admit",
        subject_type="membership",
        subject_id=made.pk,
        facts={"roles": wanted},
    )


@action
def dismiss(*, organization_id: UUID, person_id: UUID, by: Actor) -> None:
    """End a person's membership; its dates stay."""
    require(by, "organization.manage", organization_id)
    for membership in Membership.objects.filter(organization_id=organization_id, person_id=person_id, until=None):
        membership.until = clock.now()
        membership.save(update_fields=["until"])
        audit.record(by=by, verb="organizations.dismiss", subject_type="membership", subject_id=membership.pk)


def lock(*, organization_id: UUID) -> None:
    """Hold an organization's row until the commit, so that acts which depend on its standing follow one another."""
    Organization.objects.select_for_update().filter(pk=organization_id).first()
