"""Call a module of this checkout with the environment's own Python."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from tools import installation
from tools.paths import PYTHON, ROOT, environment


def call(module: str, words: Sequence[str], *, level: installation.Level) -> int:
    """Run ``python -m module words…`` and return its exit code."""
    with installation.alone():
        installation.python(level)
        if level == "test":
            installation.npm(level)
    return subprocess.run([PYTHON, "-m", module, *words], cwd=ROOT, env=environment(), check=False).returncode
