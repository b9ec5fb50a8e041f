"""Candidates, their results and their evidence."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment, as a Django app."""

    name = "acquis.assessment"
    label = "assessment"
