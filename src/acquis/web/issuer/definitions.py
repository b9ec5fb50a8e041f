"""An organization's achievements: the list, a version, the versions after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import actions, queries, wording
from acquis.catalogue.queries.harmony import harmony_of
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.translatable import read_pair
from acquis.quality import queries as quality
from acquis.web.issuer.definition_pages import attach, gate, page, to_version, version_of
from acquis.web.issuer.definition_writing import writing_urls
from acquis.web.issuer.forms_definitions import BeginForm
from acquis.web.issuer.publication import publication_urls
from acquis.web.issuer.reviews import review_urls

PUT_AWAY = "put_away"
TABS = ("draft", "changes_requested", "in_review", "approved", "published", "suspended", "retired")


@for_members("organization.read")
@require_GET
def achievements(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything that the organization offers or prepares."""
    state = request.GET.get("state", "")
    wanted = state if state in wording.State.values else ""
    put_away = state == PUT_AWAY
    found = queries.of_organization(organization_id, page=request.GET.get("page"), state=wanted, put_away=put_away)
    tabs = [
        ("", _("All")),
        *((code, wording.State(code).label) for code in TABS),
        (PUT_AWAY, _("Put away")),
    ]
    context = {
        "page": found,
        "tabs": tabs,
        "state": PUT_AWAY if put_away else wanted,
        "harmony": harmony_of(organization_id),
    }
    return page(request, "issuer/definitions.html", context)


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def begin(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Begin an achievement: kind, code, title; the editor follows."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.begin(
                organization_id=organization_id,
                code=told["code"],
                title=read_pair(told, "title"),
                kind=told["kind"],
                by=request.actor,
            )
        except Refused as refused:
            attach(form, refused)
        else:
            begun = queries.latest(made)
            assert begun is not None
            return redirect("issuer:definition_edit", organization_id=organization_id, version_id=begun.id)
    return page(request, "issuer/definition_begin.html", {"form": form}, invalid=form.is_bound)


@for_members("organization.read")
@require_GET
def definition(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """One version in full, in both languages, with what it still lacks."""
    version = version_of(organization_id, version_id)
    versions = queries.history(version.achievement_id)
    context = {
        "version": version,
        "versions": versions,
        "review": quality.latest_review(version_id),
        "changes_wanted": quality.changes_wanted(version_id),
        "may_publish": "achievement.publish" in request.permissions,
        "may_be_put_away": all(card.state not in wording.IN_USE for card in versions),
        **gate(version),
    }
    return page(request, "issuer/definition.html", context)


@for_members("achievement.write")
@require_POST
def new_version(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Open a draft that begins with what the newest version says."""
    version = version_of(organization_id, version_id)
    try:
        made = actions.open_new_version(achievement_id=version.achievement_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return to_version(organization_id, version_id)
    return redirect("issuer:definition_edit", organization_id=organization_id, version_id=made)


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
_ONE = "achievements/<uuid:version_id>/"
definition_urls = [
    path("achievements/", achievements, name="achievements"),
    path("achievements/new/", begin, name="definition_begin"),
    path(_ONE, definition, name="definition"),
    path(f"{_ONE}new-version/", new_version, name="definition_new_version"),
    *writing_urls(_ONE),
    *review_urls(_ONE),
    *publication_urls(_ONE),
]
