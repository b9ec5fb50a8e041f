"""Lists by cursor: where a list was left, as a text that nobody needs to understand."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from acquis.platform import links
from acquis.platform.faults import Refused

USUAL = 25
MOST = 100


def limit_of(request: HttpRequest) -> int:
    """How many entries are asked for.

    Raises:
        Refused: ``limit_invalid``.
    """
    told = request.GET.get("limit", str(USUAL))
    if not (told.isascii() and told.isdigit() and len(told) <= len(str(MOST)) and 1 <= int(told) <= MOST):
        raise Refused("limit_invalid", _("limit is a number from 1 to %(most)s.") % {"most": MOST})
    return int(told)


def written(*parts: datetime | UUID) -> str:
    """A cursor."""
    told = "|".join(part.isoformat() if isinstance(part, datetime) else str(part) for part in parts)
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(request: HttpRequest) -> tuple[datetime, UUID] | UUID | None:
    """Where to go on.

    Raises:
        Refused: ``cursor_invalid``.
    """
    told = request.GET.get("cursor", "")
    if not told:
        return None
    try:
        plain = urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode()
        moment, _bar, identifier = plain.rpartition("|")
        if not moment:
            return UUID(identifier)
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise ValueError(moment)
        return at.astimezone(UTC), UUID(identifier)
    except (ValueError, OverflowError) as error:
        raise Refused("cursor_invalid", _("This cursor is not one of ours: begin the list anew.")) from error


def moment(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """The same, for lists in the order of moments."""
    found = read(request)
    if isinstance(found, UUID):
        raise Refused("cursor_invalid", _("This cursor is not one of ours: begin the list anew."))
    return found


def identifier(request: HttpRequest) -> UUID | None:
    """The same, for lists in the order of identifiers."""
    found = read(request)
    if isinstance(found, tuple):
        raise Refused("cursor_invalid", _("This cursor is not one of ours: begin the list anew."))
    return found


def page(request: HttpRequest, items: list[Any], cursor: str) -> dict[str, Any]:
    """A page of a list; ``next`` is the full address of the next one, null at the end."""
    query = {**{name: value for name, value in request.GET.items() if name != "cursor"}, "cursor": cursor}
    return {"items": items, "next": f"{links.base()}{request.path}?{urlencode(query)}" if cursor else None}
