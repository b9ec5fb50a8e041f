"""What is checked without running the product. The same list serves `dev.py check` and the test suite."""

from __future__ import annotations

import subprocess
import sys

from tools import installation
from tools.paths import PYTHON, ROOT, SetUpError, console_script, environment

CHECKED = ["dev.py", "src", "tests", "tools", "benchmarks"]


def commands() -> dict[str, list[str]]:
    """Each check by name: the command that fails where the house is not in order."""
    ruff, python = str(console_script("ruff")), str(PYTHON)
    return {
        "format": [ruff, "format", "--check", "--quiet", *CHECKED],
        "lint": [ruff, "check", "--quiet", *CHECKED],
        "types": [str(console_script("mypy"))],
        "contracts": [str(console_script("lint-imports"))],
        "templates": [python, "-m", "tools.templates"],
        "messages": [python, "-m", "tools.messages", "--check"],
    }


def outcome(name: str) -> subprocess.CompletedProcess[str]:
    """Run one check to its end, with what it said."""
    return subprocess.run(
        commands()[name],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_checks(names: list[str], *, fix: bool = False) -> int:
    """Run the named checks, or all; 1 when one fails."""
    known = commands()
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SetUpError(f"No check named {', '.join(unknown)}; there are: {', '.join(known)}")
    installation.everything("test")
    if fix:
        for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
            subprocess.run([console_script("ruff"), *words, *CHECKED], cwd=ROOT, env=environment(), check=False)
    failed = 0
    for name in names or known:
        done = outcome(name)
        print(f"{name:<10} {'failed' if done.returncode else 'in order'}", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout.rstrip(), flush=True)
    sys.stdout.flush()
    return 1 if failed else 0
