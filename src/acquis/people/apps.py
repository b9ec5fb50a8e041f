"""Accounts."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, as a Django app."""

    name = "acquis.people"
    label = "people"
