"""What tests of pages share: who looks, at which address, and what can be read there."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acquis.catalogue.queries import VersionFacts
from acquis.organizations import actions as organizations
from acquis.platform.actor import Actor
from tests.acquis import factories
from tests.acquis.factories import COMMAND, College

BACKEND = "django.contrib.auth.backends.ModelBackend"


def member(where: College, role: str = "author") -> Client:
    """A browser signed in as the member with this role."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=where.people[role].id), backend=BACKEND)
    return client


def at(name: str, language: str = "fr", **named: Any) -> str:
    """An address."""
    with translation.override(language):
        return reverse(name, kwargs=named)


def read(client: Client, address: str) -> str:
    """A page's words, with ordinary spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def page_of(version: VersionFacts, language: str = "fr") -> str:
    """The public page."""
    return read(Client(), at("public:achievement", language, achievement_id=version.achievement_id))


def operator() -> tuple[College, Actor]:
    """The organization that runs the network, and its operator."""
    made = factories.operator()
    person = factories.person("Opératrice Modèle")
    organizations.admit(organization_id=made.id, person_id=person.id, roles=["operator"], by=COMMAND)
    made.people["operator"] = person
    return made, Actor.person(person.id).within(made.id)
