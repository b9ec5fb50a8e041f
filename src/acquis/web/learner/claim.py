"""An offered award: seen before any account, accepted into a passport, or declined.

The secret of the address stays out of every other address: while somebody signs in or makes an account, their
session keeps it, and `resume` brings them back.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from acquis.issuance import actions as issuing
from acquis.issuance import queries as issuance
from acquis.issuance.queries import AwardFacts
from acquis.passport import actions
from acquis.passport.wording import masked
from acquis.people import queries as people
from acquis.platform import throttles
from acquis.platform.actor import ActorRequest
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.verification import queries as verification
from acquis.verification import showing
from acquis.web.learner.forms import DeclineForm

MISSES_PER_MINUTE = 20
KEPT = "claim"


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: ActorRequest, token: str) -> HttpResponse:
    """The credential as it would enter the passport, with the way to accept it."""
    offer = issuance.offer_behind(token)
    if offer is None:
        return _gone(request)
    if request.method != "POST":
        return _landing(request, token, offer)
    if request.actor.person_id is None:
        request.session[KEPT] = token
        door = "account_signup" if request.POST.get("door") == "new" else "account_login"
        return redirect(f"{reverse(door)}?{urlencode({'next': reverse('learner:resume')})}")
    try:
        item_id = actions.accept_award(token=token, by=request.actor, confirmed="confirmed" in request.POST)
    except Refused as refused:
        return _landing(request, token, offer, refusal=refused)
    request.session.pop(KEPT, None)
    messages.success(request, _("It is in your passport. Nobody sees it unless you share it."))
    return redirect("learner:item", item_id=item_id)


@never_cache
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Back to the offer that somebody was answering before they signed in."""
    token = request.session.get(KEPT)
    return redirect("learner:claim", token=token) if token else redirect("learner:passport")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: ActorRequest, token: str) -> HttpResponse:
    """Refuse the award, with a reason if the person wishes to give one."""
    offer = issuance.offer_behind(token)
    if offer is None:
        return _gone(request)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        issuing.decline(token=token, reason=form.cleaned_data["reason"], by=request.actor)
        request.session.pop(KEPT, None)
        return _discreet(render(request, "learner/declined.html", {"offer": offer}))
    return _discreet(render(request, "learner/decline.html", {"offer": offer, "form": form, "token": token}))


def _landing(request: ActorRequest, token: str, offer: AwardFacts, refusal: Refused | None = None) -> HttpResponse:
    assert offer.credential is not None, "what is offered is signed"
    person_id = request.actor.person_id
    expected = person_id is None or offer.recipient_email in people.verified_addresses(person_id)
    context = {
        "offer": offer,
        "token": token,
        "address": masked(offer.recipient_email),
        "expected": expected,
        "signed_in": person_id is not None,
        "refusal": refusal,
        "shown": showing.shown(verification.report(offer.credential.document)),
    }
    return _discreet(render(request, "learner/claim.html", context, status=422 if refusal else 200))


def _gone(request: HttpRequest) -> HttpResponse:
    """One page for a link that is unknown, answered, replaced or over; guessing is slowed down."""
    throttles.hit("claim", throttles.address_of(request), limit=MISSES_PER_MINUTE, seconds=60)
    return _discreet(render(request, "learner/claim_gone.html", status=404))


def _discreet(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "same-origin"
    return answer
