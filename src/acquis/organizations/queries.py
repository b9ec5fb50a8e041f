"""Reading organizations and memberships."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet

from acquis.organizations import access
from acquis.organizations.models import ApiClient, Kind, Membership, Organization
from acquis.people import queries as people
from acquis.people.queries import PersonFacts
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text

KINDS = Kind.choices
# Cyrillic, Greek, Armenian, rarer Latin letters; then what many typefaces draw alike: I, l, 1 and |, O and 0.
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0501\u04bb\u051b\u051d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
    "\u0585\u057d\u0578\u0570\u0131\u0237\u0251\u0261"
    "i1|0",
    "abeljkmhopctyxsdhqwaelkvoptuxounhljaglllo",
)


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


def by_name(name: str) -> OrganizationFacts | None:
    """The organization that is or was called so, in either language, or whose name a reader would take it for."""
    wanted = appearance(name)
    for found in Organization.objects.prefetch_related("former_names"):
        called = [*found.name.values(), *(former.name for former in found.former_names.all())]
        if any(appearance(one) == wanted for one in called):
            return facts(found)
    return None


def appearance(name: str) -> str:
    """What a reader sees of a name: without case, accents, marks, spaces and whatever is invisible.

    Letters of other alphabets that look like Latin ones count as these, so that nobody signs in another's name.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_ALIKE)
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if mark.isalnum()) or " ".join(name.split())


def reachable(*, besides: UUID) -> list[OrganizationFacts]:
    """The organizations that can be written to, by name; for a list to choose from."""
    absent = (Organization.State.SUSPENDED, Organization.State.CLOSED)
    rows = Organization.objects.exclude(pk=besides).exclude(contact_email="").exclude(state__in=absent)
    return sorted((facts(found) for found in rows[:1000]), key=lambda one: str(one.name).casefold())


def organizations(ids: set[UUID]) -> dict[UUID, OrganizationFacts]:
    """Several at once, in one query."""
    return {found.pk: facts(found) for found in Organization.objects.filter(pk__in=ids)}


def with_members(ids: set[UUID]) -> set[UUID]:
    """Those of the organizations that have a member today, in one query."""
    return set(Membership.objects.filter(organization_id__in=ids, until=None).values_list("organization_id", flat=True))


def all_organizations() -> QuerySet[Organization]:
    """The public register, by key; page it."""
    return Organization.objects.order_by("key")


def changing() -> QuerySet[Organization]:
    """Every organization, for whoever keeps names elsewhere and looks at ``changed_at``."""
    return Organization.objects.all()


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


def members_who_may(organization_id: UUID, permission: str) -> list[PersonFacts]:
    """The present members with a permission: whom to write to about what waits for it."""
    found = people.people(persons_who_may(organization_id, permission))
    return sorted(found.values(), key=lambda person: person.email)


def persons_who_may(organization_id: UUID, permission: str) -> set[UUID]:
    """The present members with a permission, in one query."""
    live = Membership.objects.filter(organization_id=organization_id, until=None).values_list("person_id", "roles")
    return {person_id for person_id, roles in live if permission in access.permissions_of(roles)}


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
    if actor.client_id is not None:
        return permission in access.permissions_of_scopes(_live_scopes(actor))
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


# — programs —


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """A program that may act for an organization.

    Attributes:
        beginning: the first letters of its token, to recognize it by.
        used_on: the last day on which it was used.
        is_orphan: whoever made it, and has therefore seen its token, does not manage the organization any more.
    """

    id: UUID
    organization_id: UUID
    name: str
    scopes: tuple[str, ...]
    beginning: str
    author_id: UUID
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_on: date | None
    is_orphan: bool

    @property
    def is_live(self) -> bool:
        """Whether its token is accepted now."""
        return not self.is_orphan and self.revoked_at is None and self.expires_at > clock.now()


def clients_of(organization_id: UUID) -> QuerySet[ApiClient]:
    """The programs of an organization, newest first; page them."""
    return ApiClient.objects.filter(organization_id=organization_id).order_by("-created_at", "pk")


def client(organization_id: UUID, client_id: UUID) -> ClientFacts | None:
    """One program of this organization."""
    found = clients_of(organization_id).filter(pk=client_id).first()
    return clients_facts([found])[0] if found else None


def client_behind(token: str) -> ClientFacts | None:
    """The program with this token, while it is accepted; None without telling why."""
    found = ApiClient.objects.filter(digest=sha256(token.encode()).digest()).first()
    facts_of = clients_facts([found])[0] if found else None
    return facts_of if facts_of is not None and facts_of.is_live else None


def clients_facts(rows: Sequence[ApiClient]) -> list[ClientFacts]:
    """The values of rows of one organization, in one query more."""
    keepers = persons_who_may(rows[0].organization_id, "organization.manage") if rows else set()
    return [_client_facts(row, is_orphan=row.author_id not in keepers) for row in rows]


def _client_facts(found: ApiClient, *, is_orphan: bool) -> ClientFacts:
    return ClientFacts(
        found.pk,
        found.organization_id,
        found.name,
        tuple(found.scopes),
        found.beginning,
        found.author_id,
        found.created_at,
        found.expires_at,
        found.revoked_at,
        found.used_on,
        is_orphan,
    )


def _live_scopes(actor: Actor) -> tuple[str, ...]:
    """The scopes of the program that acts, while its token is accepted and in its own organization."""
    if actor.client_id is None or actor.organization_id is None:
        return ()
    found = client(actor.organization_id, actor.client_id)
    return found.scopes if found is not None and found.is_live else ()
