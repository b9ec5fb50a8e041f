"""What the pages about an organization's achievements share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from acquis.catalogue import queries, wording
from acquis.catalogue.queries import VersionFacts
from acquis.platform.faults import Refusal
from acquis.quality import queries as quality
from acquis.web.issuer.definition_checklists import panel
from acquis.web.issuer.definition_places import anchor, progress


def version_of(organization_id: UUID, version_id: UUID) -> VersionFacts:
    """A version of this organization; 404 for another's."""
    found = queries.version_in(organization_id, version_id)
    if found is None:
        raise Http404
    return found


def gate(version: VersionFacts) -> dict[str, Any]:
    """What was asked for, what stands in the way or deserves a look, each with its place (R-080)."""
    if version.state not in wording.EDITABLE:
        nothing: dict[str, Any] = {"blockers": [], "unanswered": [], "stops": 0, "warnings": [], "checklists": []}
        return nothing | {"completeness": queries.completeness(version)}
    blockers, warnings = queries.blockers(version), queries.warnings(version)
    told = quality.checklists(version)
    unanswered = [] if version.kind == wording.Kind.BADGE else told.problems
    return {
        "asked": quality.latest_review(version.id) if version.state == wording.State.CHANGES_REQUESTED else None,
        "blockers": [(item.sentence, anchor(item.where)) for item in blockers],
        "unanswered": [(item.sentence, item.where) for item in unanswered],
        "stops": len(blockers) + len(unanswered),
        "warnings": [(item.sentence, anchor(item.where)) for item in warnings],
        "completeness": queries.completeness(version),
        "checklists": panel(version, told),
        "sections": progress(version.content, [item.where for item in blockers], [item.where for item in warnings]),
    }


def attach(form: forms.Form, refused: Refusal) -> None:
    """Show an action's refusal at its field."""
    where = field_of(refused.where)
    form.add_error(where if where in form.fields else None, str(refused.sentence))


def field_of(where: str) -> str:
    """The field of a form that a refusal is about."""
    return "title_fr" if where == "title" else where


def to_version(organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Go to the page of a version."""
    return redirect("issuer:definition", organization_id=organization_id, version_id=version_id)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, invalid: bool = False, status: int = 200
) -> HttpResponse:
    """The page, with what every one of them needs."""
    whole = {
        "organization": request.organization,  # type: ignore[attr-defined]
        "may_write": "achievement.write" in request.permissions,  # type: ignore[attr-defined]
        "may_approve": "achievement.approve" in request.permissions,  # type: ignore[attr-defined]
        **context,
    }
    return render(request, template, whole, status=422 if invalid else status)
