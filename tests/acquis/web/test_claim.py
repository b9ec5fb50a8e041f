"""A credential is offered by a link, in both languages: seen, accepted or declined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from acquis.issuance import actions as issuing
from acquis.platform import clock, jobs
from tests.acquis import factories
from tests.acquis.issuance.factories import offered
from tests.acquis.web.learner import page, sign_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture(autouse=True)
def _fresh_throttles() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.req("R-135")
@LANGUAGES
def test_the_credential_is_seen_before_any_account(client: Client, language: str) -> None:
    made = offered()
    told = page(client, f"/{language}/c/{made.token}/")
    assert {"fr": "Cybersécurité au quotidien", "en": "Everyday Cybersecurity"}[language] in told
    assert {"fr": "Protéger ses données", "en": "Protect one’s data"}[language] in told
    assert "Maïka Fictive" in told
    assert made.facts.state == "offered"


@pytest.mark.req("R-175")
def test_the_claim_link_is_neither_indexed_nor_passed_on(client: Client) -> None:
    made = offered()
    answer = client.get(f"/fr/c/{made.token}/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("door", "place"), [("new", "/signup/"), ("known", "/login/")])
def test_accepting_without_an_account_leads_to_one_and_back(client: Client, door: str, place: str) -> None:
    made = offered(email="maika@people.example")
    answer = client.post(f"/en/c/{made.token}/", {"door": door})
    assert answer.status_code == 302
    assert place in answer["Location"]
    assert made.token not in answer["Location"]
    assert made.facts.state == "offered"
    sign_in(client, factories.person("Maika Fictive", email="maika@people.example"))
    back = client.get("/en/claim/")
    assert back["Location"] == f"/en/c/{made.token}/"
    done = client.post(f"/en/c/{made.token}/")
    assert done["Location"].startswith("/en/passport/")
    assert made.facts.state == "accepted"
    assert client.get("/en/claim/")["Location"] == "/en/passport/"


@pytest.mark.req("R-135")
def test_a_new_account_is_proven_by_a_code_and_comes_back(client: Client) -> None:
    made = offered(email="maika@people.example")
    address = client.post(f"/en/c/{made.token}/", {"door": "new"})["Location"]
    told = page(client, address)
    assert "maika@people.example" not in told
    given = {"email": "maika@people.example", "password1": "a long passphrase 4 tests", "next": "/en/claim/"}
    answer = client.post("/en/account/signup/", given)
    assert answer.status_code == 302
    jobs.run_due()
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)?)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    answer = client.post(answer["Location"], {"code": code[1]})
    assert answer["Location"] == "/en/claim/"
    assert client.get("/en/claim/")["Location"] == f"/en/c/{made.token}/"
    client.post(f"/en/c/{made.token}/")
    assert made.facts.state == "accepted"


@LANGUAGES
def test_a_wrong_account_is_told_the_masked_address(client: Client, language: str) -> None:
    made = offered(email="maika@people.example")
    sign_in(client, factories.person())
    told = page(client, f"/{language}/c/{made.token}/")
    assert "m••••@p••••.example" in told
    assert "maika@people.example" not in told
    answer = client.post(f"/{language}/c/{made.token}/")
    assert answer.status_code == 422
    assert "m••••@p••••.example" in answer.content.decode()
    assert made.facts.state == "offered"
    client.post(f"/{language}/c/{made.token}/", {"confirmed": "on"})
    assert made.facts.state == "accepted"


@LANGUAGES
def test_declining_asks_first_and_keeps_the_reason(client: Client, language: str) -> None:
    made = offered()
    page(client, f"/{language}/c/{made.token}/decline/")
    assert made.facts.state == "offered"
    answer = client.post(f"/{language}/c/{made.token}/decline/", {"reason": "Not <b>me</b>"})
    assert answer.status_code == 200
    assert (made.facts.state, made.facts.declined_reason) == ("declined", "Not <b>me</b>")
    page(client, f"/{language}/c/{made.token}/", status=404)


def test_links_that_ended_all_look_alike(client: Client) -> None:
    made, withdrawn = offered(), offered()
    issuing.withdraw(award_id=withdrawn.id, by=withdrawn.where.actor("registrar"))
    unknown = page(client, f"/fr/c/{'x' * 22}/", status=404)
    gone = page(client, f"/fr/c/{withdrawn.token}/", status=404)
    with clock.at(clock.now() + timedelta(days=91)):
        over = page(client, f"/fr/c/{made.token}/", status=404)
    strip = re.compile(r"/c/[^/]+/|csrf\w+\W+\w+\W+value=\S+|nonce=\S+")
    assert strip.sub("", unknown) == strip.sub("", gone) == strip.sub("", over)


@pytest.mark.req("R-175")
def test_guessing_claim_links_is_slowed_down(client: Client) -> None:
    statuses = [client.get(f"/fr/c/{'y' * 20}{number:02d}/").status_code for number in range(25)]
    assert statuses[:20] == [404] * 20
    assert set(statuses[20:]) == {429}
