"""The operator's pages: the queue, the decision with its reason, and who never sees them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acquis.issuance import queries as issuance
from acquis.people import queries as people
from acquis.people.models import Person
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.registry import actions, queries
from tests.acquis import factories as shared
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.registry.factories import agreement

pytestmark = pytest.mark.django_db
WHOLE = {
    "outcome": "recognized",
    "reason": "Établissement public <b>établi</b>",
    "proof_examined": "Charte de 1967, vue au registre",
    "scope": ["microcredential"],
    "review_on": "2027-03-02",
}


@pytest.fixture
def decider(frozen: datetime) -> Actor:
    return factories.member(factories.operator(), "operator")


@pytest.fixture
def college(decider: Actor) -> UUID:
    made = factories.organization()
    actions.apply(organization_id=made, scope=["microcredential"], statement="Nous formons depuis 1967.", by=COMMAND)
    return made


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.person_id is not None
    person = Person.objects.get(pk=actor.person_id)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, actor: Actor, *, language: str = "fr", **named: Any) -> str:
    with translation.override(language):
        return reverse(f"consortium:{name}", kwargs={"organization_id": actor.organization_id, **named})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_queue_names_who_waits(decider: Actor, college: UUID, language: str) -> None:
    answer = signed_in(decider).get(address("issuers", decider, language=language))
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert ("Collège du Test" if language == "fr" else "Test College") in shown
    assert address("issuer", decider, language=language, issuer_id=college) in shown
    assert f'<html lang="{language}-CA">' in shown


def test_a_day_is_written_as_the_field_of_a_browser_reads_it(decider: Actor, college: UUID) -> None:
    for language in ("fr", "en"):
        told = signed_in(decider).get(address("issuer", decider, language=language, issuer_id=college)).content.decode()
        assert re.search(r'<input type="date" name="review_on" value="\d{4}-\d\d-\d\d"', told), language


@pytest.mark.req("R-013")
def test_a_decision_made_on_the_page_is_kept_with_its_author_reason_and_proof(decider: Actor, college: UUID) -> None:
    client, page = signed_in(decider), address("issuer", decider, issuer_id=college)
    assert "Nous formons depuis 1967." in client.get(page).content.decode()
    answer = client.post(page, WHOLE)
    assert (answer.status_code, answer.headers["Location"]) == (302, address("issuers", decider))
    assert queries.standing(college, clock.now()).scope == ("microcredential",)
    assert queries.queue() == []
    shown = client.get(page).content.decode()
    assert decider.person_id is not None
    author = people.person(decider.person_id)
    assert author is not None
    assert author.name in shown
    assert "Charte de 1967" in shown
    assert "&lt;b&gt;établi&lt;/b&gt;" in shown
    assert "did:web:localhost%3A8000:did:" in shown


@pytest.mark.req("R-012")
def test_a_college_issues_from_the_day_the_operator_recognizes_it_and_not_before(decider: Actor) -> None:
    where = shared.college()
    agreement(where.id)
    candidate = shared.passed_candidacy(where, shared.published_version(where, entitled=False))
    registrar = signed_in(where.actor("registrar"))
    ready = f"/en/org/{where.id}/awards/ready/{candidate}/"
    award = {"awarded_on": clock.today().isoformat(), "language": "en"}
    assert "has not recognized this organization" in registrar.get(ready).content.decode()
    assert registrar.post(ready, award).status_code == 422
    assert issuance.live_award_of(candidate) is None
    signed_in(decider).post(address("issuer", decider, issuer_id=where.id), WHOLE)
    assert "has not recognized this organization" not in registrar.get(ready).content.decode()
    assert registrar.post(ready, award).status_code == 302
    assert issuance.live_award_of(candidate) is not None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"proof_examined": ""}, "proof_examined"),
        ({"scope": []}, "scope"),
        ({"review_on": ""}, "review_on"),
        ({"review_on": "2020-01-01"}, "review_on"),
        ({"outcome": "suspended"}, "outcome"),
    ],
)
def test_an_incomplete_decision_loses_nothing_of_what_was_typed(
    decider: Actor, college: UUID, changed: dict[str, Any], field: str
) -> None:
    answer = signed_in(decider).post(address("issuer", decider, issuer_id=college), WHOLE | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    for name in {"reason", "proof_examined"} - set(changed):
        assert answer.context["form"][name].value() == WHOLE[name]
    assert queries.decisions(college) == []


def test_a_suspension_and_its_end_are_decided_here_too(decider: Actor, college: UUID, frozen: datetime) -> None:
    client, page = signed_in(decider), address("issuer", decider, issuer_id=college)
    client.post(page, WHOLE)
    for day, outcome in ((1, "suspended"), (2, "recognized")):
        with clock.at(frozen + timedelta(days=day)):
            assert client.post(page, WHOLE | {"outcome": outcome}).status_code == 302
    assert [period.outcome for period in queries.periods(college)] == ["recognized", "suspended", "recognized"]


def test_the_page_says_that_nobody_decides_on_their_own_organization(decider: Actor) -> None:
    own = address("issuer", decider, issuer_id=decider.organization_id)
    answer = signed_in(decider).post(own, WHOLE)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_outsiders_and_other_roles_are_kept_out(decider: Actor, college: UUID) -> None:
    assert decider.organization_id is not None
    pages = [address("issuers", decider), address("issuer", decider, issuer_id=college)]
    stranger = factories.member(factories.organization(), "administrator", "operator")
    colleague = factories.member(decider.organization_id, "administrator")
    for page in pages:
        assert Client().get(page).status_code == 302
        assert signed_in(stranger).get(page).status_code == 404
        assert signed_in(stranger).post(page, WHOLE).status_code == 404
        assert signed_in(colleague).get(page).status_code == 403
    assert queries.decisions(college) == []


def test_the_pages_exist_in_the_operators_organization_alone(decider: Actor, college: UUID) -> None:
    pretender = factories.member(college, "operator")
    page = address("issuer", pretender, issuer_id=factories.organization())
    assert signed_in(pretender).get(page).status_code == 404
    assert signed_in(pretender).post(page, WHOLE).status_code == 404


def test_an_unknown_organization_is_not_found(decider: Actor) -> None:
    assert signed_in(decider).get(address("issuer", decider, issuer_id=UUID(int=7))).status_code == 404


def test_reading_the_pages_takes_a_steady_number_of_queries(
    decider: Actor, college: UUID, django_assert_max_num_queries: Any
) -> None:
    for _ in range(8):
        factories.organization()
    client = signed_in(decider)
    with django_assert_max_num_queries(22):
        client.get(address("issuers", decider))
