"""The review of definitions: what waits, the answers, the submission, opinions, the decision, and its file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import queries as catalogue
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.translatable import read_pair
from acquis.quality import actions, approval_file, queries, wording
from acquis.quality.reviewing import SPEAKS, StepFacts
from acquis.web.issuer.definition_pages import gate, page, version_of
from acquis.web.issuer.forms_reviews import (
    AnswersForm,
    CommentForm,
    DecisionForm,
    OpinionForm,
    ProcessForm,
    ReasonForm,
)
from acquis.web.issuer.review_pages import (
    Act,
    act,
    attempt,
    own_steps,
    posted,
    reading,
    show,
    status_of,
    step_of,
)


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def answers(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """What a definition answers to each line of the frameworks in force (R-025)."""
    version = version_of(organization_id, version_id)
    data = request.POST if request.method == "POST" else None
    form, status = AnswersForm(data, queries.sheets(version), queries.suggestions(version)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.answers()
            refused = attempt(lambda _: actions.answer_lines(version_id=version_id, answers=told, by=request.actor), {})
            if refused is None:
                messages.success(request, _("The answers are saved."))
                return redirect("issuer:submit", organization_id=organization_id, version_id=version_id)
            show(form, refused)
            status = status_of(refused)
    return page(request, "issuer/review_answers.html", {"version": version, "form": form}, status=status)


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def submit(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Everything that stands in the way on one page (R-080), what resembles it (R-065), and the button."""
    version = version_of(organization_id, version_id)
    if request.method == "POST":
        return posted(
            request,
            version,
            lambda: actions.submit(version_id=version_id, by=request.actor),
            _("It is submitted. Its words stand from here on; the reviewers see it on their desks."),
        )
    context = {
        "version": version,
        "similar": catalogue.similar(version),
        "process": queries.process(organization_id),
        **gate(version),
    }
    return page(request, "issuer/review_submit.html", context)


