"""The passport, and one credential in full."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from acquis.issuance.wording import REASONS
from acquis.passport import actions, queries
from acquis.passport.queries import ItemFacts
from acquis.platform.actor import ActorRequest
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.verification import queries as verification
from acquis.verification import showing
from acquis.web.learner.claim import KEPT
from acquis.web.learner.forms import NoteForm


def person_of(request: ActorRequest) -> UUID:
    """The signed-in person; the doorkeeper let nobody else in."""
    assert request.actor.person_id is not None
    return request.actor.person_id


def own_item(request: ActorRequest, item_id: UUID) -> ItemFacts:
    """A credential of the person's own passport, else 404."""
    found = queries.item(person_of(request), item_id)
    if found is None:
        raise Http404
    return found


def card_of(item: ItemFacts) -> dict[str, Any]:
    """What `components/credential_card.html` shows."""
    credential = item.credential
    return {
        "url": reverse("learner:item", kwargs={"item_id": item.id}),
        "title": credential.title,
        "issuer": credential.issuer,
        "issued_at": credential.issued_at,
        "expires_at": credential.valid_until,
        "state": credential.state,
        "digest": credential.seal,
        "colours": credential.colours,
        "kind": credential.kind,
        "shared": bool(item.live_shares),
    }


def qr(address: str) -> SafeString:
    """A QR code as inline SVG, drawn here and nowhere else."""
    drawn = segno.make(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 -- squares only


@never_cache
@require_GET
def passport(request: ActorRequest) -> HttpResponse:
    """Every credential as a card; those taken out are one tab away."""
    archived = request.GET.get("view") == "out"
    page = page_of(queries.passport(person_of(request), archived=archived), request.GET.get("page"), per_page=24)
    cards = [card_of(item) for item in queries.item_facts(list(page.object_list))]
    context = {"page": page, "cards": cards, "archived": archived, "waiting": KEPT in request.session}
    return render(request, "learner/passport.html", context)


@never_cache
@require_GET
def item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """One credential in full: what it says, what was checked, and what its holder can do with it."""
    return _page(request, own_item(request, item_id), NoteForm())


def _page(request: ActorRequest, found: ItemFacts, form: NoteForm, status: int = 200) -> HttpResponse:
    if not form.is_bound:
        form.initial["note"] = found.note
    evidence = queries.own_evidence(found)
    report = verification.report(found.document, resources=queries.resources(found.credential.id, evidence))
    context = {
        "item": found,
        "credential": found.credential,
        "shown": showing.shown(report, evidence=evidence),
        "reason": REASONS.get(found.credential.reason, ""),
        "evidence_base": reverse("learner:evidence", kwargs={"evidence_id": UUID(int=0)}).removesuffix(
            f"{UUID(int=0)}/"
        ),
        "form": form,
    }
    return render(request, "learner/item.html", context, status=status)


@require_POST
def note(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Keep the private note."""
    found = own_item(request, item_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.annotate(item_id=item_id, note=form.cleaned_data["note"], by=request.actor)
    messages.success(request, _("Your note is kept."))
    return redirect("learner:item", item_id=item_id)


@require_POST
def archive(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Take a credential out of the passport; it can be put back."""
    return _move(request, item_id, out=True)


@require_POST
def restore(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Put a credential back into the passport."""
    return _move(request, item_id, out=False)


def _move(request: ActorRequest, item_id: UUID, *, out: bool) -> HttpResponse:
    try:
        (actions.archive if out else actions.restore)(item_id=item_id, by=request.actor)
    except Refused as refused:
        raise Http404 from refused
    if out:
        messages.success(request, _("Taken out. Your shares no longer show it. You can put it back at any time."))
    else:
        messages.success(request, _("It is back in your passport."))
    return redirect("learner:item", item_id=item_id)
