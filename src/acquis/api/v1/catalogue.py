"""The open catalogue: what everybody may read, without anything about a person (R-110, R-362)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from acquis.api.v1 import paging
from acquis.api.v1.answers import said
from acquis.catalogue.queries import bulk
from acquis.catalogue.queries.bulk import Open
from acquis.catalogue.queries.offers import OfferFacts
from acquis.platform import links
from acquis.platform.faults import Refused
from acquis.platform.translatable import LANGUAGES

SECONDS = 300
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def definitions(request: HttpRequest) -> HttpResponse:
    """What may be earned now, in the order of publication."""
    limit = paging.limit_of(request)
    organization_id = asked_identifier(request, "organization")
    found = bulk.open_definitions(after=paging.moment(request), limit=limit, organization_id=organization_id)
    cursor = paging.written(found[-1].published_at, found[-1].version_id) if len(found) == limit else ""
    page = paging.page(request, [definition_told(each) for each in found], cursor)
    return said({"licence": LICENCE, **page}, seconds=SECONDS)


def definition(request: HttpRequest, achievement_id: UUID) -> HttpResponse:
    """The published version of one achievement."""
    found = bulk.open_definition(achievement_id)
    if found is None:
        raise Http404
    return said({"licence": LICENCE, **definition_told(found)}, seconds=SECONDS)


def offers(request: HttpRequest) -> HttpResponse:
    """What can be taken now: where, when and at what price."""
    found, mark = bulk.open_offers(
        after=paging.identifier(request),
        limit=paging.limit_of(request),
        achievement_id=asked_identifier(request, "definition"),
    )
    codes = bulk.codes_of(each.achievement_id for each in found)
    items = [offer_told(each, codes[each.achievement_id]) for each in found]
    page = paging.page(request, items, paging.written(mark) if mark else "")
    return said({"licence": LICENCE, **page}, seconds=SECONDS)


def definition_told(each: Open) -> dict[str, Any]:
    """The JSON of a published definition."""
    return {
        "id": str(each.achievement_id),
        "version": each.number,
        "address": each.address,
        "pages": {
            language: links.absolute("public:achievement", language=language, achievement_id=each.achievement_id)
            for language in LANGUAGES
        },
        "published_at": each.published_at.isoformat(),
        "organization": {
            "id": str(each.organization.id),
            "name": dict(each.organization.name),
            "kind": each.organization.kind,
            "region": each.organization.region,
            "website": each.organization.website,
        },
        "eu_standard_elements": {
            "type_of_quality_assurance": {"code": each.content.qa_kind, "name": dict(each.quality_assurance)}
        },
        **each.told(),
    }


def offer_told(each: OfferFacts, code: str) -> dict[str, Any]:
    """The JSON of an offer, as everybody may see it."""
    return {
        **bulk.offer_told(each, code),
        "definition": str(each.achievement_id),
        "organization": str(each.organization.id),
        "total_cents": each.total_cents,
        "currency": "CAD",
        "next_start": each.next_start.isoformat() if each.next_start else None,
        "is_continuous": each.is_continuous,
        "confirmed_at": each.last_confirmed_at.isoformat() if each.last_confirmed_at else None,
    }


def asked_identifier(request: HttpRequest, name: str) -> UUID | None:
    """An identifier in the question, None without one.

    Raises:
        Refused: ``identifier_invalid``.
    """
    told = request.GET.get(name)
    if not told:
        return None
    try:
        return UUID(told)
    except ValueError as error:
        raise Refused(
            "identifier_invalid", _("%(name)s is an identifier, such as the lists give.") % {"name": name}
        ) from error