@for_members("organization.read")
@require_GET
def review(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """A version with all that was answered, said and decided about it."""
    version = version_of(organization_id, version_id)
    return _review_page(request, version_id=version.id, form=CommentForm())


@for_members(*actions.SPEAKERS)
@require_POST
def comment(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Write into the thread."""
    version = version_of(organization_id, version_id)
    form, status = CommentForm(request.POST), 422
    if form.is_valid():
        refused = attempt(
            lambda told: actions.comment(version_id=version.id, text=told["text"], by=request.actor), form.cleaned_data
        )
        if refused is None:
            messages.success(request, _("Your remark stands in the thread."))
            return redirect("issuer:review", organization_id=organization_id, version_id=version_id)
        show(form, refused)
        status = status_of(refused)
    return _review_page(request, version_id=version.id, form=form, status=status)


@for_members(*SPEAKS.values())
@require_POST
def take(request: MemberRequest, organization_id: UUID, version_id: UUID, step_id: UUID) -> HttpResponse:
    """Take a step on."""
    step_of(organization_id, version_id, step_id)
    version = version_of(organization_id, version_id)
    return posted(
        request, version, lambda: actions.take(step_id=step_id, by=request.actor), _("You have taken this on.")
    )


@for_members(*SPEAKS.values())
@require_POST
def give_back(request: MemberRequest, organization_id: UUID, version_id: UUID, step_id: UUID) -> HttpResponse:
    """Give a step back."""
    step_of(organization_id, version_id, step_id)
    version = version_of(organization_id, version_id)
    return posted(
        request, version, lambda: actions.give_back(step_id=step_id, by=request.actor), _("It is free again.")
    )


@for_members("achievement.review")
@require_http_methods(["GET", "POST"])
def peer_opinion(request: MemberRequest, organization_id: UUID, version_id: UUID, step_id: UUID) -> HttpResponse:
    """Give an opinion as a peer (R-079)."""
    return _opinion(request, step_of(organization_id, version_id, step_id, wording.Voice.PEER), version_id)


@for_members("achievement.review_industry")
@require_http_methods(["GET", "POST"])
def industry_opinion(request: MemberRequest, organization_id: UUID, version_id: UUID, step_id: UUID) -> HttpResponse:
    """Give an opinion for an employer or an association (R-079)."""
    return _opinion(request, step_of(organization_id, version_id, step_id, wording.Voice.INDUSTRY), version_id)


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def impossible(request: MemberRequest, organization_id: UUID, version_id: UUID, step_id: UUID) -> HttpResponse:
    """Record that the opinion of industry could not be had (R-079)."""
    step_of(organization_id, version_id, step_id, wording.Voice.INDUSTRY)
    words = Act(
        _("No opinion of industry can be had"),
        _("Say whom you asked and when. The definition can then be decided without this opinion; the reason is kept."),
        _("Record it"),
        _("It is recorded."),
    )
    return act(
        request,
        version_of(organization_id, version_id),
        ReasonForm(request.POST if request.method == "POST" else None),
        words,
        lambda told: actions.record_impossible(step_id=step_id, reason=told["reason"], by=request.actor),
    )


@for_members(*SPEAKS.values())
@require_http_methods(["GET", "POST"])
def ask_changes(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """A reviewer or the approver gives a version back to its author."""
    words = Act(
        _("Ask for changes"),
        _("The author reads the reason, changes the definition, and submits it again. Opinions are then given anew."),
        _("Give it back to its author"),
        _("It is back with its author."),
    )
    return act(
        request,
        version_of(organization_id, version_id),
        ReasonForm(request.POST if request.method == "POST" else None),
        words,
        lambda told: actions.request_changes(version_id=version_id, reason=told["reason"], by=request.actor),
    )


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def decide(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The approving authority decides, with a reason."""
    version = version_of(organization_id, version_id)
    months = queries.process(organization_id).review_months
    form = DecisionForm(request.POST if request.method == "POST" else None, months=months)

    def deed(told: dict[str, Any]) -> None:
        what, reason = told["decision"], told["reason"]
        if what == wording.Decision.REQUEST_CHANGES:
            actions.request_changes(version_id=version_id, reason=reason, by=request.actor)
        elif what == wording.Decision.REJECT:
            actions.reject(version_id=version_id, reason=reason, by=request.actor)
        else:
            if told["review_on"] is None:
                raise Refused("review_date_past", _("Choose a day to come for the next review."), "review_on")
            actions.approve(
                version_id=version_id,
                reason=reason,
                review_on=told["review_on"],
                conditions=read_pair(told, "conditions"),
                is_public=told["is_public"],
                read=request.POST.get("read", ""),
                by=request.actor,
            )

    words = Act(
        _("Decide"),
        _("Everything below is what was submitted. Your name, your reason and the date stay with this version."),
        _("Decide"),
        _("The decision is recorded."),
        pairs=("conditions",),
    )
    return act(request, version, form, words, deed)


@for_members("organization.manage")
@require_http_methods(["GET", "POST"])
def process(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """How the organization reviews (R-078)."""
    form = ProcessForm(request.POST if request.method == "POST" else None, queries.process(organization_id))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.process()
            refused = attempt(
                lambda _: actions.set_process(organization_id=organization_id, process=told, by=request.actor), {}
            )
            if refused is None:
                messages.success(request, _("Reviews that begin from now on follow it."))
                return redirect("issuer:review_process", organization_id=organization_id)
            show(form, refused)
            status = status_of(refused)
    return page(request, "issuer/review_process.html", {"form": form}, status=status)


@for_members("organization.read")
@require_GET
def file(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The approval file of a version, to read and to print (R-082)."""
    version = version_of(organization_id, version_id)
    context = {"version": version, "file": approval_file.of(version), "reviews": queries.reviews(version_id)}
    return page(request, "issuer/review_file.html", context)


@for_members("organization.read")
@require_GET
def file_json(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The same as data."""
    version = version_of(organization_id, version_id)
    answer = JsonResponse(approval_file.plain(version), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"approval-{version.code}-{version.number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{"".join(c if c.isascii() else "_" for c in name)}"'
    return answer


# — steps —


def _opinion(request: MemberRequest, step: StepFacts, version_id: UUID) -> HttpResponse:
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if step.voice != wording.Voice.INDUSTRY:
        del form.fields["speaks_for"]

    def deed(told: dict[str, Any]) -> None:
        actions.give_opinion(
            step_id=step.id,
            stance=told["stance"],
            comment=told["comment"],
            speaks_for=told.get("speaks_for", ""),
            by=request.actor,
        )

    words = Act(
        _("Give your opinion"),
        _("Read it as learners and employers will. Your opinion stays as you give it; somebody else decides."),
        _("Give this opinion"),
        _("Your opinion is recorded."),
    )
    return act(request, version_of(request.organization.id, version_id), form, words, deed)


def _review_page(request: MemberRequest, *, version_id: UUID, form: CommentForm, status: int = 200) -> HttpResponse:
    version = version_of(request.organization.id, version_id)
    context = {
        **reading(version),
        "rounds": queries.reviews(version_id),
        "mine": own_steps(request, version),
        "comments": queries.comments(version_id),
        "form": form,
        "may_comment": any(one in request.permissions for one in actions.SPEAKERS),
        "may_publish": "achievement.publish" in request.permissions,
        "may_review": bool(request.permissions & {"achievement.review", "achievement.review_industry"}),
    }
    return page(request, "issuer/review.html", context, status=status)


def review_urls(one: str) -> list[URLPattern]:
    """Addresses of the organization and of one version, in the namespace of whoever includes them."""
    step = f"{one}review/<uuid:step_id>/"
    return [
        path("review-process/", process, name="review_process"),
        path(f"{one}answers/", answers, name="definition_answers"),
        path(f"{one}submit/", submit, name="submit"),
        path(f"{one}review/", review, name="review"),
        path(f"{one}review/comment/", comment, name="review_comment"),
        path(f"{one}review/changes/", ask_changes, name="review_changes"),
        path(f"{one}review/decision/", decide, name="decide"),
        path(f"{one}review/file/", file, name="review_file"),
        path(f"{one}review/file.json", file_json, name="review_file_json"),
        path(f"{step}take/", take, name="review_take"),
        path(f"{step}give-back/", give_back, name="review_give_back"),
        path(f"{step}peer-opinion/", peer_opinion, name="review_peer"),
        path(f"{step}industry-opinion/", industry_opinion, name="review_industry"),
        path(f"{step}impossible/", impossible, name="review_impossible"),
    ]
