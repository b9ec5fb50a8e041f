"""What the operator fills in: a decision, a new organization, an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from acquis.organizations.queries import KINDS
from acquis.organizations.wording import REGIONS
from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields
from acquis.registry import wording

LONG = 4000


class DecisionForm(Form):
    """A reasoned decision; what a recognition needs besides is said by the action."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept with the decision and shown to the organization."),
    )
    proof_examined = forms.CharField(
        label=_("Proof examined"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For a recognition: charter, statute, accreditation, and how each was checked."),
    )
    scope = forms.MultipleChoiceField(
        label=_("May issue"),
        required=False,
        choices=list(wording.KIND_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a recognition."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For a recognition: the day on which the network looks again."),
    )

    def __init__(self, *arguments: Any, outcomes: Iterable[str], **named: Any) -> None:
        """A form that offers ``outcomes``."""
        super().__init__(*arguments, **named)
        chosen = self.fields["outcome"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(outcome, wording.DECISIONS[outcome]) for outcome in outcomes]


class InvitationForm(Form):
    """Who administers an organization first."""

    administrator_email = forms.EmailField(
        label=_("E-mail address of the administrator"),
        max_length=254,
        help_text=_("We write to this address. The person signs in with a code sent to it, without a password."),
    )
    administrator_name = forms.CharField(label=_("Name of the administrator"), required=False, max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=settings.LANGUAGES,
        help_text=_("Somebody who has an account already is written to in the language of that account."),
    )


class OrganizationForm(InvitationForm):
    """A new organization with its first administrator."""

    kind = forms.ChoiceField(label=_("Type of organization"), choices=KINDS)
    region = forms.ChoiceField(label=_("Region of Ontario"), required=False, choices=REGIONS)
    contact_email = forms.EmailField(
        label=_("Contact address"),
        max_length=254,
        help_text=_("A mailbox of the organization rather than of a person."),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= pair_fields("name", label=_("Name of the organization"), max_length=200)
        self.order_fields(
            ["name_fr", "name_en", "kind", "region", "contact_email", "website", *InvitationForm.base_fields]
        )
