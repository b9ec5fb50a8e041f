"""The editor of a definition, as its pages."""

from __future__ import annotations

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from acquis.catalogue import queries, wording
from acquis.platform import formats
from acquis.platform.translatable import Text
from acquis.skills import actions as skill_actions
from acquis.skills import queries as skills
from tests.acquis import factories
from tests.acquis.web.editor import Fields, address, form_of, publish, signed_in, stored

pytestmark = pytest.mark.django_db


def test_the_author_begins_a_draft_and_lands_in_the_editor() -> None:
    college = factories.college()
    client = signed_in(college, "author")
    answer = client.post(
        f"/en/org/{college.id}/achievements/new/",
        {"kind": "microcredential", "code": "CYB-7", "title_fr": "Cybersécurité", "title_en": ""},
    )
    begun = queries.by_code(college.id, "CYB-7")
    assert begun is not None
    assert answer["Location"] == address(college, begun, "edit/")
    assert begun.title == Text(fr="Cybersécurité")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.req("R-036")
def test_a_code_used_twice_is_refused_beside_its_field_and_what_was_typed_stays() -> None:
    college = factories.college()
    factories.draft(college, code="CYB-7")
    answer = signed_in(college, "author").post(
        f"/en/org/{college.id}/achievements/new/",
        {"kind": "badge", "code": "cyb-7", "title_fr": "Encore", "title_en": "Again"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "already uses this code" in page
    assert Fields(page).values["title_fr"] == ["Encore"]
    assert Fields(page).values["code"] == ["cyb-7"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_saving_the_editor_untouched_changes_nothing(language: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    page = client.get(address(college, version, "edit/", language)).content.decode()
    answer = client.post(address(college, version, "edit/", language), Fields(page).values)
    assert answer.status_code == 302
    before, after = version.content, stored(version).content
    assert queries.digest_of(version.achievement_id, 1, after) == queries.digest_of(version.achievement_id, 1, before)


@pytest.mark.req("R-035")
def test_every_field_of_a_definition_can_be_written_in_the_editor() -> None:
    college = factories.college()
    version = factories.draft(college, code="CYB-35")
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {
        "unit_fr": "Faculté des technologies",
        "criteria_en": "Pass both assessments.",
        "weeks": "6",
        "hours_typical": "24.5",
        "price_cents": "0",
        "other_costs_cents": "12.50",
        "other_costs_fr": "Matériel",
        "start_policy_fr": "Chaque mois",
        "prerequisites-0-text_fr": "Être infirmière autorisée",
        "prerequisites-0-strength": "required",
        "prerequisites-0-kind": "licence",
        "prerequisites-0-regulator": "Ordre des infirmières Exemple",
        "needs-1-kind": "partnership",
        "needs-1-held_with": "Scierie Exemple",
        "needs-1-held_on": "2026-02-03",
        "needs-1-confirmed_fr": "Elle engagera dix personnes.",
        "needs-1-url": "https://scierie.example/lettre",
        "standards-0-name_fr": "Norme Exemple",
        "standards-0-clause": "4.2",
        "standards-0-url": "https://norme.example/",
        "instruction_hours": "12",
        "total_effort_hours": "30.25",
        "credits": "1.5",
        "credit_scheme": "ECTS",
        "entry_level": "beginner",
        "outcome_level": "advanced",
        "qualification_level": "EQF 4",
        "assessment_languages": ["fr"],
        "literacy_paths": ["apprenticeship"],
        "sectors": ["31-33", "54"],
        "field_of_study": "11",
        "transcript": "eligible",
        "transcript_code": "CYB 1001",
        "prepares_for_fr": "Examen de Transports Canada",
        "origin": "adapted",
        "extracted_from_fr": "Techniques de bureau",
        "extracted_courses": "BUR 101, BUR 102",
        "accountable_role_fr": "Mentor de chantier",
        "audiences": ["unemployed", "contract"],
        "evidence_kinds": ["test"],
        "evidence_policy_fr": "Un test corrigé",
        "validity_kind": "duration",
        "validity_months": "36",
        "renewal_fr": "Par une nouvelle évaluation",
        "relation": "component",
        "stackability_fr": "Un certificat d’un an",
        "transcript_policy_fr": "Une ligne au relevé",
        "qa_kind": "ocqas",
        "accredited_by_fr": "Conseil sectoriel Exemple",
        "aid_status": "requested",
        "aid_year": "2026-2027",
        "aid_source": "Letter to the ministry",
        "image_alt_fr": "Un sceau",
        "contact": "registrar@college.example",
        "modules-4-title_fr": "Atelier",
        "modules-4-price_cents": "10",
    }
    answer = client.post(address(college, version, "edit/"), typed)
    assert answer.status_code == 302, answer.content.decode()
    content = stored(version).content
    assert content.unit == Text(fr="Faculté des technologies")
    assert (content.weeks, str(content.hours_typical)) == (6, "24.50")
    assert content.total_cents == 4 * 9800 + 1000 + 1250
    assert content.modules[4].price_cents == 1000
    assert content.audiences == ("unemployed", "contract")
    assert (content.validity_kind, content.validity_months) == ("duration", 36)
    assert (content.aid_status, content.aid_year, content.aid_source) == (
        "requested",
        "2026-2027",
        "Letter to the ministry",
    )
    publish(college, version)
    page = unescape(Client().get(f"/fr/microcredentials/{version.achievement_id}/").content.decode()).replace(
        "\u00a0", " "
    )
    for said in PUBLIC:
        assert said in page, said


PUBLIC = (
    *("Cybersécurité au quotidien", "Faculté des technologies", "Prévenir et signaler", "Quatre modules"),
    *("Réussir les deux évaluations.", "Reconnaître une tentative", "Les types de menaces", "La vigilance"),
    *("Sauvegarder des fichiers", "Simulation d’un incident", "Les cinq gestes", "Quatre gestes sur cinq."),
    *("Tâche tirée du travail réel", "Atelier", "24,5 heures", "414,50 $", "Matériel", "Chaque mois"),
    *("Être infirmière autorisée", "Ordre des infirmières Exemple"),
    *("Un test corrigé", "36", "Par une nouvelle évaluation"),
    *("Un certificat d’un an", "Une ligne au relevé", "Conseil sectoriel Exemple", "2026-2027"),
    *("registrar@college.example", "Entièrement en ligne", "CYB-35", "Scierie Exemple", "3 février 2026"),
    *("Elle engagera dix personnes.", "https://scierie.example/lettre", "Norme Exemple", "4.2", "12 heures"),
    *("30,25 heures", "ECTS", "EQF 4", "31-33 – Fabrication", "Informatique, sciences de l’information"),
    *("CYB 1001", "Examen de Transports Canada", "Techniques de bureau", "BUR 101, BUR 102", "Mentor de chantier"),
)


def test_prices_are_typed_the_french_way_on_the_french_page() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"modules-0-price_cents": "98,50", "hours_typical": "24,5"}
    assert client.post(address(college, version, "edit/", "fr"), typed).status_code == 302
    content = stored(version).content
    assert (content.modules[0].price_cents, str(content.hours_typical)) == (9850, "24.50")


def test_what_cannot_be_understood_is_named_and_nothing_typed_is_lost() -> None:
    skill_actions.load_sample(factories.COMMAND)
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {
        "weeks": "many",
        "purpose_fr": "Un but tout neuf",
        "outcomes-2-statement_fr": "Un nouvel acquis",
        "outcomes-2-knowledge_fr": "Une chose",
        "assessments-0-outcomes": ["R2"],
        "skills": "réseau",
        "add_skill": [str(skills.search("réseau", "fr")[0].id)],
    }
    answer = client.post(address(college, version, "edit/"), typed)
    page = answer.content.decode()
    kept = Fields(page).values
    assert answer.status_code == 422
    assert 'href="#id_weeks"' in page
    for name in ("weeks", "purpose_fr", "outcomes-2-statement_fr", "outcomes-2-knowledge_fr", "skills"):
        assert kept[name] == [typed[name]], name
    assert kept["assessments-0-outcomes"] == ["R2"]
    assert kept["add_skill"] == typed["add_skill"]
    assert stored(version).content.purpose == version.content.purpose


@pytest.mark.req("R-040")
def test_a_competency_is_found_in_either_language_and_added_without_scripts() -> None:
    college = factories.college()
    version = factories.draft(college, alignments=())
    client = signed_in(college, "author")
    skill = skills.search("cyber", "fr")[0]
    typed = form_of(client, college, version)
    answer = client.post(address(college, version, "edit/"), typed | {"do": "search", "skills": skill.labels["fr"]})
    assert answer.status_code == 302
    assert answer["Location"].endswith("#competencies")
    found = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert f'value="{skill.id}"' in found
    assert 'lang="fr-CA"' in found
    typed = dict(Fields(found).values) | {"do": "add_skill", "add_skill": [str(skill.id)]}
    assert client.post(address(college, version, "edit/"), typed).status_code == 302
    (added,) = stored(version).content.alignments
    assert added.skill_id == skill.id
    assert added.harmonized


@pytest.mark.req("R-073")
def test_how_close_an_entry_is_stands_with_who_decided_it_and_when() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    for relation in wording.Closeness:
        typed = form_of(client, college, version) | {"alignments-0-relation": relation.value}
        assert client.post(address(college, version, "edit/"), typed).status_code == 302
        (aligned,) = stored(version).content.alignments
        assert aligned.decided_at is not None
        page = client.get(address(college, version)).content.decode()
        told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
        day = formats.day(aligned.decided_at, "en").replace("\xa0", " ")
        with translation.override("en"):
            assert f"{relation.label} · chosen by Author Fictif on {day}" in told
        answer = client.get(f"/en/org/{college.id}/exchange/export/definitions.json")
        file = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        (told_of,) = json.loads(file)["definitions"]
        assert [each["relation"] for each in told_of["alignments"]] == [relation.value]


def test_typing_is_saved_in_the_background() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"purpose_en": "Half a sen"}
    answer = client.post(address(college, version, "autosave/"), typed)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Written so far" in answer.content.decode()
    assert stored(version).content.purpose["en"] == "Half a sen"
    assert client.post(address(college, version, "autosave/"), typed | {"weeks": "x"}).status_code == 422


def test_a_row_taken_away_is_gone_and_its_ticks_with_it() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"outcomes-0-DELETE": "on"}
    client.post(address(college, version, "edit/"), typed)
    content = stored(version).content
    assert [outcome.code for outcome in content.outcomes] == ["R2"]
    assert content.assessments[0].outcomes == ("R2",)


@pytest.mark.parametrize("what", ["", "edit/", "publish/"])
def test_a_member_of_another_college_gets_nothing(what: str) -> None:
    version = factories.draft(factories.college())
    other = factories.college()
    client = signed_in(other, "author" if what != "publish/" else "approver")
    assert client.get(address(other, version, what)).status_code == 404


@pytest.mark.parametrize("what", ["edit/", "publish/"])
def test_a_reader_of_the_college_may_look_and_not_touch(what: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "reader")
    assert client.get(address(college, version)).status_code == 200
    assert client.get(address(college, version, what)).status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_entries_are_listed_while_the_author_types_and_what_is_ticked_stays(language: str) -> None:
    skill_actions.load_sample(factories.COMMAND)
    where = factories.recognised_college()
    version = factories.draft(where, alignments=())
    client = signed_in(where, "author")
    page = address(where, version, "competencies/", language)
    ticked = skills.search("réseau", "fr")[0]
    shown = client.get(page, {"skills": "cybersecurite", "add_skill": [str(ticked.id), "no id", str(uuid4())]})
    text = shown.content.decode()
    assert "<html" not in text
    assert "cybersécurité" in text
    assert f'value="{ticked.id}" checked' in text
    assert text.count(" checked") == 1
    saved = queries.version(version.id)
    assert saved is not None
    assert saved.content.alignments == ()
    assert "fieldset" not in client.get(page, {"skills": "zzzz"}).content.decode()


def test_hostile_words_stay_words() -> None:
    college = factories.college()
    version = factories.draft(college, description=Text(en="<script>alert(1)</script> javascript:alert(2)"))
    page = signed_in(college, "author").get(address(college, version)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.req("R-002")
def test_what_is_missing_in_a_language_is_said_to_the_author() -> None:
    college = factories.college()
    version = factories.draft(college, purpose=Text(en="Only English."))
    page = signed_in(college, "author").get(address(college, version, "edit/")).content.decode()
    assert "Purpose: the French is missing." in page


@pytest.mark.req("R-047", "R-048")
def test_four_modules_at_98_dollars_make_392_dollars_in_each_language() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    english = client.get(address(college, version)).content.decode()
    french = client.get(address(college, version, language="fr")).content.decode()
    assert english.count("$98.00") == 4
    assert "$392.00" in english
    assert "392,00\u00a0$" in french
