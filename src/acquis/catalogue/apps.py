"""Achievements and their versions."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue, as a Django app."""

    name = "acquis.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Learn the jobs of the catalogue."""
        from acquis.catalogue import importing, jobs, reminders  # noqa: F401, PLC0415
