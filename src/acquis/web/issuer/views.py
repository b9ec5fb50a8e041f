"""The desk of an organization: what waits for the person who looks at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from acquis.assessment import queries as assessment
from acquis.catalogue import queries as catalogue
from acquis.issuance import queries as issuance
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.registry import queries as registry
from acquis.registry.wording import WAITING

SHOWN = 5


@for_members("organization.read")
@require_GET
def desk(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """One queue for each thing that this member may do, and the way to the rest."""
    makers = {
        "achievement.approve": _approvals,
        "achievement.write": _drafts,
        "assessment.record": _assessments,
        "award.issue": _awards,
        "organization.manage": _administration,
    }
    if request.organization.is_operator:  # nobody could decide on its application
        del makers["organization.manage"]
    queues = [make(organization_id) for permission, make in makers.items() if permission in request.permissions]
    if request.organization.is_operator and "registry.decide" in request.permissions:
        queues.append(_decisions(organization_id))
    context = {"organization": request.organization, "queues": queues, "places": _places(request, organization_id)}
    return render(request, "issuer/desk.html", context)


def _places(request: MemberRequest, organization_id: UUID) -> list[tuple[str, str]]:
    places = [
        ("organization.read", _("Microcredentials and badges"), "issuer:achievements"),
        ("assessment.record", _("Assessments"), "assessor:queue"),
        ("award.issue", _("Awards"), "issuer:awards"),
        ("organization.manage", pgettext("organization", "Members"), "issuer:members"),
        ("organization.manage", _("Signing keys"), "issuer:keys"),
    ]
    if request.organization.is_operator:
        places.append(("registry.decide", _("Issuers of the network"), "consortium:issuers"))
    else:
        places.append(("organization.manage", _("Becoming an issuer"), "issuer:recognition"))
    return [
        (label, reverse(name, kwargs={"organization_id": organization_id}))
        for permission, label, name in places
        if permission in request.permissions
    ]


def _queue(title: str, nothing: str, more: str, total: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "nothing": nothing, "more_url": more, "total": total, "rows": rows[:SHOWN]}


def _url(name: str, organization_id: UUID, **rest: Any) -> str:
    return reverse(name, kwargs={"organization_id": organization_id, **rest})


def _approvals(organization_id: UUID) -> dict[str, Any]:
    page = catalogue.awaiting_approval(organization_id)
    rows = [
        {
            "url": _url("issuer:definition", organization_id, version_id=card.id),
            "title": str(card.title),
            "detail": card.code,
            "since": card.edited_at,
            "action_label": _("Review"),
        }
        for card in page.object_list
    ]
    more = _url("issuer:achievements", organization_id) + "?state=draft"
    return _queue(_("To approve"), _("No definition waits for approval."), more, page.paginator.count, rows)


def _drafts(organization_id: UUID) -> dict[str, Any]:
    page = catalogue.of_organization(organization_id, state="draft")
    rows = [
        {
            "url": _url("issuer:definition", organization_id, version_id=card.id),
            "title": str(card.title),
            "detail": card.code,
            "since": card.edited_at,
        }
        for card in page.object_list
    ]
    more = _url("issuer:achievements", organization_id) + "?state=draft"
    return _queue(_("Drafts"), _("No draft is open."), more, page.paginator.count, rows)


def _assessments(organization_id: UUID) -> dict[str, Any]:
    page = assessment.queue(organization_id)
    rows = [
        {
            "url": _url("assessor:candidacy", organization_id, candidacy_id=row.id),
            "title": row.name,
            "detail": str(row.title),
            "since": row.created_at,
            "action_label": _("Assess"),
        }
        for row in page.object_list
    ]
    more = _url("assessor:queue", organization_id)
    return _queue(_("To assess"), _("Nobody waits for an assessment."), more, page.paginator.count, rows)


def _decisions(organization_id: UUID) -> dict[str, Any]:
    rows = [
        {
            "url": _url("consortium:issuer", organization_id, issuer_id=row.organization.id),
            "title": str(row.organization.name),
            "detail": str(WAITING[row.what]),
            "since": row.since,
            "action_label": _("Examine"),
        }
        for row in registry.queue()
    ]
    more = _url("consortium:issuers", organization_id)
    return _queue(_("Waiting for a decision"), _("No organization waits for a decision."), more, len(rows), rows)


def _awards(organization_id: UUID) -> dict[str, Any]:
    page = issuance.ready_to_award(organization_id, None)
    rows = [
        {
            "url": _url("issuer:award_new", organization_id, candidacy_id=row.id),
            "title": row.name,
            "detail": str(row.title),
            "since": row.concluded_at,
            "action_label": _("Award"),
        }
        for row in page.object_list
    ]
    more = _url("issuer:award_ready", organization_id)
    return _queue(_("Ready to award"), _("Nobody waits for an award."), more, page.paginator.count, rows)


def _administration(organization_id: UUID) -> dict[str, Any]:
    standing = registry.standing(organization_id, clock.now())
    steps = []
    if not standing.recognized and registry.application(organization_id) is None:
        steps.append(("issuer:apply", _("Apply to be recognized"), _("Apply")))
    if not standing.agreement_signed:
        steps.append(("issuer:agreement", _("Sign the agreement"), _("Sign")))
    rows = [{"url": _url(name, organization_id), "title": title, "action_label": label} for name, title, label in steps]
    more = _url("issuer:recognition", organization_id)
    return _queue(_("To become an issuer"), _("Nothing waits for the administrator."), more, len(rows), rows)
