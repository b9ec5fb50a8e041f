"""Run the tests: bring what they need, run them on both databases, keep what a full run proved."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import browser, database, installation
from tools.paths import CACHE, PYTHON, ROOT, SetUpError, environment, git, say

RESULTS = CACHE / "requirements.json"
WORKERS = 2
_FINISHED = (0, 1)  # all passed, some failed; the other codes mean that pytest did not get to the end


def run_tests(arguments: Sequence[str], *, without: Sequence[str] = (), postgres_only: bool = False) -> int:
    """Run pytest; without arguments everything, and then what was proven is written down.

    Args:
        arguments: for pytest; any makes the run partial, and a partial run proves nothing.
        without: services whose tests are left out where the machine lacks the service.
        postgres_only: run on PostgreSQL alone.

    Returns:
        pytest's exit code, the worse one of the two databases.
    """
    installation.everything("test")
    whole = not arguments and not postgres_only
    missing: list[str] = []
    with contextlib.ExitStack() as stack:
        variables = {"ACQUIS_RESULTS": "", "ACQUIS_PRIOR_RESULTS": ""}
        chromium = _or_missing("browser", browser.chromium, without, missing)
        if chromium:
            variables["ACQUIS_CHROMIUM"] = chromium
        address = None
        if whole or postgres_only:
            address = _or_missing("postgres", lambda: stack.enter_context(database.postgres()), without, missing)
        variables["ACQUIS_WITHOUT"] = ",".join(missing)
        if postgres_only and address:
            return _pytest(arguments, variables | {"ACQUIS_TEST_DATABASE_URL": address})
        if not whole:
            return _pytest(arguments, variables)
        return _both(variables, address, proves=not missing)


def _or_missing(name: str, bring: Callable[[], str], without: Sequence[str], missing: list[str]) -> str | None:
    """What ``bring`` gives; None, and the name noted, where that failed and the person allowed it."""
    try:
        return bring()
    except SetUpError as error:
        if name not in without:
            raise
        say(f"left out, as allowed: {name} ({str(error).splitlines()[0]})")
        missing.append(name)
        return None


def _both(variables: dict[str, str], address: str | None, *, proves: bool) -> int:
    """The suite on PostgreSQL, then on SQLite; the second sums up both in its closing line."""
    before = _state()
    codes = []
    first, second = CACHE / "run-postgres.json", CACHE / "run-sqlite.json"
    for old in (first, second, RESULTS):
        old.unlink(missing_ok=True)
    if address:
        say("the database tests, on PostgreSQL")
        extra = {"ACQUIS_TEST_DATABASE_URL": address, "ACQUIS_RESULTS": str(first)}
        codes.append(_pytest([], variables | extra))
    say("the suite, on SQLite")
    extra = {"ACQUIS_RESULTS": str(second), "ACQUIS_PRIOR_RESULTS": str(first) if first.exists() else ""}
    codes.append(_pytest([], variables | extra))
    finished = all(code in _FINISHED for code in codes)
    if proves and finished and first.exists() and second.exists():
        _keep(before, second)
    return max(codes)


def _pytest(arguments: Sequence[str], variables: dict[str, str]) -> int:
    # Files begin in the order of `tests/plugins/selection.py`, not in xdist's: few tests do not mean little work.
    files = ["--dist", "loadfile", "--no-loadscope-reorder"]
    spread = [] if _says_how_many(arguments) else ["-n", str(WORKERS), *files]
    # Where nothing compiled is kept, each worker and each program under test compiles everything again.
    variables = variables | {"PYTHONDONTWRITEBYTECODE": ""}
    words = [str(PYTHON), "-m", "pytest", *spread, "--durations=15", "--durations-min=0.5", *arguments]
    return subprocess.run(words, cwd=ROOT, env=environment(variables), check=False).returncode


def _says_how_many(arguments: Sequence[str]) -> bool:
    return any(word.startswith(("-n", "--numprocesses", "--pdb", "--collect-only", "--co")) for word in arguments)


def _state() -> tuple[str | None, bool]:
    """The commit, and whether the tree is exactly that commit."""
    changes = git("status", "--porcelain")
    return git("rev-parse", "HEAD"), changes == ""


def _keep(before: tuple[str | None, bool], run: Path) -> None:
    """Write what the whole run showed; a tree that differs from its commit, or changed meanwhile, proves nothing."""
    commit, clean = before
    tests = json.loads(run.read_text())
    kept = {"commit": commit, "clean": clean and _state() == before, "tests": tests}
    partial = RESULTS.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(kept, ensure_ascii=False, indent=1))
    partial.replace(RESULTS)
