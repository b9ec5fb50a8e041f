"""Telling the portal that something which the public sees has changed."""

from __future__ import annotations

from uuid import UUID

from acquis.catalogue import models
from acquis.platform import clock


def note_change(achievement_id: UUID) -> None:
    """Mark an achievement as changed for the portal; called inside the action that changes it.

    Offers carry a moment of their own.
    """
    models.Achievement.objects.filter(pk=achievement_id).update(changed_at=clock.now())
