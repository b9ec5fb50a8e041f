"""The programs of an organization: their tokens, what each may do, and the way to end one."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from acquis.organizations import actions, queries
from acquis.organizations.access import SCOPE_NAMES
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.fields import Form
from acquis.platform.pagination import page_of


class ClientForm(Form):
    """A program, what it may do, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=80,
        help_text=gettext_lazy("For example: course catalogue, student system."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), choices=list(SCOPE_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Accepted for"),
        coerce=int,
        initial=90,
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (180, gettext_lazy("180 days")),
            (365, gettext_lazy("A year")),
        ],
    )


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Every program and the form of the next one, whose token is shown this once."""
    form, token = ClientForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.make_client(organization_id=organization_id, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
    page = page_of(queries.clients_of(organization_id), request.GET.get("page"))
    found = queries.clients_facts(list(page))
    context = {
        "organization": request.organization,
        "form": ClientForm() if token else form,
        "token": token,
        "page": page,
        "rows": [{"client": each, "scopes": [SCOPE_NAMES[scope] for scope in each.scopes]} for each in found],
    }
    return render(request, "issuer/api_clients.html", context, status=422 if form.errors else 200)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: MemberRequest, organization_id: UUID, client_id: UUID) -> HttpResponse:
    """Confirm the end of a token."""
    found = queries.client(organization_id, client_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.revoke_client(organization_id=organization_id, client_id=client_id, by=request.actor)
        messages.success(request, _("The token is revoked: it is refused from now on."))
        return redirect("issuer:api_clients", organization_id=organization_id)
    context = {"organization": request.organization, "client": found}
    return render(request, "issuer/api_client_revoke.html", context)


api_client_urls = [
    path("api-clients/", clients, name="api_clients"),
    path("api-clients/<uuid:client_id>/revoke/", revoke, name="api_client_revoke"),
]
