"""A partner's pages: read the whole definition, confirm two statements separately, sign, decline, withdraw (SM-2).

The same page serves whoever holds the link of a request, without any account, and whoever signs for the partner here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from acquis.catalogue import actions, endorsing, queries, wording
from acquis.catalogue.queries import EndorsementFacts, VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import throttles
from acquis.platform.actor import Actor, ActorRequest
from acquis.platform.doors import for_members, open_to_all
from acquis.platform.faults import Forbidden, Refusal, Refused
from acquis.web.partner.forms import AnswerForm, DeclineForm, WithdrawForm

MISSES_PER_MINUTE = 20


@dataclass
class _Visit:
    """One visit of a partner to one request.

    Attributes:
        token: the secret of the link, "" for a member of the partner.
        here: the address of this page.
    """

    request: HttpRequest
    found: EndorsementFacts
    by: Actor
    token: str
    here: str

    @property
    def version(self) -> VersionFacts:
        """What is to be endorsed."""
        version = queries.version(self.found.version_id)
        assert version is not None
        return version


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: ActorRequest, token: str) -> HttpResponse:
    """The request behind a link; one neutral page for a link that is unknown, ended or replaced."""
    found = queries.endorsement_behind(token)
    if found is None:
        throttles.hit("endorsement", throttles.address_of(request), limit=MISSES_PER_MINUTE, seconds=60)
        return _discreet(render(request, "partner/gone.html", status=404))
    here = reverse("partner:link", kwargs={"token": token})
    return _discreet(_serve(_Visit(request, found, request.actor, token, here)))


@for_members("endorsement.sign")
@require_safe
def requests(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything that the organization was asked to endorse, latest first."""
    page = queries.endorsements_asked_of(organization_id, page=request.GET.get("page"))
    return render(request, "partner/requests.html", {"page": page, "organization": request.organization})


@for_members("endorsement.sign")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: MemberRequest, organization_id: UUID, endorsement_id: UUID) -> HttpResponse:
    """One request to the organization."""
    found = queries.endorsement_to(organization_id, endorsement_id)
    if found is None:
        raise Http404
    named = {"organization_id": organization_id, "endorsement_id": endorsement_id}
    return _serve(_Visit(request, found, request.actor, "", reverse("partner:request", kwargs=named)))


# — steps —


def _serve(visit: _Visit) -> HttpResponse:
    if visit.request.method != "POST":
        return _page(visit)
    act = _ACTS.get(visit.request.POST.get("do", ""))
    return act(visit) if act else _page(visit, status=422)


def _open(visit: _Visit) -> HttpResponse:
    def do() -> HttpResponse:
        actions.open_endorsement(endorsement_id=visit.found.id, by=visit.by, token=visit.token)
        return redirect(f"{visit.here}#answer")

    return _done(visit, do)


def _answer(visit: _Visit) -> HttpResponse:
    form = AnswerForm(visit.request.POST, endorsing.competencies(visit.version.content))
    if not form.is_valid():
        return _page(visit, answer=form, status=422)

    def do() -> HttpResponse:
        answer = form.answer(visit.request.POST.get("read", ""))
        held = actions.answer_endorsement(endorsement_id=visit.found.id, answer=answer, by=visit.by, token=visit.token)
        if not held:
            return _answered(visit)
        messages.success(visit.request, _("The endorsement is signed. Thank you."))
        return redirect("partner:link", token=held) if visit.token else redirect(visit.here)

    return _done(visit, do, answer=form)


def _decline(visit: _Visit) -> HttpResponse:
    form = DeclineForm(visit.request.POST, prefix="decline")
    if not form.is_valid():
        return _page(visit, decline=form, status=422)

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        actions.decline_endorsement(endorsement_id=visit.found.id, reason=reason, by=visit.by, token=visit.token)
        return _answered(visit)

    return _done(visit, do, decline=form)


def _withdraw(visit: _Visit) -> HttpResponse:
    form = WithdrawForm(visit.request.POST, prefix="withdraw")
    if not form.is_valid():
        return _page(visit, withdraw=form, status=422)

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        actions.withdraw_endorsement(endorsement_id=visit.found.id, reason=reason, by=visit.by, token=visit.token)
        return _answered(visit)

    return _done(visit, do, withdraw=form)


_ACTS: dict[str, Callable[[_Visit], HttpResponse]] = {
    "open": _open,
    "answer": _answer,
    "decline": _decline,
    "withdraw": _withdraw,
}


def _done(visit: _Visit, do: Callable[[], HttpResponse], **forms: Any) -> HttpResponse:
    """What an act answers; a refusal comes back with everything that was typed. 409 for a move that is not legal."""
    try:
        return do()
    except Forbidden as refused:
        return _page(visit, refusal=refused, status=403, **forms)
    except Refused as refused:
        form = next(iter(forms.values()), None)
        if form is not None and refused.where in form.fields:
            form.add_error(refused.where, str(refused.sentence))
            return _page(visit, status=422, **forms)
        return _page(visit, refusal=refused, status=409 if refused.code == "move_refused" else 422, **forms)


def _answered(visit: _Visit) -> HttpResponse:
    """The link has ended with the answer: what was answered is told once; a member goes back to the request."""
    if not visit.token:
        messages.success(visit.request, _("Your answer is recorded."))
        return redirect(visit.here)
    found = queries.endorsement(visit.found.id)
    return render(visit.request, "partner/answered.html", {"found": found})


def _page(visit: _Visit, *, refusal: Refusal | None = None, status: int = 200, **forms: Any) -> HttpResponse:
    found = queries.endorsement(visit.found.id)
    version = visit.version
    assert found is not None
    context = {
        "found": found,
        "version": version,
        "token": visit.token,
        "here": visit.here,
        "may_read": _may_read(found, version),
        "refusal": refusal,
        "statements": endorsing.STATEMENTS,
        "signed": [queries.endorser(found)] if found.document else [],
        "answer": forms.get("answer") or AnswerForm(None, endorsing.competencies(version.content)),
        "decline": forms.get("decline") or DeclineForm(prefix="decline"),
        "withdraw": forms.get("withdraw") or WithdrawForm(prefix="withdraw"),
    }
    return render(visit.request, "partner/request.html", context, status=status)


def _may_read(found: EndorsementFacts, version: VersionFacts) -> bool:
    """Everybody reads what is public; else whoever is asked, or has signed, reads words that stand, never a draft."""
    asked = found.is_open or bool(found.document)
    return found.is_public or (asked and version.state not in wording.EDITABLE)


def _discreet(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "same-origin"
    return answer
