"""Organizations' DIDs, keys and status lists."""

from __future__ import annotations

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """The context, as a Django app."""

    name = "acquis.signing"
    label = "signing"
