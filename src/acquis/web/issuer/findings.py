"""What an organization found while it tried the frameworks: its own to publish and to withdraw (R-029)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.platform.translatable import read_pair
from acquis.quality import actions, queries
from acquis.quality.access import FINDINGS
from acquis.quality.wording import Use
from acquis.web.issuer.forms_findings import FindingForm


@for_members(FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything the organization published, and the form of the next finding."""
    form = FindingForm(request.POST or None, frameworks=queries.in_force(clock.today(), use=Use.REQUIRED))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.publish_finding(
                organization_id=organization_id,
                version_id=form.version_id,
                codes=form.codes,
                title=read_pair(told, "title"),
                text=read_pair(told, "text"),
                project=read_pair(told, "project"),
                by=request.actor,
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The finding is published."))
            return redirect("public:finding", finding_id=made)
    page = page_of(queries.findings_of(organization_id), request.GET.get("page"))
    context = {"form": form, "page": page, "rows": [queries.finding_facts(row) for row in page]}
    return render(request, "issuer/findings.html", context, status=422 if form.errors else 200)


@for_members(FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, organization_id: UUID, finding_id: UUID) -> HttpResponse:
    """Take a finding back; its page stays and says so."""
    found = queries.finding(finding_id)
    if found is None or found.organization_id != organization_id:
        raise Http404
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_finding(finding_id=finding_id, by=request.actor)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The finding is withdrawn. Its page says so."))
            return redirect("issuer:findings", organization_id=organization_id)
    context = {"form": form, "finding": found}
    return render(request, "issuer/finding_withdraw.html", context, status=422 if form.errors else 200)


def _attach(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
