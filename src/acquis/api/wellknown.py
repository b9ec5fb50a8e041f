"""Machine addresses: DID documents, status lists, achievements, the register, health.

They carry no language, never change, and are public: cacheable by anybody, readable from any page (CORS), and the
answer tells its origin nothing about who is being verified.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from acquis.api import frameworks
from acquis.catalogue import queries as catalogue
from acquis.issuance.document import achievement_document
from acquis.issuance.queries import endorsements
from acquis.platform import clock, jobs
from acquis.platform.doors import open_to_all
from acquis.platform.faults import Refused
from acquis.registry import queries as registry
from acquis.signing import queries as signing
from sceau.encoding import strict_json

LIST_SECONDS = 300  # how long a revocation may stay unseen by a cache
STABLE_SECONDS = 3600
ENDORSEMENT_TYPES = ["application/vc", "application/ld+json", "application/json", "text/html"]
DOCUMENT_TYPES = ["application/ld+json", "application/json", "text/html"]


@open_to_all
@require_safe
def did_document(request: HttpRequest, opaque: str) -> HttpResponseBase:
    """The DID document of an organization."""
    return _own(request, f"/did/{opaque}/did.json", LIST_SECONDS)


@open_to_all
@require_safe
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponseBase:
    """A signed status list."""
    return _own(request, f"/status/{list_id}", LIST_SECONDS)


@open_to_all
@require_safe
def achievement(
    request: HttpRequest, achievement_id: UUID, number: int, language: str | None = None
) -> HttpResponseBase:
    """One version of an achievement, as JSON-LD; a browser that prefers a page is sent to it with 303."""
    found = catalogue.achievement_page(achievement_id, number)
    if found is None:
        raise Http404
    if request.get_preferred_type(DOCUMENT_TYPES) == "text/html":
        page = reverse("public:achievement_version", kwargs={"achievement_id": achievement_id, "number": number})
        there: HttpResponseBase = HttpResponse(status=303, headers={"Location": _in_language(page, language)})
    else:
        told = achievement_document(found, endorsements(found.id))
        there = _public(request, strict_json.dumps(told), "application/ld+json", STABLE_SECONDS)
    patch_vary_headers(there, ["Accept"])
    return there


@open_to_all
@require_safe
def endorsement(request: HttpRequest, endorsement_id: UUID) -> HttpResponseBase:
    """A signed endorsement of a public version; a browser that prefers a page is sent to the version with 303.

    A withdrawn one stays: its status list tells, and credentials that hold it point here.
    """
    found = catalogue.published_endorsement(endorsement_id)
    if found is None:
        raise Http404
    if request.get_preferred_type(ENDORSEMENT_TYPES) == "text/html":
        named = {"achievement_id": found.achievement_id, "number": found.number}
        page = reverse("public:achievement_version", kwargs=named)
        there: HttpResponseBase = HttpResponse(status=303, headers={"Location": f"{page}#endorsements"})
    else:
        there = _public(request, found.document.encode(), "application/vc", STABLE_SECONDS)
    patch_vary_headers(there, ["Accept"])
    return there


@open_to_all
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """The signed register of recognized issuers."""
    try:
        body = registry.signed_register(clock.now())
    except Refused as refused:
        return JsonResponse({"error": refused.code}, status=503)
    return _public(request, body, "application/json", LIST_SECONDS)


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponseBase:
    """Whether the database answers, and how much background work stands where; 503 when it does not."""
    try:
        work = jobs.waiting()
    except DatabaseError:
        return JsonResponse({"status": "down"}, status=503)
    answer = JsonResponse({"status": "ok", "jobs": work})
    answer["Cache-Control"] = "no-store"
    return answer


def _own(request: HttpRequest, own_path: str, seconds: int) -> HttpResponseBase:
    found = signing.own_document(own_path)
    if found is None:
        raise Http404
    return _public(request, found.body, found.media_type, seconds)


def _public(request: HttpRequest, body: bytes, media_type: str, seconds: int) -> HttpResponseBase:
    """An answer for everybody, or 304 when the asker has it already."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type=media_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _in_language(page: str, language: str | None) -> str:
    """``page`` in the asked language; else in that of the visitor, which `reverse` has used."""
    here = (get_language() or "fr")[:2]
    return page.replace(f"/{here}/", f"/{language}/", 1) if language else page


app_name = "machine"

urlpatterns = [
    path("did/<slug:opaque>/did.json", did_document, name="did_document"),
    path("status/<uuid:list_id>", status_list, name="status_list"),
    path("id/achievements/<uuid:achievement_id>/<int:number>", achievement, name="achievement"),
    path(
        "id/achievements/<uuid:achievement_id>/<int:number>/fr", achievement, {"language": "fr"}, name="achievement_fr"
    ),
    path(
        "id/achievements/<uuid:achievement_id>/<int:number>/en", achievement, {"language": "en"}, name="achievement_en"
    ),
    path("id/endorsements/<uuid:endorsement_id>", endorsement, name="endorsement"),
    path("id/register", register, name="register"),
    path("health", health, name="health"),
    *frameworks.urlpatterns,
]
