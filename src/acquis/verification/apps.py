"""Verification."""

from __future__ import annotations

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Verification, as a Django app. It keeps no table: nothing about a verification is stored (R-184)."""

    name = "acquis.verification"
    label = "verification"
