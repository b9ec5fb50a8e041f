"""Principles, elements and checklists as anybody reads them, in both languages; their versions, files and figures."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.platform import clock
from acquis.quality import actions, queries
from acquis.quality import format as framework_file
from tests.acquis import factories as shared
from tests.acquis.quality import factories
from tests.acquis.quality.factories import ELEMENTS, EU, PRINCIPLES
from tests.acquis.web import reader
from tests.acquis.web.framework_pages import page, signed_in_as
from tests.acquis.web.world import address

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
NAMES = {
    "fr": ["Pertinence", "Vérifiabilité", "Propriété", "Durabilité"],
    "en": ["Relevance", "Verifiability", "Ownership", "Extensibility"],
}
# The wording of the founding document, as it stands there.
SEED = {
    "relevance": (
        "Les microcertifications ne seront délivrées que pour des compétences actuellement pertinentes sur le marché "
        "du travail. La pertinence est confirmée par le biais de consultations et grâce au partenariat entre "
        "employeurs et établissements d'enseignement postsecondaire."
    ),
    "verifiability": "Les microcertifications seront vérifiables et leur intégrité sera maintenue dans le temps.",
    "ownership": (
        "Une fois une microcertification accordée, celle-ci et les données connexes demeureront propriété du titulaire."
    ),
    "extensibility": (
        "Dans toute la mesure du possible, les microcertifications seront conçues pour faciliter le cheminement de "
        "leurs titulaires sur la voie de l'apprentissage tout au long de la vie."
    ),
}


def headings(shown: str, level: int) -> list[str]:
    """The headings of a level, without markup."""
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", shown, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in found]


def section(shown: str, key: str) -> str:
    """The part of the page that speaks of one framework."""
    return shown.partition(f'aria-labelledby="{key}"')[2].partition("</section>")[0]


@LANGUAGES
def test_on_paper_a_framework_names_its_addresses_and_leaves_out_what_paper_cannot_open(language: str) -> None:
    known = factories.in_force(PRINCIPLES)
    shown = page(f"{PRINCIPLES}/", language)
    printed = "".join(re.findall(r'<(?:div|span) class="print-only">(.*?)</(?:div|span)>', shown, re.DOTALL))
    assert known.source_address in printed
    assert f"/{language}/framework/{PRINCIPLES}/{known.number}/" in printed
    left_out = shown.partition('<div class="no-print">')[2].partition("</aside>")[0]
    assert {"fr": "Télécharger", "en": "Download"}[language] in left_out
    assert {"fr": "l’enregistrer en PDF", "en": "save it as a PDF"}[language] in left_out
    style = (Path(__file__).parents[3] / "frontend" / "print.css").read_text(encoding="utf-8")
    assert all(rule in style for rule in (".print-only", "@page framework", "body:has(.framework)"))


@pytest.mark.req("R-023")
@LANGUAGES
def test_the_page_lists_exactly_four_principles_in_order_and_wording(language: str) -> None:
    known = factories.bundled()
    shown = section(page("", language), PRINCIPLES)
    assert headings(shown, 3) == NAMES[language]
    for line in known[PRINCIPLES].lines:
        assert line.text[language] in shown
        if language == "fr":
            assert line.text["fr"] == SEED[line.code]
    assert reader.english_in(page("", "fr")) == []


@pytest.mark.req("R-024")
@LANGUAGES
def test_the_page_lists_six_elements_with_evidence_below_the_summative_assessment(language: str) -> None:
    factories.bundled()
    shown = section(page("", language), ELEMENTS)
    assert len(headings(shown, 3)) == 6
    evidence = {"fr": "Données probantes", "en": "Evidence"}[language]
    assert headings(shown, 4) == [evidence]
    inside = re.search(r'<li id="summative-assessment">.*?<ol class="outcomes">(.*?)</ol>', shown, re.DOTALL)
    assert inside
    assert 'id="evidence"' in inside[1]
    assert not re.search(r"(?:7|sept|seven) (?:éléments|elements)", page("", language), re.IGNORECASE)


@pytest.mark.req("R-033")
def test_searching_the_other_name_opens_the_principle() -> None:
    factories.bundled()
    for words, code in (("titularité", "ownership"), ("extensibilite", "extensibility")):
        answer = Client().get("/fr/framework/", {"q": words})
        assert answer.status_code == 302
        place, _, anchor = answer.headers["Location"].partition("#")
        assert anchor == code
        shown = unescape(Client().get(place).content.decode())
        assert f'id="{code}"' in shown
        assert f'href="#{code}"' in shown
        assert words.replace("extensibilite", "extensibilité") in shown


@LANGUAGES
def test_words_that_several_lines_or_none_hold_give_a_list(language: str) -> None:
    factories.bundled()
    shown = page("?q=assessment", language)
    assert shown.count("queue-title") > 2
    assert "queue-row" in shown
    nothing = page("?q=zzzz", language)
    assert {"fr": "Essayez un seul mot", "en": "Try a single word"}[language] in nothing


@LANGUAGES
def test_a_network_without_frameworks_says_so(language: str) -> None:
    for path in ("", "changes/", "adopters/", "adopters/declare/", "findings/"):
        assert 'class="empty"' in page(path, language)


@pytest.mark.req("R-031")
@LANGUAGES
def test_the_seven_guiding_principles_are_a_checklist_of_their_own_that_a_definition_answers(language: str) -> None:
    known = factories.bundled()["cican-principles"]
    version = shared.published_version(shared.recognised_college())
    public = address("public:achievement_frameworks", achievement_id=version.achievement_id)
    answered = unescape(Client().get(public.replace("/fr/", f"/{language}/")).content.decode())
    rows = section(answered, "cican-principles").partition("<tbody>")[2]
    assert rows.count("<tr>") == 7
    states = {"fr": ("Précisé", "Non précisé", "À juger"), "en": ("Stated", "Not stated", "For people to judge")}
    assert [sum(state in row for row in rows.split("</tr>")) for state in states[language]] == [3, 2, 2]

    shown = page("cican-principles/", language)
    assert len(known.lines) == 7
    assert [line.code for line in known.lines if f'id="{line.code}"' in shown] == [line.code for line in known.lines]
    assert known.lines[1].text[language] in shown


# — versions —


@LANGUAGES
def test_a_new_version_has_its_day_its_reason_and_a_readable_difference(language: str) -> None:
    first = factories.in_force()
    told = factories.document()["lines"]
    told[0]["text"]["fr"] = told[0]["text"]["fr"].replace("établis", "reconnus")
    told[0]["text"]["en"] = told[0]["text"]["en"].replace("established", "recognized")
    second = factories.successor(first, on=clock.today() + timedelta(days=10), version="2027", lines=told)

    assert "reconnus" not in page(f"{ELEMENTS}/", "fr")
    assert factories.NOTE[language] in page("changes/", language)
    with clock.at(clock.now() + timedelta(days=11)):
        assert "2027" in page(f"{ELEMENTS}/", language)
        former = page(f"{ELEMENTS}/1/", language)
        assert {"fr": "reste approuvé selon elle", "en": "stays approved under it"}[language] in former
        changed = page(f"{ELEMENTS}/2/changes/", language)
        gone, new = {"fr": ("établis.", "reconnus."), "en": ("established", "recognized")}[language]
        assert re.search(rf"<del>.*?{gone}.*?</del>", changed, re.DOTALL)
        assert re.search(rf"<ins>.*?{new}.*?</ins>", changed, re.DOTALL)
        assert [one.id for one in queries.versions_after(first.id, clock.today())] == [second.id]


def test_what_is_not_published_is_on_no_public_page() -> None:
    made = factories.proposed(key="secret-list")
    client = Client()
    for path in ("", "1/", "1/changes/", "1/text/", "1/json/"):
        assert client.get(f"/fr/framework/{made.key}/{path}").status_code == 404
    assert "secret-list" not in page("") + page("changes/")


@pytest.mark.parametrize("path", ["nothing/", "nothing/1/", f"{ELEMENTS}/9/", f"{ELEMENTS}/1/pdf/"])
def test_what_does_not_exist_is_not_found(path: str) -> None:
    factories.in_force()
    assert Client().get(f"/fr/framework/{path}").status_code == 404


# — files —


@pytest.mark.req("R-030")
@LANGUAGES
@pytest.mark.parametrize("key", [PRINCIPLES, ELEMENTS])
def test_each_document_is_downloaded_as_a_web_page_and_as_plain_text(language: str, key: str) -> None:
    known = factories.bundled()[key]
    shown = page(f"{key}/", language)
    for form, kind, extension in (("html", "text/html", "html"), ("text", "text/plain", "txt")):
        links = [f'href="/{other}/framework/{key}/1/{form}/"' for other in ("fr", "en")]
        assert all(link in shown for link in links)
        answer = Client().get(f"/{language}/framework/{key}/1/{form}/")
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{key}-1-{language}.{extension}"'
        told = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))
        for line in known.every_line:
            assert line.title[language] in told
            assert re.sub(r"\s+", " ", line.text[language]) in told
    document = Client().get(f"/{language}/framework/{key}/1/html/").content.decode()
    assert f'<html lang="{language}-CA">' in document
    assert document.count("<h1>") == 1


@pytest.mark.req("R-030")
def test_the_data_file_is_the_one_that_an_operator_can_bring_in() -> None:
    factories.in_force()
    answer = Client().get(f"/fr/framework/{ELEMENTS}/1/json/")
    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(answer.content) == factories.document()
    assert framework_file.read(answer.content) == actions.bundled(ELEMENTS)


# — completeness —


@pytest.mark.req("R-032")
@LANGUAGES
def test_every_definition_has_a_figure_for_a_list_that_came_from_a_file(language: str) -> None:
    version = shared.published_version(shared.recognised_college())
    first, second = factories.operators()
    desk = f"/fr/org/{first.organization_id}/quality/"
    signed = [signed_in_as(by.person_id) for by in (first, second)]
    assert signed[0].post(f"{desk}upload/", {"text": actions.bundled_file(EU).decode()}).status_code == 302
    (drafted,) = [queries.log_entry(row) for row in queries.open_versions()]
    one = f"{desk}versions/{drafted.id}/"
    day = clock.today().isoformat()
    note = {"change_note_fr": "Ajout", "change_note_en": "Added"}
    assert signed[0].post(f"{one}propose/", {"effective_from": day, **note}).status_code == 302
    read = signed[1].get(one).context["confirmation"].initial["read"]
    assert signed[1].post(f"{one}confirm/", {"read": read, "confirm": "on"}).status_code == 302

    public = address("public:achievement_frameworks", achievement_id=version.achievement_id).replace(
        "/fr/", f"/{language}/"
    )
    shown = unescape(Client().get(public).content.decode())
    assert {"fr": "12 sur 14", "en": "12 of 14"}[language] in shown
    assert public in Client().get(public.removesuffix("frameworks/")).content.decode()


# — costs —


def _cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["", "adopters/", "findings/", "changes/", f"{ELEMENTS}/"])
def test_a_list_costs_the_same_however_long_it_is(path: str) -> None:
    framework = factories.bundled()[ELEMENTS]
    where = shared.college()
    (by,) = factories.operators(1)

    def more() -> None:
        made = factories.declared(framework)
        actions.decide_adoption(adoption_id=made, confirmed=True, reason="Vue", by=by)
        factories.finding(where, framework, codes=("evidence", "outcomes"))

    more()
    before = _cost(Client(), f"/fr/framework/{path}")
    for _ in range(4):
        more()
    assert _cost(Client(), f"/fr/framework/{path}") == before


def test_the_guide_of_the_format_shows_a_file_that_is_taken() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "frameworks.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    assert framework_file.read(shown.encode()).key == "my-checklist"
