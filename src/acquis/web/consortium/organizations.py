"""Bringing an organization into the network: its entry, and the invitation of its first administrator."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acquis.organizations import actions, queries
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import throttles
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.translatable import read_pair
from acquis.web.consortium.forms import InvitationForm, OrganizationForm

MAILS_PER_HOUR = 60


@for_members("registry.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """A new organization, not recognized yet, and the message to its first administrator."""
    _operator_only(request)
    form = OrganizationForm(request.POST or None, initial={"language": (get_language() or "fr")[:2]})
    if request.method == "POST" and form.is_valid():
        throttles.hit("invitation", str(organization_id), limit=MAILS_PER_HOUR, seconds=3600)
        told = form.cleaned_data
        try:
            made = actions.introduce(
                name=read_pair(told, "name"),
                by=request.actor,
                **{name: value for name, value in told.items() if not name.startswith("name_")},
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The organization is added, and its administrator is written to."))
            return redirect("consortium:issuer", organization_id=organization_id, issuer_id=made)
    return render(request, "consortium/organization_add.html", {"form": form}, status=422 if form.errors else 200)


@for_members("registry.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest, organization_id: UUID, issuer_id: UUID) -> HttpResponse:
    """The first administrator of an organization that has none."""
    _operator_only(request)
    subject = queries.organization(issuer_id)
    if subject is None:
        raise Http404
    form = InvitationForm(request.POST or None, initial={"language": (get_language() or "fr")[:2]})
    if request.method == "POST" and form.is_valid():
        throttles.hit("invitation", str(organization_id), limit=MAILS_PER_HOUR, seconds=3600)
        told = form.cleaned_data
        try:
            actions.invite_administrator(
                organization_id=issuer_id,
                email=told["administrator_email"],
                name=told["administrator_name"],
                language=told["language"],
                by=request.actor,
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The administrator is written to."))
            return redirect("consortium:issuer", organization_id=organization_id, issuer_id=issuer_id)
    context = {"subject": subject, "form": form}
    return render(request, "consortium/organization_invite.html", context, status=422 if form.errors else 200)


def _operator_only(request: MemberRequest) -> None:
    if not request.organization.is_operator:
        raise Http404


def _attach(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
