"""What a page says about an answer that is missing or wrong, at its field and above the form."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from acquis.catalogue.actions import exchange
from acquis.platform.fields import Form
from tests.acquis import factories
from tests.acquis.web import reader
from tests.acquis.web.editor import signed_in
from tests.acquis.web.pages import at

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
TITLE = b"code,title_fr,contact\nE-1,Titre,"


class Everything(Form):
    """A field of each kind."""

    file = forms.FileField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    sure = forms.BooleanField(label="I have read it. It never changes.")
    told = forms.CharField(label="Why do you approve it?")
    own = forms.CharField(error_messages={"required": "Words of its own."})


WORDS = {
    "fr": (
        "Choisissez un fichier.",
        "Choisissez une réponse.",
        "Choisissez au moins une réponse.",
        "Cochez cette case",
    ),
    "en": ("Choose a file.", "Choose an answer.", "Choose at least one answer.", "Tick this box"),
}


@LANGUAGES
def test_each_kind_of_field_says_what_to_do(language: str) -> None:
    with translation.override(language):
        form = Everything({})
        said = [str(form.errors[name][0]) for name in form.fields]
        assert [each.startswith(words) for each, words in zip(said, WORDS[language], strict=False)] == [True] * 4
        assert said[-1] == "Words of its own."
        page = render_to_string("components/form_errors.html", {"form": form})
    assert "changes.</a>" not in page
    assert "?</a> " in page
    assert (">I have read it. It never changes\u00a0:</a>" if language == "fr" else "changes:</a>") in page


def test_every_form_of_a_page_says_it_so() -> None:
    """None is a plain form of Django's."""
    import acquis.config.urls  # noqa: F401 -- the pages bring their forms along

    plain = [each for each in forms.Form.__subclasses__() if each.__module__.startswith("acquis.web")]
    assert plain == []


@LANGUAGES
def test_a_file_that_was_not_chosen_is_asked_for(language: str) -> None:
    where = factories.college()
    answer = signed_in(where, "author").post(
        at("issuer:exchange", language, organization_id=where.id), {"subject": "definitions"}
    )
    assert answer.status_code == 422
    assert reader.said(WORDS[language][0], answer.content.decode())


@pytest.mark.req("R-112")
@LANGUAGES
def test_whether_a_resource_is_recognized_is_asked_and_not_assumed(language: str) -> None:
    where = factories.college()
    client = signed_in(where, "author")
    page = at("issuer:preparation_add", language, organization_id=where.id)
    field = client.get(page).context["form"]["acceptance"]
    assert (field.value(), field.subwidgets[0].data["value"]) == (None, "")
    told = {"title_fr": "T", "kind": "mooc", "provider": "P", "url": "https://p.example/a", "accepted_by": "P"}
    answer = client.post(page, told)
    assert answer.status_code == 422
    assert reader.said(WORDS[language][1], answer.content.decode())
    assert client.post(page, told | {"acceptance": "recognized"}).status_code == 302


@pytest.mark.req("R-067")
def test_a_contact_that_is_no_address_is_refused_in_a_file_as_in_the_editor() -> None:
    where = factories.college()
    by = where.actor("author")
    for contact, verdict in ((b"registrar", "refused"), (b"registrar@college.example", "new")):
        made = exchange.receive_file(
            organization_id=where.id, subject="definitions", file_name="f.csv", data=TITLE + contact + b"\n", by=by
        )
        page = signed_in(where, "author").get(at("issuer:import", "fr", organization_id=where.id, import_id=made))
        assert set(page.context["found"].counts) - {"warning"} == {verdict}
        assert reader.said("Donnez une adresse de courriel", page.content.decode()) is (verdict == "refused")


def test_an_import_that_waits_for_names_is_no_link_for_whoever_may_not_name() -> None:
    where = factories.college()
    made = exchange.receive_file(
        organization_id=where.id, subject="definitions", file_name="f.csv", data=b"Sigle;Nom\nA;B\n",
        by=where.actor("author"),
    )  # fmt: skip
    listed = at("issuer:exchange", organization_id=where.id)
    opened = at("issuer:import", organization_id=where.id, import_id=made)
    for role, may in (("author", True), ("registrar", False)):
        client: Client = signed_in(where, role)
        page = client.get(listed).content.decode()
        assert "f.csv" in page
        assert (opened in page) is may is (client.get(opened).status_code == 200)
