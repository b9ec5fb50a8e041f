"""Runs the scripts beside this file: other people's packages, JSON in and JSON out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def run(script: str, given: Any, *, seconds: float = 120) -> Any:
    """What ``script`` answers to ``given``; its standard error becomes the failure."""
    done = subprocess.run(
        ["node", "--no-warnings", str(_HERE / script)],
        input=json.dumps(given, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=seconds,
        cwd=_HERE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def verified(verifier: str, credentials: list[Any], documents: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """How ``verifier`` ("digitalbazaar", "verifier-core") finds each credential: `{"verified", "errors"}`.

    Args:
        documents: what DIDs and addresses lead to; nothing else can be reached.
    """
    answers: list[dict[str, Any]] = run(
        "verify.mjs", {"verifier": verifier, "credentials": credentials, "documents": documents or {}}
    )
    assert len(answers) == len(credentials)
    return answers
