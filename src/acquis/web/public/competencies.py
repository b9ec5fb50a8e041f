"""Competency frameworks in the open: whose they are, what is in them, and every entry with what is around it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acquis.platform.doors import open_to_all
from acquis.platform.pagination import page_of
from acquis.skills import queries


@open_to_all
@require_safe
def competencies(request: HttpRequest) -> HttpResponse:
    """The frameworks, and a search through all of them; the results alone when a script asks for them."""
    words, kind, reuse = (request.GET.get(name, "")[:100] for name in ("q", "kind", "reuse"))
    frameworks = queries.frameworks()
    chosen = next((one for one in frameworks if str(one.id) == request.GET.get("framework")), None)
    found = queries.search(
        words,
        get_language() or "fr",
        limit=queries.CANDIDATES,
        framework_id=chosen.id if chosen else None,
        kinds=[kind] if kind in dict(queries.KINDS) else (),
        reuse=reuse if reuse in dict(queries.REUSES) else "",
    )
    context = {
        "frameworks": frameworks,
        "words": words,
        "page": page_of(found, request.GET.get("page")),
        "most": queries.CANDIDATES,
        "choices": {"kind": queries.KINDS, "reuse": queries.REUSES},
        "chosen": {"framework": chosen.id if chosen else None, "kind": kind, "reuse": reuse},
    }
    part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    answer = render(request, "public/competency_results.html" if part else "public/competencies.html", context)
    answer.headers["Vary"] = "HX-Request"
    return answer


@open_to_all
@require_safe
def framework(request: HttpRequest, framework_id: UUID) -> HttpResponse:
    """One version of a framework: licence, attribution, and its entries from the top down or by kind."""
    one = queries.framework(framework_id)
    if one is None:
        raise Http404
    asked, counted = request.GET.get("show", ""), queries.counts(framework_id)
    show = asked if asked in counted else ""
    is_obsolete = show == "obsolete"
    found = queries.entries(
        framework_id,
        get_language() or "fr",
        kind="" if is_obsolete else show,
        state="obsolete" if is_obsolete else "",
    )
    page = page_of(found, request.GET.get("page"))
    labels = dict(queries.KINDS) | {"obsolete": _("Obsolete")}
    context = {
        "framework": one,
        "page": page,
        "skills": [queries.skill_facts(row) for row in page],
        "show": show,
        "tabs": [("", _("From the top"), None), *((name, labels[name], number) for name, number in counted.items())],
    }
    return render(request, "public/competency_framework.html", context)


@open_to_all
@require_safe
def competency(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """One entry in both languages, with what is broader, narrower and beside it, and what replaces it."""
    entry = queries.entry(skill_id)
    if entry is None:
        raise Http404
    names: dict[str, Any] = {language: ", ".join(several) for language, several in entry.alternatives.items()}
    context = {"entry": entry, "skill": entry.skill, "framework": entry.framework, "names": names}
    return render(request, "public/competency.html", context)
