"""Accounts."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class PeopleConfig(AppConfig):
    """People, as a Django app."""

    name = "acquis.people"
    label = "people"

    def ready(self) -> None:
        """Hear when an address is proven."""
        from allauth.account.signals import email_confirmed  # noqa: PLC0415

        email_confirmed.connect(_proven, dispatch_uid="people.proven")


def _proven(request: HttpRequest, email_address: Any, **_rest: Any) -> None:
    """Who signs in by a code for an account that was never proven need not be who made it.

    Who types the code of the sign-up itself did set the password, in the same visit.
    """
    from allauth.account.authentication import get_authentication_records  # noqa: PLC0415

    from acquis.people import actions  # noqa: PLC0415
    from acquis.platform.actor import Actor  # noqa: PLC0415

    person = email_address.user
    if any(record.get("method") == "code" for record in get_authentication_records(request, person)):
        actions.drop_unproven_password(person=person, by=Actor.person(person.pk))
