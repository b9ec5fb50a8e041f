"""What is published validates against the vocabularies of others, and tells of no person."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from acquis.catalogue import actions as catalogue
from acquis.catalogue.content import Alignment, Prerequisite
from acquis.catalogue.offering import Session, Terms
from acquis.catalogue.queries import VersionFacts
from acquis.platform import clock
from acquis.platform.translatable import Text
from tests.acquis import factories

pytestmark = pytest.mark.django_db
CTDL = json.loads((Path(__file__).parents[2] / "vectors" / "ctdl" / "terms.json").read_text(encoding="utf-8"))
LITERALS = {
    "xsd:date": r"\d{4}-\d\d-\d\d",
    "xsd:language": r"[a-z]{2}-CA",
    "schema:Duration": r"PT\d+H(\d+M)?",
    "xsd:anyURI": r"https?://\S+",
}


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Nobody has called yet."""
    cache.clear()


@pytest.fixture
def version() -> VersionFacts:
    """A published version that says much, with two offers, one of them free."""
    where = factories.recognised_college()
    made = factories.published_version(
        where,
        outcome_level="beginner",
        sectors=("62",),
        hours_typical=Decimal("24.5"),
        alignments=(Alignment(skill_id=factories.skill_id()), Alignment(free_text=Text(fr="Calme"), reason="Aucune")),
        prerequisites=(Prerequisite(Text(fr="Savoir lire", en="Reading"), "required"),),
        contact="registrar@college.example",
        title=Text(fr="Sûreté </script><b>&", en="Safety </script><b>&"),
    )
    for cents in (0, 9850):
        terms = Terms(
            tuition_cents=cents, materials_cents=0, exam_cents=0, delivery_mode="hybrid", languages=("fr",),
            registration_url="https://college.example/i", place="Sudbury",
            sessions=(Session("fixed", clock.months_later(clock.today(), 1), clock.months_later(clock.today(), 2), 9),),
        )  # fmt: skip
        offer = catalogue.begin_offer(achievement_id=made.achievement_id, terms=terms, by=where.actor("author"))
        catalogue.list_offer(offer_id=offer, by=where.actor("author"))
    return made


# — schema.org —


