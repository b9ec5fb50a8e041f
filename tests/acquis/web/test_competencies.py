"""Competency frameworks on pages: anybody searches and reads them, the operator imports them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from acquis.platform import jobs
from acquis.platform.actor import Actor
from acquis.skills import actions, queries
from acquis.skills.layouts.shape import SourceFile, Told
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.skills import tables
from tests.acquis.web.test_consortium import signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def bring(files: list[SourceFile], **told: Any) -> UUID:
    return actions.import_now(files=files, told=Told(**told), by=COMMAND)


@pytest.fixture
def esco() -> UUID:
    return bring(tables.esco(60), version="1.0")


@pytest.fixture
def by() -> Actor:
    return factories.member(factories.operator(), "operator")


def page(name: str, *, language: str = "fr", **named: Any) -> str:
    with translation.override(language):
        return reverse(name, kwargs=named)


def read(address: str, client: Client | None = None, **query: str) -> str:
    answer = (client or Client()).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


# — in the open —


@LANGUAGES
@pytest.mark.req("R-070")
def test_the_frameworks_say_whose_they_are_and_under_which_licence(esco: UUID, language: str) -> None:
    assert page("public:competency_framework", language=language, framework_id=esco) in read(
        page("public:competencies", language=language)
    )
    shown = read(page("public:competency_framework", language=language, framework_id=esco))
    assert "European Commission" in shown
    assert "2011/833/EU" in shown
    assert {"fr": "Réutilisation autorisée avec mention", "en": "Reuse permitted with attribution"}[language] in shown
    assert {"fr": "classification ESCO de la Commission", "en": "ESCO classification of the"}[language] in shown


@LANGUAGES
@pytest.mark.parametrize("typed", ["cybersecurite", "cyber securities", "CYBERSÉCURITÉ gérer"])
def test_a_visitor_finds_an_entry_without_accents_and_in_either_language(esco: UUID, language: str, typed: str) -> None:
    shown = read(page("public:competencies", language=language), q=typed)
    found = queries.search("cybersécurité gérer", "fr")
    assert page("public:competency", language=language, skill_id=found[0].id) in shown


def test_the_filters_narrow_what_is_found(esco: UUID) -> None:
    where, other = page("public:competencies", language="en"), bring([tables.NOC_EN, tables.NOC_FR])
    assert "software developer" in read(where, q="software")
    assert "software developer" not in read(where, q="software", kind="knowledge")
    assert "Software engineers and designers" in read(where, q="software", framework=str(other))
    assert "software developer" not in read(where, q="software", framework=str(other))
    assert "software developer" not in read(where, q="software", reuse="transversal")
    assert "software developer" in read(where, q="software", kind="none", framework="none", reuse="none")


def test_a_script_gets_the_results_alone(esco: UUID) -> None:
    answer = Client().get(page("public:competencies"), {"q": "réseaux"}, headers={"HX-Request": "true"})
    assert answer.headers["Vary"].startswith("HX-Request")
    assert "<html" not in answer.content.decode()
    assert "gérer les réseaux" in answer.content.decode()


@LANGUAGES
def test_an_entry_shows_both_languages_what_is_above_it_and_its_address(esco: UUID, language: str) -> None:
    one = queries.by_uri(tables.skill_uri(0))
    above = queries.by_uri(f"{tables.ESCO}/skill/group")
    assert one is not None
    assert above is not None
    shown = read(page("public:competency", language=language, skill_id=one.id))
    assert "gérer les réseaux 0" in shown
    assert "manage networks 0" in shown
    assert f'<a href="{one.uri}"' in shown
    assert page("public:competency", language=language, skill_id=above.id) in shown
    assert f'lang="{"en" if language == "fr" else "fr"}-CA"' in shown


def test_an_obsolete_entry_stays_and_says_what_replaces_it() -> None:
    bring([tables.document("case.json", tables.case())])
    newer = tables.case()
    newer["CFItems"][2]["statusEndDate"] = "2025-01-01"
    made = bring([tables.document("case.json", newer)])
    old = queries.by_uri("https://case.example/i/3")
    assert old is not None
    with translation.override("en"):
        shown = read(page("public:competency", language="en", skill_id=old.id))
    assert "Its publisher no longer has this entry" in shown
    assert shown.index("Replaced by") < shown.index("Résoudre une équation")
    framework = page("public:competency_framework", language="en", framework_id=made)
    assert "Poser une équation" not in read(framework, show="skill")
    assert "Poser une équation" in read(framework, show="obsolete")


def test_a_hostile_label_is_text() -> None:
    given = [tables.sheet("c.csv", ["uri", "label_fr"], [["https://c.example/a", "<script>alert(1)</script> mal"]])]
    facts = {"key": "c", "version": "1", "publisher": "x", "licence": "x", "source_url": "https://c.example/"}
    made = bring(given, name={"fr": "<b>C</b>"}, **facts)
    for shown in (
        read(page("public:competencies"), q="mal"),
        read(page("public:competency_framework", framework_id=made)),
    ):
        assert "<script>alert" not in shown
        assert "<b>C</b>" not in shown


@pytest.mark.parametrize(
    ("query", "name"), [({}, ""), ({"show": "skill"}, ""), ({"show": "nonsense", "page": "999"}, "")]
)
def test_the_pages_of_a_framework_cost_the_same_however_long(esco: UUID, query: dict[str, str], name: str) -> None:
    where = page("public:competency_framework", framework_id=esco)
    costs = []
    for number in (60, 120):
        bring(tables.esco(number), version="1.0")
        read(where, **query)
        with CaptureQueriesContext(connection) as done:
            read(where, **query)
        costs.append(len(done))
    assert costs[0] == costs[1] <= 10


def test_an_entry_with_many_relations_costs_no_more(esco: UUID) -> None:
    above = queries.by_uri(f"{tables.ESCO}/skill/group")
    assert above is not None
    where = page("public:competency", skill_id=above.id)
    read(where)
    with CaptureQueriesContext(connection) as done:
        read(where)
    assert len(done) <= 8


@pytest.mark.parametrize("name", ["public:competency", "public:competency_framework"])
def test_what_is_not_here_is_not_found(name: str) -> None:
    key = "skill_id" if name == "public:competency" else "framework_id"
    assert Client().get(page(name, **{key: UUID(int=7)})).status_code == 404


# — for machines —


@pytest.mark.req("R-076")
def test_a_framework_is_taken_away_as_case_and_as_ctdl_asn() -> None:
    made = bring([tables.document("case.json", tables.case())])
    answer = Client().get(f"/ims/case/v1p1/CFPackages/{made}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    out = json.loads(answer.getvalue())
    told = tables.case()
    for name in ("CFItems", "CFAssociations"):
        assert sorted(one["identifier"] for one in out[name]) == sorted(one["identifier"] for one in told[name])
    graph = json.loads(Client().get(f"/id/frameworks/{made}/ctdl-asn").getvalue())
    assert {one["@type"] for one in graph["@graph"]} == {"ceasn:CompetencyFramework", "ceasn:Competency"}
    assert Client().get(f"/ims/case/v1p1/CFPackages/{UUID(int=7)}").status_code == 404


# — the operator —


def posted(files: list[SourceFile], **told: str) -> dict[str, Any]:
    return {"uploads": [SimpleUploadedFile(one.name, one.content) for one in files], **told}


def operators(name: str, by: Actor, *, language: str = "en", **named: Any) -> str:
    return page(f"consortium:{name}", language=language, organization_id=by.organization_id, **named)


@LANGUAGES
@pytest.mark.req("R-071")
def test_the_operator_sees_what_would_change_then_confirms_then_what_changed(by: Actor, language: str) -> None:
    client = signed_in(by)
    first = client.post(operators("competencies_upload", by, language=language), posted(tables.esco(30), version="1.0"))
    assert first.status_code == 302
    preview = first.headers["Location"]
    shown = read(preview, client)
    assert "<dd>33</dd>" in shown
    assert queries.frameworks() == []
    assert client.post(f"{preview}confirm/").status_code == 302
    assert "<progress" in read(preview, client)
    part = client.get(preview, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" in part
    assert "<html" not in part
    jobs.run_due()
    shown = read(preview, client)
    assert "<progress" not in shown
    (framework,) = queries.frameworks()
    assert page("public:competency_framework", language=language, framework_id=framework.id) in shown
    assert "33" in read(operators("competencies", by, language=language), client)


def test_wrong_rows_are_listed_by_file_row_and_column_and_prevent_the_import(by: Actor) -> None:
    client = signed_in(by)
    wrong = tables.reworded(tables.esco(5), "skills_fr", 2, "reuseLevel", "<everywhere>")
    preview = client.post(operators("competencies_upload", by), posted(wrong, version="1.0")).headers["Location"]
    shown = read(preview, client)
    assert "This reuse level is not known." in shown
    assert all(f">{cell}</td>" in shown for cell in ("skills_fr.csv", "4", "reuselevel", "&lt;everywhere&gt;"))
    assert f"{preview}confirm/" not in shown
    client.post(f"{preview}confirm/")
    assert "Correct what is wrong in the files" in read(preview, client)
    jobs.run_due()
    assert queries.frameworks() == []


@pytest.mark.parametrize(
    ("files", "told", "field"),
    [
        ([], {"version": "1"}, "uploads"),
        ([SourceFile("empty.csv", b"")], {"version": "1"}, "uploads"),
        (tables.esco(2), {"publisher": "Kept"}, "version"),
        (tables.esco(2), {"version": "1", "key": "not a key"}, "key"),
        (tables.esco(2), {"version": "1", "source_url": "nowhere"}, "source_url"),
        ([SourceFile("a.zip", b"PK\x03\x04broken")], {"version": "1"}, "uploads"),
        (
            [tables.sheet("c.csv", ["uri", "label_fr"], [["https://c.example/a", "A"]])],
            {"version": "1", "key": "c"},
            "name_fr",
        ),
    ],
)
def test_a_refusal_stands_at_its_field_and_loses_nothing_typed(
    by: Actor, files: list[SourceFile], told: dict[str, str], field: str
) -> None:
    answer = signed_in(by).post(operators("competencies_upload", by), posted(files, **told))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    for name, value in told.items():
        assert answer.context["form"][name].value() == value
    folded = field not in {"uploads", "version"} or "publisher" in told or "key" in told
    assert ('<details class="fold" open>' in answer.content.decode()) is folded


def test_a_second_import_waits_for_the_first_and_a_stopped_one_makes_room(by: Actor) -> None:
    client = signed_in(by)
    first, second = (
        client.post(operators("competencies_upload", by), posted(tables.esco(3), version="1.0")).headers["Location"]
        for _ in range(2)
    )
    client.post(f"{first}confirm/")
    assert "Another import of this framework is running" in read(second, client)
    client.post(f"{second}confirm/")
    assert "Another import of this framework is running" in read(second, client)
    client.post(f"{first}stop/")
    assert "Stopped" in read(first, client)
    client.post(f"{second}confirm/")
    jobs.run_due()
    assert [one.size for one in queries.frameworks()] == [6]


def test_the_pages_exist_in_the_operators_organization_alone(by: Actor) -> None:
    other = factories.member(factories.organization(), "operator")
    for name in ("competencies", "competencies_upload"):
        assert signed_in(other).get(operators(name, other)).status_code == 404
    made = actions.examine(files=tables.esco(2), told=Told(version="1"), by=by)
    own = operators("competencies_import", other, import_id=made)
    assert signed_in(other).get(own).status_code == 404
    assert signed_in(other).post(f"{own}confirm/").status_code == 404
    assert signed_in(other).post(f"{own}stop/").status_code == 404


def test_the_list_of_imports_costs_the_same_however_long(by: Actor) -> None:
    client, costs = signed_in(by), []
    for _ in range(2):
        for _more in range(3):
            actions.examine(files=tables.esco(2), told=Told(version="1"), by=by)
        read(operators("competencies", by), client)
        with CaptureQueriesContext(connection) as done:
            read(operators("competencies", by), client)
        costs.append(len(done))
    assert costs[0] == costs[1]
