"""The issuer's side of endorsements: whom it asked, what came back, and what else partners are (R-087 to R-094)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acquis.catalogue import actions, endorsing, queries
from acquis.catalogue.endorsing import Relation
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import throttles
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.translatable import read_pair
from acquis.web.issuer.definition_pages import page, version_of
from acquis.web.issuer.forms_endorsements import AskForm, PartnerForm

MAILS_PER_HOUR = 60


@for_members("organization.read")
@require_safe
def endorsements(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything that the organization asked partners for."""
    found = queries.endorsements_asked_by(organization_id, page=request.GET.get("page"))
    return page(request, "issuer/endorsements.html", {"page": found})


@for_members("organization.read")
@require_safe
def endorsement(request: MemberRequest, organization_id: UUID, endorsement_id: UUID) -> HttpResponse:
    """One request: where it stands, and what the partner answered."""
    found = queries.endorsement_of(organization_id, endorsement_id)
    if found is None:
        raise Http404
    answered = [queries.endorser(found)] if found.confirmed else []
    return page(request, "issuer/endorsement.html", {"found": found, "answered": answered})


@for_members("organization.read")
@require_safe
def of_version(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Who vouches for a microcredential, who was asked, and the partners that the organization states."""
    version = version_of(organization_id, version_id)
    return page(
        request,
        "issuer/endorsement_version.html",
        {
            "version": version,
            "asked": queries.endorsements_about(version.achievement_id),
            "partners": queries.partnerships(version.achievement_id),
            "may_ask": version.state in {"in_review", "approved", "published"},
        },
    )


@for_members("achievement.write")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask a partner; a message leaves at once."""
    version = version_of(organization_id, version_id)
    form = AskForm(request.POST if request.method == "POST" else None, organization_id)
    if form.is_valid():
        throttles.hit("endorsement-mail", str(organization_id), limit=MAILS_PER_HOUR, seconds=3600)
        told = {name: form.cleaned_data[name] for name in ("name", "kind", "email", "language", "message")}
        try:
            actions.ask_endorsement(version_id=version_id, partner_id=form.partner_id, by=request.actor, **told)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The partner is written to."))
            return _back(organization_id, version_id)
    context = {"version": version, "form": form, "days": endorsing.ANSWER_DAYS}
    return page(request, "issuer/endorsement_ask.html", context, invalid=bool(form.errors))


@for_members("achievement.write")
@require_POST
def remind(request: MemberRequest, organization_id: UUID, endorsement_id: UUID) -> HttpResponse:
    """Send an open request again."""
    if queries.endorsement_of(organization_id, endorsement_id) is None:
        raise Http404
    throttles.hit("endorsement-mail", str(organization_id), limit=MAILS_PER_HOUR, seconds=3600)
    try:
        actions.remind_endorser(endorsement_id=endorsement_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("The request is sent again, with a new link."))
    return redirect("issuer:endorsement", organization_id=organization_id, endorsement_id=endorsement_id)


@for_members("achievement.write")
@require_http_methods(["GET", "HEAD", "POST"])
def partner_add(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """State what a partner is to a microcredential."""
    version = version_of(organization_id, version_id)
    form = PartnerForm(request.POST if request.method == "POST" else None, organization_id)
    if form.is_valid():
        try:
            actions.state_partner(
                achievement_id=version.achievement_id,
                relation=form.cleaned_data["relation"],
                partner_id=form.partner_id,
                name=form.cleaned_data["name"],
                words=read_pair(form.cleaned_data, "words"),
                by=request.actor,
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("The partner is stated."))
            return _back(organization_id, version_id)
    rules = [(Relation(code).label, rule) for code, rule in endorsing.RELATION_RULES.items()]
    context = {"version": version, "form": form, "rules": rules}
    return page(request, "issuer/endorsement_partner.html", context, invalid=bool(form.errors))


@for_members("achievement.write")
@require_POST
def partner_end(request: MemberRequest, organization_id: UUID, version_id: UUID, partnership_id: UUID) -> HttpResponse:
    """State a partner no longer."""
    version = version_of(organization_id, version_id)
    if partnership_id not in {one.id for one in queries.partnerships(version.achievement_id)}:
        raise Http404
    actions.end_partner(partnership_id=partnership_id, by=request.actor)
    messages.success(request, _("The partner is no longer stated."))
    return _back(organization_id, version_id)


def _attach(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))


def _back(organization_id: UUID, version_id: UUID) -> HttpResponse:
    return redirect("issuer:endorsement_version", organization_id=organization_id, version_id=version_id)


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
_VERSION, _ONE = "achievements/<uuid:version_id>/endorsements/", "endorsements/<uuid:endorsement_id>/"
endorsement_urls = [
    path("endorsements/", endorsements, name="endorsements"),
    path(_ONE, endorsement, name="endorsement"),
    path(f"{_ONE}remind/", remind, name="endorsement_remind"),
    path(_VERSION, of_version, name="endorsement_version"),
    path(f"{_VERSION}ask/", ask, name="endorsement_ask"),
    path(f"{_VERSION}partners/add/", partner_add, name="partner_add"),
    path(f"{_VERSION}partners/<uuid:partnership_id>/end/", partner_end, name="partner_end"),
]
