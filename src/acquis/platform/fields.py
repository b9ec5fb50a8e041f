"""Form fields that several pages ask with, and the form that says what is missing in the words of each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MISSING: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.FileField, _("Choose a file.")),
    (forms.MultipleChoiceField, _("Choose at least one answer.")),
    (forms.ChoiceField, _("Choose an answer.")),
    (forms.BooleanField, _("Tick this box to go on.")),
    (forms.DateField, _("Choose a day.")),
    (forms.IntegerField, _("Write a number.")),
    (forms.EmailField, _("Write an e-mail address.")),
    (forms.URLField, _("Write an address that begins with https://.")),
    (forms.CharField, _("Write an answer.")),
)
"""What to do about a field without an answer; the first kind that a field is of counts."""


class Form(forms.Form):
    """A form of ours: where an answer is missing it says what to do, unless the field has better words."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Note what is wrong, at a field or with the whole."""
        if field is not None and isinstance(error, ValidationError) and getattr(error, "code", "") == "required":
            error = _said_better(self.fields[field], error)
        super().add_error(field, error)


def _said_better(field: forms.Field, error: ValidationError) -> ValidationError:
    if field.error_messages["required"] != forms.Field.default_error_messages["required"]:
        return error
    return next((ValidationError(words, error.code) for kind, words in _MISSING if isinstance(field, kind)), error)


def date_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def web_address(label: Any, **kwargs: Any) -> forms.URLField:
    """An address that begins with https://."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", **kwargs)
