"""Bringing an organization into the network from the pages: added, applied, signed, recognized, issuing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.audit.models import Entry
from acquis.issuance import queries as issuance
from acquis.organizations import access
from acquis.organizations import actions as organizations_actions
from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.platform import clock, jobs
from acquis.registry import queries as registry
from acquis.registry.access import AGREEMENT_VERSION
from acquis.signing import queries as signing
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import offered
from tests.acquis.web import reader
from tests.acquis.web.world import address, signed_in, staffed

pytestmark = pytest.mark.django_db
ADDED = {
    "name_fr": "Collège du Lac (fictif)",
    "name_en": "Lake College (fictional)",
    "kind": "college",
    "region": "nord",
    "contact_email": "bureau@lac.example",
    "website": "https://lac.example",
    "administrator_email": "Direction@lac.example",
    "administrator_name": "Ariane Fictive",
    "language": "fr",
}


@pytest.fixture(autouse=True)
def _fresh_throttles() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def message_to(recipient: str) -> mail.EmailMessage:
    """The latest message that this address got."""
    jobs.run_due()
    return [message for message in mail.outbox if message.to == [recipient]][-1]


def by_code(email: str) -> Client:
    """A browser in which somebody signed in with the code of their mailbox, starting at the link of the invitation."""
    link = re.search(r"https?://\S+", str(message_to(email).body))
    assert link is not None
    client, page = Client(), "/" + link[0].split("/", 3)[3]
    assert client.get(page).status_code == 200
    confirm = client.post(page, {"email": email})
    code = re.search(r"(?m)^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", str(message_to(email).body))
    assert code is not None
    answer = client.post(confirm.headers["Location"], {"code": code[1]})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session
    return client


def of(name: str, where: College | UUID, **named: Any) -> str:
    """The French address of a page of an organization."""
    return address(name, organization_id=where if isinstance(where, UUID) else where.id, **named)


def posted(client: Client, page: str, told: Mapping[str, Any]) -> None:
    """Post a form that must be taken."""
    answer = client.post(page, told)
    assert answer.status_code == 302, answer.context["form"].errors


def add_member(administrator: Client, where: UUID, role: str) -> Client:
    """A new member of the organization, in their own browser."""
    email = f"{role}@lac.example"
    posted(administrator, of("issuer:members", where), {"email": email, "roles": [role], "language": "en"})
    return by_code(email)


@pytest.mark.req("R-012", "R-013", "R-014", "R-019")
def test_an_organization_is_added_applies_signs_is_recognized_and_issues() -> None:
    network = factories.operator()
    operator = signed_in(network.people["operator"])
    posted(operator, of("consortium:organization_add", network), ADDED)
    administrator = by_code("direction@lac.example")
    person = people.by_email("direction@lac.example")
    assert person is not None
    [(lake, roles)] = organizations.memberships_of(person.id)
    assert (str(lake.name), lake.state, lake.region, roles) == (
        ADDED["name_fr"],
        "proposed",
        "nord",
        ("administrator",),
    )

    state = administrator.get(of("issuer:recognition", lake.id)).content.decode()
    assert "n’a pas encore reconnu" in state
    posted(
        administrator,
        of("issuer:apply", lake.id),
        {"scope": ["microcredential"], "statement": "Nous formons depuis 1967."},
    )
    posted(administrator, of("issuer:agreement", lake.id), {"signatory_role": "Direction générale", "confirm": "on"})
    [signed] = registry.agreements(lake.id)
    assert (signed.version, signed.signatory_role) == (AGREEMENT_VERSION, "Direction générale")

    team = {role: add_member(administrator, lake.id, role) for role in ("author", "approver", "assessor", "registrar")}
    assert team["author"].get(of("issuer:members", lake.id)).status_code == 403
    members = {role: people.by_email(f"{role}@lac.example") for role in team}
    college = College(lake, {role: member for role, member in members.items() if member is not None})
    candidate = factories.passed_candidacy(college, factories.published_version(college, entitled=False))
    ready = of("issuer:award_new", lake.id, candidacy_id=candidate)
    award = {"awarded_on": clock.today().isoformat(), "language": "fr"}
    assert team["registrar"].post(ready, award).status_code == 422
    assert issuance.live_award_of(candidate) is None

    decision = of("consortium:issuer", network, issuer_id=lake.id)
    assert "Nous formons depuis 1967." in operator.get(decision).content.decode()
    posted(
        operator,
        decision,
        {
            "outcome": "recognized",
            "reason": "Établissement public",
            "proof_examined": "Charte de 1967",
            "scope": ["microcredential"],
            "review_on": (clock.today() + timedelta(days=365)).isoformat(),
        },
    )
    told = administrator.get(of("issuer:recognition", lake.id)).content.decode()
    assert "Établissement public" in told
    assert "votre organisation peut délivrer" in told
    posted(team["registrar"], ready, award)
    assert issuance.live_award_of(candidate) is not None


@pytest.mark.req("R-014")
def test_without_the_agreement_a_recognized_organization_is_told_what_is_missing_and_cannot_award() -> None:
    network, college = factories.operator(), factories.college()
    candidate = factories.passed_candidacy(college, factories.published_version(college, entitled=False))
    decided = {
        "outcome": "recognized",
        "reason": "Public",
        "proof_examined": "Charte",
        "scope": ["microcredential"],
        "review_on": (clock.today() + timedelta(days=365)).isoformat(),
    }
    posted(signed_in(network.people["operator"]), of("consortium:issuer", network, issuer_id=college.id), decided)
    administrator = signed_in(college.people["administrator"])
    page = of("issuer:recognition", college)
    assert "n’a pas signé l’entente de participation" in administrator.get(page).content.decode()
    registrar, ready = signed_in(college.people["registrar"]), of("issuer:award_new", college, candidacy_id=candidate)
    award = {"awarded_on": clock.today().isoformat(), "language": "fr"}
    assert registrar.post(ready, award).status_code == 422
    unread = administrator.post(of("issuer:agreement", college), {"signatory_role": "Registraire"})
    assert list(unread.context["form"].errors) == ["confirm"]
    posted(administrator, of("issuer:agreement", college), {"signatory_role": "Registraire", "confirm": "on"})
    posted(registrar, ready, award)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("fr", "Collège du Lac (fictif) vous invite"), ("en", "Lake College (fictional) invites you")],
)
def test_the_invitation_is_in_the_language_of_its_reader(language: str, subject: str) -> None:
    network = factories.operator()
    told = ADDED | {"language": language}
    posted(signed_in(network.people["operator"]), of("consortium:organization_add", network), told)
    message = message_to("direction@lac.example")
    assert str(message.subject).startswith(subject)
    assert f"/{language}/" in str(message.body)


def test_an_organization_that_has_an_administrator_is_not_taken_over() -> None:
    network, college = factories.operator(), factories.college()
    operator = signed_in(network.people["operator"])
    page, written = of("consortium:organization_invite", network, issuer_id=college.id), Entry.objects.count()
    answer = operator.post(page, {"administrator_email": "autre@lac.example", "language": "fr"})
    assert answer.status_code == 422
    assert "déjà une administratrice ou un administrateur" in answer.content.decode()
    assert page not in operator.get(of("consortium:issuer", network, issuer_id=college.id)).content.decode()
    assert (Entry.objects.count(), people.by_email("autre@lac.example")) == (written, None)
    assert not get_user_model().objects.filter(email="autre@lac.example").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name_fr": "", "name_en": ""}, "name_fr"),
        ({"kind": "empire"}, "kind"),
        ({"administrator_email": "personne"}, "administrator_email"),
        ({"website": "javascript:alert(1)"}, "website"),
    ],
)
def test_an_incomplete_organization_is_not_added_and_nothing_typed_is_lost(changed: dict[str, str], field: str) -> None:
    network = factories.operator()
    page = of("consortium:organization_add", network)
    answer = signed_in(network.people["operator"]).post(page, ADDED | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["administrator_name"].value() == "Ariane Fictive"
    assert organizations.all_organizations().count() == 1


def test_the_same_organization_is_added_once() -> None:
    network = factories.operator()
    operator, page = signed_in(network.people["operator"]), of("consortium:organization_add", network)
    posted(operator, page, ADDED)
    assert list(operator.post(page, ADDED).context["form"].errors) == ["name_fr"]
    assert organizations.all_organizations().count() == 2


def test_a_password_set_by_whoever_never_proved_the_address_does_not_open_the_desk() -> None:
    network, secret = factories.operator(), "correct horse battery staple"
    Client().post(address("account_signup"), {"email": "direction@lac.example", "password1": secret})
    posted(signed_in(network.people["operator"]), of("consortium:organization_add", network), ADDED)
    by_code("direction@lac.example")
    thief = Client()
    thief.post(address("account_login"), {"login": "direction@lac.example", "password": secret})
    assert "_auth_user_id" not in thief.session


@pytest.mark.req("R-019")
def test_an_administrator_changes_roles_and_ends_memberships() -> None:
    college = factories.college()
    administrator, author = signed_in(college.people["administrator"]), college.people["author"]
    page = of("issuer:member", college, person_id=author.id)
    posted(administrator, page, {"roles": ["registrar"]})
    assert organizations.permissions(author.id, college.id) == access.permissions_of(["registrar"])
    posted(administrator, of("issuer:member_end", college, person_id=author.id), {})
    assert organizations.member(college.id, author.id) is None
    assert signed_in(author).get(of("issuer:desk", college)).status_code == 404
    assert author.email not in administrator.get(of("issuer:members", college)).content.decode()


def test_the_last_administrator_neither_leaves_nor_gives_the_role_up() -> None:
    college = factories.college()
    last = college.people["administrator"]
    client, written = signed_in(last), Entry.objects.count()
    for page, told in (
        (of("issuer:member_end", college, person_id=last.id), {}),
        (of("issuer:member", college, person_id=last.id), {"roles": ["reader"]}),
    ):
        answer = client.post(page, told)
        assert answer.status_code == 422
        assert "au moins" in str(answer.context["form"].non_field_errors())
    assert Entry.objects.count() == written
    posted(client, of("issuer:member", college, person_id=college.people["reader"].id), {"roles": ["administrator"]})
    posted(client, of("issuer:member_end", college, person_id=last.id), {})
    assert organizations.administrators(college.id) == {college.people["reader"].id}


def test_members_are_added_once_and_never_with_the_role_of_the_network() -> None:
    college = factories.college()
    client, page = signed_in(college.people["administrator"]), of("issuer:members", college)
    known = {"email": college.people["author"].email, "roles": ["reader"], "language": "fr"}
    assert list(client.post(page, known).context["form"].errors) == ["email"]
    pretender = {"email": "nouveau@lac.example", "roles": ["operator"], "language": "fr"}
    assert list(client.post(page, pretender).context["form"].errors) == ["roles"]
    assert organizations.members_of(college.id).count() == len(college.people)


def test_a_second_application_waits_for_the_answer_to_the_first() -> None:
    college = factories.college()
    client, page = signed_in(college.people["administrator"]), of("issuer:apply", college)
    told = {"scope": ["badge"], "statement": "Depuis 1967."}
    posted(client, page, told)
    answer = client.post(page, told)
    assert answer.status_code == 422
    assert answer.context["form"]["statement"].value() == "Depuis 1967."


@pytest.mark.req("R-015")
def test_replacing_a_key_keeps_what_it_signed_and_a_compromise_from_the_pages_does_not() -> None:
    college = factories.recognised_college()
    client = signed_in(college.people["administrator"])
    made = offered(college)
    assert made.facts.credential is not None
    document = made.facts.credential.document
    first = signing.keys(college.id)[0]
    posted(client, of("issuer:key_rotate", college), {})
    assert [key.state for key in signing.keys(college.id)] == ["retired", "active"]
    assert verdict(document) == "verified"
    page = of("issuer:key_compromised", college, key_id=first.id)
    future = {"since": (clock.today() + timedelta(days=2)).isoformat(), "confirm": "on"}
    assert list(client.post(page, future).context["form"].errors) == ["since"]
    posted(client, page, {"since": clock.today().isoformat(), "confirm": "on"})
    assert [key.state for key in signing.keys(college.id)] == ["compromised", "active"]
    assert verdict(document) == "rejected"
    shown = client.get(of("issuer:keys", college)).content.decode()
    assert "key-1" in shown
    assert "key-2" in shown


def verdict(document: bytes) -> str:
    """What the page for employers says."""
    _status, page = reader.verify(document, "fr")
    return str(reader.verdict(page))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["members", "recognition", "apply", "agreement", "keys", "key_rotate"])
def test_the_pages_speak_the_language_of_their_address(name: str, language: str) -> None:
    college = factories.recognised_college()
    page = of(f"issuer:{name}", college).replace("/fr/", f"/{language}/")
    answer = signed_in(college.people["administrator"]).get(page)
    assert answer.status_code == 200
    assert f'<html lang="{language}-CA">' in answer.content.decode()
    if language == "fr":
        assert reader.english_in(answer.content.decode()) == []


def test_the_desk_leads_an_administrator_to_what_is_missing_and_the_operators_does_not() -> None:
    college = factories.college()
    shown = signed_in(college.people["administrator"]).get(of("issuer:desk", college)).content.decode()
    for name in ("members", "recognition", "keys", "apply", "agreement"):
        assert of(f"issuer:{name}", college) in shown
    network = staffed(factories.operator())
    shown = signed_in(network.people["administrator"]).get(of("issuer:desk", network)).content.decode()
    assert of("issuer:members", network) in shown
    assert of("issuer:apply", network) not in shown


def test_the_list_of_members_costs_the_same_however_long(django_assert_max_num_queries: Any) -> None:
    college = factories.college()
    client, page = signed_in(college.people["administrator"]), of("issuer:members", college)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _number in range(5):
        organizations_actions.admit(
            organization_id=college.id, person_id=factories.person().id, roles=["reader"], by=factories.COMMAND
        )
    with django_assert_max_num_queries(len(few)):
        client.get(page)
