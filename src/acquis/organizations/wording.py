"""The vocabularies of organizations in the language of the page."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

REGIONS = [
    ("", pgettext_lazy("choice", "Not stated")),
    ("centre", pgettext_lazy("region", "Central")),
    ("est", pgettext_lazy("region", "East")),
    ("nord", pgettext_lazy("region", "North")),
    ("ouest", pgettext_lazy("region", "West")),
]
"""Where in Ontario (R-018), as choices of a form."""
