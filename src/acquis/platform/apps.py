"""The mechanisms, as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Mechanisms without a domain."""

    name = "acquis.platform"
    label = "platform"

    def ready(self) -> None:
        """Learn the platform's own jobs."""
        from acquis.platform import mail  # noqa: F401, PLC0415 -- registers "mail.send"
