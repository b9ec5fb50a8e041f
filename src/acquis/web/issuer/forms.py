"""What a registrar fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from acquis.issuance import access, wording
from acquis.platform import clock
from acquis.platform.fields import Form


class AwardForm(Form):
    """The day of the award, and the language of the mail."""

    awarded_on = forms.DateField(
        label=_("Day of the award"),
        help_text=_("Between the last assessment and today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(
        label=_("Language of the message to the learner"),
        help_text=_("The credential itself is signed in both languages."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, data: Any = None, *, language: str = "fr") -> None:
        super().__init__(data, initial={"awarded_on": clock.today(), "language": language})


class ResendForm(Form):
    """Where the offer is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "Correct it if it is wrong: the credential is then signed again for the new address, and the former one "
            "is revoked."
        ),
        max_length=254,
    )


class ReasonForm(Form):
    """Why a status changes: a public reason, and a private note."""

    reason = forms.ChoiceField(
        label=_("Reason"), help_text=_("Shown to the learner and to whoever verifies the credential.")
    )
    note = forms.CharField(
        label=_("Private note"),
        help_text=_("Only your organization reads it."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, codes: tuple[str, ...]) -> None:
        super().__init__(data)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [("", _("Choose a reason")), *((code, wording.REASONS[code]) for code in codes)]


class RevokeForm(ReasonForm):
    """Ending a credential for good."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, codes=access.REVOCATION_REASONS)


class SuspendForm(ReasonForm):
    """Holding a credential for a time."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, codes=access.SUSPENSION_REASONS)


class ReinstateForm(Form):
    """Giving a suspended credential its force back."""

    note = forms.CharField(
        label=_("Private note"),
        help_text=_("Only your organization reads it."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
