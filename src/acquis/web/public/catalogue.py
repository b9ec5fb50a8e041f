"""The public catalogue: what can be earned, and every version ever published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acquis.catalogue import diff, queries, wording
from acquis.catalogue.content import Alignment
from acquis.platform.doors import open_to_all
from acquis.quality import queries as quality
from acquis.web.public.offers import on_page


@open_to_all
@require_safe
def achievement(request: HttpRequest, achievement_id: UUID, number: int | None = None) -> HttpResponse:
    """Everything that a published version says (R-035); an older version stays readable and says what is newer."""
    found = queries.achievement_page(achievement_id, number)
    if found is None:
        raise Http404
    context = {"version": found, "content": found.content, "labels": found.content.labels, "facts": _facts(found)}
    context["approval"] = quality.public_approval(found.id)
    context |= {"endorsers": queries.endorsers(found), "partners": queries.partnerships(achievement_id)}
    context |= on_page(found)
    return render(request, "public/achievement.html", context)


@open_to_all
@require_safe
def changes(request: HttpRequest, achievement_id: UUID, number: int) -> HttpResponse:
    """What a public version says otherwise than another public one; by default the one before it."""
    found = queries.achievement_page(achievement_id, number)
    if found is None:
        raise Http404
    others = [one for one in queries.public_numbers(achievement_id) if one != number]
    chosen = request.GET.get("from", "")
    earlier = [one for one in others if one < number]
    other = next((one for one in others if str(one) == chosen), earlier[0] if earlier else None)
    compared = queries.achievement_page(achievement_id, other) if other is not None else None
    older, newer = sorted((compared or found, found), key=lambda one: one.number)
    context = {
        "version": found,
        "older": older,
        "newer": newer,
        "others": others,
        "compared": other,
        "differences": diff.between(older.content, newer.content),
    }
    return render(request, "public/achievement_changes.html", context)


def _facts(found: queries.VersionFacts) -> dict[str, Any]:
    """What the page needs beside the content."""
    return {
        "is_example": found.state == wording.State.EXAMPLE,
        "is_older": found.number < found.latest_number,
        "is_informal": found.kind == wording.Kind.BADGE,
        "successor": queries.achievement_page(found.successor_id) if found.successor_id else None,
        "earlier": [number for number in queries.public_numbers(found.achievement_id) if number < found.number],
        "skills": [
            {
                "name": alignment.name,
                "framework": alignment.skill.framework_name if alignment.skill else "",
                "url": alignment.skill.uri if alignment.skill else "",
                "code": alignment.skill.code if alignment.skill else "",
                "harmonized": alignment.harmonized,
                "mark": _mark(alignment),
            }
            for alignment in sorted(found.content.alignments, key=lambda one: one.transversal)
        ],
    }


def _mark(alignment: Alignment) -> str:
    """Vertical or transversal, in the language of the page (R-053)."""
    return str(_("transversal") if alignment.transversal else _("specific to an occupation"))
