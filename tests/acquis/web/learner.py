"""What the tests of the learner's pages share."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from acquis.people.queries import PersonFacts


def sign_in(client: Client, person: PersonFacts) -> None:
    account = get_user_model().objects.get(pk=person.id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()
