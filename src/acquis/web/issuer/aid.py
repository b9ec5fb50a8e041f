"""What an institution hands to the ministry for student aid: what is ready, what is missing, and the file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_safe

from acquis.catalogue.queries.submissions import csv_of, submissions
from acquis.catalogue.wording import DeliveryMode
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import clock
from acquis.platform.doors import for_members


@for_members("offer.write")
@require_GET
def export(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Each published microcredential with what the ministry's form asks for."""
    rows = submissions(organization_id)
    context = {
        "organization": request.organization,
        "rows": [{"row": row, "mode": DeliveryMode(row.delivery).label if row.delivery else ""} for row in rows],
        "ready": sum(not row.problems for row in rows),
    }
    return render(request, "issuer/aid_export.html", context)


@for_members("offer.write")
@require_safe
def file(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """The file with those that have no problem."""
    answer = HttpResponse(csv_of(submissions(organization_id)).encode("utf-8-sig"), content_type="text/csv")
    name = f"{request.organization.key}-osap-{clock.today():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
aid_urls = [
    path("aid-submission/", export, name="aid_export"),
    path("aid-submission/file.csv", file, name="aid_export_file"),
]
