"""What an organization's administrator does: its members, its recognition as an issuer, its signing keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from acquis.organizations import actions as organizations
from acquis.organizations import queries as members_of
from acquis.organizations.access import ROLE_NAMES
from acquis.organizations.doorkeeper import MemberRequest
from acquis.organizations.queries import MemberFacts
from acquis.platform import clock, throttles
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.registry import actions as registry
from acquis.registry import queries as register
from acquis.registry.access import AGREEMENT_VERSION, KINDS
from acquis.registry.wording import KEY_STATES, KIND_NAMES, STANDINGS
from acquis.signing import actions as signing
from acquis.signing import queries as keys_of
from acquis.web.issuer.forms_administration import (
    AgreementForm,
    ApplicationForm,
    CompromiseForm,
    MemberForm,
    RolesForm,
)

MAILS_PER_HOUR = 60

# — members —


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Who belongs to the organization, and the form that adds somebody."""
    form = MemberForm(
        _data(request),
        is_operator=request.organization.is_operator,
        initial={"language": (get_language() or "fr")[:2]},
    )

    def add(told: dict[str, Any]) -> None:
        throttles.hit("invitation", str(organization_id), limit=MAILS_PER_HOUR, seconds=3600)
        organizations.add_member(organization_id=organization_id, by=request.actor, **told)

    if _done(request, form, add, _("Added. The person is written to.")):
        return redirect("issuer:members", organization_id=organization_id)
    page = page_of(members_of.members_of(organization_id), request.GET.get("page"))
    rows = [
        {"member": found, "roles": [ROLE_NAMES[role] for role in found.roles]}
        for found in (members_of.member_facts(row) for row in page)
    ]
    return _page(request, "issuer/members.html", {"page": page, "rows": rows, "form": form}, form)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: MemberRequest, organization_id: UUID, person_id: UUID) -> HttpResponse:
    """One member: what they may do, and the way to end their membership."""
    found = _member(organization_id, person_id)
    form = RolesForm(_data(request), is_operator=request.organization.is_operator, initial={"roles": list(found.roles)})

    def change(told: dict[str, Any]) -> None:
        organizations.admit(organization_id=organization_id, person_id=person_id, by=request.actor, **told)

    if _done(request, form, change, _("The roles are changed.")):
        return _after_change(request, organization_id)
    return _page(request, "issuer/member.html", {"member": found, "form": form}, form)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: MemberRequest, organization_id: UUID, person_id: UUID) -> HttpResponse:
    """Confirm the end of a membership."""
    found = _member(organization_id, person_id)
    form = forms.Form(_data(request))

    def end(told: dict[str, Any]) -> None:
        organizations.dismiss(organization_id=organization_id, person_id=person_id, by=request.actor)

    if _done(request, form, end, _("The membership has ended.")):
        return _after_change(request, organization_id)
    return _page(request, "issuer/member_end.html", {"member": found, "form": form}, form)


# — recognition —


