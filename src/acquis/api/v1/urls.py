"""The addresses of version 1. They carry no language; sentences follow Accept-Language."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from acquis.api.v1 import openapi
from acquis.api.v1.answers import open_call, own_call, problem, said
from acquis.api.v1.operations import OPERATIONS, Operation
from acquis.platform.doors import open_to_all

app_name = "api"
DAY = 86_400
KINDS = {"key": "slug", "number": "int"}
"""Of what stands in an address, where it is no identifier."""


@open_to_all
@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """The page that explains the API to people."""
    return redirect("api_pages:open_data")


@open_to_all
@require_safe
def described(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return said(openapi.document(), seconds=DAY)


def _dispatch(operations: dict[str, Operation]) -> Callable[..., HttpResponse]:
    """One address: the call of its method. Without a session, so that there is nothing a forged request could use."""

    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else str(request.method)
        found = operations.get(method)
        if found is None:
            refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", _("This address has other methods."))
            refused["Allow"] = ", ".join(sorted(operations))
            return refused
        if found.scope:
            return own_call(request, found.view, found.scope, **named)
        return open_call(request, found.view, **named)

    return open_to_all(csrf_exempt(answer))


def _paths() -> list[URLPattern]:
    at: dict[str, dict[str, Operation]] = {}
    for each in OPERATIONS:
        at.setdefault(each.path, {})[each.method] = each
    return [path(f"api/v1/{_route(where)}", _dispatch(found), name=_name(where)) for where, found in at.items()]


def _route(where: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: f"<{KINDS.get(found[1], 'uuid')}:{found[1]}>", where)


def _name(where: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"{\w+}", "one", where))


urlpatterns = [
    path("api/v1/", overview, name="overview"),
    path("api/v1/problems", overview, name="problems"),
    path("api/v1/openapi.json", described, name="openapi"),
    *_paths(),
]
