"""The public verify page, which is also the badge reader (R-147, R-181)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from acquis.platform import links, throttles
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.verification import queries
from acquis.verification.showing import shown
from acquis.web.employer.forms import VerifyForm

TRIES_PER_MINUTE = 30


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """A file, a badge picture, pasted text or an address; the report unfolds on the same page, and nothing is kept."""
    if request.method != "POST":
        return render(request, "employer/verify.html", {"form": VerifyForm()})
    throttles.hit("verify", throttles.address_of(request), limit=TRIES_PER_MINUTE, seconds=60)
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "employer/verify.html", {"form": form}, status=422)
    if form.address and (own := _own_share(form.address)):
        return redirect(own)
    try:
        data = queries.fetch(form.address) if form.address else form.data_given()
    except Refused as refused:
        form.add_error(refused.where, str(refused.sentence))
        return render(request, "employer/verify.html", {"form": form}, status=422)
    found = shown(queries.report(data))
    return render(request, "employer/verify.html", {"form": VerifyForm(), "shown": found})


def _own_share(address: str) -> str:
    """The page of a share of this network, whatever in that share the address names; "" for every other address.

    A share is answered in process: see `acquis.config.composition`.
    """
    try:
        parts = urlsplit(address)
        if parts.netloc.lower() != links.host().lower():
            return ""
        with translation.override(translation.get_language_from_path(parts.path) or "fr"):
            found = resolve(parts.path)
            named = found.view_name in {"employer:share", "employer:credential", "employer:evidence"}
            return reverse("employer:share", kwargs={"token": found.kwargs["token"]}) if named else ""
    except (Resolver404, ValueError):  # ValueError: no address at all
        return ""
