"""The assessor's pages: who waits, their results, the conclusion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acquis.assessment import actions, queries, wording
from acquis.assessment.queries import CandidacyFacts
from acquis.catalogue import queries as catalogue
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Blocked, Refused
from acquis.web.assessor.forms import ConcludeForm, EnrolForm, ResultForm, RoleForm, result_forms

TABS = (wording.State.OPEN, wording.State.PASSED, wording.State.NOT_PASSED)


@for_members("assessment.record")
@require_GET
def queue(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Who is being assessed, oldest first; and who was."""
    asked = request.GET.get("state", "")
    state = asked if asked in wording.State.values else wording.State.OPEN.value
    found = queries.queue(organization_id, state=state, page=request.GET.get("page"))
    rows = [
        {
            "url": _address(organization_id, row.id),
            "title": row.name,
            "detail": f"{row.title} · {row.email}",
            "since": row.concluded_at or row.created_at,
        }
        for row in found.object_list
    ]
    tabs = [(code.value, code.label) for code in TABS]
    return _page(request, "assessor/queue.html", {"page": found, "rows": rows, "tabs": tabs, "state": state})


@for_members("assessment.record")
@require_http_methods(["GET", "POST"])
def enrol(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Open a candidacy."""
    versions = [(str(card.id), f"{card.title} ({card.code})") for card in catalogue.awardable(organization_id)]
    form = EnrolForm(request.POST if request.method == "POST" else None, versions=versions)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.enrol(
                organization_id=organization_id,
                version_id=UUID(told["version_id"]),
                email=told["email"],
                name=told["name"],
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        else:
            return redirect(_address(organization_id, made))
    context = {"form": form, "versions": versions}
    return _page(request, "assessor/enrol.html", context, invalid=request.method == "POST")


@for_members("assessment.record")
@require_http_methods(["GET", "POST"])
def candidacy(request: MemberRequest, organization_id: UUID, candidacy_id: UUID) -> HttpResponse:
    """One person's results, outcome by outcome, and the evidence."""
    found = candidacy_or_404(organization_id, candidacy_id)
    data = request.POST if request.method == "POST" else None
    role = RoleForm(data, initial={"assessor_role": found.results[-1].assessor_role if found.results else ""})
    rows = result_forms(found, data)
    if data is not None and _recorded(request, found, role, rows):
        messages.success(request, _("The results are recorded."))
        return redirect(_address(organization_id, candidacy_id))
    context = {
        "candidacy": found,
        "role": role,
        "rows": rows,
        "missing": queries.missing_outcomes(found),
        "is_open": found.state == wording.State.OPEN,
    }
    return _page(request, "assessor/candidacy.html", context, invalid=data is not None)


@for_members("assessment.record")
@require_http_methods(["GET", "POST"])
def conclude(request: MemberRequest, organization_id: UUID, candidacy_id: UUID) -> HttpResponse:
    """Look once more, then conclude."""
    found = candidacy_or_404(organization_id, candidacy_id)
    missing = queries.missing_outcomes(found)
    form = ConcludeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        passed = form.cleaned_data["decision"] == "passed"
        try:
            actions.conclude(candidacy_id=candidacy_id, passed=passed, by=request.actor)
        except Blocked as blocked:
            for reason in blocked.reasons:
                form.add_error("decision", str(reason.sentence))
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            messages.success(request, _("The assessment is concluded."))
            return redirect("assessor:queue", organization_id=organization_id)
    context = {"candidacy": found, "missing": missing, "form": form}
    return _page(request, "assessor/conclude.html", context, invalid=request.method == "POST")


def candidacy_or_404(organization_id: UUID, candidacy_id: UUID) -> CandidacyFacts:
    """The candidacy, when it is this organization's."""
    found = queries.candidacy(candidacy_id, organization_id=organization_id)
    if found is None:
        raise Http404
    return found


def _recorded(request: MemberRequest, found: CandidacyFacts, role: RoleForm, rows: list[ResultForm]) -> bool:
    if not all([role.is_valid(), *(row.is_valid() for row in rows)]):
        return False
    told = [row.told(role.cleaned_data["assessor_role"]) for row in rows]
    try:
        actions.record(candidacy_id=found.id, results=[one for one in told if one is not None], by=request.actor)
    except Refused as refused:
        code, _dot, field = refused.where.partition(".")
        guilty = next((row for row in rows if row.outcome.code == code), None)
        if guilty is not None and field in guilty.fields:
            guilty.add_error(field, str(refused.sentence))
        else:
            role.add_error(None, str(refused.sentence))
        return False
    return True


def _address(organization_id: UUID, candidacy_id: UUID) -> str:
    return reverse("assessor:candidacy", kwargs={"organization_id": organization_id, "candidacy_id": candidacy_id})


def _page(request: MemberRequest, template: str, context: dict[str, Any], *, invalid: bool = False) -> HttpResponse:
    whole = {"organization": request.organization, **context}
    return render(request, template, whole, status=422 if invalid else 200)
