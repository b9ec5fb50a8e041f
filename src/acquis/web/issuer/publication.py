"""After the decision: publishing, looking again, suspending, ending; and what of all this waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue import wording as states
from acquis.catalogue.content import Approval
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.pagination import page_of
from acquis.quality import actions, queries
from acquis.web.issuer.definition_pages import page, version_of
from acquis.web.issuer.forms_definitions import PublishForm
from acquis.web.issuer.forms_reviews import AgainForm, ToldForm
from acquis.web.issuer.review_pages import Act, act, posted

SOON = timedelta(days=30)
LISTS = {
    "": gettext_lazy("Reviews"),
    "publish": gettext_lazy("To publish"),
    "due": gettext_lazy("To look at again"),
    "frameworks": gettext_lazy("After a new framework"),
}


@for_members("organization.read")
@require_GET
def reviews(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """What waits in the reviews of this organization, longest waiting first (R-085, R-086, R-027)."""
    asked = request.GET.get("list", "")
    shown = asked if asked in LISTS else ""
    number = request.GET.get("page")
    context: dict[str, Any] = {"tabs": list(LISTS.items()), "list": shown, "today": clock.today()}
    if shown == "due":
        context["page"] = catalogue_queries.falling_due(organization_id, clock.today() + SOON, page=number)
    elif shown == "frameworks":
        context["page"] = page_of(queries.rechecks(organization_id, clock.today()), number)
    elif shown == "publish":
        cards = catalogue_queries.of_organization(organization_id, state=states.State.APPROVED, page=number)
        since = queries.decided(card.id for card in cards.object_list)
        context |= {"page": cards, "approved": [(card, since.get(card.id)) for card in cards.object_list]}
    else:
        context["page"] = queries.work(organization_id, request.permissions, page=number)
    return page(request, "issuer/reviews.html", context)


@for_members("achievement.publish")
@require_http_methods(["GET", "POST"])
def publish(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Publish an approved version (R-084)."""
    version = version_of(organization_id, version_id)
    if request.method == "POST":
        return posted(
            request,
            version,
            lambda: actions.publish(version_id=version_id, by=request.actor),
            _("Version %(number)s is published.") % {"number": version.number},
            to="issuer:definition",
        )
    return page(
        request, "issuer/review_publish.html", {"version": version, "review": queries.latest_review(version_id)}
    )


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def publish_badge(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Publish a badge, an informal recognition, under one reasoned confirmation."""
    version = version_of(organization_id, version_id)
    assert request.actor.person_id is not None
    approver = request.actor.person_id
    words = Act(
        _("Approve and publish"),
        _("A badge needs no review. Your name, your reason and the date stay with this version."),
        _("Approve and publish"),
        _("Version %(number)s is published.") % {"number": version.number},
    )
    return act(
        request,
        version,
        PublishForm(request.POST if request.method == "POST" else None),
        words,
        lambda told: catalogue.publish_badge(
            version_id=version_id,
            approval=Approval(approver, told["reason"], read=request.POST.get("read", "")),
            by=request.actor,
        ),
        to="issuer:definition",
    )


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def review_again(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Look at a published version again (R-085)."""
    version = version_of(organization_id, version_id)
    months = queries.process(organization_id).review_months
    words = Act(
        _("Look at it again"),
        _("Does it still answer a need of the labour market, and the frameworks in force?"),
        _("Record this review"),
        _("The review is recorded."),
    )
    return act(
        request,
        version,
        AgainForm(request.POST if request.method == "POST" else None, months=months),
        words,
        lambda told: actions.review_again(version_id=version_id, by=request.actor, **told),
        beside={
            "newer": [one for one in queries.rechecks(organization_id, clock.today()) if one.version_id == version_id]
        },
    )


@for_members("achievement.publish")
@require_http_methods(["GET", "POST"])
def suspend(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Stop awards for a time."""
    words = Act(
        _("Suspend this microcredential"),
        _("Nobody is awarded it meanwhile; its page stays and says so. Credentials already issued stay valid."),
        _("Suspend"),
        _("It is suspended."),
    )
    return act(
        request,
        version_of(organization_id, version_id),
        ToldForm(request.POST if request.method == "POST" else None),
        words,
        lambda told: catalogue.suspend(version_id=version_id, reason=told["reason"], by=request.actor),
        to="issuer:definition",
    )


@for_members("achievement.publish")
@require_POST
def resume(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """End a suspension."""
    return posted(
        request,
        version_of(organization_id, version_id),
        lambda: catalogue.resume(version_id=version_id, by=request.actor),
        _("It can be awarded again."),
        to="issuer:definition",
    )


@for_members("achievement.publish")
@require_http_methods(["GET", "POST"])
def retire(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask once more, then end a published version."""
    version = version_of(organization_id, version_id)
    if request.method == "POST":
        return posted(
            request,
            version,
            lambda: catalogue.retire(version_id=version_id, by=request.actor),
            _("It is retired: no new award; its page stays."),
            to="issuer:definition",
        )
    return page(request, "issuer/definition_retire.html", {"version": version})


def publication_urls(one: str) -> list[URLPattern]:
    """Addresses of the organization and of one version, in the namespace of whoever includes them."""
    return [
        path("reviews/", reviews, name="reviews"),
        path(f"{one}publish/", publish, name="publish"),
        path(f"{one}publish-badge/", publish_badge, name="publish_badge"),
        path(f"{one}review-again/", review_again, name="review_again"),
        path(f"{one}suspend/", suspend, name="definition_suspend"),
        path(f"{one}resume/", resume, name="definition_resume"),
        path(f"{one}retire/", retire, name="definition_retire"),
    ]
