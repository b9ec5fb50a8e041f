"""Reading organizations and memberships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from acquis.organizations import access
from acquis.organizations.models import Kind, Membership, Organization
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text

KINDS = Kind.choices


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """What other contexts and pages need of an organization."""

    id: UUID
    key: str
    kind: str
    kind_label: str
    name: Text
    state: str
    is_fictional: bool
    is_operator: bool
    colours: tuple[str, ...]
    region: str
    website: str
    contact_email: str


def organization(organization_id: UUID) -> OrganizationFacts | None:
    """One organization, None when unknown."""
    found = Organization.objects.filter(pk=organization_id).first()
    return facts(found) if found else None


def by_key(key: str) -> OrganizationFacts | None:
    """The organization with this short key."""
    found = Organization.objects.filter(key=key).first()
    return facts(found) if found else None


def organizations(ids: set[UUID]) -> dict[UUID, OrganizationFacts]:
    """Several at once, in one query."""
    return {found.pk: facts(found) for found in Organization.objects.filter(pk__in=ids)}


def all_organizations() -> QuerySet[Organization]:
    """The public register, by key; page it."""
    return Organization.objects.order_by("key")


def operator() -> OrganizationFacts | None:
    """The organization that runs the network."""
    found = Organization.objects.filter(is_operator=True).first()
    return facts(found) if found else None


def memberships_of(person_id: UUID) -> list[tuple[OrganizationFacts, tuple[str, ...]]]:
    """The organizations a person now belongs to, with their roles, by key."""
    live = (
        Membership.objects.filter(person_id=person_id, until=None)
        .select_related("organization")
        .order_by("organization__key")
    )
    return [(facts(membership.organization), tuple(membership.roles)) for membership in live]


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Somebody who belongs to an organization now."""

    person_id: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    since: datetime


def members_of(organization_id: UUID) -> QuerySet[Membership]:
    """The present members, by address; page them."""
    return (
        Membership.objects.filter(organization_id=organization_id, until=None)
        .select_related("person")
        .order_by("person__email")
    )


def member(organization_id: UUID, person_id: UUID) -> MemberFacts | None:
    """One present member, None for anybody else."""
    found = members_of(organization_id).filter(person_id=person_id).first()
    return member_facts(found) if found else None


def member_facts(found: Membership) -> MemberFacts:
    """The value of a row of `members_of`."""
    person = found.person
    return MemberFacts(person.pk, person.name, person.email, tuple(found.roles), found.since)


def administrators(organization_id: UUID) -> set[UUID]:
    """The people who administer an organization now."""
    # Roles are a JSON list, into which not every database can look.
    live = Membership.objects.filter(organization_id=organization_id, until=None)
    return {person_id for person_id, roles in live.values_list("person_id", "roles") if "administrator" in roles}


def roles_of(person_id: UUID, organization_id: UUID) -> tuple[str, ...]:
    """A person's roles in an organization; empty for an outsider."""
    live = Membership.objects.filter(person_id=person_id, organization_id=organization_id, until=None)
    return tuple(live.values_list("roles", flat=True).first() or ())


def permissions(person_id: UUID | None, organization_id: UUID) -> frozenset[str]:
    """What a person may do in an organization; empty for an outsider."""
    if person_id is None:
        return frozenset()
    return access.permissions_of(roles_of(person_id, organization_id))


def may(actor: Actor, permission: str) -> bool:
    """Whether the actor may do this in the organization they act for; the system's jobs may."""
    if actor.person_id is None:
        return actor.channel == "job"
    return actor.organization_id is not None and permission in permissions(actor.person_id, actor.organization_id)


def facts(found: Organization) -> OrganizationFacts:
    """The value of a row."""
    return OrganizationFacts(
        found.pk,
        found.key,
        found.kind,
        found.get_kind_display(),
        found.name,
        found.state,
        found.is_fictional,
        found.is_operator,
        tuple(found.colours),
        found.region,
        found.website,
        found.contact_email,
    )
