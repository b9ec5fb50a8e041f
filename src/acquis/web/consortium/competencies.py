"""The operator's frameworks: what is here, how it is used, what is on its way in, and imports from files to result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acquis.catalogue.queries import harmony as harmonies
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock, throttles
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.skills import actions, queries, wording
from acquis.web.consortium.forms_competencies import ImportForm

UPLOADS_PER_HOUR = 30
UNDER_WAY = ("waiting", "running")


@for_members("frameworks.manage")
@require_safe
def competencies(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Every version of every framework, then the imports, the last one first."""
    _operator_only(request)
    page = page_of(queries.imports(), request.GET.get("page"))
    rows = [{"import": one, "word": wording.STATES[one.state]} for one in page]
    context = {"frameworks": queries.frameworks(), "page": page, "rows": rows}
    return render(request, "consortium/competencies.html", context)


@for_members("frameworks.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Hand over files; they are examined at once, and nothing is written before the next page is confirmed."""
    _operator_only(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        throttles.hit("framework_upload", str(organization_id), limit=UPLOADS_PER_HOUR, seconds=3600)
        try:
            made = actions.examine(files=form.sources(), told=form.told(), by=request.actor)
        except Refused as refused:
            where = "uploads" if refused.where == "files" else refused.where
            form.add_error(where if where in form.fields else None, str(refused.sentence))
        else:
            return _to_import(organization_id, made)
    return render(request, "consortium/competencies_upload.html", {"form": form}, status=422 if form.errors else 200)


@for_members("frameworks.manage")
@require_safe
def examined(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """One import: what it would do and what is wrong; then how far it is; then what it did."""
    _operator_only(request)
    one = queries.import_facts(import_id)
    if one is None:
        raise Http404
    context: dict[str, Any] = {
        "import": one,
        "word": wording.STATES[one.state],
        "layout": wording.LAYOUTS[one.layout],
        "name": queries.told_of(one).name,
        "problems": queries.problems(one),
        "under_way": one.state in UNDER_WAY,
        "other_running": one.state == "examined" and queries.has_running(one.key),
    }
    whole, part = "consortium/competencies_import.html", "consortium/competencies_progress.html"
    answer = render(request, part if request.headers.get("HX-Request") else whole, context)
    answer.headers["Vary"] = "HX-Request"
    return answer


@for_members("frameworks.manage")
@require_POST
def confirm(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """Have it done in the background."""
    _operator_only(request)
    try:
        actions.confirm(import_id=import_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return _to_import(organization_id, import_id)


@for_members("frameworks.manage")
@require_POST
def stop(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """End it: before it began nothing is written, afterwards what was written stays."""
    _operator_only(request)
    try:
        actions.stop(import_id=import_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("The import is stopped."))
    return _to_import(organization_id, import_id)


@for_members("frameworks.manage")
@require_safe
def harmony(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """How much of what each organization publishes points into a common framework (R-074)."""
    _operator_only(request)
    sort = request.GET.get("sort", "")
    sort = sort if sort in harmonies.SORTS else harmonies.LOWEST
    page = page_of(harmonies.harmony(sort), request.GET.get("page"))
    sorts = [(harmonies.LOWEST, _("Lowest share first")), (harmonies.HIGHEST, _("Highest share first"))]
    context = {"page": page, "rows": harmonies.harmony_facts(page), "sorts": sorts, "sort": sort}
    return render(request, "consortium/competencies_harmony.html", context)


@for_members("frameworks.manage")
@require_safe
def harmony_file(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """The same of every organization, as a table."""
    _operator_only(request)
    rows = harmonies.harmony_facts(harmonies.harmony())
    answer = HttpResponse(harmonies.harmony_csv(rows).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="harmonization-{clock.today():%Y-%m-%d}.csv"'
    return answer


def _to_import(organization_id: UUID, import_id: UUID) -> HttpResponse:
    return redirect("consortium:competencies_import", organization_id=organization_id, import_id=import_id)


def _operator_only(request: MemberRequest) -> None:
    """The role exists in every organization; the pages exist in the operator's alone."""
    if not request.organization.is_operator:
        raise Http404
