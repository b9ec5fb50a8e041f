"""How every call is answered: JSON, or problem details (RFC 9457) with a code and a pointer for each reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from acquis.api.v1 import once
from acquis.organizations import actions as organizations
from acquis.organizations import queries
from acquis.organizations.queries import ClientFacts
from acquis.platform import clock, links, throttles
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Forbidden, Refusal, Refused
from acquis.platform.throttles import TooMany
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import SceauError

JSON = "application/json"
PROBLEM = "application/problem+json"
OPEN_PER_MINUTE = 120
CLIENT_PER_MINUTE = 600
MAX_BODY = 1_000_000
CONFLICTS = frozenset(
    {
        "code_taken",
        "move_refused",
        "version_undecided",
        "put_away",
        "offer_closed",
        "example_settled",
        "idempotency_key_in_use",
    }
)


class Call:
    """One call of an organization's program.

    Attributes:
        client: the program.
        actor: the author of what it writes.
        body: its JSON, {} without one.
    """

    def __init__(self, request: HttpRequest, client: ClientFacts) -> None:
        self.request, self.client = request, client
        self.actor = Actor(
            client.author_id,
            client.organization_id,
            "api",
            f"client-{client.id.hex}-{uuid4().hex[:8]}",
            client.id,
        )
        self.body: JsonObject = {}

    @property
    def organization_id(self) -> UUID:
        """Whose program it is."""
        return self.client.organization_id


Answer = HttpResponse
OpenView = Callable[..., Answer]
OwnView = Callable[..., Answer]


def said(content: Any, status: int = HTTPStatus.OK, *, seconds: int = 0, etag: str = "") -> HttpResponse:
    """JSON; kept by caches for so long when everybody may have it."""
    answer = HttpResponse(strict_json.dumps(content), content_type=JSON, status=status)
    answer["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-store"
    if seconds:
        answer["Access-Control-Allow-Origin"] = "*"
    if etag:
        answer["ETag"] = f'"{etag}"'
    return answer


def problem(status: HTTPStatus, code: str, detail: str, errors: Iterable[Refusal] = ()) -> HttpResponse:
    """Problem details: what went wrong, and each reason with its place in the body."""
    told: dict[str, Any] = {
        "type": links.machine(f"api/v1/problems#{code}"),
        "title": status.phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    reasons = [{"code": each.code, "detail": str(each.sentence), "pointer": _pointer(each.where)} for each in errors]
    if reasons:
        told["errors"] = reasons
    answer = HttpResponse(strict_json.dumps(told), content_type=PROBLEM, status=int(status))
    answer["Cache-Control"] = "no-store"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _pointer(where: str) -> str:
    return "".join(f"/{step}" for step in where.replace("-", ".").split(".")) if where else ""


def open_call(request: HttpRequest, view: OpenView, **named: Any) -> HttpResponse:
    """A call that everybody may make."""
    return _guarded(lambda: _open(request, view, named))


def _open(request: HttpRequest, view: OpenView, named: dict[str, Any]) -> HttpResponse:
    throttles.hit("api", throttles.address_of(request), limit=OPEN_PER_MINUTE, seconds=60)
    return _unless_known(request, view(request, **named))


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """304 when the asker has it already (If-None-Match)."""
    etag = f'"{sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=answer)
    return known if isinstance(known, HttpResponse) else answer


def own_call(request: HttpRequest, view: OwnView, scope: str, **named: Any) -> HttpResponse:
    """A call of an organization's program, whose token has ``scope``."""
    return _guarded(lambda: _own(request, view, scope, named))


def _own(request: HttpRequest, view: OwnView, scope: str, named: dict[str, Any]) -> HttpResponse:
    # Before the token is looked at, so that nobody tries many.
    throttles.hit("api-token", throttles.address_of(request), limit=CLIENT_PER_MINUTE, seconds=60)
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    client = queries.client_behind(token.strip()) if kind.casefold() == "bearer" and token else None
    if client is None:
        answer = problem(HTTPStatus.UNAUTHORIZED, "token_refused", _("Send a token of your organization."))
        answer["WWW-Authenticate"] = 'Bearer realm="acquis"'
        return answer
    throttles.hit("api-client", str(client.id), limit=CLIENT_PER_MINUTE, seconds=60)
    if scope not in client.scopes:
        detail = _("This token may not do that: it lacks %(scope)s.") % {"scope": scope}
        return problem(HTTPStatus.FORBIDDEN, "scope_missing", detail)
    call = Call(request, client)
    if request.method in {"GET", "HEAD"}:
        return view(call, **named)
    call.body = _body(request)
    if client.used_on != clock.today():
        organizations.note_use(client_id=client.id)
    return once.answered(request, client.id, lambda: _guarded(lambda: view(call, **named)))


def _body(request: HttpRequest) -> JsonObject:
    if not request.body:
        return {}
    media_type = (request.content_type or "").casefold()
    if media_type != JSON and not media_type.endswith("+json"):
        raise Refused("media_type", _("Send application/json."))
    return strict_json.loads_object(request.body, max_bytes=MAX_BODY)


def _guarded(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or the problem."""
    try:
        return answer()
    except Refusal as refused:
        return _refused(refused)
    except (SceauError, RequestDataTooBig) as error:
        code = error.code if isinstance(error, SceauError) else "json_too_large"
        return problem(HTTPStatus.BAD_REQUEST, code, _("The body is not JSON that can be read."))
    except TooMany:
        late = problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", _("Too many calls. Wait a minute."))
        late["Retry-After"] = "60"
        return late
    except Http404:
        return problem(HTTPStatus.NOT_FOUND, "not_found", _("There is nothing at this address."))


def _refused(refused: Refusal) -> HttpResponse:
    alone = [refused] if refused.where else []
    reasons = refused.reasons if isinstance(refused, Blocked) else alone
    status = HTTPStatus.FORBIDDEN if isinstance(refused, Forbidden) else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(_STATUS.get(refused.code, status), refused.code, str(refused.sentence), reasons)


_STATUS = {
    **dict.fromkeys(CONFLICTS, HTTPStatus.CONFLICT),
    **dict.fromkeys(("definition_unknown", "offer_unknown"), HTTPStatus.NOT_FOUND),
    "changed_since": HTTPStatus.PRECONDITION_FAILED,
    "idempotency_key_invalid": HTTPStatus.BAD_REQUEST,
    "media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
