"""Keeping offers: one list with an account, another on the device without one; and being told of changes (R-109)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from acquis.catalogue.actions import saved as actions
from acquis.catalogue.queries import portal, study_periods
from acquis.catalogue.queries import saved as queries
from acquis.platform import throttles
from acquis.platform.actor import ActorRequest
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.web.public import kept
from acquis.web.public.portal import shown_to

MISSES_PER_MINUTE = 20
MOST_OVERLAPS = 10


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: ActorRequest) -> HttpResponse:
    """The list; a POST puts something on it, takes something off, or brings the device's list into the account."""
    if request.method == "POST":
        return _write(request)
    keys = kept.keys(request)
    page = page_of(keys, request.GET.get("page"), per_page=portal.PER_PAGE)
    found = portal.of_keys(page.object_list)
    here = {one.key for one in found}
    person_id, overlaps = request.user.pk, study_periods.overlaps(keys)
    context = {
        "page": page,
        "alerts": person_id is not None and queries.has_alerts(person_id),
        "gone": [key for key in page.object_list if key not in here],
        "overlaps": overlaps[:MOST_OVERLAPS],
        "more_overlaps": max(0, len(overlaps) - MOST_OVERLAPS),
        "on_device": len(kept.on_device(request)) if request.user.is_authenticated else 0,
        **shown_to(request, found),
    }
    changed = queries.changed_since_saved(person_id, found) if person_id else queries.changed_lately(found)
    for card in context["cards"]:
        card["changed"] = changed.get(card["found"].key, [])
    return render(request, "public/saved.html", context)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alerts_off(request: ActorRequest, token: str) -> HttpResponse:
    """What the link of a message leads to: one button ends the messages, without an account.

    A mail program may post here by itself when its reader asks it to (RFC 8058): the link is what entitles, and it can
    do nothing else. Reading the page changes nothing, whoever follows the link first.
    """
    known = queries.alerts_behind(token) is not None
    done = request.method == "POST" and known and actions.end_alerts_by_link(token=token, by=request.actor)
    if not known:
        throttles.hit("alerts", throttles.address_of(request), limit=MISSES_PER_MINUTE, seconds=60)
    answer = render(request, "public/alerts_off.html", {"known": known, "done": done}, status=200 if known else 404)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _write(request: ActorRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("public:saved")
    answer = redirect(target)
    add, drop = kept.key_of(request.POST.get("add", "")), kept.key_of(request.POST.get("drop", ""))
    try:
        if "bring" in request.POST and request.user.is_authenticated:
            _bring(request, answer)
        elif "alerts_choice" in request.POST and request.user.is_authenticated:
            _choose_alerts(request)
        elif add and portal.of_keys([add]):
            _add(request, answer, add)
        elif drop:
            _drop(request, answer, drop)
        else:
            messages.error(request, _("This is not offered any more."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return answer


def _add(request: ActorRequest, answer: HttpResponse, key: UUID) -> None:
    if request.user.is_authenticated:
        actions.save_listings(keys=[key], by=request.actor)
        messages.success(request, _("Saved with your account."))
        return
    known = kept.on_device(request)
    if key not in known and len(known) >= kept.MOST:
        raise Refused("list_full", _("Your list is full. Take something off it first."))
    kept.keep_on_device(answer, dict.fromkeys([key, *known]))
    messages.success(request, _("Saved on this device."))


def _drop(request: ActorRequest, answer: HttpResponse, key: UUID) -> None:
    if request.user.is_authenticated:
        actions.drop_listing(key=key, by=request.actor)
    else:
        kept.keep_on_device(answer, [each for each in kept.on_device(request) if each != key])
    messages.success(request, _("Taken off your list."))


def _choose_alerts(request: ActorRequest) -> None:
    if "alerts" in request.POST:
        actions.ask_alerts(by=request.actor)
        messages.success(request, _("We will write to you when something on your list changes, once a day at most."))
    else:
        actions.end_alerts(by=request.actor)
        messages.success(request, _("We no longer write to you about your list."))


def _bring(request: ActorRequest, answer: HttpResponse) -> None:
    """Bring the device's list into the account; it then leaves the device, which others may use."""
    # The last saved comes first on both lists.
    actions.save_listings(keys=reversed(kept.on_device(request)), by=request.actor)
    kept.keep_on_device(answer, [])
    messages.success(request, _("The list of this device is now with your account."))
