"""Programs that run as long as a command does, and end with it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from tools.paths import ROOT, SetUpError, environment

STOP_WITHIN = 10.0
ASK_EVERY = 0.1


def stop_on_sigterm() -> None:
    """Let SIGTERM end this process as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def require_free(port: int, *, command: str) -> None:
    """Refuse a port that cannot be listened on.

    Raises:
        SetUpError: with the words to try instead.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise SetUpError(
                f"Port {port} cannot be used ({error}). Choose another: python3 dev.py {command} --port {port + 1}"
            ) from error


@contextlib.contextmanager
def child(words: list[str], variables: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program in its own process group, stopped with everything it started when the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        ask_to_stop(process)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()


def ask_to_stop(process: subprocess.Popen[bytes]) -> None:
    """Let a `child` and everything it started end by themselves; nothing happens to one that has ended."""
    _signal(process, signal.SIGTERM)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def require_alive(children: dict[str, subprocess.Popen[bytes]], data: Path) -> None:
    """Refuse to go on without one of the programs.

    Raises:
        SetUpError: with the last that it said.
    """
    for name, process in children.items():
        if process.poll() is not None:
            log = data / f"{name}.log"
            tail = "\n".join(log.read_text(errors="replace").strip().splitlines()[-15:])
            raise SetUpError(f"acquis {name} stopped (code {process.returncode}). It said:\n{tail}\n(all of it: {log})")


def first_answer(
    opener: urllib.request.OpenerDirector, address: str, *, within: float, meanwhile: Callable[[], None]
) -> bytes:
    """What ``address`` says as soon as it answers; ``meanwhile`` may give up by raising.

    Raises:
        SetUpError: it did not answer in time.
    """
    last = ""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        meanwhile()
        try:
            with opener.open(address, timeout=10) as answer:
                if answer.status == 200:
                    return bytes(answer.read())
        except (urllib.error.URLError, OSError) as error:
            last = str(error)
        time.sleep(ASK_EVERY)
    raise SetUpError(f"{address} does not answer ({last}).")
