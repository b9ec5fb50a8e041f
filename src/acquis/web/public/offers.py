"""What surrounds an offer on the open pages: the way out to register, preparation, student aid."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acquis.catalogue import actions, offering, queries, wording
from acquis.catalogue.aid_rules import aid_rules
from acquis.catalogue.queries import VersionFacts
from acquis.platform import clock
from acquis.platform.doors import open_to_all

SPECULATIVE = ("prefetch", "prerender")


def on_page(version: VersionFacts) -> dict[str, Any]:
    """What `components/offers.html` needs beside a version."""
    achievement_id = version.achievement_id
    resources = queries.preparation_for(achievement_id)
    return {
        "offers": queries.listed([achievement_id]).get(achievement_id, []),
        "aid": queries.aid_of(achievement_id),
        "preparation": resources,
        "taught_free": any(each.is_equivalent for each in resources),
        "needs_preparation": bool(version.content.prerequisites),
    }


@open_to_all
@never_cache
@require_safe
def register(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Send the visitor to the address that the institution gave, and nowhere else; count that it happened (R-102)."""
    found = queries.offer(offer_id)
    if found is None or not found.is_listed:
        raise Http404
    purpose = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method == "GET" and not purpose.startswith(SPECULATIVE):
        with suppress(DatabaseError):  # a lost count must not keep anybody from registering
            actions.count_click(offer_id=offer_id)
    answer = HttpResponseRedirect(found.terms.registration_url)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@open_to_all
@require_safe
def preparation(request: HttpRequest) -> HttpResponse:
    """Everything that helps to prepare, with its recognition and by whom (R-111, R-112)."""
    lists = {
        "kind": offering.PreparationKind,
        "acceptance": offering.Acceptance,
        "path": wording.LiteracyPath,
    }
    asked = {name: request.GET.get(name, "") for name in lists}
    chosen = {name: code if code in lists[name].values else "" for name, code in asked.items()}
    context = {
        "page": queries.preparations(page=request.GET.get("page"), **chosen),
        "chosen": chosen,
        "kinds": offering.PreparationKind.choices,
        "acceptances": offering.Acceptance.choices,
        "paths": wording.LiteracyPath.choices,
    }
    return render(request, "public/preparation.html", context)


@open_to_all
@require_safe
def aid(request: HttpRequest) -> HttpResponse:
    """What student aid is, with the rules, their days and their sources; the helper answers in the page."""
    rules, today = aid_rules(), clock.today()
    context = {
        "rules": rules,
        "rows": [{"rule": rule, "in_force": rule.in_force(today)} for rule in rules.rules],
        "told": [rule.told(today) for rule in rules.rules],
        "kinds": offering.AidKind.choices,
        "years": queries.aid_years(),
    }
    return render(request, "public/aid.html", context)


@open_to_all
@require_safe
def aid_list(request: HttpRequest) -> HttpResponse:
    """What was approved for student aid, by academic year and institution (R-286)."""
    years = queries.aid_years()
    asked = request.GET.get("year", "")
    year = next((each for each in years if str(each) == asked), years[0] if years else 0)
    institutions = queries.aid_institutions(year)
    chosen = next((each for each in institutions if each.key == request.GET.get("institution", "")), None)
    context = {
        "years": [(each, queries.academic_year(each)) for each in years],
        "year": year,
        "academic_year": queries.academic_year(year) if years else "",
        "institutions": institutions,
        "chosen": chosen,
        "page": queries.aid_list(year, chosen.id if chosen else None, page=request.GET.get("page")),
    }
    return render(request, "public/aid_list.html", context)


# Included by `acquis.web.public.urls`, in whose namespace these names stand.
offer_urls = [
    path("offers/<uuid:offer_id>/register/", register, name="offer_register"),
    path("preparation/", preparation, name="preparation"),
    path("aid/", aid, name="aid"),
    path("aid/approved/", aid_list, name="aid_list"),
]
