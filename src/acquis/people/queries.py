"""Reading accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress

from acquis.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What other contexts may know of a person."""

    id: UUID
    name: str
    email: str
    language: str
    is_fictional: bool


def person(person_id: UUID) -> PersonFacts | None:
    """One person, None when unknown."""
    found = Person.objects.filter(pk=person_id, is_active=True).first()
    return _facts(found) if found else None


def people(person_ids: set[UUID]) -> dict[UUID, PersonFacts]:
    """Several people at once, in one query."""
    return {found.pk: _facts(found) for found in Person.objects.filter(pk__in=person_ids)}


def by_email(email: str) -> PersonFacts | None:
    """The account that has verified this address."""
    address = EmailAddress.objects.select_related("user").filter(email=email.strip().lower(), verified=True).first()
    return _facts(address.user) if address else None


def verified_addresses(person_id: UUID) -> frozenset[str]:
    """The addresses that the person has proven to be theirs, in lower case."""
    return frozenset(EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("email", flat=True))


def _facts(found: Person) -> PersonFacts:
    return PersonFacts(found.pk, found.name, found.email, found.language, found.is_fictional)


def any_fictional() -> bool:
    """Whether the demonstration's people are here."""
    return Person.objects.filter(is_fictional=True).exists()
