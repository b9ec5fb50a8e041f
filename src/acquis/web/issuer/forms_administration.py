"""What an organization's administrator fills in."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from acquis.organizations.access import ROLE_NAMES
from acquis.platform import clock
from acquis.platform.fields import Form
from acquis.registry.wording import KIND_NAMES


class RolesForm(Form):
    """What a member may do; the network's own role is offered in the operator's organization alone."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, is_operator: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offered = self.fields["roles"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = [(role, name) for role, name in ROLE_NAMES.items() if role != "operator" or is_operator]


class MemberForm(RolesForm):
    """Somebody to add."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=settings.LANGUAGES,
        help_text=_("Somebody who has an account already is written to in the language of that account."),
    )


class ApplicationForm(Form):
    """What the organization wants to issue, and why the network may trust it."""

    scope = forms.MultipleChoiceField(
        label=_("We want to issue"), choices=list(KIND_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    statement = forms.CharField(
        label=_("Who you are"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Your charter, statute or accreditation, and how you assure quality: the network examines it."),
    )


class AgreementForm(Form):
    """The signature of the participation agreement."""

    signatory_role = forms.CharField(
        label=_("Your role in the organization"),
        max_length=120,
        help_text=_(
            "For example: registrar, director. The role is kept with the signature, your name is not published."
        ),
    )
    confirm = forms.BooleanField(label=_("I have read the agreement and may sign it for the organization."))


class CompromiseForm(Form):
    """Since when others may hold a key."""

    since = forms.DateField(
        label=_("Since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which somebody else may have held the key. When in doubt, choose the earlier."),
    )
    confirm = forms.BooleanField(label=_("I understand that this cannot be undone."))

    def moment(self, not_before: datetime) -> datetime:
        """The start of the day in the network's zone, or the birth of a key made on that very day."""
        day = self.cleaned_data["since"]
        begins = datetime.combine(day, time.min, clock.EASTERN)
        return not_before if not_before.astimezone(clock.EASTERN).date() == day else begins
