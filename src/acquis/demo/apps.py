"""The demonstration."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration, as a Django app; never installed by a production setting."""

    name = "acquis.demo"
    label = "demo"
