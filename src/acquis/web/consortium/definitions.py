"""Everything that is published in the network, for its operator: find it by words, suspend it, lift that (SM-1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from acquis.catalogue import actions, queries, wording
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields, read_pair

LONGEST_WORDS = 200
PURPOSES = {"aid": "aid.record", "suspend": "achievement.oversee"}


class ReasonForm(Form):
    """Why it is suspended, in one language at least."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= pair_fields(
            "reason",
            label=gettext_lazy("Reason"),
            max_length=400,
            area=True,
            help_text=gettext_lazy("Everybody reads it on the page of the microcredential. Name no person."),
        )


@for_members("achievement.oversee", "aid.record")
@require_safe
def definitions(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """What is published or suspended, of every organization; each line leads to what the operator may do with it."""
    _operator_only(request)
    words = request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", " ").strip()
    context = {
        "words": words,
        "page": queries.published(words, page=request.GET.get("page"), examples=False, suspended=True),
        "may": [name for name, permission in PURPOSES.items() if permission in request.permissions],
    }
    return render(request, "consortium/definitions.html", context)


@for_members("achievement.oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """One of them: what holds, and the form that suspends it or the button that lifts that."""
    _operator_only(request)
    version = queries.version(version_id)
    if version is None or version.state not in wording.PUBLIC - {wording.State.EXAMPLE}:
        raise Http404
    form = ReasonForm(request.POST if request.POST.get("do") == "suspend" else None)
    if request.method == "POST":
        do = _DO.get(request.POST.get("do", ""))
        if do is None:
            raise Http404
        if form.is_valid() or not form.is_bound:
            try:
                said = do(request, version, form)
            except Refused as refused:
                if not form.is_bound:
                    messages.error(request, str(refused.sentence))
                    return redirect("consortium:definition", organization_id=organization_id, version_id=version_id)
                form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
            else:
                messages.success(request, said)
                return redirect("consortium:definition", organization_id=organization_id, version_id=version_id)
    context = {"version": version, "form": form}
    return render(request, "consortium/definition.html", context, status=422 if form.errors else 200)


# — steps —


def _suspend(request: MemberRequest, version: VersionFacts, form: ReasonForm) -> str:
    reason = read_pair(form.cleaned_data, "reason")
    actions.suspend_by_network(version_id=version.id, reason=reason, by=request.actor)
    return _("It is suspended, its page says so, and its organization is written to.")


def _lift(request: MemberRequest, version: VersionFacts, form: ReasonForm) -> str:
    actions.lift_by_network(version_id=version.id, by=request.actor)
    return _("The suspension is lifted, and its organization is written to.")


_DO: dict[str, Callable[[MemberRequest, VersionFacts, ReasonForm], str]] = {"suspend": _suspend, "lift": _lift}


def _operator_only(request: MemberRequest) -> None:
    if not request.organization.is_operator:
        raise Http404
