"""Inside an organization each role opens its own pages only, and no page reaches into another organization."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from acquis.audit.models import Entry
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.organizations.access import ROLES
from tests.acquis import factories
from tests.acquis.web.access_inventory import INVENTORY
from tests.acquis.web.routes import Access, routes
from tests.acquis.web.world import World, address, signed_in

pytestmark = pytest.mark.django_db

MEMBERS = {name: entry for name, entry in sorted(INVENTORY.items()) if entry.who.startswith("members:")}
POSTED = [name for name, entry in MEMBERS.items() if entry.data is not None]
OBJECTS = {
    route.name: named
    for route in routes()
    if route.name in MEMBERS and (named := set(re.findall(r"<uuid:(\w+)>", route.pattern)) - {"organization_id"})
}
ANSWERS_AT_ONCE = {
    "issuer:api_clients": "token",  # nobody can read the token again: no other address may hold it
}
"""The routes that answer a write with their page and not with a redirect: what the page alone can show, and why."""


def permissions(entry: Access) -> set[str]:
    """What the route asks of a member: one of these."""
    return set(entry.who.partition(":")[2].split("|"))


def roles(name: str, *, allowed: bool) -> list[str]:
    """The roles that may open the route, or those that may not."""
    asked = permissions(MEMBERS[name])
    return [role for role, granted in sorted(ROLES.items()) if bool(asked & granted) is allowed]


def pairs(names: Iterable[str], *, allowed: bool) -> list[tuple[str, str]]:
    """Every route with each role that may open it, or that may not."""
    return [(name, role) for name in names for role in roles(name, allowed=allowed)]


def test_each_route_of_an_organization_is_open_to_some_role_and_reading_to_every_one() -> None:
    for name in MEMBERS:
        assert roles(name, allowed=True), name
    assert {name for name in MEMBERS if not roles(name, allowed=False)} == {
        "issuer:achievements",
        "issuer:definition",
        "issuer:definition_differences",
        "issuer:desk",
        "issuer:endorsement",
        "issuer:endorsement_version",
        "issuer:endorsements",
        "issuer:exchange",
        "issuer:export",
        "issuer:import_template",
        "issuer:review",
        "issuer:review_file",
        "issuer:review_file_json",
        "issuer:reviews",
    }


@pytest.mark.parametrize(("name", "role"), pairs(MEMBERS, allowed=False))
def test_another_role_of_the_same_organization_is_refused(name: str, role: str, access_world: World) -> None:
    entry, written = MEMBERS[name], Entry.objects.count()
    named = dict(entry.arguments(access_world))
    client = signed_in(access_world.team(named["organization_id"]).people[role])
    assert client.get(address(name, **named)).status_code == 403
    assert client.post(address(name, **named), entry.posted(access_world)).status_code == 403
    assert Entry.objects.count() == written


@pytest.mark.parametrize(("name", "role"), pairs(MEMBERS, allowed=True))
def test_the_right_role_comes_in(name: str, role: str, access_world: World) -> None:
    """Without this the refusals above would prove nothing."""
    named = dict(MEMBERS[name].arguments(access_world))
    client = signed_in(access_world.team(named["organization_id"]).people[role])
    expected = 405 if MEMBERS[name].method == "post" else 200
    assert client.get(address(name, **named)).status_code == expected


@pytest.mark.parametrize(("name", "role"), pairs(POSTED, allowed=True))
def test_the_right_role_may_do_it(name: str, role: str, access_world: World) -> None:
    """Likewise for what is posted: with these very forms, only the person makes the difference."""
    entry, written = MEMBERS[name], Entry.objects.count()
    named = dict(entry.arguments(access_world))
    client = signed_in(access_world.team(named["organization_id"]).people[role])
    answer = client.post(address(name, **named), entry.posted(access_world))
    if name in ANSWERS_AT_ONCE:
        assert answer.status_code == 200
        shown = answer.context[ANSWERS_AT_ONCE[name]]
        assert shown
        assert shown in answer.content.decode()
    else:
        assert answer.status_code == 302
    assert Entry.objects.count() > written


@pytest.mark.parametrize("name", POSTED)
def test_what_the_action_forbids_is_answered_with_403_whatever_the_page_explains(
    name: str, access_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the door, with a form that would be done: only the action says no, as to a role lost a moment ago."""
    entry, done = MEMBERS[name], Entry.objects.exclude(verb__endswith="_refused")
    named, written = dict(entry.arguments(access_world)), done.count()
    client = signed_in(access_world.team(named["organization_id"]).people[roles(name, allowed=True)[0]])
    monkeypatch.setattr(organization_queries, "may", lambda actor, permission: False)
    answer = client.post(address(name, **named), entry.posted(access_world))
    assert answer.status_code == 403
    assert done.count() == written


