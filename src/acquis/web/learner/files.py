"""The holder's own files: the signed document, the badge pictures that carry it, the evidence."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from acquis.passport import queries
from acquis.passport.queries import ItemFacts
from acquis.platform import files, guilloche
from acquis.platform.actor import ActorRequest
from acquis.web.learner.passport import own_item, person_of
from sceau.openbadges import baking

SIZE = 600


@never_cache
@require_GET
def credential(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """The signed document, byte for byte."""
    found = own_item(request, item_id)
    return _download(found, found.document, "application/vc", "json")


@never_cache
@require_GET
def badge_png(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """The seal as a PNG with the credential inside (R-148)."""
    found = own_item(request, item_id)
    picture = guilloche.to_png(_rosette(found), SIZE, title=str(found.credential.title), kind=_kind(found))
    return _download(found, baking.bake_png(picture, found.document), "image/png", "png")


@never_cache
@require_GET
def badge_svg(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """The seal as an SVG with the credential inside."""
    found = own_item(request, item_id)
    picture = guilloche.to_svg(_rosette(found), size=SIZE, label=str(found.credential.title), kind=_kind(found))
    return _download(found, baking.bake_svg(picture.encode(), found.document), "image/svg+xml", "svg")


@never_cache
@require_GET
def evidence(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """A file among the evidence of one's own credentials."""
    file_id = queries.evidence_file(person_of(request), evidence_id)
    answer = files.response(file_id) if file_id else None
    if answer is None:
        raise Http404
    return answer


def _rosette(found: ItemFacts) -> guilloche.Rosette:
    ink, accent = (*found.credential.colours, guilloche.HOUSE_INK, guilloche.HOUSE_ACCENT)[:2]
    return guilloche.rosette(bytes.fromhex(found.credential.seal), ink, accent)


def _kind(found: ItemFacts) -> guilloche.Kind:
    return "badge" if found.credential.kind == "badge" else "microcredential"


def _download(found: ItemFacts, content: bytes, media_type: str, extension: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="credential-{found.credential.id}.{extension}"'
    answer["Cache-Control"] = "private, no-store"
    # An SVG of ours is a picture, never a page.
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
