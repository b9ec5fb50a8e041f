"""The append-only record of every write."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit, as a Django app."""

    name = "acquis.audit"
    label = "audit"

    def ready(self) -> None:
        """Learn the sealer."""
        from acquis.audit import jobs  # noqa: F401, PLC0415
