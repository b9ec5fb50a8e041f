"""Awards: who is ready, the confirmation with its preview, one award and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from acquis.assessment import queries as assessment
from acquis.assessment.queries import CandidacyFacts
from acquis.catalogue import queries as catalogue
from acquis.issuance import access, actions, queries
from acquis.issuance.queries import AwardFacts
from acquis.issuance.wording import REASONS
from acquis.organizations.doorkeeper import MemberRequest
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.appearance import LIFECYCLE
from acquis.platform.doors import for_members
from acquis.platform.faults import Blocked, Refused
from acquis.platform.pagination import page_of
from acquis.web.issuer.forms import AwardForm, ReinstateForm, ResendForm, RevokeForm, SuspendForm
from sceau.openbadges.reading import summary


@for_members("award.issue")
@never_cache
@require_GET
def awards(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Every award of the organization, latest first."""
    state = request.GET.get("state", "")
    wanted = state if state in access.AWARD_MOVES else ""
    words = request.GET.get("q", "").strip()[:100]
    page = page_of(queries.awards_of(organization_id, wanted, words), request.GET.get("page"))
    counted = queries.counts(organization_id)
    context = {
        "page": page,
        "rows": [queries.award_facts(row) for row in page.object_list],
        "state": wanted,
        "words": words,
        "tabs": [(code, LIFECYCLE[code].word, counted.get(code, 0)) for code in access.AWARD_MOVES],
        "total": sum(counted.values()),
    }
    return _page(request, "issuer/awards.html", context)


