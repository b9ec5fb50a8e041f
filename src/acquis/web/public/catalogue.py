"""The public catalogue: what can be earned, and every version ever published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acquis.catalogue import queries, wording
from acquis.catalogue.content import Content
from acquis.platform.doors import open_to_all
from acquis.web.public import cards


@open_to_all
@require_safe
def achievements(request: HttpRequest) -> HttpResponse:
    """The search and its results, on one page."""
    words = request.GET.get("q", "")[:200]
    page = queries.published(words, page=request.GET.get("page"))
    context = {"page": page, "cards": cards.of_versions(page.object_list), "words": words}
    return render(request, "public/achievements.html", context)


@open_to_all
@require_safe
def achievement(request: HttpRequest, achievement_id: UUID, number: int | None = None) -> HttpResponse:
    """Everything that a published version says (R-035); an older version stays readable and says what is newer."""
    found = queries.achievement_page(achievement_id, number)
    if found is None:
        raise Http404
    context = {"version": found, "content": found.content, "facts": _facts(found), "words": _words(found.content)}
    return render(request, "public/achievement.html", context)


def _label(vocabulary: Any, code: str) -> str:
    return str(vocabulary(code).label) if code else ""


def _labels(vocabulary: Any, codes: tuple[str, ...]) -> str:
    return ", ".join(_label(vocabulary, code) for code in codes)


def _words(content: Content) -> dict[str, str]:
    """The codes of a version in the language of the page."""
    return {
        "delivery": _label(wording.DeliveryMode, content.delivery_mode),
        "assessment": _label(wording.AssessmentMode, content.assessment_mode),
        "languages": _labels(wording.Language, content.languages),
        "prerequisite": _label(wording.PrerequisiteKind, content.prerequisite_kind),
        "audiences": _labels(wording.Audience, content.audiences),
        "evidence": _labels(wording.EvidenceKind, content.evidence_kinds),
        "relation": _label(wording.Relation, content.relation),
        "quality": _label(wording.QualityAssurance, content.qa_kind),
        "aid": _label(wording.AidStatus, content.aid_status),
        "validity": _label(wording.Validity, content.validity_kind),
    }


def _facts(found: queries.VersionFacts) -> dict[str, Any]:
    """What the page needs beside the content."""
    return {
        "is_example": found.state == wording.State.EXAMPLE,
        "is_older": found.number < found.latest_number,
        "assessments": [
            {
                "content": assessment,
                "method": _label(wording.Method, assessment.method),
                "mode": _label(wording.AssessmentMode, assessment.mode),
                "supervision": _label(wording.Supervision, assessment.supervision),
                "outcomes": ", ".join(assessment.outcomes),
            }
            for assessment in found.content.assessments
        ],
        "skills": [
            {
                "name": alignment.name,
                "framework": alignment.skill.framework_name if alignment.skill else "",
                "url": alignment.skill.uri if alignment.skill else "",
                "code": "",
                "transversal": alignment.transversal,
                "harmonized": alignment.harmonized,
            }
            for alignment in found.content.alignments
        ],
    }
