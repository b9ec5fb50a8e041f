"""The collector of texts and the reader of templates see what they must see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages, templates
from tools.messages import Text


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("{% translate 'Save' %}", [Text(None, "Save", None)]),
        ("{% translate 'Open' context 'verb' %}", [Text("verb", "Open", None)]),
        ("{% include 'a.html' with label=_('Send it') %}", [Text(None, "Send it", None)]),
        (
            "{% blocktranslate trimmed count n=n %}\n{{ n }} badge{% plural %}{{ n }} badges\n{% endblocktranslate %}",
            [Text(None, "%(n)s badge", "%(n)s badges")],
        ),
        ("{% comment %}{% translate 'Never' %}{% endcomment %}", []),
        ("{% translate 'It’s “here”' as said %}", [Text(None, "It’s “here”", None)]),
    ],
)
def test_texts_of_a_template(source: str, texts: list[Text]) -> None:
    assert list(messages.from_template(source)) == texts


def test_texts_of_python(tmp_path: Path) -> None:
    path = tmp_path / "wording.py"
    path.write_text('_("One")\npgettext("noun", "Issue")\nngettext_lazy("%(n)s day", "%(n)s days", n)\nother("No")\n')
    assert list(messages.from_python(path)) == [
        Text(None, "One", None),
        Text("noun", "Issue", None),
        Text(None, "%(n)s day", "%(n)s days"),
    ]


@pytest.mark.parametrize(
    ("french", "fault"),
    [("", "not translated"), ("Bonjour", "placeholders"), ("Bonjour %(nom)s", "placeholders")],
)
def test_a_faulty_translation_is_seen(french: str, fault: str) -> None:
    catalogue = messages.renewed("fr", [Text(None, "Hello %(name)s", None)])
    message = catalogue.get("Hello %(name)s")
    assert message is not None
    message.string = french
    found = [said for entry in catalogue if entry.id for said in messages._faults_of("fr", entry)]
    assert len(found) == 1
    assert fault in found[0]


def test_the_file_of_a_catalogue_does_not_change_with_the_day_or_the_lines() -> None:
    texts = [Text(None, "A", None), Text("c", "B", "Bs")]
    first = messages.rendered(messages.renewed("fr", texts))
    assert first == messages.rendered(messages.renewed("fr", texts))
    assert "#:" not in first
    assert "Date" not in first


@pytest.mark.parametrize(
    ("source", "spoken"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<img alt='A badge'>", ["A badge"]),
        ("<p>{% translate 'Hello' %} · {{ name }}</p>", []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}</p>", []),
        ("<a lang='en-CA' hreflang='en'>English</a>", []),
        ("<a lang='en-CA'>English <span>too</span></a><p>Not this</p>", ["Not this"]),
        ("<code>sceau verify</code>", []),
        ("<p class='wide' data-state='open'>×</p>", []),
        ("<title>{% block title %}{% endblock %} · Acquis</title>", []),
    ],
)
def test_hard_coded_texts_of_a_template(source: str, spoken: list[str]) -> None:
    reader = templates._Spoken()
    reader.feed(templates.without_tags(source))
    reader.close()
    assert [text for _, text in reader.found] == spoken
