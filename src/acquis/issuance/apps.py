"""Awards and credentials."""

from __future__ import annotations

from django.apps import AppConfig


class IssuanceConfig(AppConfig):
    """Issuance, as a Django app."""

    name = "acquis.issuance"
    label = "issuance"

    def ready(self) -> None:
        """Learn the jobs that sign and that let offers lapse."""
        from acquis.issuance import jobs  # noqa: F401, PLC0415
