"""The header ``Idempotency-Key``: a program that got no answer sends the same request again, and it is done once.

As the draft of the IETF has it (draft-ietf-httpapi-idempotency-key-header): a string in quotation marks that the
program chooses, the same with the same request only. A plain token is taken too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from acquis.platform import repeats
from acquis.platform.faults import Refused
from acquis.platform.repeats import Answered

LONGEST = 255
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r'"([ !#-\[\]-~]+)"|([!#-\[\]-~]+)')
_TOLD = ("Content-Type", "Location", "ETag", "Cache-Control")


def answered(request: HttpRequest, client_id: UUID, work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``work``, or what the same request under the same key was answered before.

    Args:
        client_id: the program: keys of others are others.
        work: answers, with a problem when it refuses; what it raises is no answer, and the request may come again.

    Raises:
        Refused: ``idempotency_key_invalid``, and the codes of `repeats.claim`.
    """
    key = _key(request)
    if key is None:
        return work()
    claimed = repeats.claim(owner_id=client_id, key=key, request=_told(request))
    if isinstance(claimed, Answered):
        return _again(claimed)
    try:
        with transaction.atomic():
            answer = work()
            repeats.keep(claimed, _of(answer))
    except BaseException:
        repeats.release(claimed)
        raise
    return answer


def _key(request: HttpRequest) -> str | None:
    told = request.headers.get("Idempotency-Key")
    if told is None:
        return None
    found = _KEY.fullmatch(told.strip())
    key = (found[1] or found[2]) if found else ""
    if not 0 < len(key) <= LONGEST:
        sentence = _("Idempotency-Key is a string in quotation marks of at most %(most)s characters.")
        raise Refused("idempotency_key_invalid", sentence % {"most": LONGEST})
    return key


def _told(request: HttpRequest) -> bytes:
    """All that makes it the same request; the length keeps address and body apart."""
    head = f"{request.method} {request.get_full_path()} {request.headers.get('If-Match', '')}"
    return f"{len(head)} {head}".encode() + request.body


def _of(answer: HttpResponse) -> Answered:
    headers = {name: answer[name] for name in _TOLD if answer.has_header(name)}
    return Answered(answer.status_code, headers, answer.content.decode())


def _again(kept: Answered) -> HttpResponse:
    answer = HttpResponse(kept.body, status=kept.status, headers=dict(kept.headers))
    answer[REPLAYED] = "true"
    return answer
