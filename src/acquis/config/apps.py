"""The composition root, as a Django app: the last to be ready, so that every context is known."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Puts the engine's objects in place and refuses unsafe installations."""

    name = "acquis.config"
    label = "config"

    def ready(self) -> None:
        """Compose once per process."""
        from acquis.config import checks, composition  # noqa: F401, PLC0415

        composition.compose()
