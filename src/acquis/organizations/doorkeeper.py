"""The doorkeeper: login is the default, and an organization's pages exist only for its members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from acquis.organizations import queries
from acquis.organizations.queries import OrganizationFacts
from acquis.platform.actor import ActorRequest
from acquis.platform.doors import door_of

# Pages of the sign-in library decide for themselves who may see them.
SELF_GUARDED = ("allauth.",)


class MemberRequest(ActorRequest):
    """A request that passed an organization's door; its actor acts for that organization."""

    organization: OrganizationFacts
    permissions: frozenset[str]


class Doorkeeper:
    """Reads the mark on each view (see `acquis.platform.doors`) before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if getattr(request, "behind_a_door", False) and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-cache"  # nobody else's, and looked at anew each time
        return answer

    def process_view(
        self,
        request: Any,
        view: Any,
        arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        """Let in, ask to sign in, or answer as if the place did not exist."""
        door = door_of(view)
        if door == "open" or view.__module__.startswith(SELF_GUARDED):
            return None
        request.behind_a_door = True
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if door.startswith("members:"):
            organization_id = named["organization_id"]
            granted = queries.permissions(request.user.pk, organization_id)
            if not granted:
                raise Http404
            if granted.isdisjoint(door.partition(":")[2].split("|")):
                raise PermissionDenied
            request.actor = request.actor.within(organization_id)
            request.organization = queries.organization(organization_id)
            request.permissions = granted
        return None
