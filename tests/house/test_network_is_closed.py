"""The guard that keeps tests on this machine does close."""

from __future__ import annotations

import socket

import pytest

from tests.plugins.network import NetworkIsClosed


def attempt(host: str, port: int) -> None:
    with socket.socket() as client:
        client.settimeout(1)
        client.connect((host, port))


def test_the_outside_is_closed() -> None:
    with pytest.raises(NetworkIsClosed, match="reach"):
        attempt("192.0.2.1", 80)


def test_names_are_not_looked_up() -> None:
    with pytest.raises(NetworkIsClosed, match="look up"):
        socket.getaddrinfo("example.org", 443)


def test_the_outside_stays_closed_with_loopback(loopback: None) -> None:
    with pytest.raises(NetworkIsClosed, match="reach"):
        attempt("192.0.2.1", 80)


def test_loopback_must_be_asked_for() -> None:
    with pytest.raises(NetworkIsClosed, match="fixture"):
        attempt("127.0.0.1", 9)


def test_loopback_opens_for_who_asks(loopback: None) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
