"""Organizations, roles and the door: who may what, and what an outsider sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from acquis.organizations import access, actions, queries
from acquis.organizations.doorkeeper import Doorkeeper
from acquis.organizations.models import Membership
from acquis.people.models import Person
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.doors import for_members, open_to_all
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND

pytestmark = pytest.mark.django_db
PERMISSIONS = sorted(frozenset().union(*access.ROLES.values()))


@pytest.fixture
def college(frozen: datetime) -> UUID:
    return factories.organization()


def test_a_role_has_what_it_needs_and_no_more() -> None:
    """The whole matrix, written down twice so that widening a role is a decision (R-019)."""
    assert {role: sorted(granted - {"organization.read"}) for role, granted in access.ROLES.items()} == {
        "administrator": ["finding.publish", "organization.manage"],
        "author": ["achievement.write", "finding.publish", "offer.write"],
        "reviewer": ["achievement.review"],
        "industry_reviewer": ["achievement.review_industry"],
        "approver": ["achievement.approve", "achievement.publish", "finding.publish"],
        "assessor": ["assessment.record"],
        "registrar": ["achievement.publish", "award.issue", "credential.revoke", "offer.write"],
        "endorser": ["endorsement.sign"],
        "operator": ["achievement.oversee", "aid.record", "frameworks.manage", "quality.frameworks", "registry.decide"],
        "reader": [],
    }
    assert set(access.ROLES) == set(access.ROLE_NAMES)
    assert all("organization.read" in granted for granted in access.ROLES.values())


@pytest.mark.parametrize("role", sorted(access.ROLES))
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_every_permission_tried_by_every_role(college: UUID, role: str, permission: str) -> None:
    member = factories.member(college, role)
    if permission in access.ROLES[role]:
        actions.require(member, permission, college)
        return
    with pytest.raises(Forbidden) as refused:
        actions.require(member, permission, college)
    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_an_outsider_may_nothing_whatever_they_may_elsewhere(college: UUID, permission: str) -> None:
    stranger = factories.member(factories.organization(), *access.ROLES)
    visitor = Actor(None, None, "web", "x")
    for by in (stranger, stranger.within(college), visitor, visitor.within(college)):
        with pytest.raises(Forbidden):
            actions.require(by, permission, college)


def test_a_job_acts_only_for_the_organization_it_names(college: UUID) -> None:
    actions.require(Actor.system("sign").within(college), "award.issue", college)
    for by in (Actor.system("sign"), Actor.system("sign").within(uuid4())):
        with pytest.raises(Forbidden):
            actions.require(by, "award.issue", college)


def test_an_unknown_role_grants_nothing(college: UUID) -> None:
    assert access.permissions_of(["emperor"]) == frozenset()
    for roles in ([], ["emperor"], ["reader", "emperor"]):
        with pytest.raises(Refused) as refused:
            actions.admit(organization_id=college, person_id=factories.person(), roles=roles, by=COMMAND)
        assert refused.value.code == "role_unknown"


def test_an_organization_is_written_once_per_key(college: UUID) -> None:
    known = queries.organization(college)
    assert known is not None
    again = actions.propose(key=known.key, kind="health", name=Text(fr="Autre"), by=COMMAND)
    assert again == college
    assert queries.organization(college) == known
    assert queries.by_key(known.key) == known
    assert (known.state, known.kind_label) == ("proposed", "Collège")


def test_a_change_of_roles_is_dated_and_the_former_ones_stay(college: UUID) -> None:
    member = factories.member(college, "reader")
    assert member.person_id is not None
    actions.admit(organization_id=college, person_id=member.person_id, roles=["reader"], by=COMMAND)
    assert Membership.objects.count() == 1
    actions.admit(organization_id=college, person_id=member.person_id, roles=["author", "approver"], by=COMMAND)
    former, live = Membership.objects.exclude(until=None).get(), Membership.objects.get(until=None)
    assert (former.roles, former.until) == (["reader"], clock.now())
    assert live.roles == ["approver", "author"]
    assert [roles for _found, roles in queries.memberships_of(member.person_id)] == [("approver", "author")]


def test_the_database_holds_one_live_membership(college: UUID) -> None:
    person = factories.person()

    @action
    def join() -> None:
        Membership.objects.create(organization_id=college, person_id=person, roles=["reader"], since=clock.now())

    join()
    with pytest.raises(IntegrityError):
        join()


def test_only_an_administrator_admits_and_dismisses(college: UUID) -> None:
    administrator, newcomer = factories.member(college, "administrator"), factories.person()
    others = [factories.member(college, role) for role in access.ROLES if role != "administrator"]
    stranger = factories.member(factories.organization(), "administrator")
    for by in (*others, stranger, stranger.within(college)):
        with pytest.raises(Forbidden):
            actions.admit(organization_id=college, person_id=newcomer, roles=["reader"], by=by)
    actions.admit(organization_id=college, person_id=newcomer, roles=["reader"], by=administrator)
    for by in (*others, stranger.within(college)):
        with pytest.raises(Forbidden):
            actions.dismiss(organization_id=college, person_id=newcomer, by=by)
    actions.dismiss(organization_id=college, person_id=newcomer, by=administrator)
    assert queries.permissions(newcomer, college) == frozenset()


def test_there_is_one_operator_named_from_the_command_line(college: UUID) -> None:
    with pytest.raises(Forbidden):
        actions.found_network(organization_id=college, by=factories.member(college, *access.ROLES))
    actions.found_network(organization_id=college, by=COMMAND)
    found = queries.operator()
    assert found is not None
    assert (found.id, found.state) == (college, "active")
    with pytest.raises(Refused) as refused:
        actions.found_network(organization_id=factories.organization(), by=COMMAND)
    assert refused.value.code == "operator_exists"


def test_nobody_but_the_operator_changes_whether_an_organization_takes_part(college: UUID) -> None:
    own = factories.member(college, *access.ROLES)
    with pytest.raises(Forbidden):
        actions.set_state(organization_id=college, state="active", by=own)
    operator = factories.operator()
    with pytest.raises(Forbidden):
        actions.set_state(organization_id=college, state="active", by=own.within(operator))
    actions.set_state(organization_id=college, state="active", by=factories.member(operator, "operator"))
    found = queries.organization(college)
    assert found is not None
    assert found.state == "active"


def test_memberships_and_organizations_are_read_in_one_query(college: UUID, django_assert_num_queries: object) -> None:
    person = factories.person()
    ids = {factories.organization() for _ in range(3)} | {college}
    for one in ids:
        actions.admit(organization_id=one, person_id=person, roles=["reader"], by=COMMAND)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert {found.id for found, _roles in queries.memberships_of(person)} == ids
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert set(queries.organizations(ids)) == ids


# — the door —


def page(request: HttpRequest, **named: object) -> HttpResponse:
    return HttpResponse()


def knock(view: object, person: UUID | None, organization_id: UUID) -> tuple[HttpRequest, HttpResponse | None]:
    request = RequestFactory().get("/fr/org/x/?q=1")
    request.user = Person.objects.get(pk=person) if person else AnonymousUser()
    request.actor = Actor(person, None, "web", "x")  # type: ignore[attr-defined]
    answer = Doorkeeper(lambda _: HttpResponse()).process_view(request, view, (), {"organization_id": organization_id})
    return request, answer


def test_a_page_without_a_mark_asks_for_a_sign_in_and_comes_back(college: UUID) -> None:
    _request, answer = knock(page, None, college)
    assert answer is not None
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/fr/org/x/%3Fq%3D1")
    assert knock(page, factories.person(), college)[1] is None


def test_an_open_page_is_open(college: UUID) -> None:
    assert knock(open_to_all(lambda request: HttpResponse()), None, college)[1] is None


def test_an_organizations_page_does_not_exist_for_outsiders(college: UUID) -> None:
    view = for_members("award.issue")(lambda request: HttpResponse())
    assert knock(view, None, college)[1] is not None
    stranger = factories.member(factories.organization(), *access.ROLES)
    for person in (factories.person(), stranger.person_id):
        with pytest.raises(Http404):
            knock(view, person, college)
    with pytest.raises(Http404):
        knock(view, stranger.person_id, uuid4())


def test_a_member_without_the_permission_is_told_so(college: UUID) -> None:
    view = for_members("award.issue")(lambda request: HttpResponse())
    with pytest.raises(PermissionDenied):
        knock(view, factories.member(college, "author").person_id, college)


def test_a_member_acts_for_the_organization_of_the_address(college: UUID) -> None:
    view = for_members("award.issue")(lambda request: HttpResponse())
    request, answer = knock(view, factories.member(college, "registrar").person_id, college)
    assert answer is None
    assert request.actor.organization_id == college  # type: ignore[attr-defined]
    assert request.organization.id == college  # type: ignore[attr-defined]


INVITED = {"administrator_email": "direction@lac.example", "language": "fr"}


@pytest.mark.parametrize("act", ["propose", "introduce", "invite_administrator"])
def test_only_the_operator_brings_an_organization_in(college: UUID, act: str) -> None:
    network = factories.operator()
    named: dict[str, dict[str, Any]] = {
        "propose": {"key": "lac", "kind": "college", "name": Text(fr="Lac")},
        "introduce": {"kind": "college", "name": Text(fr="Lac"), **INVITED},
        "invite_administrator": {"organization_id": college, "email": "a@lac.example", "name": "", "language": "fr"},
    }
    decider, colleague = factories.member(network, "operator"), factories.member(network, "administrator")
    own, visitor = factories.member(college, "registrar", "operator"), Actor(None, None, "web", "x")
    for by in (colleague, own, own.within(network), visitor, visitor.within(network), decider.within(college)):
        with pytest.raises(Forbidden):
            getattr(actions, act)(**named[act], by=by)
    assert not Person.objects.filter(email__endswith="@lac.example").exists()
    getattr(actions, act)(**named[act], by=decider)


def test_the_operator_takes_nothing_over(college: UUID) -> None:
    decider = factories.member(factories.operator(), "operator")
    administrator = factories.member(college, "administrator")
    told = {"email": "intrus@lac.example", "name": "", "language": "fr"}
    with pytest.raises(Refused) as refused:
        actions.invite_administrator(organization_id=college, by=decider, **told)
    assert refused.value.code == "has_administrator"
    with pytest.raises(Forbidden):
        actions.add_member(organization_id=college, roles=["administrator"], by=decider, **told)
    assert queries.administrators(college) == {administrator.person_id}
    assert not Person.objects.filter(email="intrus@lac.example").exists()


def test_an_invited_member_keeps_the_roles_they_had(college: UUID) -> None:
    reader = factories.member(college, "reader")
    assert reader.person_id is not None
    email = Person.objects.get(pk=reader.person_id).email
    actions.invite_administrator(organization_id=college, email=email, name="", language="fr", by=COMMAND)
    assert queries.roles_of(reader.person_id, college) == ("administrator", "reader")


def test_an_organization_keeps_an_administrator(college: UUID) -> None:
    last = factories.member(college, "administrator", "author")
    assert last.person_id is not None
    for act, named in ((actions.dismiss, {}), (actions.admit, {"roles": ["author"]})):
        with pytest.raises(Refused) as refused:
            act(organization_id=college, person_id=last.person_id, by=last, **named)
        assert refused.value.code == "last_administrator"
    second = factories.member(college, "administrator")
    actions.dismiss(organization_id=college, person_id=last.person_id, by=last)
    assert queries.administrators(college) == {second.person_id}
