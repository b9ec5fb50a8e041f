"""Writes on organizations and memberships."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import access, queries
from acquis.organizations.models import ApiClient, FormerName, Membership, Organization
from acquis.people import actions as people
from acquis.people import queries as people_queries
from acquis.platform import clock, links, mail
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
    """Write an organization into the register, in state *proposed*; its id. The same key is written once.

    Raises:
        Forbidden: ``not_permitted`` for whoever may not decide for the operator.
    """
    _require_operator(by)
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
def introduce(
    *,
    name: Text,
    kind: str,
    by: Actor,
    region: str = "",
    website: str = "",
    contact_email: str = "",
    administrator_email: str,
    administrator_name: str = "",
    language: str = "fr",
) -> UUID:
    """The operator brings an organization into the network and invites its first administrator; its id.

    Raises:
        Forbidden: ``not_permitted`` for whoever may not decide for the operator.
        Refused: ``name_missing``, ``organization_known``.
    """
    _require_operator(by)
    if not name:
        raise Refused("name_missing", _("Give the name of the organization in at least one language."), "name_fr")
    names = list(Organization.objects.values_list("name", flat=True))
    for spoken, words in name.items():
        if any(known.get(spoken) == words for known in names):
            raise Refused(
                "organization_known", _("An organization of this name is already in the network."), f"name_{spoken}"
            )
    made = propose(
        key=f"{slugify(str(name))[:50].rstrip('-')}-{uuid4().hex[:8]}".lstrip("-"),
        kind=kind,
        name=name,
        by=by,
        region=region,
        website=website,
        contact_email=contact_email,
    )
    invite_administrator(
        organization_id=made, email=administrator_email, name=administrator_name, language=language, by=by
    )
    return made


@action
def invite_administrator(*, organization_id: UUID, email: str, name: str, language: str, by: Actor) -> None:
    """The operator invites the first administrator of an organization; the next ones are that administrator's affair.

    Raises:
        Forbidden: ``not_permitted`` for whoever may not decide for the operator.
        Refused: ``organization_unknown``; ``has_administrator``: nobody takes over an organization from here.
    """
    _require_operator(by)
    lock(organization_id=organization_id)
    if queries.organization(organization_id) is None:
        raise Refused("organization_unknown", _("This organization is not in the register."))
    if queries.administrators(organization_id):
        raise Refused(
            "has_administrator", _("This organization already has an administrator, who can add other members.")
        )
    person_id = people.invite(email=email, name=name, language=language, by=by)
    kept = queries.roles_of(person_id, organization_id)
    _give(organization_id, person_id, sorted({*kept, "administrator"}), by)
    _write_to(organization_id, person_id, email)


@action
def add_member(*, organization_id: UUID, email: str, name: str, language: str, roles: Iterable[str], by: Actor) -> None:
    """Admit somebody by their e-mail address and write to them; an account is opened when there is none.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``role_unknown``; ``member_known``: they already belong to the organization.
    """
    require(by, "organization.manage", organization_id)
    wanted = _known_roles(roles)
    lock(organization_id=organization_id)
    person_id = people.invite(email=email, name=name, language=language, by=by)
    if queries.roles_of(person_id, organization_id):
        raise Refused("member_known", _("This person already is a member. Change their roles in the list."), "email")
    _give(organization_id, person_id, wanted, by)
    _write_to(organization_id, person_id, email)


@action
def set_state(*, organization_id: UUID, state: str, by: Actor) -> None:
    """Change whether an organization takes part; the registry decides, and says why in its own record.

    Raises:
        Forbidden: ``not_permitted`` for whoever may not decide for the operator.
    """
    _require_operator(by)
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
    """Give a person their roles in an organization, replacing those they had there.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``role_unknown``; ``last_administrator``: the organization would be left without one.
    """
    wanted = _known_roles(roles)
    if by.channel != "command":
        require(by, "organization.manage", organization_id)
    lock(organization_id=organization_id)
    if "administrator" not in wanted:
        _keep_an_administrator(organization_id, person_id)
    _give(organization_id, person_id, wanted, by)
    if "organization.manage" not in access.permissions_of(wanted):
        _end_clients_of(organization_id, person_id, by)


@action
def dismiss(*, organization_id: UUID, person_id: UUID, by: Actor) -> None:
    """End a person's membership; its dates stay.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``last_administrator``: the organization would be left without one.
    """
    require(by, "organization.manage", organization_id)
    lock(organization_id=organization_id)
    _keep_an_administrator(organization_id, person_id)
    for membership in Membership.objects.filter(organization_id=organization_id, person_id=person_id, until=None):
        membership.until = clock.now()
        membership.save(update_fields=["until"])
        audit.record(by=by, verb="organizations.dismiss", subject_type="membership", subject_id=membership.pk)
    _end_clients_of(organization_id, person_id, by)


def lock(*, organization_id: UUID) -> None:
    """Hold an organization's row until the commit, so that acts which depend on its standing follow one another."""
    Organization.objects.select_for_update().filter(pk=organization_id).first()


