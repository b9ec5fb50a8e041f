"""How the VC API reads requests and words its answers: JSON in, JSON out, problems with code, place and clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from acquis.platform.doors import open_to_all
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, SceauError
from sceau.problems import CATALOGUE, Problem

JSON = "application/json"
BAD_REQUEST, NOT_FOUND, TOO_LARGE, UNSUPPORTED = 400, 404, 413, 415


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that takes the request and its JSON, and may raise what the engine raises.

    Open to all and without a session, so that there is nothing a forged request could use.
    """

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        media_type = request.content_type or ""
        if media_type != JSON and not media_type.endswith("+json"):
            return refused([Problem("format_unsupported", detail=media_type[:100])], UNSUPPORTED)
        try:
            return view(request, strict_json.loads_object(request.body), **named)
        except RequestDataTooBig:
            return refused([Problem("json_too_large")], TOO_LARGE)
        except SceauError as error:
            return refused([Problem.of(error)], TOO_LARGE if error.code == "json_too_large" else BAD_REQUEST)

    return open_to_all(csrf_exempt(require_POST(answer)))


def said(content: JsonObject, status: int = 200, media_type: str = JSON) -> HttpResponse:
    """An answer of this moment."""
    answer = HttpResponse(strict_json.dumps(content), content_type=media_type, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def refused(problems: Iterable[Problem], status: int = BAD_REQUEST, **more: JsonValue) -> HttpResponse:
    """`{"errors": [{"code", "pointer", "detail", "clause"}]}`."""
    errors: list[JsonValue] = [{**one.to_json(), "clause": CATALOGUE[one.code]} for one in problems]
    return said({**more, "errors": errors}, status)


def member(body: JsonObject, name: str) -> JsonObject:
    """The object in a member of a request.

    Raises:
        InputError: ``member_missing``, ``member_malformed``.
    """
    value = body.get(name)
    if not isinstance(value, dict):
        raise InputError("member_malformed" if name in body else "member_missing", f"/{name}")
    return value


def options(body: JsonObject) -> JsonObject:
    """The `options` of a request, {} without them.

    Raises:
        InputError: ``member_malformed``.
    """
    return member(body, "options") if body.get("options") is not None else {}


def text(values: JsonObject, name: str) -> str | None:
    """A text among the options, None without it.

    Raises:
        InputError: ``member_malformed``.
    """
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError("member_malformed", f"/options/{name}")
    return value


def texts(values: JsonObject, name: str) -> list[str]:
    """Texts among the options, [] without them.

    Raises:
        InputError: ``member_malformed``.
    """
    value = values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InputError("member_malformed", f"/options/{name}")
    return [str(each) for each in value]
