"""Documents that stand on the web: fetched without redirects, read within limits."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sceau.encoding.strict_json import JsonObject, loads_object
from sceau.errors import InputError, ResolutionError
from sceau.ports import Fetch, Fetched

MAX_BYTES = 200_000
MAX_URL = 2_048
LOOPBACK = re.compile(r"localhost|.+\.localhost|127(\.[0-9]{1,3}){3}", re.I)

_VISIBLE = re.compile(r"[!-~]+")


def json_at(url: str, fetch: Fetch, *, accept: str) -> JsonObject:
    """The JSON object at ``url``, an address already checked.

    Raises:
        InputError: ``did_document_invalid``, its detail the code of the parser.
        ResolutionError: ``did_unreachable``, its detail the code of the fetcher.
    """
    fetched = _fetched(url, fetch, accept)
    try:
        return loads_object(fetched.body, max_bytes=MAX_BYTES)
    except InputError as error:
        raise InputError("did_document_invalid", error.pointer, error.code) from error


def checked(url: str, *, allow_loopback_http: bool = False) -> str:
    """``url`` without its fragment, when documents may be fetched there: https, or http on loopback when allowed.

    Raises:
        InputError: ``did_malformed``.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError("did_malformed", detail="not an address") from error
    if len(url) > MAX_URL or not _VISIBLE.fullmatch(url) or not host or "@" in parts.netloc:
        raise InputError("did_malformed", detail="not an address")
    loopback = allow_loopback_http and LOOPBACK.fullmatch(host) is not None
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise InputError("did_malformed", detail="not an https address")
    return url.partition("#")[0]


def _fetched(url: str, fetch: Fetch, accept: str) -> Fetched:
    """The answer; http, which only loopback may speak, is given up for https where that is what answers."""
    try:
        return fetch(url, accept=accept, max_bytes=MAX_BYTES, redirects=0)
    except ResolutionError as error:
        if url.startswith("http://"):
            return _fetched("https" + url.removeprefix("http"), fetch, accept)
        raise ResolutionError("did_unreachable", detail=error.code) from error
