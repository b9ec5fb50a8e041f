"""Find a Chromium for the browser tests, or bring one."""

from __future__ import annotations

import os
import shutil
import subprocess

from tools import installation
from tools.paths import ROOT, SetUpError, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGED = ROOT / "tests" / "browser"


def chromium() -> str:
    """The path of a Chromium: the one named, one on PATH, the system's package, or the one inside an npm package.

    Raises:
        SetUpError: none of these can be had.
    """
    named = os.environ.get("ACQUIS_CHROMIUM")
    if named:
        return named
    found = _on_path()
    if found:
        return found
    reasons = []
    for bring in (_from_debian, _from_npm):
        try:
            return bring()
        except SetUpError as error:
            reasons.append(str(error))
    raise SetUpError("No Chromium. Install one, or say --allow-missing browser.\n" + "\n".join(reasons))


def _on_path() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _from_debian() -> str:
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetUpError("Debian's package needs apt-get and the administrator.")
    say("installing Debian's Chromium")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], extra=quiet, doing="apt-get update")
    run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        extra=quiet,
        doing="apt-get install chromium",
    )
    found = _on_path()
    if not found:
        raise SetUpError("Debian's package chromium brought no program of that name.")
    return found


def _from_npm() -> str:
    say("installing the Chromium of an npm package")
    tools = installation.node()
    run([*tools["npm"], "ci"], cwd=PACKAGED, extra=installation.node_environment(), doing="npm ci (browser)")
    done = subprocess.run(
        [*tools["node"], PACKAGED / "path.mjs"], cwd=PACKAGED, capture_output=True, text=True, check=False
    )
    path = done.stdout.strip()
    if done.returncode or not path:
        raise SetUpError(f"The npm package gave no Chromium: {done.stderr.strip()}")
    return path
