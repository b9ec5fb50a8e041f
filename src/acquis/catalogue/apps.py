"""Achievements and their versions."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue, as a Django app."""

    name = "acquis.catalogue"
    label = "catalogue"
