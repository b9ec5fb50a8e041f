"""An empty installation gets its operator from the command line."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from acquis.config import command
from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.platform import jobs
from acquis.signing import queries as signing

pytestmark = pytest.mark.django_db
TEST = ["--settings", "acquis.config.settings.test"]
FOUND = [
    *TEST,
    "found",
    "--name-fr",
    "Réseau de l’Est",
    "--name-en",
    "Eastern Network",
    "--email",
    "ana@reseau.example",
]


def test_the_first_member_signs_in_by_code_and_may_decide(client: Client) -> None:
    assert command.main(FOUND) == 0
    operator = organizations.operator()
    assert operator is not None
    assert operator.state == "active"
    assert signing.has_active_key(operator.id)
    client.post("/fr/account/login/code/", {"email": "ana@reseau.example"})
    jobs.run_due()
    (letter,) = mail.outbox
    code = next(word for word in letter.body.split() if "-" in word and word.isupper())
    client.post("/fr/account/login/code/confirm/", {"code": code})
    assert client.get(f"/fr/org/{operator.id}/issuers/").status_code == 200


def test_founding_twice_adds_a_member_and_no_second_operator() -> None:
    assert command.main(FOUND) == 0
    first = organizations.operator()
    assert command.main([*FOUND[:-1], "leo@reseau.example"]) == 0
    assert organizations.operator() == first
    assert people.by_email("leo@reseau.example") is None  # nobody has proven that address yet


def test_an_address_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*FOUND[:-1], "ana"]) == 1
    assert organizations.operator() is None
    assert capsys.readouterr().err.strip()
