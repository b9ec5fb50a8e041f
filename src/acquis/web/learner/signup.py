"""What a new account tells besides its address: a name, and the language of the page it was made on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acquis.people import actions as people
from acquis.platform.actor import Actor


class SignupForm(forms.Form):
    """Mixed by the sign-in library into its own form; see ``ACCOUNT_SIGNUP_FORM_CLASS``."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As you wish to be addressed. Each credential carries the name that its institution knows."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Called by the library once the account exists."""
        people.describe_self(
            name=self.cleaned_data.get("name", ""),
            language=(get_language() or "fr")[:2],
            by=Actor.person(user.pk),
        )
