"""Imports in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from acquis.platform import jobs
from acquis.platform.actor import Actor
from acquis.skills import actions


@jobs.work("skills.import")
def import_framework(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Do one confirmed import."""
    actions.run(import_id=UUID(payload["import_id"]), by=Actor.system("skills.import"), progress=progress)
