"""No test reaches the network. Loopback is open only to a test that asks for it with the fixture `loopback`."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo
_LOCAL_NAMES = {"localhost", "", None}
_open = {"loopback": False}


class NetworkIsClosed(RuntimeError):
    """A test tried to leave, or to use loopback without asking."""


def _is_loopback(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guard(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0]
    if not _is_loopback(host):
        raise NetworkIsClosed(f"a test wanted to reach {host}; tests stay on this machine")
    if not _open["loopback"]:
        raise NetworkIsClosed(f"a test wanted loopback ({address}); let it ask for the fixture `loopback`")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _guard(self.family, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _guard(self.family, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    numeric = isinstance(name, str) and _is_address(name)
    if name not in _LOCAL_NAMES and not numeric:
        raise NetworkIsClosed(f"a test wanted to look up {name}; tests stay on this machine")
    return _getaddrinfo(host, *rest, **more)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def pytest_configure() -> None:
    """Close the network before any test file is imported."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = _guarded_getaddrinfo


@contextmanager
def open_loopback() -> Iterator[None]:
    """Loopback connections, inside the block: for fixtures that outlive one test."""
    former, _open["loopback"] = _open["loopback"], True
    try:
        yield
    finally:
        _open["loopback"] = former


@pytest.fixture
def loopback() -> Iterator[None]:
    """Loopback connections, while the test runs."""
    with open_loopback():
        yield
