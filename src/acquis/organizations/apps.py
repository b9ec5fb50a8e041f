"""Organizations and who belongs to them."""

from __future__ import annotations

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Organizations, as a Django app."""

    name = "acquis.organizations"
    label = "organizations"
