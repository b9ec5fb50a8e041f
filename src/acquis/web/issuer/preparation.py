"""What an organization lists to prepare for microcredentials, and which resources prepare for one of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acquis.catalogue import actions, queries
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.web.issuer.forms_offers import PreparationForm


@for_members("offer.write")
@require_GET
def preparations(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """What the organization lists, and for which of its microcredentials it can choose."""
    page = queries.preparations_of(organization_id, page=request.GET.get("page"))
    context = {"page": page, "cards": queries.awardable(organization_id)}
    return _page(request, "issuer/preparations.html", context)


@for_members("offer.write")
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """List a resource."""
    form = PreparationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.list_preparation(organization_id=organization_id, said=form.said(), by=request.actor)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The resource is listed."))
            return redirect("issuer:preparations", organization_id=organization_id)
    return _page(request, "issuer/preparation_edit.html", {"form": form}, status=422 if form.is_bound else 200)


@for_members("offer.write")
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, organization_id: UUID, resource_id: UUID) -> HttpResponse:
    """Change what is said of a resource, or take it off the list."""
    found = queries.preparation_in(organization_id, resource_id)
    if found is None:
        raise Http404
    initial = PreparationForm.initial_of(found.said, listed=found.listed)
    form = PreparationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_preparation(
                resource_id=resource_id, said=form.said(), listed=form.cleaned_data["listed"], by=request.actor
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The resource is saved."))
            return redirect("issuer:preparations", organization_id=organization_id)
    context = {"form": form, "resource": found}
    return _page(request, "issuer/preparation_edit.html", context, status=422 if form.is_bound else 200)


@for_members("offer.write")
@require_http_methods(["GET", "POST"])
def choose(request: MemberRequest, organization_id: UUID, achievement_id: UUID) -> HttpResponse:
    """Say which resources prepare for a microcredential; one page of them at a time."""
    version = queries.achievement_page(achievement_id)
    if version is None or version.organization.id != organization_id:
        raise Http404
    page = queries.preparations(page=request.GET.get("page"))
    linked, same = queries.preparation_linked(achievement_id), queries.preparation_equivalent(achievement_id)
    shown = {each.id for each in page.object_list}
    if request.method == "POST":
        try:
            actions.choose_preparation(
                achievement_id=achievement_id,
                resource_ids=(linked - shown) | _ticked(request, "resources", shown),
                equivalent_ids=(same - shown) | _ticked(request, "equivalents", shown),
                by=request.actor,
            )
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        else:
            messages.success(request, _("The choice is saved."))
        return redirect(request.get_full_path())
    rows = [
        {"resource": each, "ticked": each.id in linked, "same": each.id in same, "is_free": each.said.cost_cents == 0}
        for each in page.object_list
    ]
    return _page(request, "issuer/preparation_choose.html", {"version": version, "page": page, "rows": rows})


def _ticked(request: MemberRequest, name: str, shown: set[UUID]) -> set[UUID]:
    told = request.POST.getlist(name)
    return {resource_id for resource_id in shown if str(resource_id) in told}


def _attach(form: PreparationForm, refused: Refused) -> None:
    form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))


def _page(request: MemberRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, {"organization": request.organization, **context}, status=status)


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
preparation_urls = [
    path("preparation/", preparations, name="preparations"),
    path("preparation/new/", add, name="preparation_add"),
    path("preparation/<uuid:resource_id>/", edit, name="preparation_edit"),
    path("preparation/for/<uuid:achievement_id>/", choose, name="preparation_choose"),
]
