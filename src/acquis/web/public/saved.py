"""Keeping offers: one list with an account, another on the device without one (R-109)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from acquis.catalogue.actions import saved as actions
from acquis.catalogue.queries import portal
from acquis.platform.actor import ActorRequest
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.web.public import kept
from acquis.web.public.portal import shown_to


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
    context = {
        "page": page,
        "gone": [key for key in page.object_list if key not in here],
        "on_device": len(kept.on_device(request)) if request.user.is_authenticated else 0,
        **shown_to(request, found),
    }
    return render(request, "public/saved.html", context)


def _write(request: ActorRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("public:saved")
    answer = redirect(target)
    add, drop = kept.key_of(request.POST.get("add", "")), kept.key_of(request.POST.get("drop", ""))
    try:
        if "bring" in request.POST and request.user.is_authenticated:
            _bring(request, answer)
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


def _bring(request: ActorRequest, answer: HttpResponse) -> None:
    """Bring the device's list into the account; it then leaves the device, which others may use."""
    # The last saved comes first on both lists.
    actions.save_listings(keys=reversed(kept.on_device(request)), by=request.actor)
    kept.keep_on_device(answer, [])
    messages.success(request, _("The list of this device is now with your account."))
