"""What an organization's program reads and writes: its definitions and its offers (R-363)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from acquis.api.v1 import paging
from acquis.api.v1.answers import Call, said
from acquis.catalogue import actions, queries
from acquis.catalogue.actions import exchange
from acquis.catalogue.exchange import definitions as definition_files
from acquis.catalogue.queries import VersionFacts, bulk
from acquis.catalogue.queries.offers import OfferFacts
from acquis.platform import links
from acquis.platform.faults import Refused

# — definitions —


def definitions(call: Call) -> HttpResponse:
    """The newest version of each definition."""
    limit = paging.limit_of(call.request)
    found = bulk.owned_definitions(call.organization_id, after=paging.identifier(call.request), limit=limit)
    items = [
        {
            "id": str(each.achievement_id),
            "version": each.number,
            "state": each.state,
            "edited_at": each.edited_at.isoformat(),
            **each.told,
        }
        for each in found
    ]
    cursor = paging.written(found[-1].achievement_id) if len(found) == limit else ""
    return said(paging.page(call.request, items, cursor))


def begin_definition(call: Call) -> HttpResponse:
    """Begin a definition; 201 and the draft."""
    version_id = exchange.put_definition(
        organization_id=call.organization_id, told=call.body, by=call.actor, is_new=True
    )
    made = queries.version(version_id)
    assert made is not None
    answer = _definition(made, HTTPStatus.CREATED)
    answer["Location"] = links.machine(f"api/v1/definitions/{made.achievement_id}")
    return answer


def definition(call: Call, achievement_id: UUID) -> HttpResponse:
    """The newest version of one definition, with its mark (ETag)."""
    return _definition(_version(call, achievement_id))


def change_definition(call: Call, achievement_id: UUID) -> HttpResponse:
    """Change a draft, or open a new version of what is published; fields that are left out stay as they are."""
    there = _version(call, achievement_id)
    expected = call.request.headers.get("If-Match", "").strip().strip('"')
    told = {"code": there.code, "kind": there.kind, **call.body}
    if told["code"] != there.code:
        raise Refused("code_settled", _("The code names the definition and stays."), "code")
    # Compared where the draft is held, so that nothing is written between the look and the change.
    read = "" if expected == "*" else expected
    version_id = exchange.put_definition(
        organization_id=call.organization_id, told=told, by=call.actor, is_new=False, read=read
    )
    made = queries.version(version_id)
    assert made is not None
    return _definition(made)


def _version(call: Call, achievement_id: UUID) -> VersionFacts:
    found = queries.latest(achievement_id)
    if found is None or found.organization.id != call.organization_id:
        raise Http404
    return found


def _definition(found: VersionFacts, status: int = HTTPStatus.OK) -> HttpResponse:
    missing = [
        {"code": each.code, "detail": str(each.sentence), "pointer": "/" + each.where.replace(".", "/")}
        for each in queries.blockers(found)
    ]
    told = {
        "id": str(found.achievement_id),
        "version": found.number,
        "state": found.state,
        "edited_at": found.edited_at.isoformat(),
        "missing_for_publication": missing,
        **definition_files.told_of(found.code, found.kind, found.content),
    }
    return said(told, status, etag=found.digest)


# — offers —


def offers(call: Call) -> HttpResponse:
    """The offers, closed ones too."""
    limit = paging.limit_of(call.request)
    found = bulk.owned_offers(call.organization_id, after=paging.identifier(call.request), limit=limit)
    codes = bulk.codes_of(each.achievement_id for each in found)
    items = [_told(each, codes[each.achievement_id]) for each in found]
    return said(paging.page(call.request, items, paging.written(found[-1].id) if len(found) == limit else ""))


def begin_offer(call: Call) -> HttpResponse:
    """Begin an offer; 201 and the draft."""
    if call.body.get("id"):
        raise Refused("id_given", _("A new offer gets its identifier here: leave it out."), "id")
    made = exchange.put_offer(organization_id=call.organization_id, told=call.body, by=call.actor)
    answer = _offer(call, made, HTTPStatus.CREATED)
    answer["Location"] = links.machine(f"api/v1/offers/{made}")
    return answer


def offer(call: Call, offer_id: UUID) -> HttpResponse:
    """One offer."""
    return _offer(call, offer_id)


def change_offer(call: Call, offer_id: UUID) -> HttpResponse:
    """Change an offer; fields that are left out stay as they are."""
    _of_organization(call, offer_id)
    told = {**call.body, "id": str(offer_id)}
    exchange.put_offer(organization_id=call.organization_id, told=told, by=call.actor)
    return _offer(call, offer_id)


def list_offer(call: Call, offer_id: UUID) -> HttpResponse:
    """Show a draft to everybody."""
    return _moved(call, offer_id, actions.list_offer)


def confirm_offer(call: Call, offer_id: UUID) -> HttpResponse:
    """Say that a listed offer still holds."""
    return _moved(call, offer_id, actions.confirm_offer)


def close_offer(call: Call, offer_id: UUID) -> HttpResponse:
    """Take an offer off the list."""
    return _moved(call, offer_id, actions.close_offer)


def _moved(call: Call, offer_id: UUID, move: Any) -> HttpResponse:
    _of_organization(call, offer_id)
    move(offer_id=offer_id, by=call.actor)
    return _offer(call, offer_id)


def _of_organization(call: Call, offer_id: UUID) -> OfferFacts:
    found = queries.offer_in(call.organization_id, offer_id)
    if found is None:
        raise Http404
    return found


def _offer(call: Call, offer_id: UUID, status: int = HTTPStatus.OK) -> HttpResponse:
    found = _of_organization(call, offer_id)
    code = bulk.codes_of([found.achievement_id])[found.achievement_id]
    return said(_told(found, code), status)


def _told(found: OfferFacts, code: str) -> dict[str, Any]:
    return {
        "state": found.state,
        "definition": str(found.achievement_id),
        "confirmed_at": found.last_confirmed_at.isoformat() if found.last_confirmed_at else None,
        **bulk.offer_told(found, code),
    }
