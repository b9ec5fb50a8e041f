"""Where things lie in a checkout, and how to call what is installed there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
DATA = ROOT / ".data"
LOCKS = ROOT / "locks"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UV = BIN / ("uv.exe" if os.name == "nt" else "uv")

# What a caller's shell may carry over and which would point the tools at another installation.
_FOREIGN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE", "UV_PROJECT_ENVIRONMENT")


class SetUpError(Exception):
    """Something this machine lacks or that went wrong outside our code; the text tells the person what to do."""


def say(text: str) -> None:
    """A line about what is being done. It goes to standard error: standard output carries answers only."""
    print(f"· {text}", file=sys.stderr, flush=True)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for a program of this checkout: the caller's, without foreign installations."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    kept["PATH"] = os.pathsep.join([str(BIN), kept.get("PATH", os.defpath)])
    return kept | dict(extra or {})


def console_script(name: str) -> Path:
    """The path of a command that this project or one of its packages installed."""
    return BIN / name


def run(
    command: Sequence[str | Path],
    *,
    extra: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    doing: str = "",
) -> None:
    """Run a program to its end, quietly; a failure shows what it said.

    Raises:
        SetUpError: it ended with another code than 0, or does not exist.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=environment(extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SetUpError(f"{doing or words[0]}: {error}") from error
    if done.returncode:
        raise SetUpError(f"{doing or ' '.join(words)} failed (code {done.returncode}):\n{done.stdout.strip()}")


def git(*words: str) -> str | None:
    """What git answers about this checkout, or None outside a repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False, env=environment()
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
