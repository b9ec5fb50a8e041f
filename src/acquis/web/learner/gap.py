"""What the passport shows of an occupation or a microcredential, and what it lacks (R-077)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acquis.catalogue.queries import portal
from acquis.catalogue.search.asking import Question
from acquis.passport import gap
from acquis.platform.actor import ActorRequest
from acquis.skills import queries as skills
from acquis.web.learner.passport import person_of

LONGEST = 100
MOST_FOUND = 10


@never_cache
@require_safe
def compare(request: ActorRequest) -> HttpResponse:
    """Choose by words what to compare with; then what is shown and what is missing. The address says it all."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    found = _compared(request)
    context: dict[str, object] = {"words": words, "gap": found}
    if found is None and words:
        context |= _offered(words)
    return render(request, "learner/gap.html", context)


def _compared(request: ActorRequest) -> gap.Gap | None:
    for name, compared in (("occupation", gap.with_occupation), ("achievement", gap.with_achievement)):
        if name in request.GET:
            try:
                found = compared(person_of(request), UUID(request.GET[name]))
            except ValueError:
                raise Http404 from None
            if found is None:
                raise Http404
            return found
    return None


def _offered(words: str) -> dict[str, object]:
    """What the words find: the best occupations and the best definitions."""
    try:
        _answer, page = portal.search(Question(words=words))
        achievements = list({one.achievement_id: one for one in page.object_list}.values())[:MOST_FOUND]
        is_late = False
    except portal.NotReady:
        achievements, is_late = [], True
    occupations = skills.search(words, get_language() or "fr", MOST_FOUND, kinds=["occupation"])
    return {"occupations": occupations, "achievements": achievements, "is_late": is_late}
