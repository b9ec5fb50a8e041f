"""The one guarded fetcher.

In order, for the first address and again for each redirect:

1. the scheme is https (http only to this machine, where that is allowed);
2. the name is resolved once, and every address found must be public;
3. the connection goes to an address just checked, so that a second look-up cannot change the answer;
4. the certificate is checked against the name;
5. headers and body are read under one deadline and one size limit, never decompressed.

No cookie, no credential, no proxy from the environment, no referrer leaves this module.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from sceau.adapters.addresses import Target, is_loopback, is_public
from sceau.errors import ResolutionError
from sceau.ports import Fetched
from sceau.records import record

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Lookup = Callable[[str, int], Sequence[str]]
"""Name and port to literal addresses, best first. Raises OSError."""

Connect = Callable[[str, int, float], socket.socket]
"""Literal address, port and seconds to a connected socket. Raises OSError."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_CHUNK = 65_536
_AGENT = "sceau/0.1"


def system_lookup(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def system_connect(address: str, port: int, seconds: float) -> socket.socket:
    """A TCP connection to a literal address."""
    return socket.create_connection((address, port), timeout=seconds)


@record
class HttpFetch:
    """`sceau.ports.Fetch` over HTTP/1.1.

    Attributes:
        allow_loopback: also visit this machine, then http is enough; only when the first address says so.
        seconds: for the whole of one call, name look-up and redirects included.
        tls: how certificates are checked; the system's trust by default.
        lookup: how names become addresses.
        connect: how addresses become connections.
    """

    allow_loopback: bool = False
    seconds: float = 10.0
    tls: ssl.SSLContext | None = None
    lookup: Lookup = system_lookup
    connect: Connect = system_connect

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """Bring the bytes behind ``url``.

        Raises:
            ResolutionError: ``fetch_scheme_forbidden``, ``fetch_address_forbidden``,
                ``fetch_redirect_forbidden``, ``fetch_status``, ``fetch_too_large``, ``fetch_timeout`` or
                ``fetch_failed``.
        """
        deadline = time.monotonic() + self.seconds
        inwards = self.allow_loopback and Target.parse(url).is_loopback
        for _ in range(redirects + 1):
            answer = self._visit(url, accept, max_bytes, deadline, inwards=inwards)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise ResolutionError("fetch_redirect_forbidden", detail=f"more than {redirects}")

    def _visit(self, url: str, accept: str, max_bytes: int, deadline: float, *, inwards: bool) -> Fetched | str:
        """One exchange: the answer, or the address that it points to."""
        target = Target.parse(url)
        if target.scheme != "https" and not (inwards and target.is_loopback):
            raise ResolutionError("fetch_scheme_forbidden", detail=target.scheme)
        addresses = self._addresses(target, deadline, inwards=inwards)
        try:
            with contextlib.closing(self._dial(target, addresses, deadline)) as line:
                return _exchange(line, target, url=url, accept=accept, max_bytes=max_bytes, deadline=deadline)
        except TimeoutError as error:
            raise ResolutionError("fetch_timeout") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ResolutionError("fetch_failed", detail=type(error).__name__) from error

    def _addresses(self, target: Target, deadline: float, *, inwards: bool) -> Sequence[str]:
        allowed = is_loopback if inwards and target.is_loopback else is_public
        found = _in_time(lambda: self.lookup(target.host, target.port), deadline)
        # One bad address condemns all: a mixed answer is what rebinding looks like.
        if not found or not all(allowed(address) for address in found):
            raise ResolutionError("fetch_address_forbidden", detail=target.host[:128])
        return found

    def _dial(self, target: Target, addresses: Sequence[str], deadline: float) -> socket.socket:
        failure: OSError = OSError("no address")
        for address in addresses:
            try:
                line = self.connect(address, target.port, _left(deadline))
            except OSError as error:
                failure = error
                continue
            if target.scheme == "http":
                return line
            try:
                line.settimeout(_left(deadline))
                context = self.tls or ssl.create_default_context()
                return context.wrap_socket(line, server_hostname=target.host)
            except BaseException:
                line.close()
                raise
        raise failure


def _exchange(
    line: socket.socket, target: Target, *, url: str, accept: str, max_bytes: int, deadline: float
) -> Fetched | str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    ordinary = {"https": 443, "http": 80}[target.scheme]
    request = (
        f"GET {target.path} HTTP/1.1\r\n"
        f"Host: {host if target.port == ordinary else f'{host}:{target.port}'}\r\n"
        f"Accept: {accept}\r\nAccept-Encoding: identity\r\nUser-Agent: {_AGENT}\r\nConnection: close\r\n\r\n"
    )
    line.settimeout(_left(deadline))
    line.sendall(request.encode("ascii"))
    # HTTPResponse only ever asks its socket for a reader.
    response = http.client.HTTPResponse(cast("socket.socket", _Line(line, deadline)), method="GET")
    response.begin()
    if response.status in _REDIRECTS and (location := response.getheader("Location")):
        return urljoin(url, location)
    if response.status != _OK:
        raise ResolutionError("fetch_status", detail=str(response.status))
    if response.getheader("Content-Encoding", "identity").strip().lower() != "identity":
        raise ResolutionError("fetch_failed", detail="compressed although not asked for")
    body = _body(response, max_bytes)
    media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(url, body, media_type)


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    if response.length is not None and response.length > max_bytes:
        raise ResolutionError("fetch_too_large", detail=f"more than {max_bytes} bytes")
    parts = bytearray()
    while piece := response.read(min(_CHUNK, max_bytes + 1 - len(parts))):
        parts += piece
        if len(parts) > max_bytes:
            raise ResolutionError("fetch_too_large", detail=f"more than {max_bytes} bytes")
    if response.length:
        raise ResolutionError("fetch_failed", detail="the answer broke off")
    return bytes(parts)


class _Reader(io.RawIOBase):
    """Bytes of a socket, each wait shortened to what the deadline leaves: drip-feeding does not help."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)


class _Line:
    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._line, self._deadline))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _in_time(lookup: Callable[[], Sequence[str]], deadline: float) -> Sequence[str]:
    """The system's resolver takes no timeout; a thread of its own gives it one."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(lookup())
        except Exception as error:  # handed over to who waits
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=_left(deadline))
    except (queue.Empty, TimeoutError) as error:
        raise ResolutionError("fetch_timeout", detail="name look-up") from error
    if isinstance(found, OSError | ValueError):  # ValueError: a label that IDNA refuses
        raise ResolutionError("fetch_failed", detail="name look-up") from found
    if isinstance(found, Exception):
        raise found
    return found
