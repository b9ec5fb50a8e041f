"""Every call, once: the addresses, the checks and the OpenAPI document are made from this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.api.v1 import catalogue, own


@dataclass(frozen=True, slots=True)
class Operation:
    """One call.

    Attributes:
        name: unique; its ``operationId``.
        path: under ``/api/v1/``, with ``{achievement_id}`` and ``{offer_id}`` for identifiers.
        scope: what the token must be allowed, "" for everybody.
        body, answer: names of schemas, "" for none.
        pages: whether the answer is a list by cursor.
        query: further parameters and what they mean.
        status: of success.
    """

    name: str
    method: str
    path: str
    view: Callable[..., HttpResponse]
    summary: str | Promise
    answer: str
    scope: str = ""
    body: str = ""
    pages: bool = False
    query: tuple[tuple[str, str], ...] = ()
    status: int = 200


def _own(subject: str, name: str, method: str, path: str, *rest: Any, **more: Any) -> Operation:
    view, summary = rest
    verb = "read" if method == "GET" else "write"
    answer = {"definitions": "OwnDefinition", "offers": "OwnOffer"}[subject]
    return Operation(name, method, path, view, summary, answer, f"{subject}.{verb}", **more)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listCatalogueDefinitions",
        "GET",
        "catalogue/definitions",
        catalogue.definitions,
        _("What may be earned now, in the order of publication"),
        "OpenDefinition",
        pages=True,
        query=(("organization", "Only those of this organization (its identifier)"),),
    ),
    Operation(
        "readCatalogueDefinition",
        "GET",
        "catalogue/definitions/{achievement_id}",
        catalogue.definition,
        _("The published version of one definition"),
        "OpenDefinition",
    ),
    Operation(
        "listCatalogueOffers",
        "GET",
        "catalogue/offers",
        catalogue.offers,
        _("What can be taken now: where, when and at what price"),
        "OpenOffer",
        pages=True,
        query=(("definition", "Only offers of this definition (its identifier)"),),
    ),
    _own("definitions", "listDefinitions", "GET", "definitions", own.definitions, _("Your definitions"), pages=True),
    _own(
        "definitions",
        "beginDefinition",
        "POST",
        "definitions",
        own.begin_definition,
        _("Begin a definition: a draft"),
        body="Definition",
        status=201,
    ),
    _own("definitions", "readDefinition", "GET", "definitions/{achievement_id}", own.definition, _("One definition")),
    _own(
        "definitions",
        "changeDefinition",
        "PATCH",
        "definitions/{achievement_id}",
        own.change_definition,
        _("Change a draft, or open a new version of what is published; fields left out stay (If-Match is honoured)"),
        body="Definition",
    ),
    _own("offers", "listOffers", "GET", "offers", own.offers, _("Your offers"), pages=True),
    _own(
        "offers",
        "beginOffer",
        "POST",
        "offers",
        own.begin_offer,
        _("Begin an offer: a draft"),
        body="Offer",
        status=201,
    ),
    _own("offers", "readOffer", "GET", "offers/{offer_id}", own.offer, _("One offer")),
    _own(
        "offers",
        "changeOffer",
        "PATCH",
        "offers/{offer_id}",
        own.change_offer,
        _("Change an offer; fields left out stay"),
        body="Offer",
    ),
    _own("offers", "listOffer", "POST", "offers/{offer_id}/list", own.list_offer, _("Show a draft to everybody")),
    _own(
        "offers", "confirmOffer", "POST", "offers/{offer_id}/confirm", own.confirm_offer, _("Say that it still holds")
    ),
    _own("offers", "closeOffer", "POST", "offers/{offer_id}/close", own.close_offer, _("Take it off the list")),
)
