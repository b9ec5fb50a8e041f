"""Start the product with the demonstration network, and stop all of it together."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tools import installation
from tools.paths import DATA, ROOT, SetUpError, console_script, environment, run, say

READY_WITHIN = 120.0
STOP_WITHIN = 10.0
MARK = ".acquis-demo"


def start(*, port: int, fresh: bool, folder: Path | None) -> int:
    """Prepare, seed, serve until told to stop. Standard output gets one line: that it is ready, and where."""
    data = (folder or DATA / "demo").resolve()
    _stop_on_sigterm()
    _require_free(port)
    installation.everything("run")
    with _alone_in(data, fresh=fresh):
        variables = {
            "ACQUIS_DATA": str(data),
            "ACQUIS_PUBLIC_ADDRESS": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "acquis.config.settings.demo",
        }
        acquis = console_script("acquis")
        say("preparing the database and the demonstration network")
        run([acquis, "migrate"], extra=variables, doing="acquis migrate")
        run([acquis, "demo"], extra=variables, doing="acquis demo")
        _say_where_addresses_point(data, port)
        commands = {"serve": [str(acquis), "serve", "--port", str(port)], "worker": [str(acquis), "worker"]}
        return _live(commands, variables, data, port)


def _live(commands: dict[str, list[str]], variables: dict[str, str], data: Path, port: int) -> int:
    with contextlib.ExitStack() as stack:
        children = {
            name: stack.enter_context(_child(words, variables, data / f"{name}.log"))
            for name, words in commands.items()
        }
        try:
            _wait_until_ready(children, data, port)
            print(f"Acquis is ready: http://localhost:{port}", flush=True)
            while True:
                _require_alive(children, data)
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("stopping")
            return 0


def _stop_on_sigterm() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise SetUpError(
                f"Port {port} cannot be used ({error}). Choose another: python3 dev.py demo --port {port + 1}"
            ) from error


@contextlib.contextmanager
def _alone_in(data: Path, *, fresh: bool) -> Iterator[None]:
    """Own the data folder while the block runs; with ``fresh``, empty it first (never a folder that is not ours)."""
    mark = data / MARK
    if data.exists() and any(data.iterdir()) and not mark.exists():
        raise SetUpError(f"{data} holds something else than a demonstration. Choose another folder with --data.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch()
    with mark.open("w") as handle:
        with contextlib.suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SetUpError(f"A demonstration is already running on {data}; stop it first.") from error
        if fresh:
            _empty(data)
        yield


def _empty(data: Path) -> None:
    say(f"starting over in {data}")
    for entry in data.iterdir():
        if entry.name == MARK:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _say_where_addresses_point(data: Path, port: int) -> None:
    fixed = data / "public-address"
    address = fixed.read_text().strip() if fixed.exists() else ""
    if address and not address.endswith(f":{port}"):
        say(
            f"listening on port {port}; the public address stays {address}, as fixed at first start "
            "(identifiers and status lists carry it). --fresh starts over with the new one"
        )


@contextlib.contextmanager
def _child(words: list[str], variables: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program in its own process group, stopped with everything it started when the block ends."""
    with log.open("wb") as output:
        child = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        _signal(child, signal.SIGTERM)
        try:
            child.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def _require_alive(children: dict[str, subprocess.Popen[bytes]], data: Path) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            log = data / f"{name}.log"
            tail = "\n".join(log.read_text(errors="replace").strip().splitlines()[-15:])
            raise SetUpError(f"acquis {name} stopped (code {child.returncode}). It said:\n{tail}\n(all of it: {log})")


def _wait_until_ready(children: dict[str, subprocess.Popen[bytes]], data: Path, port: int) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    address = f"http://127.0.0.1:{port}/fr/"
    last = ""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        _require_alive(children, data)
        try:
            with direct.open(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError) as error:
            last = str(error)
        time.sleep(0.1)
    raise SetUpError(f"The first page does not answer ({last}). See {data / 'serve.log'}")
