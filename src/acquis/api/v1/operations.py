"""Every call, once: the addresses, the checks and the OpenAPI document are made from this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.api.v1 import catalogue, network, own
from acquis.skills import queries as skills

IDENTIFIER = {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter of a question: its name, what it means, and its JSON Schema."""

    name: str
    meaning: str
    schema: Mapping[str, Any] = field(default_factory=lambda: IDENTIFIER)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One call.

    Attributes:
        name: unique; its ``operationId``.
        path: under ``/api/v1/``, with ``{achievement_id}`` and the like for what stands in an address.
        scope: what the token must be allowed, "" for everybody.
        body, answer: names of schemas, "" for none.
        pages: whether the answer is a list by cursor.
        query: further parameters.
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
    query: tuple[Asked, ...] = ()
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
        query=(Asked("organization", "Only those of this organization (its identifier)"),),
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
        query=(Asked("definition", "Only offers of this definition (its identifier)"),),
    ),
    Operation(
        "listOrganizations",
        "GET",
        "organizations",
        network.issuers,
        _("The organizations of the public register, with their DID and their recognition"),
        "Organization",
        pages=True,
    ),
    Operation(
        "readOrganization",
        "GET",
        "organizations/{organization_id}",
        network.issuer,
        _("One organization of the public register"),
        "Organization",
    ),
    Operation(
        "listFrameworks",
        "GET",
        "frameworks",
        network.frameworks,
        _("The principles, elements and checklists that definitions answer: every version published"),
        "Framework",
        pages=True,
    ),
    Operation(
        "readFramework",
        "GET",
        "frameworks/{key}/{number}",
        network.framework,
        _("One version with its lines, in every language that there is"),
        "WholeFramework",
    ),
    Operation(
        "listCompetencyFrameworks",
        "GET",
        "competency-frameworks",
        network.competency_frameworks,
        _("The competency frameworks and what their licences want said"),
        "CompetencyFramework",
        pages=True,
    ),
    Operation(
        "searchCompetencies",
        "GET",
        "competencies",
        network.competencies,
        _("Competencies that are called so in either language, the best first"),
        "Competency",
        pages=True,
        query=(
            Asked("q", "Words of its name", {"type": "string", "maxLength": network.LONGEST}, required=True),
            Asked("framework", "Only in this version of a framework (its identifier)"),
            Asked("kind", "Only this kind", {"type": "string", "enum": [code for code, _word in skills.KINDS]}),
            Asked("reuse", "Only this reuse", {"type": "string", "enum": [code for code, _word in skills.REUSES]}),
        ),
    ),
    Operation(
        "readCompetency",
        "GET",
        "competencies/{skill_id}",
        network.competency,
        _("One competency: its names and descriptions"),
        "WholeCompetency",
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
