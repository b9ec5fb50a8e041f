"""Competency frameworks and search over them."""

from __future__ import annotations

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The context, as a Django app."""

    name = "acquis.skills"
    label = "skills"
