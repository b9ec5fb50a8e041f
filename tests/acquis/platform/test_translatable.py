"""Text in two languages: one field, never silently in the wrong one."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from acquis.organizations.models import Organization
from acquis.platform.translatable import Shown, Text, TranslatableField, cleaned, pair_fields, read_pair
from tests.acquis.organizations import factories


def test_a_text_is_shown_in_the_asked_language_or_marked_as_another() -> None:
    text = Text(fr="Sécurité")
    assert text.shown("fr") == Shown("Sécurité", "fr", is_fallback=False)
    assert text.shown("en") == Shown("Sécurité", "fr", is_fallback=True)
    assert Text().shown("en") == Shown("", "en", is_fallback=False)
    assert text.missing == ("en",)


def test_the_page_decides_when_nobody_asks() -> None:
    text = Text(fr="Oui", en="Yes")
    with translation.override("en"):
        assert str(text) == "Yes"
    with translation.override("fr"):
        assert str(text) == "Oui"


def test_a_third_language_is_shown_rather_than_nothing() -> None:
    assert Text({"oj": "Aanii"}).shown("fr") == Shown("Aanii", "oj", is_fallback=True)


def test_texts_are_normalized_and_never_empty() -> None:
    assert Text(fr="  e\u0301té  ", en="   ") == {"fr": "été"}


def test_what_could_not_be_signed_becomes_a_space() -> None:
    assert Text(fr="Page\x0cun\x01\x7f", en="\x02\ufffe") == {"fr": "Page un"}
    assert Text(en="one\ttwo\nthree") == {"en": "one\ttwo\nthree"}


def test_what_nobody_sees_or_what_turns_a_text_round_goes() -> None:
    assert Text(fr="fac\u202eture\u2066s\u2069", en="\u200b \ufeff\u2060") == {"fr": "factures"}
    # A text that shows nothing is no text, whatever it is made of.
    hidden = ("\u200b\u200b", "\u00ad", "\u200d", "\u2063", "\u3164", "\u2800", "\ufe0f", " \u034f ")
    assert [cleaned(each) for each in hidden] == [""] * len(hidden)
    # Marks that some writings need stay.
    assert cleaned("\u0645\u06cc\u200c\u062e\u0648") == "\u0645\u06cc\u200c\u062e\u0648"


@pytest.mark.django_db
def test_the_column_gives_back_a_text() -> None:
    made = factories.organization("Été", "Summer")
    stored = Organization.objects.get(pk=made).name
    assert isinstance(stored, Text)
    assert stored == {"fr": "Été", "en": "Summer"}


def test_a_field_reads_plain_and_missing_values() -> None:
    field = TranslatableField()
    assert field.to_python(None) == Text()
    assert field.to_python({"fr": "a"}) == Text(fr="a")
    assert field.get_prep_value({"fr": " a ", "en": ""}) == field.get_prep_value({"fr": "a"})


def test_a_form_pair_reads_back_as_one_text() -> None:
    form = type("Pair", (forms.Form,), pair_fields("title", label="Title", max_length=10))(
        {"title_fr": " Été ", "title_en": ""}
    )
    assert form.is_valid()
    assert read_pair(form.cleaned_data, "title") == {"fr": "Été"}
    assert form.fields["title_fr"].widget.attrs["lang"] == "fr-CA"
