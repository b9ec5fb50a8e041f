"""The portal: searching and narrowing what is offered, the free list, and offers side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from acquis.catalogue.queries import portal, portal_facets
from acquis.catalogue.queries.portal import Found
from acquis.catalogue.queries.portal_facets import ShownFacet
from acquis.catalogue.search.asking import SORTS, Question
from acquis.catalogue.search.facets import FACETS
from acquis.platform import clock, links
from acquis.platform.doors import open_to_all
from acquis.web.public import kept

SORT_LABELS = {
    "relevance": pgettext_lazy("sort", "Most relevant"),
    "start": pgettext_lazy("sort", "Soonest start"),
    "price": pgettext_lazy("sort", "Lowest price"),
    "newest": pgettext_lazy("sort", "Newest"),
}
LONGEST, MOST_VALUES, MOST_CHOSEN, MOST_COMPARED = 200, 20, 60, portal.COMPARED
LONGEST_ADDRESS = 8000
"""What a page says of its own address in each card is bounded, or one long address would make a page of megabytes."""
ON_A_SHEET = 6
"""So many offers fit a printed page with the longest titles."""
PART = "X-Part"
"""The header by which our own script asks for the part of the page that changes."""

AGAIN_SECONDS = 5


def _when_ready(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A server that has just started says that its search is on the way; what was asked stays in the address."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except portal.NotReady:
            later = render(request, "public/portal_not_ready.html", {"here": request.get_full_path()}, status=503)
            later["Retry-After"] = str(AGAIN_SECONDS)
            later["Cache-Control"] = "no-store"
            return later

    return answer


@open_to_all
@require_safe
@vary_on_headers(PART)
@gzip_page  # nothing secret stands beside what somebody else could choose; Django masks the form tokens
@_when_ready
def achievements(request: HttpRequest) -> HttpResponse:
    """The search, its facets and its results (R-096 to R-100); the address says it all and can be kept."""
    question = question_of(request.GET)
    answer, page = portal.search(question, page=request.GET.get("page"))
    facets = portal_facets.shown(answer, question, whole=request.GET.get("all", ""))
    context = {
        "page": page,
        "words": question.words,
        "answer": answer,
        "facets": [(facet, _address(request, question, all=facet.name, fragment=facet.name)) for facet in facets],
        "chosen": _chips(request, question, facets),
        "everything": _address(request, replace(question, chosen={})),
        "sorts": [(code, SORT_LABELS[code], code == question.sort) for code in SORTS],
        **shown_to(request, list(page)),
    }
    part = request.headers.get(PART) == "portal"
    return render(request, "public/portal_part.html" if part else "public/achievements.html", context)


@open_to_all
@require_safe
@gzip_page
@_when_ready
def free(request: HttpRequest) -> HttpResponse:
    """Exactly the offers whose whole cost is known to be nothing (R-099), all or for literacy learners (R-297)."""
    literacy = request.GET.get("for") == "literacy"
    page = portal.free(page=request.GET.get("page"), literacy=literacy)
    return render(request, "public/free.html", {"page": page, "literacy": literacy, **shown_to(request, list(page))})


@open_to_all
@require_safe
@gzip_page
@_when_ready
def free_sheet(request: HttpRequest) -> HttpResponse:
    """The free list for literacy learners, in plain words on one printed page (R-297)."""
    page = portal.free(literacy=True)
    context = {
        "offers": list(page)[:ON_A_SHEET],
        "more": max(page.paginator.count - ON_A_SHEET, 0),
        "today": clock.today(),
        "address": f"{links.absolute('public:free', language=get_language() or 'fr')}?for=literacy",
    }
    return render(request, "public/free_sheet.html", context)


@open_to_all
@require_safe
@gzip_page
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four offers side by side (R-108)."""
    asked = [key for text in request.GET.getlist("o")[:MOST_VALUES] if (key := kept.key_of(text))]
    keys = list(dict.fromkeys(asked))
    found = portal.of_keys(keys[:MOST_COMPARED])
    columns = [(one, _without(request, one.key)) for one in found]
    context = {
        "columns": columns,
        "too_many": len(keys) > MOST_COMPARED,
        "gone": len(keys[:MOST_COMPARED]) - len(found),
        "most": MOST_COMPARED,
    }
    return render(request, "public/compare.html", context)


def question_of(asked: QueryDict) -> Question:
    """What an address asks for; what it should not say is left out."""
    chosen: dict[str, tuple[str, ...]] = {}
    for facet in FACETS:
        room = min(MOST_VALUES, MOST_CHOSEN - sum(map(len, chosen.values())))
        chosen[facet.name] = tuple(value[:LONGEST] for value in asked.getlist(facet.name)[:room] if value)
    sort = asked.get("sort", "")
    return Question(
        asked.get("q", "")[:LONGEST].replace("\x00", " ").strip(),
        {name: values for name, values in chosen.items() if values},
        sort if sort in SORTS else SORTS[0],
    )


def shown_to(request: HttpRequest, found: Sequence[Found]) -> dict[str, Any]:
    """The cards, and which of them the visitor keeps."""
    saved = set(kept.keys(request))
    return {
        "cards": [
            {"found": one, "url": address_of(one), "saved": one.key in saved, "digest": one.digest} for one in found
        ],
        "saved_count": len(saved),
        "here": address if len(address := request.get_full_path()) <= LONGEST_ADDRESS else request.path,
    }


def address_of(found: Found) -> str:
    """The page of what is offered, at the offer."""
    page = reverse("public:achievement", kwargs={"achievement_id": found.achievement_id})
    return f"{page}#offer-{found.key}" if found.offer else page


def _chips(request: HttpRequest, question: Question, facets: Sequence[ShownFacet]) -> list[tuple[str, str, str]]:
    """What is chosen, each with the address without it."""
    return [
        (facet.label, value.label, _address(request, question, drop=(facet.name, value.code)))
        for facet in facets
        for value in facet.chosen
    ]


def _address(
    request: HttpRequest, question: Question, *, drop: tuple[str, str] = ("", ""), fragment: str = "", **more: str
) -> str:
    """The address of a question: what was understood of it, and nothing else that stood in the address."""
    query = QueryDict(mutable=True)
    if question.words:
        query["q"] = question.words
    if question.sort != SORTS[0]:
        query["sort"] = question.sort
    for name, values in question.chosen.items():
        query.setlist(name, [value for value in values if (name, value) != drop])
    for key, each in more.items():
        query[key] = each
    return f"{request.path}?{query.urlencode()}" + (f"#facet-{fragment}" if fragment else "")


def _without(request: HttpRequest, key: UUID) -> str:
    query = request.GET.copy()
    query.setlist("o", [each for each in query.getlist("o") if each.replace("-", "") != key.hex])
    return f"{request.path}?{query.urlencode()}"
