"""The passport."""

from __future__ import annotations

from django.apps import AppConfig


class PassportConfig(AppConfig):
    """The passport, as a Django app."""

    name = "acquis.passport"
    label = "passport"

    def ready(self) -> None:
        """Listen to what happens to credentials that people hold."""
        from acquis.passport import jobs  # noqa: PLC0415

        jobs.listen()
