"""The page that tells people how to get the open data and how programs ask for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from acquis.api.v1.operations import OPERATIONS
from acquis.platform import links
from acquis.platform.doors import open_to_all


@open_to_all
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What everybody may take away, under which licence, and every call."""
    context = {"operations": OPERATIONS, "base": links.base(), "language": (get_language() or "fr")[:2]}
    return render(request, "public/open_data.html", context)


app_name = "api_pages"

urlpatterns = [path("open-data/", open_data, name="open_data")]
