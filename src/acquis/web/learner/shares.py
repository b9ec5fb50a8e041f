"""Shares: choose what, choose how much of it, look at it as the reader will, copy the link, stop it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from acquis.passport import actions, queries
from acquis.passport.actions import MOST_ITEMS
from acquis.passport.queries import ItemFacts
from acquis.platform import links
from acquis.platform.actor import ActorRequest
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.verification import showing
from acquis.web.learner.forms import ShareForm
from acquis.web.learner.passport import person_of, qr

KEPT = "share_links"


@never_cache
@require_GET
def shares(request: ActorRequest) -> HttpResponse:
    """Every share: what, for whom, how often opened, until when."""
    page = page_of(queries.shares(person_of(request)), request.GET.get("page"))
    rows = [queries.share_facts(row) for row in page.object_list]
    return render(request, "learner/shares.html", {"page": page, "rows": rows})


@never_cache
@require_GET
def choose(request: ActorRequest) -> HttpResponse:
    """First step: which credentials."""
    page = page_of(queries.passport(person_of(request)), request.GET.get("page"), per_page=MOST_ITEMS)
    context = {
        "page": page,
        "items": queries.item_facts(list(page.object_list)),
        "chosen": set(request.GET.getlist("item")),
        "steps": _steps(0),
    }
    return render(request, "learner/share_choose.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def details(request: ActorRequest) -> HttpResponse:
    """Second step what of them, third the preview, then the link. Only the last one writes."""
    items = _chosen(request)
    if not items:
        messages.error(request, _("Choose at least one credential to show."))
        return redirect("learner:share_choose")
    form = ShareForm(request.POST if request.method == "POST" else None, items)
    if not form.is_valid() or "back" in request.POST:
        return _details(request, form)
    try:
        if "create" in request.POST:
            return _create(request, form)
        facts = queries.preview(person_of(request), form.selections(), **form.options())
        actions.refuse_odd(form.selections(), form.options()["expires_at"])
    except Refused as refused:
        form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        return _details(request, form)
    if facts is None:
        raise Http404
    context = {
        "form": form,
        "facts": facts,
        "items": [(shown, showing.shared(shown)) for shown in facts.items],
        "evidence_base": reverse("learner:evidence", kwargs={"evidence_id": UUID(int=0)}).removesuffix(
            f"{UUID(int=0)}/"
        ),
        "steps": _steps(2),
        "given": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "learner/share_preview.html", context)


def _chosen(request: ActorRequest) -> list[ItemFacts]:
    """The credentials named in the address that are the person's own, in their order."""
    wanted = []
    for given in dict.fromkeys(request.GET.getlist("item")[:MOST_ITEMS]):
        try:
            wanted.append(UUID(given))
        except ValueError:
            continue
    found = queries.passport(person_of(request)).filter(pk__in=wanted)
    own = {one.id: one for one in queries.item_facts(list(found))}
    return [own[item_id] for item_id in wanted if item_id in own]


def _details(request: ActorRequest, form: ShareForm) -> HttpResponse:
    again = form.is_bound and "back" not in request.POST
    back = f"{reverse('learner:share_choose')}?{urlencode([('item', str(item.id)) for item in form.items])}"
    context = {"form": form, "items": form.items, "back": back, "steps": _steps(1, back)}
    return render(request, "learner/share_details.html", context, status=422 if again else 200)


def _create(request: ActorRequest, form: ShareForm) -> HttpResponse:
    made = actions.create_share(
        selections=form.selections(),
        purpose_note=form.cleaned_data["purpose_note"],
        by=request.actor,
        **form.options(),
    )
    # Only its hash is kept: the address can be read again as long as this visit lasts.
    request.session[KEPT] = {**request.session.get(KEPT, {}), str(made.id): made.token}
    return redirect("learner:share", share_id=made.id)


@never_cache
@require_GET
def share(request: ActorRequest, share_id: UUID) -> HttpResponse:
    """One share: its link and QR code, how often it was opened, and the way to stop it."""
    found = queries.share(person_of(request), share_id)
    if found is None:
        raise Http404
    token = request.session.get(KEPT, {}).get(str(share_id)) if found.state == "active" else None
    language = (get_language() or "fr")[:2]
    link = links.absolute("employer:share", language=language, token=token) if token else ""
    context = {"share": found, "link": link, "qr": qr(link) if link else "", "steps": _steps(3) if link else None}
    return render(request, "learner/share.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, share_id: UUID) -> HttpResponse:
    """End a share, after a confirmation."""
    found = queries.share(person_of(request), share_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "learner/share_stop.html", {"share": found})
    try:
        actions.withdraw_share(share_id=share_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("Stopped. The link shows nothing any more."))
    return redirect("learner:shares")


def _steps(current: int, back: str = "") -> list[dict[str, Any]]:
    labels = [_("Credentials"), _("What shows"), pgettext("noun", "Preview"), _("Link")]
    return [
        {
            "label": label,
            "state": "done" if place < current else "current" if place == current else "todo",
            "url": back if place == 0 and back else None,
        }
        for place, label in enumerate(labels)
    ]
