"""The operator's frameworks: a file becomes a draft, a proposal and, by a second person, a published version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acquis.organizations.doorkeeper import MemberRequest
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.faults import Blocked, Refusal, Refused
from acquis.platform.pagination import page_of
from acquis.platform.translatable import read_pair
from acquis.quality import actions, queries
from acquis.quality import format as framework_file
from acquis.quality.access import FRAMEWORKS
from acquis.quality.facts import FrameworkFacts
from acquis.web.consortium.forms_quality import (
    AdoptionDecisionForm,
    ConfirmationForm,
    FrameworkFileForm,
    ProposalForm,
    SendBackForm,
)


@for_members(FRAMEWORKS)
@require_safe
def frameworks(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """What waits (proposals, drafts, declarations of adoption), and what is published."""
    _operator_only(request)
    open_page = page_of(queries.open_versions(), request.GET.get("page"))
    declared_page = page_of(queries.declared(), request.GET.get("declared"))
    published_page = page_of(queries.change_log(), request.GET.get("published"))
    entries = [queries.log_entry(row) for row in open_page]
    persons = people.people({one.proposed_by_id or one.uploaded_by_id for one in entries} - {None})  # type: ignore[arg-type]
    context = {
        "open_page": open_page,
        "waiting": [_row(organization_id, one, persons) for one in entries],
        "declared_page": declared_page,
        "declared": [
            {
                "url": _url("adoption", organization_id, adoption_id=row.pk),
                "title": row.organization_name,
                "detail": row.place,
                "since": row.declared_at,
                "action_label": _("Examine"),
            }
            for row in declared_page
        ],
        "published_page": published_page,
        "published": [queries.log_entry(row) for row in published_page],
    }
    return render(request, "consortium/quality.html", context)


@for_members(FRAMEWORKS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """A file becomes a draft; a faulty one comes back with every fault and with its text, to be corrected in place."""
    _operator_only(request)
    form = FrameworkFileForm(request.POST, request.FILES) if request.method == "POST" else FrameworkFileForm()
    faults: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        data = form.data_given()
        try:
            made = actions.draft(told=framework_file.read(data), by=request.actor)
        except Blocked as blocked:
            faults = blocked.reasons
            form = _given_back(data, str(blocked.sentence))
        except Refused as refused:
            form = _given_back(data, f"{refused.where}: {refused.sentence}" if refused.where else str(refused.sentence))
        else:
            messages.success(request, _("The file is read. Look at it, then propose it to a colleague."))
            return redirect("consortium:quality_version", organization_id=organization_id, version_id=made)
    context = {"form": form, "faults": faults}
    return render(request, "consortium/quality_upload.html", context, status=422 if form.errors else 200)


@for_members(FRAMEWORKS)
@require_safe
def framework(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """One version with its lines, what changed, and the next step."""
    return _page(request, _version(request, version_id))


@for_members(FRAMEWORKS)
@require_POST
def propose(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The first person: from which day, and why."""
    shown = _version(request, version_id)
    form = ProposalForm(request.POST)
    if form.is_valid():
        try:
            actions.propose(
                version_id=version_id,
                effective_from=form.cleaned_data["effective_from"],
                change_note=read_pair(form.cleaned_data, "change_note"),
                by=request.actor,
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The version is proposed. Somebody else of the operator confirms it."))
            return redirect("consortium:quality", organization_id=organization_id)
    return _page(request, shown, proposal=form)


@for_members(FRAMEWORKS)
@require_POST
def confirm(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The second person publishes."""
    shown = _version(request, version_id)
    form = ConfirmationForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm(version_id=version_id, read=form.cleaned_data["read"], by=request.actor)
        except Refusal as refused:
            # That it is one's own proposal is told at the form; a right that was lost is not.
            if refused.code == "not_permitted":
                raise
            _attach(form, refused)
        else:
            messages.success(request, _("The version is published and stands in the public change log."))
            return redirect("public:framework_version", key=shown.key, number=shown.number)
    return _page(request, shown, confirmation=form)


@for_members(FRAMEWORKS)
@require_POST
def send_back(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The second person does not publish, and says why."""
    shown = _version(request, version_id)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            actions.send_back(version_id=version_id, reason=form.cleaned_data["reason"], by=request.actor)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The proposal is a draft again."))
            return redirect("consortium:quality", organization_id=organization_id)
    return _page(request, shown, returning=form)


@for_members(FRAMEWORKS)
@require_POST
def discard(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Drop a draft."""
    shown = _version(request, version_id)
    try:
        actions.discard(version_id=version_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return _page(request, shown)
    messages.success(request, _("The draft is dropped."))
    return redirect("consortium:quality", organization_id=organization_id)


@for_members(FRAMEWORKS)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: MemberRequest, organization_id: UUID, adoption_id: UUID) -> HttpResponse:
    """One declaration of adoption, and the decision on it."""
    _operator_only(request)
    found = queries.adoption(adoption_id)
    if found is None:
        raise Http404
    form = AdoptionDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.decide_adoption(
                adoption_id=adoption_id, confirmed=told["confirmed"] == "yes", reason=told["reason"], by=request.actor
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("consortium:quality", organization_id=organization_id)
    context = {"adoption": found, "form": form}
    return render(request, "consortium/adoption.html", context, status=422 if form.errors else 200)


def _operator_only(request: MemberRequest) -> None:
    if not request.organization.is_operator:
        raise Http404


def _version(request: MemberRequest, version_id: UUID) -> FrameworkFacts:
    _operator_only(request)
    found = queries.version(version_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: MemberRequest,
    shown: FrameworkFacts,
    *,
    proposal: forms.Form | None = None,
    confirmation: forms.Form | None = None,
    returning: forms.Form | None = None,
) -> HttpResponse:
    involved = {shown.uploaded_by_id, shown.proposed_by_id, shown.confirmed_by_id} - {None}
    persons = people.people(involved)  # type: ignore[arg-type]
    context = {
        "framework": shown,
        "before": queries.before(shown),
        "differences": queries.changes(shown),
        "names": {
            "uploaded": _name(persons, shown.uploaded_by_id),
            "proposed": _name(persons, shown.proposed_by_id),
            "confirmed": _name(persons, shown.confirmed_by_id),
        },
        "is_own": request.actor.person_id in {shown.uploaded_by_id, shown.proposed_by_id},
        "proposal": proposal or ProposalForm(initial={"effective_from": clock.today()}),
        "confirmation": confirmation or ConfirmationForm(initial={"read": actions.reading(shown)}),
        "returning": returning or SendBackForm(),
    }
    faulty = any(form is not None and form.errors for form in (proposal, confirmation, returning))
    return render(request, "consortium/quality_version.html", context, status=422 if faulty else 200)


def _row(organization_id: UUID, one: FrameworkFacts, persons: dict[UUID, Any]) -> dict[str, Any]:
    return {
        "url": _url("quality_version", organization_id, version_id=one.id),
        "title": one.name,
        "detail": f"{one.label} – {one.state_label}",
        "since": one.proposed_at or one.uploaded_at,
        "owner": _name(persons, one.proposed_by_id or one.uploaded_by_id),
        "action_label": _("Examine"),
    }


def _name(persons: dict[UUID, Any], person_id: UUID | None) -> str:
    return str(persons[person_id].name) if person_id in persons else ""


def _url(name: str, organization_id: UUID, **rest: Any) -> str:
    return reverse(f"consortium:{name}", kwargs={"organization_id": organization_id, **rest})


def _given_back(data: bytes, sentence: str) -> FrameworkFileForm:
    """A form that holds the text of the file, whichever way it was given, and says what is wrong."""
    form = FrameworkFileForm({"text": data.decode("utf-8", "replace")})
    form.is_valid()
    form.add_error("text", sentence)
    return form


def _attach(form: forms.Form, refused: Refusal) -> None:
    form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
