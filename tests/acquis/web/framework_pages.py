"""What the tests of the framework's pages share."""

from __future__ import annotations

from html import unescape

from django.test import Client

from tests.acquis.web.world import signed_in


def page(path: str, language: str = "fr", *, client: Client | None = None) -> str:
    """The text of a page that exists."""
    answer = (client or Client()).get(f"/{language}/framework/{path}")
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def signed_in_as(person_id: object) -> Client:
    """A browser of this person."""
    from acquis.people import queries as people

    assert person_id is not None
    person = people.person(person_id)  # type: ignore[arg-type]
    assert person is not None
    return signed_in(person)
