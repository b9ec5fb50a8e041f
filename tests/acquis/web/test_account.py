"""The sign-in pages: our look and words around the library's flows, in both languages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from acquis.people import queries as people
from acquis.platform import jobs
from tests.acquis import factories

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
PASSPHRASE = "a long passphrase 4 tests"


def code_in_mail() -> str:
    jobs.run_due()
    found = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)?)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[1]


@LANGUAGES
@pytest.mark.parametrize(
    "place", ["login", "signup", "login/code", "password/reset", "password/reset/done", "inactive"]
)
def test_a_visitors_pages_have_one_heading_and_labelled_fields(client: Client, language: str, place: str) -> None:
    told = client.get(f"/{language}/account/{place}/").content.decode()
    assert told.count("<h1") == 1
    assert f'<html lang="{language}-CA">' in told
    for field in re.findall(r'<input type="(?:text|email|password)"[^>]*id="([^"]+)"', told):
        assert f'for="{field}"' in told


@LANGUAGES
@pytest.mark.parametrize("place", ["email", "password/set", "2fa", "2fa/webauthn", "2fa/webauthn/add", "logout"])
def test_a_persons_pages_open(client: Client, language: str, place: str) -> None:
    account = get_user_model().objects.get(pk=factories.person().id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/{language}/account/{place}/", follow=True)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@LANGUAGES
def test_signing_up_keeps_the_name_and_the_language(client: Client, language: str) -> None:
    given = {"email": "noor@people.example", "name": "Noor Gabarit", "password1": PASSPHRASE}
    answer = client.post(f"/{language}/account/signup/", given)
    told = client.get(answer["Location"]).content.decode()
    assert "noor@people.example" in told
    assert people.by_email("noor@people.example") is None
    answer = client.post(answer["Location"], {"code": code_in_mail()})
    assert answer["Location"] == f"/{language}/passport/"
    found = people.by_email("noor@people.example")
    assert found is not None
    assert (found.name, found.language) == ("Noor Gabarit", language)
    again = Client().post(f"/{language}/account/login/", {"login": given["email"], "password": PASSPHRASE})
    assert again["Location"] == f"/{language}/passport/"


def test_a_password_set_before_the_address_was_proven_does_not_open_the_account() -> None:
    """Somebody signs up with another's address and waits until its holder signs in by a code."""
    given = {"login": "noor@people.example", "password": PASSPHRASE}
    squatter, holder = Client(), Client()
    squatter.post("/en/account/signup/", {"email": given["login"], "name": "Mallory", "password1": PASSPHRASE})
    answer = holder.post("/en/account/login/code/", {"email": given["login"]})
    holder.post(answer["Location"], {"code": code_in_mail()})
    assert holder.get("/en/passport/").status_code == 200
    assert people.by_email(given["login"]) is not None

    told = Client().post("/en/account/login/", given)
    assert told.status_code == 200
    for page in ("passport", "account/confirm-email", "account/login"):
        squatter.get(f"/en/{page}/", follow=True)
        assert "_auth_user_id" not in squatter.session


def test_signing_in_by_code_comes_back_to_the_page(client: Client) -> None:
    person = factories.person()
    answer = client.post("/en/account/login/code/?next=/en/passport/shares/", {"email": person.email})
    assert client.get(answer["Location"]).status_code == 200
    message = code_in_mail()
    assert mail.outbox[-1].subject == "Your code to sign in"
    answer = client.post(answer["Location"], {"code": message})
    assert answer["Location"] == "/en/passport/shares/"


def test_an_unknown_address_is_not_told_apart(client: Client) -> None:
    known = client.post("/en/account/login/code/", {"email": factories.person().email})
    other = Client().post("/en/account/login/code/", {"email": "nobody@people.example"})
    assert (known.status_code, known["Location"]) == (other.status_code, other["Location"])


@LANGUAGES
def test_a_wrong_password_keeps_the_address(client: Client, language: str) -> None:
    told = client.post(
        f"/{language}/account/login/", {"login": "noor@people.example", "password": "wrong"}
    ).content.decode()
    assert 'value="noor@people.example"' in told
    assert 'role="alert"' in told


def test_no_script_of_the_sign_in_pages_is_inline(client: Client) -> None:
    told = client.get("/en/account/login/").content.decode()
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", told, re.DOTALL)
    assert any("webauthn" in attributes for attributes, _ in scripts)
    for attributes, content in scripts:
        assert not content.strip() or 'type="application/json"' in attributes
