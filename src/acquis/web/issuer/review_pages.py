"""What the pages of a review share: reading the version beside a form, and refusing without losing what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from acquis.catalogue import queries as catalogue
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.faults import Blocked, Forbidden, Refusal
from acquis.quality import queries
from acquis.quality.reviewing import VOICES, StepFacts
from acquis.web.issuer.definition_pages import attach, page, version_of

# What came too late, or out of turn: the page of a moment ago is not the state of now.
OUT_OF_TURN = {"move_refused", "step_ended", "step_taken", "one_voice_each"}


@dataclass(frozen=True)
class Act:
    """One form beside the version that it is about.

    Attributes:
        title, lede: what is asked; ``button`` does it, ``danger`` when it cannot be undone.
        pairs: the names of the fields of the form that are written in both languages.
        done: what is said afterwards.
    """

    title: str
    lede: str
    button: str
    done: str
    danger: bool = False
    pairs: tuple[str, ...] = ()


def reading(version: VersionFacts) -> dict[str, Any]:
    """Everything that somebody reads before an opinion or a decision."""
    review = queries.latest_review(version.id)
    return {
        "version": version,
        "review": review,
        "answers": review.answers if review else (),
        "notes": [item.sentence for item in catalogue.warnings(version)],
        "similar": catalogue.similar(version),
    }


def act(
    request: MemberRequest,
    version: VersionFacts,
    form: forms.Form,
    words: Act,
    deed: Callable[[dict[str, Any]], object],
    *,
    to: str = "issuer:review",
    beside: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with a form: shown, done, or shown again with what is wrong and all that was typed.

    ``beside`` is what this page alone shows with the version.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            refused = attempt(deed, form.cleaned_data)
            if refused is None:
                messages.success(request, words.done)
                return redirect(to, organization_id=version.organization.id, version_id=version.id)
            show(form, refused)
            status = status_of(refused)
            version = version_of(version.organization.id, version.id)
    single = [form[name] for name in form.fields if not name.endswith(("_fr", "_en"))]
    ticks = [bound for bound in single if isinstance(bound.field, forms.BooleanField)]
    shown = [bound for bound in single if bound not in ticks]
    context = {**reading(version), "form": form, "words": words, "fields": shown, "ticks": ticks}
    context |= beside or {}
    return page(request, "issuer/review_act.html", context, status=status)


def attempt(deed: Callable[[dict[str, Any]], object], told: dict[str, Any]) -> Refusal | None:
    """Do it; what was refused, if it was."""
    try:
        deed(told)
    except Refusal as refused:
        return refused
    return None


def show(form: forms.Form, refused: Refusal) -> None:
    """Say at the form what was refused, each reason on its own."""
    attach(form, refused)
    for reason in refused.reasons if isinstance(refused, Blocked) else ():
        form.add_error(None, str(reason.sentence))


def status_of(refused: Refusal) -> int:
    """403 for whoever may not, 409 out of turn, 422 for what has to be mended."""
    if isinstance(refused, Forbidden):
        return 403
    return 409 if refused.code in OUT_OF_TURN else 422


def posted(
    request: MemberRequest, version: VersionFacts, deed: Callable[[], object], done: str, *, to: str = "issuer:review"
) -> HttpResponse:
    """A button that asks for nothing: done, or a page that says why not."""
    refused = attempt(lambda _: deed(), {})
    if refused is None:
        messages.success(request, done)
        return redirect(to, organization_id=version.organization.id, version_id=version.id)
    reasons = refused.reasons if isinstance(refused, Blocked) else []
    context = {"version": version, "refused": refused, "reasons": [one.sentence for one in reasons]}
    return page(request, "issuer/review_refused.html", context, status=status_of(refused))


def step_of(organization_id: UUID, version_id: UUID, step_id: UUID, voice: str = "") -> StepFacts:
    """A step of the last review of this version, of this voice if one is named; else there is no such page."""
    review = queries.latest_review(version_of(organization_id, version_id).id)
    found = next((step for step in (review.steps if review else ()) if step.id == step_id), None)
    if found is None or (voice and found.voice != voice):
        raise Http404
    return found


def own_steps(request: MemberRequest, version: VersionFacts) -> list[dict[str, Any]]:
    """What the reader may do in the review that is under way."""
    review = queries.latest_review(version.id)
    if review is None or not review.is_open:
        return []
    me = request.actor.person_id
    return [
        {
            "step": step,
            "is_mine": step.owner_id == me,
            "may_take": step.is_open and step.owner_id is None,
            "may_speak": step.voice in VOICES and me not in review.heard and me not in version.editor_ids,
            "may_decide": step.voice not in VOICES,
        }
        for step in review.steps
        if step.permission in request.permissions and (step.is_open or (step.voice in VOICES and step.ended_at))
    ]
