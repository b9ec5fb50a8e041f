"""The sealer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from acquis.audit import actions
from acquis.platform import jobs


@jobs.work("audit.seal")
def seal(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Seal all that waits, in batches."""
    sealed = 0
    while batch := actions.seal():
        sealed += batch
        progress(sealed, sealed)