def test_every_kind_of_object_is_tried() -> None:
    tried = set().union(*OBJECTS.values())
    assert tried == {
        *(
            "achievement_id",
            "adoption_id",
            "approval_id",
            "award_id",
            "candidacy_id",
            "client_id",
            "endorsement_id",
            "evidence_id",
            "finding_id",
            "import_id",
            "issuer_id",
            "key_id",
            "offer_id",
            "partnership_id",
            "person_id",
            "resource_id",
            "step_id",
        ),
        "version_id",
    }


@pytest.mark.parametrize("name", OBJECTS)
def test_the_objects_of_another_organization_do_not_exist_under_ones_own_address(
    name: str, access_world: World
) -> None:
    """The visitor may do this in the other organization; the objects are the college's."""
    entry, written = MEMBERS[name], Entry.objects.count()
    page = address(name, **dict(entry.arguments(access_world)) | {"organization_id": access_world.other.id})
    for role in roles(name, allowed=True):
        client = signed_in(access_world.other.people[role])
        answers = client.get(page), client.post(page, entry.posted(access_world))
        assert {answer.status_code for answer in answers} <= {404, 405}
        assert answers[entry.method == "post" or entry.data is not None].status_code == 404
    assert Entry.objects.count() == written


@pytest.mark.parametrize("name", ["assessor:evidence", "assessor:evidence_remove"])
def test_evidence_does_not_exist_under_another_persons_assessment(name: str, access_world: World) -> None:
    college = access_world.college
    second = factories.candidacy(college, access_world.published, email="second@people.example")
    named = {"organization_id": college.id, "candidacy_id": second, "evidence_id": access_world.evidence}
    client, written = signed_in(college.people["assessor"]), Entry.objects.count()
    answer = client.post(address(name, **named)) if "remove" in name else client.get(address(name, **named))
    assert answer.status_code == 404
    assert Entry.objects.count() == written


def test_nobody_is_enrolled_for_the_microcredential_of_another_organization(access_world: World) -> None:
    other, entry, written = access_world.other, MEMBERS["assessor:enrol"], Entry.objects.count()
    page = address("assessor:enrol", organization_id=other.id)
    answer = signed_in(other.people["assessor"]).post(page, entry.posted(access_world))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["version_id"]
    assert Entry.objects.count() == written


def test_the_operators_pages_exist_in_its_own_organization_alone(access_world: World) -> None:
    for team in (access_world.college, access_world.other):
        page = address("consortium:issuers", organization_id=team.id)
        assert signed_in(team.people["operator"]).get(page).status_code == 404


@pytest.mark.parametrize("name", MEMBERS)
def test_who_has_left_is_an_outsider(name: str, access_world: World) -> None:
    entry = MEMBERS[name]
    named = dict(entry.arguments(access_world))
    team = access_world.team(named["organization_id"])
    role = roles(name, allowed=True)[0]
    client = signed_in(team.people[role])
    organizations.dismiss(organization_id=team.id, person_id=team.people[role].id, by=team.actor("administrator"))
    assert client.get(address(name, **named)).status_code == 404
    assert client.post(address(name, **named), entry.posted(access_world)).status_code == 404
