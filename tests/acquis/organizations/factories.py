"""People and organizations for tests, made through actions."""

from __future__ import annotations

from uuid import UUID, uuid4

from acquis.organizations import actions as organizations
from acquis.people import actions as people
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text

COMMAND = Actor(None, None, "command", "tests")


def person(name: str = "Noor Gabarit", *, language: str = "fr") -> UUID:
    """An account with a verified address of its own."""
    return people.open_account(
        email=f"{uuid4().hex}@personnes.example", name=name, language=language, by=COMMAND, verified=True
    )


def organization(french: str = "Collège du Test", english: str = "Test College", *, kind: str = "college") -> UUID:
    """A proposed organization."""
    return organizations.propose(
        key=uuid4().hex, kind=kind, name=Text(fr=french, en=english), by=COMMAND, fictional=True
    )


def operator() -> UUID:
    """The organization that runs the network."""
    made = organization("Réseau de démonstration", "Demonstration network", kind="network")
    organizations.found_network(organization_id=made, by=COMMAND)
    return made


def member(organization_id: UUID, *roles: str) -> Actor:
    """A new person with these roles, acting for the organization."""
    person_id = person()
    organizations.admit(organization_id=organization_id, person_id=person_id, roles=roles, by=COMMAND)
    return Actor.person(person_id).within(organization_id)
