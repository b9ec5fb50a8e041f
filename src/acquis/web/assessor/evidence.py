"""Evidence: adding it, looking at it, taking it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.assessment import actions, queries
from acquis.assessment.queries import EvidenceFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import files
from acquis.platform.doors import for_members
from acquis.platform.faults import Forbidden, Refusal, Refused
from acquis.platform.translatable import read_pair
from acquis.web.assessor.forms import EvidenceForm
from acquis.web.assessor.views import candidacy_or_404


@for_members("assessment.record")
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, organization_id: UUID, candidacy_id: UUID) -> HttpResponse:
    """Add a file or an address."""
    found = candidacy_or_404(organization_id, candidacy_id)
    outcomes = [(one.code, f"{one.code} – {one.statement}") for one in found.version.content.outcomes]
    bound = request.method == "POST"
    form = EvidenceForm(request.POST if bound else None, request.FILES if bound else None, outcomes=outcomes)
    if bound and form.is_valid() and _kept(request, candidacy_id, form):
        messages.success(request, _("The evidence is added."))
        return redirect("assessor:candidacy", organization_id=organization_id, candidacy_id=candidacy_id)
    context = {
        "organization": request.organization,
        "candidacy": found,
        "form": form,
        "choose_again": bound and bool(request.FILES),
    }
    return render(request, "assessor/evidence.html", context, status=422 if bound else 200)


@for_members("assessment.record")
@require_GET
def show(
    request: MemberRequest,
    organization_id: UUID,
    candidacy_id: UUID,
    evidence_id: UUID,
) -> HttpResponse:
    """The file itself, to a member who may record."""
    found = _evidence(organization_id, candidacy_id, evidence_id)
    answer = files.response(found.file.id) if found.file else None
    if answer is None:
        raise Http404
    return answer


@for_members("assessment.record")
@require_POST
def remove(request: MemberRequest, organization_id: UUID, candidacy_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take a piece of evidence away before the conclusion."""
    found = _evidence(organization_id, candidacy_id, evidence_id)
    try:
        actions.remove_evidence(evidence_id=found.id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("The evidence is taken away."))
    return redirect("assessor:candidacy", organization_id=organization_id, candidacy_id=candidacy_id)


def _evidence(organization_id: UUID, candidacy_id: UUID, evidence_id: UUID) -> EvidenceFacts:
    found = queries.evidence(evidence_id, organization_id=organization_id)
    if found is None or found.candidacy_id != candidacy_id:
        raise Http404
    return found


def _kept(request: MemberRequest, candidacy_id: UUID, form: EvidenceForm) -> bool:
    told = form.cleaned_data
    uploaded: UploadedFile[bytes] | None = told["file"]
    file_id = None
    try:
        if uploaded is not None:
            file_id = files.store(uploaded.read(), name=uploaded.name or "", media_type=uploaded.content_type or "").id
        actions.add_evidence(
            candidacy_id=candidacy_id,
            title=read_pair(told, "title"),
            description=read_pair(told, "description"),
            text_alternative=read_pair(told, "text_alternative"),
            genre=told["genre"],
            outcome_code=told["outcome_code"],
            file_id=file_id,
            url=told["url"],
            no_third_party=told["no_third_party"],
            by=request.actor,
        )
    except Refusal as refused:
        if file_id is not None:
            files.remove(file_id)
        if isinstance(refused, Forbidden):
            raise
        where = f"{refused.where}_fr" if f"{refused.where}_fr" in form.fields else refused.where
        form.add_error(where if where in form.fields else None, str(refused.sentence))
        return False
    return True