def _require_operator(by: Actor) -> None:
    """The command line, and whoever may decide for the operator."""
    if by.channel == "command":
        return
    operator = queries.operator()
    if operator is None:
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    require(by, "registry.decide", operator.id)


def _known_roles(roles: Iterable[str]) -> list[str]:
    wanted = sorted(set(roles))
    if not wanted or not set(wanted) <= set(access.ROLES):
        raise Refused("role_unknown", _("Choose at least one role of the list."), "roles")
    return wanted


def _keep_an_administrator(organization_id: UUID, leaving: UUID) -> None:
    if queries.administrators(organization_id) == {leaving}:
        raise Refused(
            "last_administrator",
            _("An organization keeps at least one administrator. Give somebody else that role first."),
        )


def _give(organization_id: UUID, person_id: UUID, roles: list[str], by: Actor) -> None:
    live = Membership.objects.filter(organization_id=organization_id, person_id=person_id, until=None)
    if list(live.values_list("roles", flat=True)) == [roles]:
        return
    live.update(until=clock.now())
    made = Membership.objects.create(
        organization_id=organization_id, person_id=person_id, roles=roles, since=clock.now()
    )
    audit.record(
        by=by,
        verb="organizations.admit",
        subject_type="membership",
        subject_id=made.pk,
        facts={"roles": roles},
    )


def _write_to(organization_id: UUID, person_id: UUID, email: str) -> None:
    """Tell somebody that they belong here; the message gives no right, the code that they sign in with does."""
    where, person = Organization.objects.get(pk=organization_id), people_queries.person(person_id)
    if person is None:
        return
    name = " ".join(where.name.shown(person.language).text.split())
    mail.send(
        "invitation",
        to=email.strip().lower(),
        language=person.language,
        context={"organization": name, "link": links.absolute("account_request_login_code", language=person.language)},
        sender_name=name,
    )


# — programs —

TOKEN_BEGINS = "acquis_"  # noqa: S105 -- what a token begins with, so that leaked ones are found
MOST_DAYS = 365
MOST_CLIENTS = 50


@action
def make_client(*, organization_id: UUID, name: str, scopes: Iterable[str], days: int, by: Actor) -> str:
    """Make a token for a program of the organization; it is told here once, only its hash is kept.

    Args:
        organization_id: whose.
        name: what the program is called.
        scopes: keys of `access.SCOPES`.
        days: how long the token is accepted, a year at most.
        by: an administrator.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``client_unnamed``, ``scope_unknown``, ``days_out_of_range``, ``too_many_clients``.
    """
    require(by, "organization.manage", organization_id)
    wanted = sorted(set(scopes))
    if not name.strip():
        raise Refused("client_unnamed", _("Give the program a name."), "name")
    if not wanted or not set(wanted) <= set(access.SCOPES):
        raise Refused("scope_unknown", _("Choose at least one thing that it may do."), "scopes")
    if not 1 <= days <= MOST_DAYS:
        raise Refused("days_out_of_range", _("A token is accepted for a year at most."), "days")
    now = clock.now()
    if ApiClient.objects.filter(organization_id=organization_id, revoked_at=None, expires_at__gt=now).count() >= (
        MOST_CLIENTS
    ):
        raise Refused("too_many_clients", _("Revoke a token that nobody needs first."))
    assert by.person_id is not None
    token = TOKEN_BEGINS + secrets.token_urlsafe(32)
    made = ApiClient.objects.create(
        organization_id=organization_id,
        name=name.strip()[:80],
        scopes=wanted,
        digest=sha256(token.encode()).digest(),
        beginning=token[: len(TOKEN_BEGINS) + 4],
        author_id=by.person_id,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    audit.record(
        by=by,
        verb="organizations.make_client",
        subject_type="api_client",
        subject_id=made.pk,
        facts={"scopes": wanted, "days": days},
    )
    return token


@action
def revoke_client(*, organization_id: UUID, client_id: UUID, by: Actor) -> None:
    """End a token at once, for good.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``client_unknown``.
    """
    require(by, "organization.manage", organization_id)
    found = ApiClient.objects.filter(organization_id=organization_id, pk=client_id).first()
    if found is None:
        raise Refused("client_unknown", _("There is no such program here."))
    if found.revoked_at is None:
        _revoke(found, by)


def _end_clients_of(organization_id: UUID, person_id: UUID, by: Actor) -> None:
    """End the tokens of whoever manages the organization no longer, for good: a new right revives no old secret."""
    for found in ApiClient.objects.filter(organization_id=organization_id, author_id=person_id, revoked_at=None):
        _revoke(found, by)


def _revoke(found: ApiClient, by: Actor) -> None:
    found.revoked_at = clock.now()
    found.save(update_fields=["revoked_at"])
    audit.record(by=by, verb="organizations.revoke_client", subject_type="api_client", subject_id=found.pk)


@action
def note_use(*, client_id: UUID) -> None:
    """Remember the day on which a token was used; the day alone."""
    ApiClient.objects.filter(pk=client_id).update(used_on=clock.today())
