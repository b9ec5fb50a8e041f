"""Who works by the frameworks, what they found, and the form by which anybody declares an adoption (R-028, R-029)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from acquis.platform import clock, throttles
from acquis.platform.actor import ActorRequest
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.platform.pagination import page_of
from acquis.platform.translatable import read_pair
from acquis.quality import actions, queries
from acquis.quality.wording import Use
from acquis.web.public.forms import AdoptionForm

PER_HOUR = 10


@open_to_all
@require_safe
def adopters(request: HttpRequest) -> HttpResponse:
    """The organizations whose adoption an operator confirmed, with day and scope."""
    page = page_of(queries.adopters(), request.GET.get("page"))
    rows = [queries.adoption_facts(row) for row in page]
    return render(request, "public/adopters.html", {"page": page, "rows": rows})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: ActorRequest) -> HttpResponse:
    """The form; what it says is public once an operator has confirmed it, without the contact."""
    choices = [(str(one.id), str(one.name)) for one in queries.in_force(clock.today(), use=Use.REQUIRED)]
    form = AdoptionForm(request.POST or None, frameworks=choices)
    if request.method == "POST" and form.is_valid():
        throttles.hit("adoption", throttles.address_of(request), limit=PER_HOUR, seconds=3600)
        told = form.cleaned_data
        try:
            actions.declare_adoption(
                organization_name=read_pair(told, "organization_name"),
                by=request.actor,
                **{name: value for name, value in told.items() if not name.startswith("organization_name_")},
            )
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        else:
            messages.success(
                request, _("Your declaration is recorded. It appears in this list once the network has confirmed it.")
            )
            return redirect("public:adopters")
    context = {"form": form, "choices": choices}
    return render(request, "public/adopt.html", context, status=422 if form.errors else 200)


@open_to_all
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What organizations found while they tried the frameworks, all or about one line."""
    key, code = request.GET.get("framework", "")[:60], request.GET.get("line", "")[:60]
    page = page_of(queries.findings(key=key, code=code), request.GET.get("page"))
    known = queries.current(key, clock.today()) if key else None
    line = next((one for one in known.every_line if one.code == code), None) if known and code else None
    context = {
        "page": page,
        "rows": [queries.finding_facts(row) for row in page],
        "narrowed": known,
        "line": line,
    }
    return render(request, "public/findings.html", context)


@open_to_all
@require_safe
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """One finding, in the words of the organization that made it."""
    found = queries.finding(finding_id)
    if found is None:
        raise Http404
    return render(request, "public/finding.html", {"finding": found})
