"""The desk of an organization: what waits for the person who looks at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from acquis.assessment import queries as assessment
from acquis.catalogue import queries as catalogue
from acquis.issuance import queries as issuance
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members
from acquis.platform.formats import day
from acquis.quality import queries as quality
from acquis.quality.reviewing import SPEAKS
from acquis.registry import queries as registry
from acquis.registry.wording import WAITING

SHOWN = 5
SOON = timedelta(days=30)
APPROVED, CHANGES_REQUESTED = "approved", "changes_requested"


@for_members("organization.read")
@require_GET
def desk(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """One queue for each thing that this member may do, and the way to the rest."""
    makers = {
        "achievement.publish": _approved,
        "achievement.approve": _due,
        "achievement.write": _drafts,
        "offer.write": _offers,
        "assessment.record": _assessments,
        "award.issue": _awards,
        "endorsement.sign": _endorsements,
        "organization.manage": _administration,
    }
    if request.organization.is_operator:  # nobody could decide on its application
        del makers["organization.manage"]
    queues = [make(organization_id) for permission, make in makers.items() if permission in request.permissions]
    if request.permissions & set(SPEAKS.values()):
        queues.insert(0, _reviews(organization_id, request.permissions))
    if request.organization.is_operator and "registry.decide" in request.permissions:
        queues.append(_decisions(organization_id))
    if request.organization.is_operator and "quality.frameworks" in request.permissions:
        queues.append(_frameworks(organization_id))
    context = {"organization": request.organization, "queues": queues, "places": _places(request, organization_id)}
    return render(request, "issuer/desk.html", context)


def _places(request: MemberRequest, organization_id: UUID) -> list[tuple[str, str]]:
    places = [
        ("organization.read", _("Microcredentials and badges"), "issuer:achievements"),
        ("offer.write", pgettext("catalogue", "Offers"), "issuer:offers"),
        ("organization.read", _("Reviews"), "issuer:reviews"),
        ("assessment.record", _("Assessments"), "assessor:queue"),
        ("award.issue", _("Awards"), "issuer:awards"),
        ("achievement.write", _("Endorsements"), "issuer:endorsements"),
        ("endorsement.sign", _("Requests for endorsement"), "partner:requests"),
        ("finding.publish", pgettext("frameworks", "Findings"), "issuer:findings"),
        ("organization.read", _("Import and export"), "issuer:exchange"),
        ("organization.manage", _("How your organization reviews"), "issuer:review_process"),
        ("organization.manage", pgettext("organization", "Members"), "issuer:members"),
        ("organization.manage", _("Programs that may write (API)"), "issuer:api_clients"),
        ("organization.manage", _("Signing keys"), "issuer:keys"),
    ]
    if request.organization.is_operator:
        places.append(("registry.decide", _("Issuers of the network"), "consortium:issuers"))
        places.append(("achievement.oversee", _("Microcredentials of the network"), "consortium:definitions"))
        places.append(("aid.record", _("Student aid (OSAP)"), "consortium:aid"))
        places.append(("frameworks.manage", _("Competency frameworks"), "consortium:competencies"))
        places.append(("quality.frameworks", _("Frameworks of the network"), "consortium:quality"))
    else:
        places.append(("organization.manage", _("Becoming an issuer"), "issuer:recognition"))
    return [
        (label, reverse(name, kwargs={"organization_id": organization_id}))
        for permission, label, name in places
        if permission in request.permissions
    ]


def _queue(title: str, nothing: str, more: str, total: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "nothing": nothing, "more_url": more, "total": total, "rows": rows[:SHOWN]}


def _url(name: str, organization_id: UUID, **rest: Any) -> str:
    return reverse(name, kwargs={"organization_id": organization_id, **rest})


def _reviews(organization_id: UUID, permissions: frozenset[str]) -> dict[str, Any]:
    page = quality.work(organization_id, permissions)
    rows = [
        {
            "url": _url("issuer:review", organization_id, version_id=work.version_id),
            "title": str(work.title),
            "detail": str(work.step.title),
            "since": work.step.opened_at,
            "owner": work.step.owner_name,
            "late": work.step.is_late,
            "action_label": _("Review"),
        }
        for work in page.object_list
    ]
    more = _url("issuer:reviews", organization_id)
    return _queue(_("To review"), _("No review waits for you."), more, page.paginator.count, rows)


def _approved(organization_id: UUID) -> dict[str, Any]:
    page = catalogue.of_organization(organization_id, state=APPROVED)
    since = quality.decided(card.id for card in page.object_list)
    rows = [
        {
            "url": _url("issuer:publish", organization_id, version_id=card.id),
            "title": str(card.title),
            "detail": card.code,
            "since": since.get(card.id, card.edited_at),
            "action_label": _("Publish"),
        }
        for card in page.object_list
    ]
    more = _url("issuer:reviews", organization_id) + "?list=publish"
    return _queue(
        _("To publish"), _("No approved version waits for its publication."), more, page.paginator.count, rows
    )


def _due(organization_id: UUID) -> dict[str, Any]:
    """What must be looked at again: because its day comes, or because a framework has a new version."""
    page, language = catalogue.falling_due(organization_id, clock.today() + SOON), get_language() or "fr"
    rows = [
        {
            "url": _url("issuer:review_again", organization_id, version_id=due.version_id),
            "title": str(due.title),
            "detail": _("Relevance confirmed until %(day)s") % {"day": day(due.relevance_until, language)},
            "late": due.is_over,
            "action_label": _("Look again"),
        }
        for due in page.object_list
    ]
    asked = quality.rechecks(organization_id, clock.today())
    rows += [
        {
            "url": _url("issuer:review_again", organization_id, version_id=one.version_id),
            "title": str(one.title),
            "detail": _("Approved under version %(old)s of “%(framework)s”; version %(new)s is in force")
            % {"old": one.approved_under.label, "new": one.newer.label, "framework": one.newer.name},
            "action_label": _("Look again"),
        }
        for one in asked
    ]
    more = _url("issuer:reviews", organization_id) + ("?list=due" if page.object_list else "?list=frameworks")
    total = page.paginator.count + len(asked)
    return _queue(_("To look at again"), _("Nothing is to be looked at again within a month."), more, total, rows)


def _drafts(organization_id: UUID) -> dict[str, Any]:
    given_back = catalogue.of_organization(organization_id, state=CHANGES_REQUESTED)
    page = catalogue.of_organization(organization_id, state="draft")
    since = quality.decided(card.id for card in given_back.object_list)
    rows = [
        {
            "url": _url("issuer:definition", organization_id, version_id=card.id),
            "title": str(card.title),
            "detail": card.code,
            "since": since.get(card.id, card.edited_at),
            "owner": card.state_label if card.state == CHANGES_REQUESTED else "",
        }
        for card in [*given_back.object_list, *page.object_list]
    ]
    more = _url("issuer:achievements", organization_id) + "?state=draft"
    total = given_back.paginator.count + page.paginator.count
    return _queue(_("Drafts"), _("No draft is open."), more, total, rows)


def _offers(organization_id: UUID) -> dict[str, Any]:
    page = catalogue.offers_waiting(organization_id)
    titles = catalogue.titles({offer.achievement_id for offer in page.object_list})
    rows = [
        {
            "url": _url("issuer:offer", organization_id, offer_id=offer.id),
            "title": str(titles[offer.achievement_id]),
            "detail": str(offer.terms.label),
            "since": offer.last_confirmed_at,
            "late": offer.is_stale,
            "action_label": pgettext("offer", "Confirm"),
        }
        for offer in page.object_list
    ]
    more = _url("issuer:offers", organization_id)
    return _queue(_("Offers to confirm"), _("No offer waits for a confirmation."), more, page.paginator.count, rows)


def _assessments(organization_id: UUID) -> dict[str, Any]:
    page = assessment.queue(organization_id)
    rows = [
        {
            "url": _url("assessor:candidacy", organization_id, candidacy_id=row.id),
            "title": row.name,
            "detail": str(row.title),
            "since": row.created_at,
            "action_label": _("Assess"),
        }
        for row in page.object_list
    ]
    more = _url("assessor:queue", organization_id)
    return _queue(_("To assess"), _("Nobody waits for an assessment."), more, page.paginator.count, rows)


def _decisions(organization_id: UUID) -> dict[str, Any]:
    rows = [
        {
            "url": _url("consortium:issuer", organization_id, issuer_id=row.organization.id),
            "title": str(row.organization.name),
            "detail": str(WAITING[row.what]),
            "since": row.since,
            "action_label": _("Examine"),
        }
        for row in registry.queue()
    ]
    more = _url("consortium:issuers", organization_id)
    return _queue(_("Waiting for a decision"), _("No organization waits for a decision."), more, len(rows), rows)


def _awards(organization_id: UUID) -> dict[str, Any]:
    page = issuance.ready_to_award(organization_id, None)
    rows = [
        {
            "url": _url("issuer:award_new", organization_id, candidacy_id=row.id),
            "title": row.name,
            "detail": str(row.title),
            "since": row.concluded_at,
            "action_label": _("Award"),
        }
        for row in page.object_list
    ]
    more = _url("issuer:award_ready", organization_id)
    return _queue(_("Ready to award"), _("Nobody waits for an award."), more, page.paginator.count, rows)


def _frameworks(organization_id: UUID) -> dict[str, Any]:
    proposed = quality.proposed()
    rows: list[dict[str, Any]] = [
        {
            "url": _url("consortium:quality_version", organization_id, version_id=row.pk),
            "title": str(row.name),
            "detail": _("Version %(label)s is proposed: it waits for a second person") % {"label": row.label},
            "since": row.proposed_at,
            "action_label": _("Examine"),
        }
        for row in proposed[:SHOWN]
    ]
    declared = quality.declared()
    rows += [
        {
            "url": _url("consortium:adoption", organization_id, adoption_id=row.pk),
            "title": str(row.organization_name),
            "detail": _("A declaration of adoption"),
            "since": row.declared_at,
            "action_label": _("Examine"),
        }
        for row in declared[:SHOWN]
    ]
    rows.sort(key=lambda row: row["since"])
    more = _url("consortium:quality", organization_id)
    total = proposed.count() + declared.count()
    return _queue(_("Frameworks and adoptions"), _("No version and no declaration waits."), more, total, rows)


def _endorsements(organization_id: UUID) -> dict[str, Any]:
    page = catalogue.endorsements_asked_of(organization_id, waiting=True)
    rows = [
        {
            "url": _url("partner:request", organization_id, endorsement_id=one.id),
            "title": str(one.title),
            "detail": str(one.organization.name),
            "since": one.requested_at,
            "action_label": _("Answer"),
        }
        for one in page.object_list
    ]
    more = _url("partner:requests", organization_id)
    return _queue(_("To endorse"), _("No request waits for an answer."), more, page.paginator.count, rows)


def _administration(organization_id: UUID) -> dict[str, Any]:
    standing = registry.standing(organization_id, clock.now())
    steps = []
    if not standing.recognized and registry.application(organization_id) is None:
        steps.append(("issuer:apply", _("Apply to be recognized"), _("Apply")))
    if not standing.agreement_signed:
        steps.append(("issuer:agreement", _("Sign the agreement"), _("Sign")))
    rows = [{"url": _url(name, organization_id), "title": title, "action_label": label} for name, title, label in steps]
    more = _url("issuer:recognition", organization_id)
    return _queue(_("To become an issuer"), _("Nothing waits for the administrator."), more, len(rows), rows)
