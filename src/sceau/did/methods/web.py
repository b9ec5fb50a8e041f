"""did:web: the document stands on the web server that the identifier names."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from sceau.did.document import DidDocument, parse
from sceau.did.fetching import LOOPBACK, json_at
from sceau.errors import InputError, UsageError
from sceau.ports import Fetch

PREFIX = "did:web:"

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*", re.I)
_ADDRESS = re.compile(r"[0-9.]+")
_SEGMENT = re.compile(r"([A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+")
_FORBIDDEN_IN_SEGMENT = re.compile(r"[/\\?#@:%\x00-\x20\x7f]")
_LARGEST_PORT = 65_535


def of(address: str) -> str:
    """The DID whose document stands below ``address``.

    `https://a.example:8000/did/x` gives `did:web:a.example%3A8000:did:x`.

    Raises:
        UsageError: ``usage_wrong`` for an address without host, or with a query or fragment.
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.query or parts.fragment:
        raise UsageError("usage_wrong", detail="no place for a DID document")
    host = parts.hostname + (f"%3A{parts.port}" if parts.port else "")
    return PREFIX + ":".join([host, *(quote(unquote(part), safe="") for part in parts.path.split("/") if part)])


def address(did: str, *, allow_loopback_http: bool = False) -> str:
    """Where the document of ``did`` stands (did:web §2.5.2): https, but http on loopback when that is allowed.

    Raises:
        InputError: ``did_malformed``.
    """
    host_and_port, *path = did.removeprefix(PREFIX).split(":")
    host, _, port = host_and_port.replace("%3a", "%3A").partition("%3A")
    loopback = LOOPBACK.fullmatch(host) is not None
    if not _HOST.fullmatch(host) or (_ADDRESS.fullmatch(host) and not (loopback and allow_loopback_http)):
        raise InputError("did_malformed", detail="not a host name")
    if "%3A" in host_and_port.replace("%3a", "%3A") and not _is_port(port):
        raise InputError("did_malformed", detail="not a port")
    for segment in path:
        plain = unquote(segment)
        if not _SEGMENT.fullmatch(segment) or _FORBIDDEN_IN_SEGMENT.search(plain) or plain in (".", ".."):
            raise InputError("did_malformed", detail="not a path")
    scheme = "http" if loopback and allow_loopback_http else "https"
    place = "/".join(path) if path else ".well-known"
    return f"{scheme}://{host}{f':{port}' if port else ''}/{place}/did.json"


def resolve(did: str, fetch: Fetch, *, allow_loopback_http: bool = False) -> DidDocument:
    """Fetch and read the document of ``did``. Redirects are not followed; the document must name the very DID.

    Raises:
        InputError: ``did_malformed``, ``did_document_invalid``.
        ResolutionError: ``did_unreachable``, its detail the code of the fetcher.
    """
    url = address(did, allow_loopback_http=allow_loopback_http)
    document = json_at(url, fetch, accept="application/did+json, application/json")
    if document.get("id") != did:
        raise InputError("did_document_invalid", "/id", "the document is of another DID")
    return parse(document)


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:6]) <= _LARGEST_PORT
