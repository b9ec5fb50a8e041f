"""Competency frameworks and search over them."""

from __future__ import annotations

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The context, as a Django app."""

    name = "acquis.skills"
    label = "skills"

    def ready(self) -> None:
        """Know the background work."""
        from acquis.skills import jobs  # noqa: F401, PLC0415
