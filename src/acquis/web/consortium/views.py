"""The operator's desk: who asks to issue, who may, and the decision with its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.faults import Refusal
from acquis.platform.pagination import page_of
from acquis.registry import actions, queries, wording
from acquis.signing import queries as signing
from acquis.web.consortium.forms import DecisionForm

LATE = timedelta(days=30)
FIRST_REVIEW = timedelta(days=365)


@for_members("registry.decide")
@require_safe
def issuers(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """What waits for a decision, then every organization with its standing."""
    _operator_only(request)
    page = page_of(organizations.all_organizations(), request.GET.get("page"))
    standings = queries.standings({found.pk for found in page}, clock.now())
    rows = [
        {
            "organization": organizations.facts(found),
            "url": _address(organization_id, found.pk),
            "standing": standings[found.pk],
            "word": wording.STANDINGS[standings[found.pk].reason_code],
            "kinds": _kinds(standings[found.pk].scope),
        }
        for found in page
    ]
    context = {"page": page, "rows": rows, "waiting": _waiting(organization_id)}
    return render(request, "consortium/issuers.html", context)


@for_members("registry.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def issuer(request: HttpRequest, organization_id: UUID, issuer_id: UUID) -> HttpResponse:
    """One organization: its application, its standing, its keys, every decision; and the form of the next one."""
    _operator_only(request)
    subject = organizations.organization(issuer_id)
    if subject is None:
        raise Http404
    outcomes = queries.possible_outcomes(issuer_id)
    form = DecisionForm(request.POST or None, outcomes=outcomes, initial=_proposed(issuer_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(organization_id=issuer_id, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except Refusal as refused:
            # That it is one's own case is told at the form; a right that was lost is not.
            if refused.code == "not_permitted":
                raise
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        else:
            messages.success(request, _("The decision is recorded and the register is updated."))
            return redirect("consortium:issuers", organization_id=organization_id)
    has_administrator = bool(organizations.administrators(issuer_id))
    context = {"subject": subject, "form": form, "has_administrator": has_administrator, **_context(issuer_id)}
    return render(request, "consortium/issuer.html", context, status=422 if form.errors else 200)


def _operator_only(request: HttpRequest) -> None:
    """The role exists in every organization; the pages exist in the operator's alone."""
    if not request.organization.is_operator:  # type: ignore[attr-defined]
        raise Http404


def _address(operator_id: UUID, issuer_id: UUID) -> str:
    return reverse("consortium:issuer", kwargs={"organization_id": operator_id, "issuer_id": issuer_id})


def _kinds(scope: tuple[str, ...]) -> list[Any]:
    return [wording.KIND_NAMES[kind] for kind in scope]


def _waiting(operator_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "url": _address(operator_id, row.organization.id),
            "title": row.organization.name,
            "detail": str(wording.WAITING[row.what]),
            "since": row.since,
            "late": clock.now() - row.since > LATE,
            "action_label": _("Examine"),
        }
        for row in queries.queue()
    ]


def _proposed(issuer_id: UUID) -> dict[str, Any]:
    """What the form holds at first: what the organization asked for, and a review in a year; never the decision."""
    asked = queries.application(issuer_id)
    return {
        "scope": list(asked.scope) if asked else list(queries.standing(issuer_id, clock.now()).scope),
        "review_on": clock.today() + FIRST_REVIEW,
    }


def _context(issuer_id: UUID) -> dict[str, Any]:
    standing = queries.standing(issuer_id, clock.now())
    decided = queries.decisions(issuer_id)
    deciders = people.people({one.decided_by_id for one in decided if one.decided_by_id})
    return {
        "standing": standing,
        "word": wording.STANDINGS[standing.reason_code],
        "kinds": _kinds(standing.scope),
        "application": queries.application(issuer_id),
        "did": signing.did_of(issuer_id),
        "keys": [{"key": key, "word": wording.KEY_STATES[key.state]} for key in signing.keys(issuer_id)],
        "decisions": [
            {
                "decision": one,
                "kinds": _kinds(one.scope),
                "by": deciders[one.decided_by_id].name if one.decided_by_id in deciders else "",
            }
            for one in decided
        ],
    }
