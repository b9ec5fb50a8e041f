"""Form fields that several pages ask with."""

from __future__ import annotations

from typing import Any

from django import forms


def date_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def web_address(label: Any, **kwargs: Any) -> forms.URLField:
    """An address that begins with https://."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", **kwargs)
