"""What an issuer fills in about partners: whom it asks to vouch, and what it states of others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from acquis.catalogue import endorsing
from acquis.organizations import queries as organizations
from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields

ELSEWHERE = ("", pgettext_lazy("partner", "Another organization, named below"))


class PartnerFields(Form):
    """A partner: one of the register, or another one by its name."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    name = forms.CharField(
        label=_("Name of the other organization"),
        help_text=_("Only when it is not in the list."),
        required=False,
        max_length=200,
    )

    def __init__(self, data: Any, organization_id: UUID) -> None:
        super().__init__(data, initial={"language": (get_language() or "fr")[:2]})
        chosen = self.fields["partner"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ELSEWHERE,
            *((str(one.id), str(one.name)) for one in organizations.reachable(besides=organization_id)),
        ]

    @property
    def partner_id(self) -> UUID | None:
        """The partner of the register, None for another one."""
        return UUID(self.cleaned_data["partner"]) if self.cleaned_data["partner"] else None


class AskForm(PartnerFields):
    """A request for endorsement."""

    kind = forms.ChoiceField(
        label=_("Kind of the other organization"), required=False, choices=[("", "—"), *organizations.KINDS]
    )
    email = forms.EmailField(
        label=_("E-mail address of the other organization"),
        help_text=_(
            "Of somebody there who may sign. An organization of the list is written to at the address of the register."
        ),
        required=False,
        max_length=254,
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)
    message = forms.CharField(
        label=_("Your words to the partner"),
        help_text=_("Optional. Why you ask, who knows the file, what was discussed."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PartnerForm(PartnerFields):
    """What the issuer states of a partner."""

    relation = forms.ChoiceField(
        label=_("What is it to this microcredential?"),
        choices=[(one.value, one.label) for one in endorsing.STATED],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, organization_id: UUID) -> None:
        super().__init__(data, organization_id)
        self.fields |= pair_fields(
            "words",
            label=_("In words"),
            help_text=_("What it did or commits to. Required when it commits to accept it."),
            required=False,
            area=True,
        )
