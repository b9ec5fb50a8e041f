"""Writes on accounts."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress

from acquis.audit import actions as audit
from acquis.people.models import Person
from acquis.platform.actor import Actor
from acquis.platform.writes import action


@action
def open_account(
    *, email: str, name: str, language: str, by: Actor, verified: bool = False, fictional: bool = False
) -> UUID:
    """Open an account, or find the one that this address already has; the person's id.

    Somebody may have registered an address that is not theirs and never proven it. When its holder now proves it
    (``verified``), the password set before goes, and every session with it.
    """
    address = email.strip().lower()
    known = EmailAddress.objects.filter(email=address, verified=True).values_list("user_id", flat=True).first()
    if known is not None:
        return UUID(str(known))
    person = Person.objects.filter(email=address).first()
    if person is None:
        person = Person.objects.create_user(address, name=name, language=language, is_fictional=fictional)
        audit.record(by=by, verb="people.open_account", subject_type="person", subject_id=person.pk)
    elif verified:
        _reclaim(person, by)
    EmailAddress.objects.update_or_create(user=person, email=address, defaults={"verified": verified, "primary": True})
    return person.pk


@action
def drop_unproven_password(*, person: Person, by: Actor) -> None:
    """The holder of the mailbox proved it by a code: a password set before that may be somebody else's, so it goes.

    Args:
        person: the very object that is being signed in, whose session must outlive the change.
        by: the person.
    """
    if person.has_usable_password():
        _reclaim(person, by)


def _reclaim(person: Person, by: Actor) -> None:
    person.set_unusable_password()
    person.save(update_fields=["password"])
    audit.record(by=by, verb="people.reclaim_account", subject_type="person", subject_id=person.pk)


@action
def invite(*, email: str, name: str, language: str, by: Actor) -> UUID:
    """The account of somebody who is written to; they prove the address when they sign in by the code sent to it.

    A password set by whoever registered the address without ever proving it goes now: the proof to come is not theirs.
    """
    made = open_account(email=email, name=name, language=language, by=by)
    proven = EmailAddress.objects.filter(user_id=made, email=email.strip().lower(), verified=True).exists()
    person = Person.objects.get(pk=made)
    if not proven and person.has_usable_password():
        person.set_unusable_password()
        person.save(update_fields=["password"])
        audit.record(by=by, verb="people.reclaim_account", subject_type="person", subject_id=made)
    return made


@action
def describe_self(*, name: str, language: str, by: Actor) -> None:
    """A person changes their own name and language."""
    assert by.person_id is not None
    Person.objects.filter(pk=by.person_id).update(name=name.strip(), language=language)
    audit.record(by=by, verb="people.describe_self", subject_type="person", subject_id=by.person_id)
