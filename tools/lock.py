"""Resolve the dependencies and write the locks: pinned, with hashes, without any download address."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools import installation
from tools.paths import LOCKS, ROOT, UV, SetUpError, run, say

HEADER = "# Written by `python3 dev.py lock`; read by `dev.py` with --require-hashes.\n"
COMMON = [
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"),
]
PYTHON_LOCKS = {
    "uv": ["--group", "uv"],
    "node": ["--group", "node"],
    "run": ["pyproject.toml", "--extra", "server", "--group", "build"],
    # Tests see the very versions that run.
    "test": ["pyproject.toml", "--extra", "server", "--group", "test", "--constraints", "locks/run.txt"],
}
NPM_LOCKS = (ROOT, ROOT / "tests" / "browser")


def write_locks(*, upgrade: bool) -> int:
    """Write every lock anew; without ``upgrade`` the pinned versions stay where they still fit."""
    with installation.alone():
        installation.python("run")
        for name, words in PYTHON_LOCKS.items():
            say(f"locks/{name}.txt")
            path = LOCKS / f"{name}.txt"
            more = ["--upgrade"] if upgrade else []
            run([UV, "pip", "compile", *words, *COMMON, *more, "--output-file", path], doing=f"locking {name}")
            path.write_text(HEADER + path.read_text().removeprefix(HEADER))
            _require_no_address(path)
        for folder in NPM_LOCKS:
            say(f"{(folder / 'package-lock.json').relative_to(ROOT)}")
            command = [*installation.node()["npm"], "install", "--package-lock-only"]
            run(command, cwd=folder, extra=installation.node_environment(), doing="locking npm packages")
            _strip_funding(folder / "package-lock.json")
            _require_no_address(folder / "package-lock.json")
    return 0


def _strip_funding(path: Path) -> None:
    """Leave out where authors ask for money: no address belongs in a lock, and npm does not need these."""
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def _require_no_address(path: Path) -> None:
    """Raise where a lock says where something was downloaded from."""
    text = path.read_text()
    if '"resolved"' in text or re.search(r"^[^#]*://", text, re.MULTILINE):
        raise SetUpError(f"{path} records a download address; it must not be committed.")
