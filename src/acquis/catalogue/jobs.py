"""Background work of the catalogue: requests that nobody answered in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from acquis.catalogue import actions
from acquis.platform import jobs
from acquis.platform.actor import Actor


@jobs.work("catalogue.endorsement_lapse")
def endorsement_lapse(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """End one request for an endorsement whose time is over."""
    actions.lapse_endorsement(
        endorsement_id=UUID(payload["endorsement_id"]), by=Actor.system("catalogue.endorsement_lapse")
    )
