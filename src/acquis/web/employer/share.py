"""What the holder of a share link sees: exactly what was chosen, freshly verified, until it ends (R-171, I-08)."""

from __future__ import annotations

import re
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acquis.passport import actions as passport_actions
from acquis.passport import queries as passport
from acquis.platform import files, throttles
from acquis.platform.doors import open_to_all
from acquis.verification import showing

MISSES_PER_MINUTE = 20
VISIT_SECONDS = 1800
_PREVIEWS = re.compile(
    r"bot\b|crawler|spider|preview|facebookexternalhit|whatsapp|slack|embedly|skypeuripreview|curl|wget", re.IGNORECASE
)


@open_to_all
@never_cache
@require_safe
def share(request: HttpRequest, token: str) -> HttpResponse:
    """The shared credentials, each with its report."""
    facts = passport.shared(token)
    if facts is None:
        return _gone(request)
    items = [(item, showing.shared(item)) for item in facts.items]
    answer = render(request, "employer/share.html", {"facts": facts, "items": items, "token": token})
    if facts.share_id is not None and _is_visit(request, token):
        passport_actions.count_opening(share_id=facts.share_id)
        answer.set_cookie(_seen(token), "1", max_age=VISIT_SECONDS, httponly=True, samesite="Lax")
    return _discreet(answer)


@open_to_all
@never_cache
@require_safe
def evidence(request: HttpRequest, token: str, evidence_id: UUID) -> HttpResponse:
    """A file that the share shows; anything else is unreachable, even by address."""
    file_id = passport.shared_file(token, evidence_id)
    answer = files.response(file_id) if file_id else None
    return _discreet(answer) if answer is not None else _gone(request)


@open_to_all
@never_cache
@require_safe
def credential(request: HttpRequest, token: str, item_id: UUID) -> HttpResponse:
    """The signed file itself, when its holder gives it."""
    facts = passport.shared(token)
    given = [one for one in facts.items if one.id == item_id and one.selection.gives_file] if facts else []
    if not given:
        return _gone(request)
    answer = HttpResponse(given[0].document, content_type="application/vc")
    answer["Content-Disposition"] = f'attachment; filename="credential-{given[0].credential_id}.json"'
    return _discreet(answer)


def _gone(request: HttpRequest) -> HttpResponse:
    """One neutral page for a link that is unknown, expired or withdrawn; guessing is slowed down."""
    throttles.hit("share", throttles.address_of(request), limit=MISSES_PER_MINUTE, seconds=60)
    return _discreet(render(request, "employer/share_gone.html", status=404))


def _discreet(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _is_visit(request: HttpRequest, token: str) -> bool:
    """One per visit; machines that look ahead do not count. The visitor's browser remembers, never our database."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    machine = _PREVIEWS.search(request.headers.get("User-Agent", ""))
    return request.method == "GET" and not ahead and not machine and _seen(token) not in request.COOKIES


def _seen(token: str) -> str:
    return f"seen-{sha256(token.encode()).hexdigest()[:12]}"
