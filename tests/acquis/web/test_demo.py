"""The demonstration's own pages: signing in with a click, and reading the mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from acquis.demo.people import BY_KEY, PEOPLE
from acquis.people import actions as people
from tests.acquis.factories import COMMAND

pytestmark = pytest.mark.django_db
LETTER = """Content-Type: text/plain; charset="utf-8"
Subject: Une attestation =?utf-8?q?vous_attend?=
From: "Collège" <acquis@localhost.example>
To: maika@courriel.example
Date: Sun, 01 Nov 2026 05:00:03 -0000
Content-Language: fr-CA

Bonjour,
http://localhost:8000/fr/c/AAAAAAAAAAAAAAAAAAAAAA/
<script>alert(1)</script>
-------------------------------------------------------------------------------
"""


@pytest.fixture
def letters(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    (tmp_path / "20261101-050003-1234.log").write_text(LETTER)
    return tmp_path


def test_every_account_is_offered_by_role_on_the_home_page() -> None:
    told = Client().get("/en/").content.decode()
    for account in PEOPLE:
        assert (f'value="{account.key}"' in told) is account.offered


def test_a_click_signs_in() -> None:
    aicha = BY_KEY["aicha"]
    people.open_account(email=aicha.email, name=aicha.name, language="fr", by=COMMAND, verified=True, fictional=True)
    client = Client()
    answer = client.post("/fr/demo/sign-in/", {"account": "aicha"})
    assert answer.headers["Location"] == "/fr/passport/"
    assert client.get("/fr/passport/").status_code == 200


def test_only_fictional_people_can_be_played() -> None:
    aicha = BY_KEY["aicha"]
    people.open_account(email=aicha.email, name="Somebody", language="fr", by=COMMAND, verified=True)
    assert Client().post("/fr/demo/sign-in/", {"account": "aicha"}).status_code == 404
    assert Client().post("/fr/demo/sign-in/", {"account": "nobody"}).status_code == 404


def test_the_mailbox_shows_messages_with_links_to_click(letters: Path) -> None:
    client = Client()
    assert "Une attestation vous attend" in client.get("/en/demo/mail/").content.decode()
    told = client.get("/en/demo/mail/20261101-050003-1234.log/0/").content.decode()
    assert 'href="http://localhost:8000/fr/c/AAAAAAAAAAAAAAAAAAAAAA/"' in told
    assert "<script>alert" not in told


@pytest.mark.parametrize("name", ["..", "acquis.sqlite3", "20261101-050003-9999.log"])
def test_only_messages_can_be_read(letters: Path, name: str) -> None:
    assert Client().get(f"/en/demo/mail/{name}/0/").status_code == 404


@pytest.mark.parametrize("path", ["sign-in/", "mail/", "mail/20261101-050003-1234.log/0/"])
def test_none_of_it_exists_outside_the_demonstration(path: str, letters: Path, settings: Settings) -> None:
    settings.ACQUIS_DEMO = False
    assert Client().get(f"/en/demo/{path}").status_code == 404
    assert Client().post("/en/demo/sign-in/", {"account": "aicha"}).status_code == 404
