"""The guarded fetcher against a hostile server, over socket pairs: no port is opened."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sceau.adapters.http import HttpFetch
from sceau.errors import ResolutionError

Serve = Callable[[socket.socket, bytes], None]


@dataclass
class Wire:
    """A server at the other end of a socket pair, and what it saw."""

    serve: Serve
    names: dict[str, Sequence[str]] = field(default_factory=dict)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    def lookup(self, host: str, port: int) -> Sequence[str]:
        return self.names.get(host, [host])

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._answer, args=(theirs,), daemon=True).start()
        return ours

    def _answer(self, line: socket.socket) -> None:
        with line:
            request = b""
            while b"\r\n\r\n" not in request:
                request += line.recv(4_096)
            self.requests.append(request)
            try:
                self.serve(line, request)
            except OSError:
                return

    def fetcher(self, *, allow_loopback: bool = True, seconds: float = 5) -> HttpFetch:
        return HttpFetch(allow_loopback=allow_loopback, seconds=seconds, lookup=self.lookup, connect=self.connect)


def saying(head: str, body: bytes = b"") -> Serve:
    return lambda line, _request: line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)


def code_of(fetch: Callable[[], object]) -> str:
    with pytest.raises(ResolutionError) as caught:
        fetch()
    return caught.value.code


def test_an_answer_arrives_with_its_media_type() -> None:
    wire = Wire(saying("HTTP/1.1 200 OK\nContent-Type: Application/VC; charset=utf-8\nContent-Length: 2", b"{}"))
    found = wire.fetcher()("http://127.0.0.1:8000/list?x=1#part", accept="application/vc")
    assert (found.body, found.media_type) == (b"{}", "application/vc")
    request = wire.requests[0].decode()
    assert request.startswith("GET /list?x=1 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nAccept: application/vc\r\n")
    assert "cookie" not in request.lower()
    assert "referer" not in request.lower()


def test_chunks_are_joined() -> None:
    wire = Wire(saying("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))
    assert wire.fetcher()("http://127.0.0.1/").body == b"abc"


@pytest.mark.parametrize("url", ["http://example.org/", "http://127.0.0.1/"])
def test_http_is_refused_by_default(url: str) -> None:
    wire = Wire(saying("HTTP/1.1 200 OK"))
    assert code_of(lambda: wire.fetcher(allow_loopback=False)(url)) == "fetch_scheme_forbidden"
    assert wire.dialled == []


def test_plain_http_stays_forbidden_outside_this_machine_when_loopback_is_allowed() -> None:
    wire = Wire(saying("HTTP/1.1 200 OK"), {"example.org": ["93.184.215.14"]})
    assert code_of(lambda: wire.fetcher()("http://example.org/")) == "fetch_scheme_forbidden"


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["93.184.215.14", "127.0.0.1"],
        [],
    ],
)
@pytest.mark.parametrize("allow_loopback", [True, False])
def test_a_public_name_that_leads_inwards_is_refused(addresses: list[str], allow_loopback: bool) -> None:
    wire = Wire(saying("HTTP/1.1 200 OK"), {"example.org": addresses})
    fetch = wire.fetcher(allow_loopback=allow_loopback)
    assert code_of(lambda: fetch("https://example.org/did.json")) == "fetch_address_forbidden"
    assert wire.dialled == []


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """DNS rebinding: the second look-up would lead inwards; there is no second look-up."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    dialled: list[str] = []

    def refuse(address: str, _port: int, _seconds: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    fetch = HttpFetch(lookup=lambda _host, _port: next(answers), connect=refuse)
    assert code_of(lambda: fetch("https://rebinding.example/")) == "fetch_failed"
    assert dialled == ["93.184.215.14"]


def test_a_redirect_within_the_limit_is_followed_and_named() -> None:
    def serve(line: socket.socket, request: bytes) -> None:
        here = saying("HTTP/1.1 200 OK\nContent-Length: 1", b"x")
        (here if request.startswith(b"GET /b") else saying("HTTP/1.1 302 Found\nLocation: /b"))(line, request)

    found = Wire(serve).fetcher()("http://127.0.0.1:8000/a")
    assert (found.url, found.body) == ("http://127.0.0.1:8000/b", b"x")


@pytest.mark.parametrize(
    ("location", "redirects", "code"),
    [
        ("/again", 3, "fetch_redirect_forbidden"),
        ("/again", 0, "fetch_redirect_forbidden"),
        ("https://169.254.169.254/latest", 3, "fetch_address_forbidden"),
        ("http://example.org/", 3, "fetch_scheme_forbidden"),
        ("file:///etc/passwd", 3, "fetch_scheme_forbidden"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(location: str, redirects: int, code: str) -> None:
    wire = Wire(saying(f"HTTP/1.1 302 Found\nLocation: {location}"))
    assert code_of(lambda: wire.fetcher()("http://127.0.0.1:8000/", redirects=redirects)) == code
    assert {address for address, _ in wire.dialled} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("head", "body", "code"),
    [
        ("HTTP/1.1 404 Not Found", b"", "fetch_status"),
        ("HTTP/1.1 204 No Content", b"", "fetch_status"),
        ("HTTP/1.1 200 OK\nContent-Length: 999999999", b"", "fetch_too_large"),
        ("HTTP/1.1 200 OK", b"x" * 101, "fetch_too_large"),
        (
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked",
            b"fff\r\n" + b"x" * 4_095 + b"\r\n0\r\n\r\n",
            "fetch_too_large",
        ),
        ("HTTP/1.1 200 OK\nContent-Length: 50", b"short", "fetch_failed"),
        ("HTTP/1.1 200 OK\nContent-Encoding: gzip", b"\x1f\x8b", "fetch_failed"),
        ("SSH-2.0-OpenSSH", b"", "fetch_failed"),
        ("HTTP/1.1 200 OK\nX: " + "x" * 70_000, b"", "fetch_failed"),
    ],
)
def test_a_crooked_answer_is_refused(head: str, body: bytes, code: str) -> None:
    assert code_of(lambda: Wire(saying(head, body)).fetcher()("http://127.0.0.1/", max_bytes=100)) == code


def test_drip_feeding_meets_the_deadline() -> None:
    done = threading.Event()

    def drip(line: socket.socket, _request: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not done.wait(0.02):
            line.sendall(b"x")

    started = time.monotonic()
    try:
        assert code_of(lambda: Wire(drip).fetcher(seconds=0.2)("http://127.0.0.1/")) == "fetch_timeout"
    finally:
        done.set()
    assert time.monotonic() - started < 2


def test_a_resolver_that_hangs_meets_the_deadline() -> None:
    release = threading.Event()

    def hang(_host: str, _port: int) -> list[str]:
        release.wait(10)
        return []

    try:
        assert code_of(lambda: HttpFetch(seconds=0.05, lookup=hang)("https://example.org/")) == "fetch_timeout"
    finally:
        release.set()


def test_an_unknown_name_is_a_failure_not_a_crash() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    assert code_of(lambda: HttpFetch(lookup=unknown)("https://nowhere.example/")) == "fetch_failed"


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    wire = Wire(saying("HTTP/1.1 200 OK\nContent-Length: 1", b"x"), {"localhost": ["::1", "127.0.0.1"]})

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        if address == "::1":
            raise ConnectionRefusedError
        return wire.connect(address, port, seconds)

    fetch = HttpFetch(allow_loopback=True, lookup=wire.lookup, connect=connect)
    assert fetch("http://localhost:8000/").body == b"x"


def certificate_of(name: str) -> tuple[bytes, bytes]:
    """A self-signed certificate and its key, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


@pytest.mark.parametrize(("trusted", "named"), [(True, True), (True, False), (False, True)])
def test_the_certificate_must_be_trusted_and_bear_the_name(tmp_path: Path, trusted: bool, named: bool) -> None:
    public, private = certificate_of("college.example" if named else "other.example")
    (tmp_path / "both.pem").write_bytes(private + public)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "both.pem")
    client = ssl.create_default_context()
    if trusted:
        client.load_verify_locations(cadata=public.decode())

    def answer(line: socket.socket) -> None:
        try:
            with server.wrap_socket(line, server_side=True) as secured:
                saying("HTTP/1.1 200 OK\nContent-Length: 2")(secured, secured.recv(4_096))
                secured.sendall(b"ok")
        except OSError:
            line.close()

    def connect(_address: str, _port: int, _seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=answer, args=(theirs,), daemon=True).start()
        return ours

    fetch = HttpFetch(tls=client, lookup=lambda _host, _port: ["93.184.215.14"], connect=connect)
    if trusted and named:
        assert fetch("https://college.example/did.json").body == b"ok"
    else:
        assert code_of(lambda: fetch("https://college.example/did.json")) == "fetch_failed"
