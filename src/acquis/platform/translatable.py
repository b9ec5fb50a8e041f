"""Text that people write in two languages: one field, language → text (R-002)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("fr", "en")

# What no signed document may hold; it comes along when somebody copies from a PDF or a word processor.
_UNSIGNABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# What nobody sees, or what makes a text look otherwise than it is: no width, and the order of writing turned round.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Letters and symbols that show nothing: fillers of Hangul, the Braille pattern without dots.
_EMPTY = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def cleaned(text: str) -> str:
    """``text`` in NFC, trimmed, with a space for each control character; tabs and line ends stay, unseen marks go.

    A text of which nothing can be seen is no text: "".
    """
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", _UNSIGNABLE.sub(" ", text)).strip())
    return plain if any(map(_is_seen, plain)) else ""


def _is_seen(mark: str) -> bool:
    """Whether a mark shows something by itself: no space, no format, no accent or selector without its letter."""
    return mark not in _EMPTY and unicodedata.category(mark)[0] not in "ZCM"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader gets: the text, the language it really is in, and whether that is not the one asked for."""

    text: str
    language: str
    is_fallback: bool


class Text(dict[str, str]):
    """A text by language, for example ``{"fr": "Cybersécurité", "en": "Cybersecurity"}``; NFC, no empty value."""

    def __init__(self, value: Mapping[str, str] | None = None, /, **languages: str) -> None:
        merged = {**(value or {}), **languages}
        super().__init__((language, clean) for language, text in merged.items() if text and (clean := cleaned(text)))

    def shown(self, language: str | None = None) -> Shown:
        """The text in ``language`` (that of the page by default), else in another one, marked as such."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE)[:2]
        if wanted in self:
            return Shown(self[wanted], wanted, is_fallback=False)
        for other in (*LANGUAGES, *self):
            if other in self:
                return Shown(self[other], other, is_fallback=True)
        return Shown("", wanted, is_fallback=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """The official languages in which nothing is written yet."""
        return tuple(language for language in LANGUAGES if language not in self)

    def __str__(self) -> str:
        return self.shown().text


class TranslatableField(models.JSONField):
    """Stores a `Text`; there is never one column per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        """`Text` from the column's JSON."""
        return Text(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Text:
        """`Text` from whatever was assigned."""
        return value if isinstance(value, Text) else Text(value or {})

    def get_prep_value(self, value: Any) -> Any:
        """A plain, cleaned dict for the column."""
        return super().get_prep_value(dict(Text(value or {})))


def pair_fields(
    name: str,
    *,
    label: Any,
    required: bool = True,
    max_length: int = 600,
    area: bool = False,
    help_text: Any = "",
) -> dict[str, forms.Field]:
    """Two form fields, ``<name>_fr`` and ``<name>_en``, for one translatable text.

    ``required`` marks the pair as wanted: the action asks for at least one language, the editor shows what is missing.
    """
    widget = forms.Textarea if area else forms.TextInput
    return {
        f"{name}_{language}": forms.CharField(
            label=label,
            required=False,
            max_length=max_length,
            help_text=help_text,
            widget=widget(
                attrs={
                    "lang": f"{language}-CA",
                    **({"rows": 4} if area else {}),
                    **({"data-wanted": ""} if required else {}),
                }
            ),
        )
        for language in LANGUAGES
    }


def read_pair(cleaned: Mapping[str, Any], name: str) -> Text:
    """The `Text` of the two form fields made by `pair_fields`."""
    return Text({language: cleaned.get(f"{name}_{language}") or "" for language in LANGUAGES})