@for_members("organization.manage")
@never_cache
@require_GET
def recognition(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Where the organization stands on its way to issuing, and what is still missing."""
    now = clock.now()
    standing = register.standing(organization_id, now)
    application = register.application(organization_id)
    agreements = register.agreements(organization_id)
    wanted = standing.scope or (application.scope if application else tuple(KINDS))
    missing = {
        reason.code: reason.sentence for kind in wanted for reason in register.may_issue(organization_id, kind, now)
    }
    context = {
        "standing": standing,
        "word": STANDINGS[standing.reason_code],
        "kinds": _kinds(standing.scope),
        "application": application,
        "asked": _kinds(application.scope) if application else [],
        "agreements": agreements,
        "to_sign": _to_sign(organization_id),
        "version": AGREEMENT_VERSION,
        "missing": list(missing.values()),
        "key_missing": standing.recognized and not keys_of.has_active_key(organization_id),
        "decisions": register.decisions(organization_id),
        "steps": _steps(
            asked=application is not None or standing.since is not None,
            signed=standing.agreement_signed,
            recognized=standing.recognized,
        ),
    }
    return _page(request, "issuer/recognition.html", context)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Ask the network to be recognized as an issuer."""
    form = ApplicationForm(_data(request))

    def ask(told: dict[str, Any]) -> None:
        registry.apply(organization_id=organization_id, by=request.actor, **told)

    if _done(request, form, ask, _("Your application is with the network operator.")):
        return redirect("issuer:recognition", organization_id=organization_id)
    return _page(request, "issuer/apply.html", {"form": form}, form)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Sign the participation agreement in its present version."""
    form = AgreementForm(_data(request))

    def sign(told: dict[str, Any]) -> None:
        registry.sign_participation(
            organization_id=organization_id,
            version=AGREEMENT_VERSION,
            signatory_role=told["signatory_role"],
            signed_at=clock.now(),
            by=request.actor,
        )

    if _done(request, form, sign, _("The participation agreement is signed.")):
        return redirect("issuer:recognition", organization_id=organization_id)
    context = {"form": form, "version": AGREEMENT_VERSION, "to_sign": _to_sign(organization_id)}
    return _page(request, "issuer/agreement.html", context, form)


# — keys —


@for_members("organization.manage")
@never_cache
@require_GET
def keys(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Every key the organization ever signed with, and its periods."""
    rows = [{"key": key, "word": KEY_STATES[key.state]} for key in keys_of.keys(organization_id)]
    return _page(request, "issuer/keys.html", {"rows": rows, "did": keys_of.did_of(organization_id)})


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_rotate(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Confirm that a fresh key takes the place of the active one."""
    form = forms.Form(_data(request))

    def rotate(told: dict[str, Any]) -> None:
        signing.rotate(organization_id=organization_id, by=request.actor)

    if _done(request, form, rotate, _("A fresh key signs from now on.")):
        return redirect("issuer:keys", organization_id=organization_id)
    return _page(request, "issuer/key_rotate.html", {"form": form}, form)


@for_members("organization.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_compromised(request: MemberRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Say since when others may hold a key."""
    found = next((key for key in keys_of.keys(organization_id) if key.id == key_id), None)
    if found is None:
        raise Http404
    form = CompromiseForm(_data(request))

    def declare(told: dict[str, Any]) -> None:
        signing.declare_compromised(
            organization_id=organization_id, key_id=key_id, since=form.moment(found.created_at), by=request.actor
        )

    if _done(request, form, declare, _("The key is declared compromised. What it signed since then verifies no more.")):
        return redirect("issuer:keys", organization_id=organization_id)
    return _page(request, "issuer/key_compromised.html", {"key": found, "form": form}, form)


# — shared —


def _data(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(request: MemberRequest, form: forms.Form, act: Callable[[dict[str, Any]], None], said: str) -> bool:
    """Whether the form was posted, complete, and what it asks for was done; else its errors say why."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        return False
    messages.success(request, said)
    return True


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: forms.Form | None = None
) -> HttpResponse:
    whole = {"organization": request.organization, **context}
    return render(request, template, whole, status=422 if form is not None and form.errors else 200)


def _member(organization_id: UUID, person_id: UUID) -> MemberFacts:
    found = members_of.member(organization_id, person_id)
    if found is None:
        raise Http404
    return found


def _after_change(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Back to the members, or to the start for somebody who just gave the role up."""
    left = members_of.permissions(request.actor.person_id, organization_id)
    if "organization.manage" in left:
        return redirect("issuer:members", organization_id=organization_id)
    return redirect("issuer:desk", organization_id=organization_id) if left else redirect("public:home")


def _kinds(scope: tuple[str, ...]) -> list[Promise]:
    return [KIND_NAMES[kind] for kind in scope]


def _to_sign(organization_id: UUID) -> bool:
    return all(one.version != AGREEMENT_VERSION for one in register.agreements(organization_id))


def _steps(*, asked: bool, signed: bool, recognized: bool) -> list[dict[str, str]]:
    steps = [(_("Apply"), asked), (_("Sign the agreement"), signed), (_("The network decides"), recognized)]
    return [{"label": label, "state": "done" if done else "todo"} for label, done in steps]


administration_urls = [
    path("members/", members, name="members"),
    path("members/<uuid:person_id>/", member, name="member"),
    path("members/<uuid:person_id>/end/", member_end, name="member_end"),
    path("recognition/", recognition, name="recognition"),
    path("recognition/apply/", apply, name="apply"),
    path("recognition/agreement/", agreement, name="agreement"),
    path("keys/", keys, name="keys"),
    path("keys/rotate/", key_rotate, name="key_rotate"),
    path("keys/<uuid:key_id>/compromised/", key_compromised, name="key_compromised"),
]
