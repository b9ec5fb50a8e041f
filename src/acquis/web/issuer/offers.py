"""An organization's offers: the list, one offer, its editor, and its life."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import actions, offering, queries
from acquis.catalogue.queries import OfferFacts, VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.faults import Blocked, Refused
from acquis.web.issuer.forms_offers import BeginOfferForm, OfferForm, SessionForm

SESSIONS = "sessions"
SINCE_MONTHS = 1


@for_members("offer.write")
@require_GET
def offers(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Every offer, those that wait longest for a confirmation first."""
    state = request.GET.get("state", "")
    wanted = state if state in offering.OfferState.values else ""
    page = queries.offers_of(organization_id, page=request.GET.get("page"), state=wanted)
    titles = queries.titles({each.achievement_id for each in page.object_list})
    context = {
        "page": page,
        "rows": [{"offer": each, "title": titles[each.achievement_id]} for each in page.object_list],
        "state": wanted,
        "tabs": [("", _("In use")), *offering.OfferState.choices],
        "to_confirm": queries.offers_to_confirm(organization_id),
    }
    return _page(request, "issuer/offers.html", context)


@for_members("offer.write")
@require_http_methods(["GET", "POST"])
def begin(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Choose what is offered; the editor follows."""
    choices = [(str(card.achievement_id), f"{card.code} – {card.title}") for card in queries.awardable(organization_id)]
    chosen = {"achievement": request.GET.get("achievement", "")}
    form = BeginOfferForm(request.POST if request.method == "POST" else None, choices=choices, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_offer(achievement_id=UUID(form.cleaned_data["achievement"]), by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("issuer:offer_edit", organization_id=organization_id, offer_id=made)
    context = {"form": form, "has_choice": bool(choices)}
    return _page(request, "issuer/offer_begin.html", context, status=422 if form.is_bound else 200)


@for_members("offer.write")
@require_GET
def offer(request: MemberRequest, organization_id: UUID, offer_id: UUID) -> HttpResponse:
    """One offer as the public sees it, what it lacks, and how often its registration was opened."""
    found, version = _offer(organization_id, offer_id)
    since = clock.months_later(clock.today(), -SINCE_MONTHS)
    context = {
        "offer": found,
        "version": version,
        "lacks": actions.lacks(offer_id),
        "clicks": queries.clicks([offer_id]).get(offer_id, 0),
        "recent_clicks": queries.clicks([offer_id], since=since).get(offer_id, 0),
        "since": since,
    }
    return _page(request, "issuer/offer.html", context)


@for_members("offer.write")
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, organization_id: UUID, offer_id: UUID) -> HttpResponse:
    """The editor; every button saves."""
    found, version = _offer(organization_id, offer_id)
    if found.state == offering.OfferState.CLOSED:
        messages.info(request, _("This offer is closed. Reopen it to change it."))
        return _to_offer(organization_id, offer_id)
    modules = version.content.modules
    posted = request.POST if request.method == "POST" else None
    form = OfferForm(posted, initial=OfferForm.initial_of(found.terms), modules=modules)
    shape: Any = forms.formset_factory(SessionForm, extra=1, can_delete=True, max_num=61, absolute_max=80)
    rows = shape(
        posted,
        prefix=SESSIONS,
        initial=[SessionForm.initial_of(each, modules) for each in found.terms.sessions],
        form_kwargs={"modules": modules},
    )
    if posted is not None and form.is_valid() and rows.is_valid() and _saved(request, found, form, rows):
        messages.success(request, _("The offer is saved."))
        if request.POST.get("do") == "session":
            address = reverse("issuer:offer_edit", kwargs={"organization_id": organization_id, "offer_id": offer_id})
            return redirect(f"{address}#{SESSIONS}")
        return _to_offer(organization_id, offer_id)
    context = {"offer": found, "version": version, "form": form, "rows": rows}
    return _page(request, "issuer/offer_edit.html", context, status=422 if posted is not None else 200)


@for_members("offer.write")
@require_POST
def move(request: MemberRequest, organization_id: UUID, offer_id: UUID) -> HttpResponse:
    """List, confirm, close or reopen it."""
    _offer(organization_id, offer_id)
    moves = {
        "list": (actions.list_offer, _("The offer is listed: everybody can find it.")),
        "confirm": (actions.confirm_offer, _("The offer is confirmed.")),
        "close": (actions.close_offer, _("The offer is closed: nobody finds it any more.")),
        "reopen": (actions.reopen_offer, _("The offer is a draft again.")),
    }
    asked = moves.get(request.POST.get("do", ""))
    if asked is None:
        raise Http404
    act, done = asked
    try:
        act(offer_id=offer_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, done)
    if request.POST.get("back") == "list":
        return redirect("issuer:offers", organization_id=organization_id)
    return _to_offer(organization_id, offer_id)


# — steps —


def _offer(organization_id: UUID, offer_id: UUID) -> tuple[OfferFacts, VersionFacts]:
    found = queries.offer_in(organization_id, offer_id)
    version = queries.achievement_page(found.achievement_id) if found else None
    if found is None or version is None:
        raise Http404
    return found, version


def _saved(request: MemberRequest, found: OfferFacts, form: OfferForm, rows: Any) -> bool:
    kept = [row for row in rows.forms if row not in rows.deleted_forms and (row.has_changed() or row.initial)]
    try:
        terms = form.terms(tuple(row.session() for row in kept))
        actions.revise_offer(offer_id=found.id, terms=terms, by=request.actor)
    except Blocked as blocked:
        for reason in blocked.reasons:
            _attach(form, kept, reason)
        return False
    except Refused as refused:
        _attach(form, kept, refused)
        return False
    return True


def _attach(form: OfferForm, kept: list[Any], refused: Refused) -> None:
    """Put a refusal where it belongs: ``sessions-<n>-<field>`` names a row."""
    part, _dash, rest = refused.where.partition("-")
    number, _dash, name = rest.partition("-")
    if part == SESSIONS and number:
        kept[int(number)].add_error(name, str(refused.sentence))
    else:
        form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))


def _to_offer(organization_id: UUID, offer_id: UUID) -> HttpResponse:
    return redirect("issuer:offer", organization_id=organization_id, offer_id=offer_id)


def _page(request: MemberRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, {"organization": request.organization, **context}, status=status)


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
_ONE = "offers/<uuid:offer_id>/"
offer_urls = [
    path("offers/", offers, name="offers"),
    path("offers/new/", begin, name="offer_begin"),
    path(_ONE, offer, name="offer"),
    path(f"{_ONE}edit/", edit, name="offer_edit"),
    path(f"{_ONE}move/", move, name="offer_move"),
]
