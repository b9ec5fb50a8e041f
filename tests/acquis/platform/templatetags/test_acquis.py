"""The template library that every page uses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from acquis.platform import clock
from acquis.platform.translatable import Text, pair_fields

BOTH = Text(fr="Cybersécurité", en="Cybersecurity")
FRENCH_ONLY = Text(fr="Soins <b>")


def show(source: str, language: str = "en", **context: Any) -> str:
    with override(language):
        return Template("{% load acquis %}" + source).render(Context(context))


def test_text_in_the_language_of_the_page() -> None:
    assert show("{% text it %}", "fr", it=BOTH) == "Cybersécurité"
    assert show("{% text it %}", "en", it=BOTH) == "Cybersecurity"


def test_text_that_is_missing_shows_the_other_language_and_says_so() -> None:
    shown = show("{% text it %}", "en", it=FRENCH_ONLY)
    assert '<span lang="fr-CA">Soins &lt;b&gt;</span>' in shown
    assert 'class="chip"' in shown


def test_plain_text_carries_no_markup_and_can_be_named() -> None:
    assert show("{% text it plain %}", "en", it=FRENCH_ONLY) == "Soins &lt;b&gt;"
    assert show("{% text it plain as name %}[{{ name }}]", "fr", it=BOTH) == "[Cybersécurité]"


@pytest.mark.parametrize("nothing", [None, "", Text()])
def test_no_text_is_a_dash(nothing: object) -> None:
    assert show("{% text it %}", it=nothing) == "—"


def test_a_misspelt_option_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        show("{% text it bare %}")


def test_prose_never_becomes_markup() -> None:
    shown = show("{% prose it %}", it="<script>alert(1)</script>\n\n[x](javascript:alert(1))")
    assert "<script" not in shown
    assert "<a" not in shown
    assert shown.count("<p>") == 2


def test_both_languages_say_which_is_missing() -> None:
    shown = show("{% both it %}", it=FRENCH_ONLY)
    assert 'lang="fr-CA"' in shown
    assert 'data-tone="attention"' in shown


def test_money_tells_nothing_from_unknown() -> None:
    free, unknown = show("{{ it|money }}", it=0), show("{{ it|money }}", it=None)
    assert free != unknown
    assert "$" not in free + unknown


def test_a_day_says_itself_to_machines() -> None:
    assert show("{% day it %}", "en", it=date(2022, 6, 8)).startswith('<time datetime="2022-06-08">')
    assert show("{% day it %}{% instant it %}{{ it|ago }}", it=None) == ""


def test_since_when(frozen: Any) -> None:
    def said(**elapsed: int) -> str:
        return show("{{ it|ago }}", it=clock.now() - timedelta(**elapsed))

    assert said(days=1) == "1 day ago"
    assert said(days=3) == "3 days ago"
    assert said(hours=2) == "2 hours ago"
    assert said(seconds=2) == "just now"


def test_seals_of_one_page_share_no_identifier() -> None:
    page = show(
        '{% seal it %}{% seal it %}{% include "components/verdict.html" with verdict="check" digest=it %}', it="ab" * 32
    )
    found = re.findall(r'id="([^"]+)"', page)
    assert len(found) == len(set(found))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(found)


def test_hex_and_bytes_draw_the_same_seal() -> None:
    assert show("{% seal it %}", it="ab" * 32) == show("{% seal it %}", it=b"\xab" * 32)


def test_no_digest_draws_nothing() -> None:
    assert show("{% seal it %}", it=None) == ""


def test_a_failure_that_only_asks_for_attention_is_not_red() -> None:
    assert 'data-tone="attention"' in show('{% outcome "failed" "check" %}')
    assert 'data-tone="refusal"' in show('{% outcome "failed" %}')


class Invitation(forms.Form):
    email = forms.EmailField(help_text="Where to write")
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    locals().update(pair_fields("title", label="Title"))


def test_a_field_ties_help_and_errors_to_its_control() -> None:
    shown = show("{% field form.email %}", form=Invitation({"email": "no"}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', shown)
    assert described
    assert all(f'id="{name}"' in shown for name in described[1].split())
    assert 'aria-invalid="true"' in shown
    assert '<label for="id_email">' in shown


def test_choices_stand_in_a_named_group() -> None:
    shown = show("{% field form.way %}", form=Invitation())
    assert "<fieldset" in shown
    assert "<legend>Way" in shown


def test_both_fields_of_a_text_carry_their_language() -> None:
    shown = show('{% bilingual form "title" %}', form=Invitation())
    assert shown.index('lang="fr-CA"') < shown.index('lang="en-CA"')
    assert shown.count("<label") == 2


def test_the_summary_of_errors_links_to_each_field() -> None:
    shown = show('{% include "components/form_errors.html" %}', form=Invitation({}))
    assert 'href="#id_email"' in shown
    assert "2 " in shown


def test_pages_keep_the_query() -> None:
    request = RequestFactory().get("/fr/liste/?q=caf%C3%A9&page=2")
    page = Paginator(range(100), 10).page(2)
    shown = show("{% pager page %}", request=request, page=page)
    assert "q=caf%C3%A9&amp;page=3" in shown
    assert 'aria-current="page"' in shown
    assert show("{% pager page %}", request=request, page=Paginator([1], 10).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("here", "language", "there"),
    [
        ("/fr/nowhere/?q=%C3%A9", "fr", "/en/nowhere/?q=%C3%A9"),
        ("/en/nowhere/", "en", "/fr/nowhere/"),
        ("/x", "fr", "/en/"),
    ],
)
def test_the_switch_of_an_unknown_page_keeps_its_address(here: str, language: str, there: str) -> None:
    assert show("{% other_language_url %}", language, request=RequestFactory().get(here)) == there.replace("&", "&amp;")
