"""The operator records what the ministry approved for student aid, and withdraws what no longer stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from acquis.catalogue import actions, queries, wording
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.fields import Form, date_field, web_address

FIRST_MONTH = 8


class ApprovalForm(Form):
    """One approval: for which year, decided when, read where."""

    achievement = forms.UUIDField(
        label=gettext_lazy("Microcredential"),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Choose a published microcredential."),
            "invalid": gettext_lazy("Choose a published microcredential."),
        },
    )
    year = forms.IntegerField(
        label=gettext_lazy("Academic year that begins in"),
        min_value=2020,
        max_value=2100,
        help_text=gettext_lazy("2026 for 2026–2027."),
    )
    decided_on = date_field(gettext_lazy("Day of the decision"))
    valid_until = date_field(
        gettext_lazy("Last day"), help_text=gettext_lazy("July 31 at the end of the academic year if left empty.")
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("The ministry’s list or letter, with its day."),
    )
    source_url = web_address(gettext_lazy("Address of the source"))

    def clean_decided_on(self) -> Any:
        """The day; an approval without one is not recorded."""
        told = self.cleaned_data["decided_on"]
        if told is None:
            raise forms.ValidationError(_("Give the day of the decision."))
        return told


@for_members("aid.record")
@require_http_methods(["GET", "POST"])
def approvals(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Every record, and the form of the next one."""
    _operator_only(request)
    today = clock.today()
    initial = {
        "achievement": request.GET.get("achievement", ""),
        "year": today.year if today.month >= FIRST_MONTH else today.year - 1,
    }
    form = ApprovalForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.record_aid(achievement_id=told.pop("achievement"), by=request.actor, **told)  # type: ignore[attr-defined]
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        else:
            messages.success(request, _("The approval is recorded: the public sees it from now on."))
            return redirect("consortium:aid", organization_id=organization_id)
    context = {
        "form": form,
        "chosen": _chosen(str(form["achievement"].value() or "")),
        "page": queries.aid_records(page=request.GET.get("page")),
    }
    return render(request, "consortium/aid.html", context, status=422 if form.is_bound else 200)


@for_members("aid.record")
@require_POST
def withdraw(request: HttpRequest, organization_id: UUID, approval_id: UUID) -> HttpResponse:
    """Take an approval back, with the reason."""
    _operator_only(request)
    if queries.aid_approval(approval_id) is None:
        raise Http404
    try:
        actions.withdraw_aid(
            approval_id=approval_id,
            reason=request.POST.get("reason", ""),
            by=request.actor,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("The approval is withdrawn; the record keeps the reason."))
    return redirect("consortium:aid", organization_id=organization_id)


def _chosen(key: str) -> queries.VersionFacts | None:
    """The published microcredential that was chosen from the list."""
    try:
        found = queries.achievement_page(UUID(key))
    except ValueError:
        return None
    return found if found is not None and found.state == wording.State.PUBLISHED else None


def _operator_only(request: HttpRequest) -> None:
    if not request.organization.is_operator:  # type: ignore[attr-defined]
        raise Http404
