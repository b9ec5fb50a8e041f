"""`dev.py demo` starts everything, says so in one line, and stops everything."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import ROOT
from tools.paths import environment

READY_WITHIN = 180
STOPPED_WITHIN = 30
PROCESSES = Path("/proc")  # as Linux shows them; elsewhere only the port is looked at
pytestmark = pytest.mark.slow(30)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def demo(data: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running demonstration and its first line; ended, at the latest, with the block."""
    process = subprocess.Popen(
        [sys.executable, "dev.py", "demo", "--port", str(port), "--data", str(data), *more],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(READY_WITHIN, process.terminate)
    watchdog.start()
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        watchdog.cancel()
        process.terminate()
        process.communicate(timeout=STOPPED_WITHIN)


def processes_that_know(data: Path) -> list[int]:
    """The processes whose data folder is this one."""
    found = []
    for entry in PROCESSES.glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if f"ACQUIS_DATA={data}".encode() in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return [number for number in found if number != os.getpid()]


@pytest.mark.usefixtures("loopback")
def test_the_demonstration_starts_answers_and_stops_with_all_its_children(tmp_path: Path) -> None:
    data, port = tmp_path / "demo", free_port()
    with demo(data, port) as (process, line):
        assert line == f"Acquis is ready: http://localhost:{port}", process.stderr and process.stderr.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=20) as answer:
            assert answer.status == 200
            assert len(processes_that_know(data)) >= 2 or not PROCESSES.exists()
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=STOPPED_WITHIN)
        assert process.returncode == 0
        assert said == ""
    assert processes_that_know(data) == []
    with pytest.raises(ConnectionRefusedError), socket.socket() as probe:
        probe.connect(("127.0.0.1", port))
    # A second start, on another port, keeps the address that identifiers carry, and says so.
    other = free_port()
    with demo(data, other) as (process, line):
        assert line.endswith(f":{other}")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=STOPPED_WITHIN)
        assert f"the public address stays http://localhost:{port}" in told
    assert processes_that_know(data) == []


def test_a_port_in_use_is_said_plainly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with demo(tmp_path / "demo", port) as (process, line):
            _, told = process.communicate(timeout=STOPPED_WITHIN)
        assert line == ""
        assert process.returncode == 1
        assert f"Port {port} cannot be used" in told
        assert "--port" in told


def test_a_folder_that_is_not_a_demonstration_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with demo(tmp_path, free_port(), "--fresh") as (process, _):
        _, told = process.communicate(timeout=STOPPED_WITHIN)
    assert process.returncode == 1
    assert "something else" in told
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
