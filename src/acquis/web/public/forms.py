"""What a visitor fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields, read_pair
from acquis.quality.wording import AdoptionScope


class AdoptionForm(Form):
    """A declaration that an organization works by a framework."""

    version_id = forms.ChoiceField(label=_("What you adopt"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Where the organization is"), max_length=120, help_text=_("City and province, or country.")
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    scope = forms.ChoiceField(label=_("For which initiatives"), choices=AdoptionScope.choices, widget=forms.RadioSelect)
    statement = forms.CharField(
        label=_("How you use it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown with your name, in the language in which you write it."),
    )
    contact_name = forms.CharField(
        label=_("Whom we may ask"), max_length=120, help_text=_("Seen by the network’s operators only.")
    )
    contact_email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("Seen by the network’s operators only.")
    )

    def __init__(self, *arguments: Any, frameworks: list[tuple[str, str]], **named: Any) -> None:
        """A form that offers ``frameworks``: identifier and name."""
        super().__init__(*arguments, **named)
        self.fields |= pair_fields("organization_name", label=_("Name of the organization"), max_length=200)
        chosen = self.fields["version_id"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = frameworks
        self.order_fields(["organization_name_fr", "organization_name_en", *AdoptionForm.base_fields])

    def clean(self) -> dict[str, Any]:
        """The action asks for the name too; here it is said together with what else is missing."""
        told = super().clean() or self.cleaned_data
        if not read_pair(told, "organization_name"):
            self.add_error("organization_name_fr", _("Give the name of the organization in at least one language."))
        return told
