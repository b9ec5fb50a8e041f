"""Recognized issuers: decisions, agreements, the public register."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The context, as a Django app."""

    name = "acquis.registry"
    label = "registry"
