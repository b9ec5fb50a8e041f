"""The registrar's pages, in both languages: desk, queue, confirmation, award, status."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from acquis.issuance import actions, queries
from acquis.issuance.models import Award
from acquis.platform import clock, jobs
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import Offered, awarded, offered
from tests.acquis.passport.factories import held

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def as_member(client: Client, where: College, role: str = "registrar") -> None:
    account = get_user_model().objects.get(pk=where.people[role].id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def of(made: Offered, rest: str = "", language: str = "en") -> str:
    return f"/{language}/org/{made.where.id}/awards/{made.id}/{rest}"


@LANGUAGES
@pytest.mark.parametrize("role", factories.ROLES)
def test_the_desk_shows_what_waits_for_the_role(client: Client, language: str, role: str) -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    factories.passed_candidacy(where, version, name="Passed Exemple")
    factories.candidacy(where, version, name="Open Exemple")
    factories.draft(where)
    as_member(client, where, role)
    told = page(client, f"/{language}/org/{where.id}/")
    assert ("Passed Exemple" in told) is (role == "registrar")
    assert ("Open Exemple" in told) is (role == "assessor")
    title = {"fr": "Cybersécurité au quotidien", "en": "Everyday Cybersecurity"}[language]
    assert (title in told) is (role in {"author", "registrar", "assessor"})


def test_an_outsider_finds_no_desk(client: Client) -> None:
    where, other = factories.recognised_college(), factories.recognised_college()
    as_member(client, other)
    page(client, f"/en/org/{where.id}/", status=404)
    page(client, f"/en/org/{where.id}/awards/", status=404)


@LANGUAGES
def test_awarding_from_the_queue(client: Client, language: str) -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    as_member(client, where)
    address = f"/{language}/org/{where.id}/awards/ready/"
    assert f"{address}{candidate}/" in page(client, address)
    told = page(client, f"{address}{candidate}/")
    assert "Everyday Cybersecurity" in told
    assert "Cybersécurité au quotidien" in told
    assert "Aperçu" in told
    today = clock.today().isoformat()
    answer = client.post(f"{address}{candidate}/", {"awarded_on": today, "language": language})
    made = Award.objects.get()
    assert answer["Location"] == f"/{language}/org/{where.id}/awards/{made.pk}/"
    page(client, answer["Location"])
    jobs.run_due()
    assert mail.outbox[-1].to == ["maika@people.example"]
    assert f"/{language}/c/" in mail.outbox[-1].body
    page(client, answer["Location"])
    assert str(candidate) not in page(client, address)
    assert str(made.pk) in page(client, f"/{language}/org/{where.id}/awards/")


@pytest.mark.req("R-132")
@LANGUAGES
def test_the_page_refuses_what_was_not_assessed(client: Client, language: str) -> None:
    where = factories.recognised_college()
    candidate = factories.candidacy(where, factories.published_version(where))
    as_member(client, where)
    address = f"/{language}/org/{where.id}/awards/ready/{candidate}/"
    assert "R1, R2" in page(client, address)
    today = clock.today().isoformat()
    answer = client.post(address, {"awarded_on": today, "language": "fr"})
    assert answer.status_code == 422
    assert "R1, R2" in answer.content.decode()
    assert not Award.objects.exists()


@pytest.mark.req("R-044")
def test_whoever_was_there_every_hour_and_showed_nothing_gets_no_credential(client: Client) -> None:
    where = factories.recognised_college()
    version = factories.published_version(where, hours_typical=Decimal(25), instruction_hours=Decimal(25))
    candidate = factories.candidacy(where, version)
    here, today = f"/en/org/{where.id}", clock.today().isoformat()
    was_there = {
        f"{code}-{name}": value
        for code in ("R1", "R2")
        for name, value in {
            "achieved": "no",
            "assessed_on": today,
            "supervised": "on",
            "identity_checked": "on",
            "note": "Present for all of the 25 hours.",
        }.items()
    }
    as_member(client, where, "assessor")
    sheet = {
        "title_en": "Attendance sheet",
        "description_en": "25 hours of 25.",
        "genre": "document",
        "url": "https://college.example/attendance",
        "no_third_party": "on",
    }
    assert client.post(f"{here}/assessment/{candidate}/evidence/", sheet).status_code == 302
    told = {"assessor_role": "teacher", **was_there}
    for method, status in (("attendance", 422), ("hours", 422), ("", 302)):
        answer = client.post(f"{here}/assessment/{candidate}/", told | {"R1-method": method})
        assert answer.status_code == status, method
    refused = client.post(f"{here}/assessment/{candidate}/conclude/", {"decision": "passed"})
    assert refused.status_code == 422
    assert "Outcome R1 has no passing result." in refused.content.decode()
    as_member(client, where)
    ready = f"{here}/awards/ready/{candidate}/"
    assert client.post(ready, {"awarded_on": today, "language": "en"}).status_code == 422
    as_member(client, where, "assessor")
    client.post(f"{here}/assessment/{candidate}/conclude/", {"decision": "not_passed"})
    as_member(client, where)
    assert client.post(ready, {"awarded_on": today, "language": "en"}).status_code == 422
    jobs.run_due()
    assert not Award.objects.exists()
    assert mail.outbox == []


@pytest.mark.req("R-044")
def test_one_place_decides_an_award_and_one_signs_it() -> None:
    source = Path(actions.__file__).parents[1]
    made = [
        (path.relative_to(source).as_posix(), name)
        for path in source.rglob("*.py")
        for name in re.findall(
            r"\b(Award|Credential)\.objects\.(?:bulk_|get_or_|update_or_)?create\(", path.read_text()
        )
    ]
    assert made == [("issuance/actions.py", "Award"), ("issuance/actions.py", "Credential")]
    answer = Client().get("/api/v1/openapi.json").json()
    assert [path for path in answer["paths"] if re.search("award|credential|candidac", path)] == []


def test_a_wrong_day_is_refused_beside_its_field(client: Client) -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    as_member(client, where)
    address = f"/en/org/{where.id}/awards/ready/{candidate}/"
    answer = client.post(address, {"awarded_on": "2031-01-01", "language": "en"})
    assert answer.status_code == 422
    assert 'value="2031-01-01"' in answer.content.decode()
    assert not Award.objects.exists()


@pytest.mark.req("R-195")
@LANGUAGES
def test_revoking_asks_for_a_reason_and_says_it(client: Client, language: str) -> None:
    one = held()
    as_member(client, one.offer.where)
    address = of(one.offer, "revoke/", language)
    page(client, address)
    assert client.post(address, {"reason": "", "note": "kept words"}).status_code == 422
    assert one.facts.credential.state == "active"
    answer = client.post(address, {"reason": "fraud", "note": "kept words"})
    assert answer["Location"] == of(one.offer, "", language)
    assert one.facts.credential.state == "revoked"
    told = page(client, of(one.offer, "", language))
    assert "kept words" in told
    assert "revoke/" not in told
    assert client.post(address, {"reason": "error"}).status_code == 422


@pytest.mark.req("R-196")
def test_suspending_and_reinstating(client: Client) -> None:
    one = held()
    as_member(client, one.offer.where)
    page(client, of(one.offer, "suspend/"))
    client.post(of(one.offer, "suspend/"), {"reason": "under_review", "note": ""})
    assert one.facts.credential.state == "suspended"
    assert "reinstate/" in page(client, of(one.offer))
    page(client, of(one.offer, "reinstate/"))
    client.post(of(one.offer, "reinstate/"), {"note": ""})
    assert one.facts.credential.state == "active"


def test_sending_again_and_withdrawing(client: Client) -> None:
    made = offered()
    as_member(client, made.where)
    assert 'value="maika@people.example"' in page(client, of(made, "resend/"))
    client.post(of(made, "resend/"), {"email": "maika@people.example"})
    jobs.run_due()
    assert queries.offer_behind(made.token) is None
    assert client.post(of(made, "resend/"), {"email": "nobody"}).status_code == 422
    page(client, of(made, "withdraw/"))
    client.post(of(made, "withdraw/"), {"reason": "error"})
    assert made.facts.state == "withdrawn"
    assert client.post(of(made, "withdraw/"), {"reason": "error"}).status_code == 422


def test_status_of_what_is_not_signed_does_not_exist(client: Client) -> None:
    where, award_id = awarded()
    as_member(client, where)
    page(client, f"/en/org/{where.id}/awards/{award_id}/revoke/", status=404)
    page(client, f"/en/org/{where.id}/awards/{award_id}/")


@pytest.mark.parametrize("rest", ["", "resend/", "withdraw/", "revoke/", "suspend/", "reinstate/"])
def test_another_organization_and_other_roles_have_no_way_in(client: Client, rest: str) -> None:
    made, other = offered(), factories.recognised_college()
    as_member(client, other)
    page(client, of(made, rest), status=404)
    page(client, f"/en/org/{other.id}/awards/{made.id}/{rest}", status=404)
    as_member(client, made.where, "assessor")
    page(client, of(made, rest), status=403)


def test_the_list_is_searched_and_narrowed(client: Client) -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    one, two = (offered(where, version, email=f"{name}@people.example") for name in ("first", "second"))
    actions.withdraw(award_id=two.id, by=where.actor("registrar"))
    as_member(client, where)
    listed = page(client, f"/en/org/{where.id}/awards/?q=first")
    assert str(one.id) in listed
    assert str(two.id) not in listed
    narrowed = page(client, f"/en/org/{where.id}/awards/?state=withdrawn")
    assert str(two.id) in narrowed
    assert str(one.id) not in narrowed


@pytest.mark.req("R-174")
def test_the_issuer_sees_no_share(client: Client) -> None:
    one = held()
    one.share()
    as_member(client, one.offer.where)
    told = page(client, of(one.offer))
    assert "/s/" not in told
    assert "passport/shares" not in told


def test_names_are_escaped(client: Client) -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where), name="<script>alert(1)</script>")
    actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    as_member(client, where)
    told = page(client, f"/en/org/{where.id}/awards/") + page(
        client, f"/en/org/{where.id}/awards/{Award.objects.get().pk}/"
    )
    assert "<script>alert" not in told
