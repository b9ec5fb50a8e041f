"""Definitions side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acquis.platform.doors import open_to_all
from acquis.web.public.definition_records import MARKS, RECORDS, ordered


@open_to_all
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What several bodies say a microcredential is, with the characteristics that each names (R-007 to R-009)."""
    language = (get_language() or "fr")[:2]
    order = request.GET.get("order", "")
    known = {record.key for record in RECORDS}
    chosen = [key for key in request.GET.getlist("show") if key in known]
    records = [record for record in ordered(order, language) if not chosen or record.key in chosen]
    context = {
        "records": records,
        "marks": MARKS,
        "matrix": [(record, [(mark, record.marks.get(mark.key, "")) for mark in MARKS]) for record in records],
        "orders": [("", _("By name, A to Z")), ("reversed", _("By name, Z to A")), ("language", _("By language"))],
        "order": order,
        "all": ordered("", language),
        "chosen": chosen,
    }
    return render(request, "public/definitions.html", context)


knowledge_urls = [
    path("definitions/", definitions, name="definitions"),
]
