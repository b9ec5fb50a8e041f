"""The account table, ours from the first migration."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from acquis.platform.privacy import Privacy


class People(BaseUserManager["Person"]):
    """Makes accounts; an address is kept in lower case so that it is found again."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> Person:
        """A new account; without a password it signs in by code or passkey."""
        person = self.model(email=email.strip().lower(), **values)
        person.set_password(password) if password else person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone with an account. The sign-in library saves this table itself, so it is outside the actions' guard."""

    class Language(models.TextChoices):
        """The language of mail and of the first page."""

        FRENCH = "fr", "Français"
        ENGLISH = "en", "English"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("your name"), max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.FRENCH)
    is_active = models.BooleanField(default=True)
    is_fictional = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    privacy = Privacy(
        personal={
            "email": "signing in and notices; until the account is erased",
            "name": "shown to the person and proposed as display name; until the account is erased",
            "password": "signing in; a one-way digest, until the account is erased",
        },
        open=frozenset({"language"}),
    )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The chosen name."""
        return self.name
