"""Who does it: the author that every write names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

Channel = Literal["web", "api", "command", "job"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The author of a write.

    Attributes:
        person_id: the signed-in person, None for a visitor or for the system.
        organization_id: the organization acted for, taken from the address and never from the session.
        channel: the door used.
        request_id: ties audit lines and log lines of one request together.
        client_id: the program that does it with a token of the organization; ``person_id`` is then who made the token,
            and what the program may do follows from the token alone.
    """

    person_id: UUID | None
    organization_id: UUID | None
    channel: Channel
    request_id: str
    client_id: UUID | None = None

    @classmethod
    def system(cls, job: str) -> Actor:
        """Background work, named after its job."""
        return cls(None, None, "job", job)

    @classmethod
    def person(cls, person_id: UUID, *, channel: Channel = "web") -> Actor:
        """A person outside any request: commands and tests."""
        return cls(person_id, None, channel, uuid4().hex)

    def within(self, organization_id: UUID) -> Actor:
        """The same author, acting for an organization."""
        return replace(self, organization_id=organization_id)


class ActorRequest(HttpRequest):
    """A request that passed `ActorMiddleware`."""

    actor: Actor


class ActorMiddleware:
    """Give every request its actor; the organization is added at the organization's own door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        channel: Channel = "api" if request.path.startswith("/api/") else "web"
        # Lazy: an open machine address that never asks who reads it stays cacheable by everybody (no Vary: Cookie).
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: Actor(request.user.pk, None, channel, uuid4().hex)
        )
        return self.get_response(request)