@for_members("award.issue")
@never_cache
@require_GET
def ready(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """The passed candidacies that wait for an award, oldest first."""
    page = queries.ready_to_award(organization_id, request.GET.get("page"))
    return _page(request, "issuer/award_ready.html", {"page": page})


@for_members("award.issue")
@never_cache
@require_http_methods(["GET", "POST"])
def award_new(request: MemberRequest, organization_id: UUID, candidacy_id: UUID) -> HttpResponse:
    """What will be signed, as the learner will read it in both languages; then the decision."""
    found = assessment.candidacy(candidacy_id, organization_id=organization_id)
    if found is None:
        raise Http404
    known = people.by_email(found.email)
    form = AwardForm(request.POST if request.method == "POST" else None, language=known.language if known else "fr")
    if form.is_valid():
        try:
            made = actions.award(candidacy_id=candidacy_id, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, _("Awarded. The credential is being signed, then the learner is written to."))
            return redirect("issuer:award", organization_id=organization_id, award_id=made)
    day = form.cleaned_data.get("awarded_on") if form.is_bound and form.is_valid() else None
    context = {
        "candidacy": found,
        "form": form,
        "obstacles": queries.obstacles(found, day or clock.today()),
        "previous": queries.live_award_of(candidacy_id),
        "previews": _previews(found),
        "endorsers": [catalogue.endorser(one) for one in catalogue.standing_endorsements(found.version.id)],
    }
    return _page(request, "issuer/award_new.html", context, invalid=form.is_bound)


def _previews(found: CandidacyFacts) -> list[tuple[str, Any]]:
    """What the document says in each language, read the way a verifier reads it; the page's language first."""
    document = queries.preview(found, clock.today())
    languages = sorted(("fr", "en"), key=lambda language: language != (get_language() or "fr")[:2])
    return [(language, summary(document, language)) for language in languages]


@for_members("award.issue")
@never_cache
@require_GET
def award(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """One award: where it stands, what happened, what can be done."""
    found = _award(organization_id, award_id)
    credential = found.credential
    context = {
        "award": found,
        "credential": credential,
        "reason": REASONS.get(credential.reason, "") if credential else "",
        "history": queries.history(credential.id, organization_id) if credential else [],
        "reasons": REASONS,
        "can": _possible(found, request.permissions),
    }
    return _page(request, "issuer/award.html", context)


def _possible(found: AwardFacts, permissions: frozenset[str]) -> dict[str, bool]:
    """Which of the page's buttons this member may press in this state."""
    stored = "active" if found.credential and found.credential.state == "expired" else None
    state = stored or (found.credential.state if found.credential else "")
    moves = access.CREDENTIAL_MOVES.get(state, frozenset()) if found.state == "accepted" else frozenset()
    may = "credential.revoke" in permissions
    return {
        "resend": found.state in {"offered", "lapsed"},
        "withdraw": access.award_may_become(found.state, "withdrawn"),
        "revoke": may and "revoked" in moves,
        "suspend": may and "suspended" in moves,
        "reinstate": may and "active" in moves,
    }


@dataclass(frozen=True, slots=True)
class Step:
    """A change that asks for a confirmation: its words, its form, what it does."""

    title: str | Promise
    lede: str | Promise
    button: str | Promise
    done: str | Promise
    danger: bool = True


def _confirm(
    request: MemberRequest, found: AwardFacts, step: Step, form: forms.Form, act: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            _attach(form, refused)
        else:
            messages.success(request, str(step.done))
            return redirect("issuer:award", organization_id=found.organization_id, award_id=found.id)
    context = {"award": found, "step": step, "form": form}
    return _page(request, "issuer/award_step.html", context, invalid=form.is_bound)


@for_members("award.issue")
@require_http_methods(["GET", "POST"])
def resend(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """Write to the learner again, to a corrected address if need be."""
    found = _award(organization_id, award_id)
    form = ResendForm(_data(request), initial={"email": found.recipient_email})
    step = Step(
        gettext_lazy("Send the offer again"),
        gettext_lazy("The learner gets a new link. The former one stops working."),
        gettext_lazy("Send again"),
        gettext_lazy("The offer is on its way again."),
        danger=False,
    )
    return _confirm(
        request, found, step, form, lambda told: actions.resend(award_id=award_id, by=request.actor, **told)
    )


@for_members("award.issue")
@require_http_methods(["GET", "POST"])
def withdraw(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """Take an award back that nobody accepted."""
    found = _award(organization_id, award_id)
    step = Step(
        gettext_lazy("Withdraw this award"),
        gettext_lazy("The link stops working and the credential is revoked. This cannot be undone."),
        pgettext_lazy("award", "Withdraw"),
        gettext_lazy("The award is withdrawn."),
    )
    form = RevokeForm(_data(request))
    del form.fields["note"]
    return _confirm(
        request, found, step, form, lambda told: actions.withdraw(award_id=award_id, by=request.actor, **told)
    )


@for_members("credential.revoke")
@require_http_methods(["GET", "POST"])
def revoke(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """End a credential for good."""
    found = _award(organization_id, award_id)
    step = Step(
        gettext_lazy("Revoke this credential"),
        gettext_lazy(
            "From now on every verification says that it is revoked, with the reason. The learner keeps it and is "
            "told. This cannot be undone."
        ),
        pgettext_lazy("credential", "Revoke"),
        gettext_lazy("The credential is revoked."),
    )
    return _confirm(request, found, step, RevokeForm(_data(request)), _on_credential(request, found, actions.revoke))


@for_members("credential.revoke")
@require_http_methods(["GET", "POST"])
def suspend(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """Hold a credential for a time."""
    found = _award(organization_id, award_id)
    step = Step(
        gettext_lazy("Suspend this credential"),
        gettext_lazy("Every verification says that it is suspended, until you reinstate it. The learner is told."),
        pgettext_lazy("credential", "Suspend"),
        gettext_lazy("The credential is suspended."),
    )
    return _confirm(request, found, step, SuspendForm(_data(request)), _on_credential(request, found, actions.suspend))


@for_members("credential.revoke")
@require_http_methods(["GET", "POST"])
def reinstate(request: MemberRequest, organization_id: UUID, award_id: UUID) -> HttpResponse:
    """Give a suspended credential its force back."""
    found = _award(organization_id, award_id)
    step = Step(
        gettext_lazy("Reinstate this credential"),
        gettext_lazy("It counts again from now on. The learner is told."),
        pgettext_lazy("credential", "Reinstate"),
        gettext_lazy("The credential is active again."),
        danger=False,
    )
    form = ReinstateForm(_data(request))
    return _confirm(request, found, step, form, _on_credential(request, found, actions.reinstate))


# — steps —


def _award(organization_id: UUID, award_id: UUID) -> AwardFacts:
    found = queries.award(award_id, organization_id)
    if found is None:
        raise Http404
    return found


def _data(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _on_credential(
    request: MemberRequest, found: AwardFacts, act: Callable[..., None]
) -> Callable[[dict[str, Any]], None]:
    if found.credential is None:
        raise Http404
    credential_id = found.credential.id

    def run(told: dict[str, Any]) -> None:
        named = {"reason_code": told["reason"]} if "reason" in told else {}
        act(credential_id=credential_id, by=request.actor, note=told["note"], **named)

    return run


def _attach(form: forms.Form, refused: Refused) -> None:
    reasons = refused.reasons if isinstance(refused, Blocked) else [refused]
    for reason in reasons:
        form.add_error(reason.where if reason.where in form.fields else None, str(reason.sentence))


def _page(request: MemberRequest, template: str, context: dict[str, Any], *, invalid: bool = False) -> HttpResponse:
    whole = {"organization": request.organization, **context}
    return render(request, template, whole, status=422 if invalid else 200)
