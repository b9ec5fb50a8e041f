"""Start the product with the demonstration network, and stop all of it together."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools import installation
from tools.paths import DATA, SetUpError, console_script, run, say
from tools.serving import ask_to_stop, child, first_answer, require_alive, require_free, stop_on_sigterm

READY_WITHIN = 120.0
MARK = ".acquis-demo"


def start(*, port: int, fresh: bool, folder: Path | None) -> int:
    """Prepare, seed, serve until told to stop. Standard output gets one line: that it is ready, and where."""
    data = (folder or DATA / "demo").resolve()
    stop_on_sigterm()
    require_free(port, command="demo")
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
            name: stack.enter_context(child(words, variables, data / f"{name}.log")) for name, words in commands.items()
        }
        try:
            _wait_until_ready(children, data, port)
            print(f"Acquis is ready: http://localhost:{port}", flush=True)
            while True:
                require_alive(children, data)
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("stopping")
            for process in children.values():  # all at once: each then has its time, and none waits for another
                ask_to_stop(process)
            return 0


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


def _wait_until_ready(children: dict[str, subprocess.Popen[bytes]], data: Path, port: int) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    address = f"http://127.0.0.1:{port}/fr/"
    try:
        first_answer(direct, address, within=READY_WITHIN, meanwhile=lambda: require_alive(children, data))
    except SetUpError as error:
        raise SetUpError(f"{error} See {data / 'serve.log'}") from error
