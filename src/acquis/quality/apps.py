"""Quality: what microcredentials are held against."""

from __future__ import annotations

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The context, as a Django app."""

    name = "acquis.quality"
    label = "quality"

    def ready(self) -> None:
        """Learn the jobs of quality."""
        from acquis.quality import jobs  # noqa: F401, PLC0415
