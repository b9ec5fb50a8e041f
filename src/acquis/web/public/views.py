"""The open pages: first contact, home, register, glossary, and what the network promises."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acquis.catalogue import queries as catalogue
from acquis.organizations import queries as organizations
from acquis.platform.doors import open_to_all
from acquis.platform.pagination import page_of
from acquis.platform.translatable import LANGUAGES
from acquis.registry import queries as registry
from acquis.web.public import cards
from acquis.web.public.glossary import in_order

_YEAR = 365 * 24 * 3600
_ON_HOME = 4


@open_to_all
@never_cache
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The first contact shows both languages equally (R-346); the choice is remembered in a cookie."""
    chosen = request.GET.get("language", "")
    known = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in LANGUAGES:
        answer = redirect(f"/{chosen}/")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax")
        return answer
    if known in LANGUAGES:
        return redirect(f"/{known}/")
    return render(request, "public/choose_language.html")


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and a door for each visitor."""
    newest = catalogue.published(examples=False).object_list[:_ON_HOME]
    memberships = organizations.memberships_of(request.user.pk) if request.user.is_authenticated else []
    context = {
        "cards": cards.of_versions(newest),
        "desk_url": reverse("issuer:desk", kwargs={"organization_id": memberships[0][0].id}) if memberships else "",
    }
    return render(request, "public/home.html", context)


@open_to_all
@require_safe
def issuers(request: HttpRequest) -> HttpResponse:
    """The public register of recognized issuers."""
    page = page_of(registry.public_register(), request.GET.get("page"))
    return render(request, "public/issuers.html", {"page": page})


@open_to_all
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every house term in both languages, with an anchor that never changes (R-006)."""
    return render(request, "public/glossary.html", {"terms": in_order(get_language() or "fr")})


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the network is for, and what a verification does and does not say."""
    return render(request, "public/about.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html")


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and for how long."""
    return render(request, "public/privacy.html")
