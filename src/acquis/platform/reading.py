"""Reading changes nothing: a GET executes no write, except to the tables named here (ADR 0008)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

WRITABLE = (
    "django_session",
    "passport_shareopening",
    "catalogue_offerclicks",
    "mfa_authenticator",
    "account_emailconfirmation",
)
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class WroteWhileReading(RuntimeError):
    """A page wrote while it was read: a fault of ours."""


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip().upper().startswith(_WRITES) and not any(table in sql for table in WRITABLE):
        raise WroteWhileReading(sql[:120])
    return execute(sql, params, many, context)


class ReadingChangesNothing:
    """Refuse writes during GET and HEAD."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connections["default"].execute_wrapper(_refuse_writes):
            return self.get_response(request)
