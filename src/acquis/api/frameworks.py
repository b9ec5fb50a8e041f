"""Competency frameworks for machines: a package of CASE 1.1 and a graph of CTDL-ASN, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from acquis.platform import throttles
from acquis.platform.doors import open_to_all
from acquis.skills import queries

PER_HOUR = 60  # whole frameworks that one address may take away


@open_to_all
@require_safe
def case_package(request: HttpRequest, framework_id: UUID) -> StreamingHttpResponse:
    """Everything about a framework, as CASE 1.1 says it (getCFPackage); statements in the visitor's language."""
    _known(request, framework_id)
    return _streamed(queries.case_package(framework_id, (get_language() or "fr")[:2]), "application/json")


@open_to_all
@require_safe
def ctdl_asn(request: HttpRequest, framework_id: UUID) -> StreamingHttpResponse:
    """The framework and its current entries in CTDL-ASN, in every language that there is."""
    _known(request, framework_id)
    return _streamed(queries.ctdl_asn(framework_id), "application/ld+json")


def _known(request: HttpRequest, framework_id: UUID) -> None:
    throttles.hit("framework", throttles.address_of(request), limit=PER_HOUR, seconds=3600)
    if queries.framework(framework_id) is None:
        raise Http404


def _streamed(pieces: Iterator[bytes], media_type: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        pieces,
        content_type=media_type,
        headers={
            "Access-Control-Allow-Origin": "*",
            "Cache-Control": "public, max-age=3600",
            "Vary": "Accept-Language",
        },
    )


urlpatterns = [
    path("ims/case/v1p1/CFPackages/<uuid:framework_id>", case_package, name="case_package"),
    path("id/frameworks/<uuid:framework_id>/ctdl-asn", ctdl_asn, name="ctdl_asn"),
]
