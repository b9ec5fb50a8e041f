"""What an organization fills in to publish a finding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields
from acquis.quality.facts import FrameworkFacts


class FindingForm(Form):
    """A finding about lines of one framework."""

    lines = forms.MultipleChoiceField(
        label=_("What it is about"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One line or several, of one framework."),
        error_messages={"required": _("Choose at least one principle or element that it is about.")},
    )

    def __init__(self, *arguments: Any, frameworks: list[FrameworkFacts], **named: Any) -> None:
        """A form that offers the lines of ``frameworks``."""
        super().__init__(*arguments, **named)
        self.fields |= pair_fields("title", label=_("Title"), max_length=200)
        self.fields |= pair_fields(
            "text", label=_("What you found"), area=True, max_length=6000, help_text=_("Plain text; it is public.")
        )
        self.fields |= pair_fields("project", label=_("Project or pilot"), required=False, max_length=200)
        offered = self.fields["lines"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = [
            (str(one.name), [(f"{one.id}/{line.code}", str(line.title)) for line in one.every_line])
            for one in frameworks
        ]

    def clean_lines(self) -> list[str]:
        """Lines of one framework."""
        chosen: list[str] = self.cleaned_data["lines"]
        if len({one.partition("/")[0] for one in chosen}) > 1:
            raise forms.ValidationError(
                _("Choose lines of one framework only; publish another finding for another one.")
            )
        return chosen

    @property
    def version_id(self) -> UUID:
        """The version that the chosen lines belong to."""
        return UUID(self.cleaned_data["lines"][0].partition("/")[0])

    @property
    def codes(self) -> list[str]:
        """The chosen lines."""
        return [one.partition("/")[2] for one in self.cleaned_data["lines"]]
