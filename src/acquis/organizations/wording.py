"""The vocabularies of organizations in the language of the page."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Region(TextChoices):
    """Where in Ontario (R-018)."""

    CENTRAL = "centre", pgettext_lazy("region", "Central")
    EAST = "est", pgettext_lazy("region", "East")
    NORTH = "nord", pgettext_lazy("region", "North")
    WEST = "ouest", pgettext_lazy("region", "West")


REGIONS = [("", pgettext_lazy("choice", "Not stated")), *Region.choices]
"""As choices of a form."""
