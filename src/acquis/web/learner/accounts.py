"""The sign-in library's forms in our words: no placeholders, and what a new account tells besides its address."""

# The library publishes no types, so its forms can only be subclassed as Any.
# mypy: disable-error-code="misc"

from __future__ import annotations

from typing import Any

from allauth.account import forms as library
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acquis.people import actions as people
from acquis.platform.actor import Actor
from acquis.platform.fields import Form

_NAME_HELP = _("As you wish to be addressed. Each credential carries the name that its institution knows.")


class Plain(Form):
    """Labels and help stand in the pages; a placeholder would only repeat them, and vanish while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if field.help_text is not _NAME_HELP:
                field.help_text = ""


class LoginForm(Plain, library.LoginForm):
    """Address and password."""


class RequestLoginCodeForm(Plain, library.RequestLoginCodeForm):
    """The address to which a code goes."""


class AddEmailForm(Plain, library.AddEmailForm):
    """One more address."""


class ResetPasswordForm(Plain, library.ResetPasswordForm):
    """The address of a forgotten password."""


class ResetPasswordKeyForm(Plain, library.ResetPasswordKeyForm):
    """A new password, after a message."""


class ChangePasswordForm(Plain, library.ChangePasswordForm):
    """A new password, knowing the present one."""


class SetPasswordForm(Plain, library.SetPasswordForm):
    """A first password."""


class SignupForm(Plain, library.SignupForm):
    """A new account: address and password, a name, and the language of the page it was made on."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_NAME_HELP,
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """Called by the library once the account exists."""
        super().custom_signup(request, user)
        people.describe_self(
            name=self.cleaned_data.get("name", ""),
            language=(get_language() or "fr")[:2],
            by=Actor.person(user.pk),
        )
