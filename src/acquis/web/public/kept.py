"""The offers that a visitor keeps: with an account in the database, else in a cookie of their own device only."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from acquis.catalogue.queries.saved import saved_keys

COOKIE = "saved_offers"
MOST = 40
_YEAR = 365 * 24 * 3600


def keys(request: HttpRequest) -> list[UUID]:
    """What the visitor keeps, the last saved first."""
    return saved_keys(request.user.pk) if request.user.is_authenticated else on_device(request)


def on_device(request: HttpRequest) -> list[UUID]:
    """What this device keeps; a cookie that is not ours is no list."""
    told = request.COOKIES.get(COOKIE, "")[: MOST * 40].split(".")
    return list(dict.fromkeys(key for text in told if (key := key_of(text))))[:MOST]


def keep_on_device(answer: HttpResponse, several: Iterable[UUID]) -> None:
    """Write the device's list; an empty one leaves no cookie."""
    told = ".".join(key.hex for key in several)
    if not told:
        answer.delete_cookie(COOKIE, samesite="Lax")
        return
    answer.set_cookie(
        COOKIE, told, max_age=_YEAR, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def key_of(text: str) -> UUID | None:
    """The key that a text names, if it does."""
    try:
        return UUID(text)
    except ValueError:
        return None