def built(told: Any) -> Any:
    """The JSON-LD as a value of the generated models, which refuse unknown properties and wrong values."""
    if isinstance(told, list):
        return [built(each) for each in told]
    if isinstance(told, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return date.fromisoformat(told)
    if not isinstance(told, dict):
        return told
    kind = told["@type"]
    module = importlib.import_module("schema_org.models." + re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower())
    model = getattr(module, kind)
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    unknown = [name for name in told if name not in names and not name.startswith("@")]
    assert not unknown, (kind, unknown)
    return model(**{names[name]: built(value) for name, value in told.items() if not name.startswith("@")})


@pytest.mark.req("R-110")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_schema_org_validates_and_says_what_a_course_needs(language: str, version: VersionFacts) -> None:
    answer = Client().get(f"/id/achievements/{version.achievement_id}/schema-org.{language}.json")
    told = answer.json()
    built(told)
    assert {"name", "description", "provider", "hasCourseInstance", "offers"} <= set(told)
    assert told["timeRequired"] == "PT24H30M"
    assert {(each.get("price"), each["category"]) for each in told["offers"]} == {(0, "Free"), (98.5, "Paid")}
    assert {each["courseMode"] for each in told["hasCourseInstance"]} == {"Blended"}
    assert all({"courseMode", "courseWorkload"} <= set(each) for each in told["hasCourseInstance"])


@pytest.mark.req("R-110")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_carries_it_and_nothing_in_it_ends_the_element(language: str, version: VersionFacts) -> None:
    page = Client().get(f"/{language}/microcredentials/{version.achievement_id}/")
    text = page.content.decode()
    ((nonce, data),) = re.findall(r'<script type="application/ld\+json" nonce="([^"]*)">(.*?)</script>', text)
    assert json.loads(data)["name"] == version.content.title[language]
    assert f"'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
    assert nonce


def test_what_is_not_published_says_nothing_to_machines() -> None:
    draft = factories.draft(factories.college())
    with translation.override("fr"):
        found = Template("{% load opendata %}{% json_ld one %}").render(
            Context({"one": draft.achievement_id, "request": RequestFactory().get("/")})
        )
    assert found == ""
    for path in ("ctdl.json", "schema-org.fr.json"):
        assert Client().get(f"/id/achievements/{draft.achievement_id}/{path}").status_code == 404


# — what a version says of time, levels and formal credentials —


def told_of_time(**changes: Any) -> tuple[VersionFacts, dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A published version, and what schema.org, CTDL and the API tell of it; the first two are checked."""
    made = factories.published_version(factories.recognised_college(), **changes)
    where = f"/id/achievements/{made.achievement_id}"
    schema, graph = (Client().get(f"{where}/{name}.json").json() for name in ("schema-org.en", "ctdl"))
    built(schema)
    for node in graph["@graph"]:
        check_node(node, {each["@id"] for each in graph["@graph"]})
    return (
        made,
        schema,
        graph["@graph"][0],
        Client().get(f"/api/v1/catalogue/definitions/{made.achievement_id}").json(),
    )


def dumped(version: VersionFacts) -> dict[str, str]:
    """Its line among the open definitions."""
    text = b"".join(Client().get("/open/definitions.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return next(line for line in csv.DictReader(io.StringIO(text)) if line["code"] == version.code)


@pytest.mark.req("R-046")
def test_instruction_effort_weeks_and_credits_stay_four_things_wherever_they_go() -> None:
    version, schema, ctdl, api = told_of_time(
        hours_typical=Decimal("24.5"), instruction_hours=Decimal(18), total_effort_hours=Decimal("40.5"),
        weeks=6, credits=Decimal("1.5"), credit_scheme="ECTS", delivery_mode="online",
    )  # fmt: skip
    (instance,) = schema["hasCourseInstance"]
    assert (schema["timeRequired"], instance["courseWorkload"], instance["duration"]) == (
        "PT40H30M", "PT40H30M", "PT18H",
    )  # fmt: skip
    assert (instance["courseSchedule"]["repeatFrequency"], instance["courseSchedule"]["repeatCount"]) == ("Weekly", 6)
    assert schema["numberOfCredits"] == {"@type": "QuantitativeValue", "value": 1.5, "unitText": "ECTS"}
    spent = {
        each.get("ceterms:description", {}).get("en-CA", ""): each.get("ceterms:exactDuration")
        for each in ctdl["ceterms:estimatedDuration"]
    }
    assert spent == {"": "PT24H30M", "Hours of instruction": "PT18H", "Total effort": "PT40H30M", "Weeks: 6": None}
    assert ctdl["ceterms:requires"][0]["ceterms:creditUnitTypeDescription"] == {
        "fr-CA": "Crédits\u00a0: 1,5 (ECTS)",
        "en-CA": "Credits: 1.5 (ECTS)",
    }
    four = ("instruction_hours", "total_effort_hours", "weeks", "credits")
    assert [api[name] for name in four] == [18, 40.5, 6, 1.5]
    line = dumped(version)
    assert [line[name] for name in (*four, "credit_scheme")] == ["18", "40.5", "6", "1.5", "ECTS"]


def test_hours_of_instruction_alone_are_not_taken_for_the_effort() -> None:
    _version, schema, ctdl, api = told_of_time(instruction_hours=Decimal(18), total_effort_hours=None, weeks=None)
    assert schema["timeRequired"] != "PT18H"
    assert all("courseSchedule" not in each for each in schema.get("hasCourseInstance", ()))
    assert "numberOfCredits" not in schema
    assert [each.get("ceterms:description", {}).get("en-CA") for each in ctdl["ceterms:estimatedDuration"]] == [
        None, "Hours of instruction",
    ]  # fmt: skip
    assert (api["total_effort_hours"], api["weeks"], api["credits"]) == (None, None, None)


@pytest.mark.req("R-051")
def test_levels_of_entry_and_outcome_are_told_apart_and_left_out_where_there_are_none() -> None:
    version, schema, ctdl, api = told_of_time(
        entry_level="beginner", outcome_level="advanced", qualification_level="OQF 5"
    )
    assert schema["educationalLevel"] == "Advanced"
    assert {each["alignmentType"]: each["targetName"] for each in schema["educationalAlignment"]} == {
        "requires": "Beginner", "educationalLevel": "OQF 5",
    }  # fmt: skip
    (before,) = ctdl["ceterms:requires"][0]["ceterms:audienceLevelType"]
    (after,) = ctdl["ceterms:audienceLevelType"]
    assert (before["ceterms:targetNode"], after["ceterms:targetNode"]) == (
        "audLevel:BeginnerLevel", "audLevel:AdvancedLevel",
    )  # fmt: skip
    names = ("entry_level", "outcome_level", "qualification_level")
    assert (
        [api[name] for name in names] == [dumped(version)[name] for name in names] == ["beginner", "advanced", "OQF 5"]
    )
    page = Client().get(f"/fr/microcredentials/{version.achievement_id}/").content.decode()
    assert {"Débutant", "Avancé", "OQF 5"} <= {word for word in ("Débutant", "Avancé", "OQF 5") if word in page}
    _none, schema, ctdl, api = told_of_time(entry_level="", outcome_level="", qualification_level="")
    assert not {"educationalLevel", "educationalAlignment"} & set(schema)
    assert "audienceLevelType" not in json.dumps(ctdl)
    assert [api[name] for name in names] == ["", "", ""]


@pytest.mark.req("R-055")
@pytest.mark.parametrize(
    ("relation", "french", "english"),
    [("standalone", "Autonome", "Stands alone"), ("component", "Composante d’un titre", "Part of a credential")],
)
def test_the_relation_to_formal_credentials_is_shown_and_exported(relation: str, french: str, english: str) -> None:
    stacks = Text(fr="Compte pour un certificat.", en="Counts towards a certificate.")
    version, schema, ctdl, api = told_of_time(
        relation=relation, stackability=stacks if relation == "component" else Text(), prepares_for=Text()
    )
    awarded = schema["educationalCredentialAwarded"]
    assert awarded["keywords"] == [{"@type": "DefinedTerm", "termCode": relation, "name": english}]
    assert ctdl["ceterms:keyword"] == {"fr-CA": [french], "en-CA": [english]}
    assert (api["relation"], dumped(version)["relation"]) == (relation, relation)
    for language, word in (("fr", french), ("en", english)):
        page = Client().get(f"/{language}/microcredentials/{version.achievement_id}/").content.decode()
        assert word in page
    if relation == "component":
        assert awarded["description"] == stacks["en"]
        (stacking,) = ctdl["ceterms:isPreparationFor"]
        assert stacking["ceterms:description"] == {"fr-CA": stacks["fr"], "en-CA": stacks["en"]}
        assert api["stackability"] == dict(stacks)
    else:
        assert "description" not in awarded
        assert "ceterms:isPreparationFor" not in ctdl


# — CTDL —


def check_node(node: dict[str, Any], ids: set[str]) -> None:
    """Raise unless the node's class has each of its properties, each with values of its range."""
    kind = node["@type"]
    assert kind in CTDL["classes"]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        about = CTDL["properties"][name]
        assert kind in about["domain"], (kind, name)
        if about.get("container") == "@language":
            assert set(value) <= {"fr-CA", "en-CA"}, name
            assert value, name
            continue
        for each in value if isinstance(value, list) else [value]:
            check_value(name, about, each, ids)


def check_value(name: str, about: dict[str, Any], value: Any, ids: set[str]) -> None:
    if isinstance(value, dict):
        assert value["@type"] in about["range"], name
        check_node(value, ids)
        if value.get("ceterms:targetNode", "").partition(":")[0] in {"deliveryType", "audLevel", "credentialStat"}:
            assert value["ceterms:targetNode"] in CTDL["concepts"]
        return
    patterns = [LITERALS[kind] for kind in about["range"] if kind in LITERALS]
    if about.get("type") == "@id":
        assert value in ids or re.match(r"https?://|[A-Za-z]+:", value), name
    elif patterns:
        assert any(re.fullmatch(pattern, str(value)) for pattern in patterns), (name, value)


@pytest.mark.req("R-110")
def test_ctdl_uses_only_its_terms_each_where_it_belongs(version: VersionFacts) -> None:
    told = Client().get(f"/id/achievements/{version.achievement_id}/ctdl.json").json()
    nodes = told["@graph"]
    ids = {node["@id"] for node in nodes}
    for node in nodes:
        check_node(node, ids)
    credential = nodes[0]
    needed = {
        "ctid",
        "name",
        "description",
        "subjectWebpage",
        "ownedBy",
        "credentialStatusType",
        "inLanguage",
        "requires",
    }
    assert {f"ceterms:{name}" for name in needed} <= set(credential)
    assert all(re.fullmatch(r"ce-[0-9a-f-]{36}", node["ceterms:ctid"]) for node in nodes)
    assert credential["ceterms:estimatedDuration"][0]["ceterms:exactDuration"] == "PT24H30M"
    assert not [name for name in json.dumps(told).split('"') if "AdvancedStanding" in name]


# — files, sitemap, feeds —


@pytest.mark.req("R-110")
def test_the_dumps_hold_everything_public_its_licence_and_no_address(version: VersionFacts) -> None:
    found = {}
    for subject, rows in (("definitions", 1), ("offers", 2)):
        answer = Client().get(f"/open/{subject}.csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        lines = list(csv.DictReader(io.StringIO(text)))
        assert len(lines) == rows
        assert {line["licence"] for line in lines} == {"https://creativecommons.org/licenses/by/4.0/"}
        assert "@" not in text.replace("http", "")
        found[subject] = lines
    assert found["definitions"][0]["title_fr"] == version.content.title["fr"]
    assert {line["total"] for line in found["offers"]} == {"0.00", "98.50"}


@pytest.mark.req("R-110", "R-099")
def test_feeds_and_sitemap_name_what_is_there(version: VersionFacts) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    for kind in ("new", "free"):
        for language in ("fr", "en"):
            answer = Client().get(f"/feeds/{kind}.{language}.atom")
            tree = ET.fromstring(answer.content)
            assert [one.findtext(f"{atom}title") for one in tree.iter(f"{atom}entry")] == [
                version.content.title[language]
            ]
            assert tree.findtext(f"{atom}id")
            assert tree.findtext(f"{atom}updated")
    whole = b"".join(Client().get("/sitemap.xml").streaming_content)  # type: ignore[attr-defined]
    places = [one.text or "" for one in ET.fromstring(whole).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places))
    assert [one for one in places if str(version.achievement_id) in one and "/fr/" in one]
    for place in places:
        assert Client().get("/" + place.split("/", 3)[3]).status_code == 200, place
    assert b"sitemap.xml" in Client().get("/robots.txt").content


def _json_at(address: str) -> Any:
    return Client().get(address).json()


def _file(subject: str) -> dict[str, str]:
    answer = Client().get(f"/open/{subject}.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return next(csv.DictReader(io.StringIO(text)))


def test_every_file_tells_the_day_of_the_page_late_in_the_evening_too() -> None:
    late = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)  # in Ontario it is still the third of March
    with clock.at(late):
        where = factories.recognised_college()
        made = factories.published_version(where)
        terms = Terms(
            tuition_cents=0, materials_cents=0, exam_cents=0, delivery_mode="online", languages=("fr",),
            registration_url="https://college.example/i", sessions=(Session("fixed", date(2026, 5, 1)),),
        )  # fmt: skip
        offer = catalogue.begin_offer(achievement_id=made.achievement_id, terms=terms, by=where.actor("author"))
        catalogue.list_offer(offer_id=offer, by=where.actor("author"))
        page = Client().get(f"/en/microcredentials/{made.achievement_id}/").content.decode()
        assert "March\xa03, 2026" in page
        assert "March\xa04, 2026" not in page
        schema = _json_at(f"/id/achievements/{made.achievement_id}/schema-org.en.json")
        ctdl = _json_at(f"/id/achievements/{made.achievement_id}/ctdl.json")["@graph"][0]
        told = [schema["datePublished"], ctdl["ceterms:dateEffective"]]
        told += [_file("definitions")["published_on"], _file("offers")["confirmed_on"]]
        assert told == ["2026-03-03"] * 4
        assert b"<lastmod>2026-03-03</lastmod>" in b"".join(Client().get("/sitemap.xml").streaming_content)  # type: ignore[attr-defined]


def test_the_last_day_to_begin_is_no_end_and_what_began_is_not_offered() -> None:
    where, today = factories.recognised_college(), clock.today()
    made = factories.published_version(where)
    before, soon, later = (today + timedelta(days=days) for days in (-100, 60, 90))
    sessions = (
        Session("fixed", soon, later),
        Session("fixed", before, today - timedelta(days=30)),
        Session("continuous", before, later),
        Session("continuous", soon),
        Session("monthly", before, later),
    )
    terms = Terms(
        tuition_cents=0, materials_cents=0, exam_cents=0, delivery_mode="online", languages=("fr",),
        registration_url="https://college.example/i", sessions=sessions,
    )  # fmt: skip
    offer = catalogue.begin_offer(achievement_id=made.achievement_id, terms=terms, by=where.actor("author"))
    catalogue.list_offer(offer_id=offer, by=where.actor("author"))
    schema = _json_at(f"/id/achievements/{made.achievement_id}/schema-org.en.json")
    monthly = sessions[-1].next_start(today)
    assert monthly is not None
    assert [(each.get("startDate"), each.get("endDate")) for each in schema["hasCourseInstance"]] == [
        (soon.isoformat(), later.isoformat()),
        (None, None),
        (soon.isoformat(), None),
        (monthly.isoformat(), None),
    ]
