"""Background work of issuance: signing what was decided, and letting unanswered offers lapse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from acquis.issuance import actions
from acquis.platform import jobs
from acquis.platform.actor import Actor


@jobs.work("issuance.sign")
def sign(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Sign one award's credential and offer it."""
    actions.sign(award_id=UUID(payload["award_id"]), by=Actor.system("issuance.sign"))


@jobs.work("issuance.lapse")
def lapse(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """End one offer whose time is over."""
    actions.lapse(award_id=UUID(payload["award_id"]), offer=int(payload["offer"]), by=Actor.system("issuance.lapse"))
