"""Pages for what went wrong: each says what happened, what was kept, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acquis.platform.faults import Forbidden
from acquis.platform.throttles import TooMany


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    return render(request, "403.html", status=403)


class SaysTooMany:
    """Answers `TooMany` with 429."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Only `TooMany`; everything else is none of ours."""
        if isinstance(error, TooMany):
            return render(request, "429.html", status=429)
        return None


class SaysForbidden:
    """Answers `Forbidden` with 403 wherever no page has more to say about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Only `Forbidden`; everything else is none of ours."""
        if isinstance(error, Forbidden):
            return render(request, "403.html", {"sentence": error.sentence}, status=403)
        return None
