"""The whole definition, stored and read back; codes that no list has are refused."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation

from acquis.catalogue import actions, classifications, queries
from acquis.catalogue.content import Content, NeedProof, Occupation, Prerequisite, Standard
from acquis.catalogue.models import AchievementVersion
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills import actions as skills
from acquis.skills.layouts.shape import Told
from tests.acquis import factories
from tests.acquis.factories import both
from tests.acquis.skills import tables

pytestmark = pytest.mark.django_db


def full() -> Content:
    """A definition that says everything."""
    return factories.content(
        unit=both("Formation continue", "Continuing Education"),
        hours_reason="Because.",
        instruction_hours=Decimal("12.00"),
        total_effort_hours=Decimal("30.25"),
        weeks=6,
        credits=Decimal("1.50"),
        credit_scheme="ECTS",
        entry_level="beginner",
        outcome_level="advanced",
        qualification_level="EQF 4",
        assessment_languages=("fr",),
        audiences=("unemployed",),
        literacy_paths=("apprenticeship", "independence"),
        sectors=("31-33", "54"),
        field_of_study="11",
        transcript="eligible",
        transcript_code="CYB 1001",
        prepares_for=both("Examen", "Examination"),
        origin="adapted",
        extracted_from=both("Programme", "Program"),
        extracted_courses="BUR 101",
        prerequisites=(
            Prerequisite(both("Être IA", "Be an RN"), "required", "licence", "Ordre Exemple"),
            Prerequisite(both("Un portable", "A laptop"), "recommended", "technical"),
        ),
        standards=(Standard(both("Norme", "Standard"), "4.2", "https://norm.example/"),),
        needs=(
            NeedProof("consultation", "Chamber", date(2025, 1, 1), both("Oui", "Yes"), "https://chamber.example/"),
            NeedProof("study", "Ministry"),
        ),
    )


@pytest.mark.req("R-046", "R-050", "R-051", "R-060", "R-061", "R-063", "R-064")
def test_everything_that_is_written_is_read_back() -> None:
    college = factories.college()
    told = full()
    version = factories.draft(college)
    actions.revise(version_id=version.id, content=told, by=college.actor("author"))
    found = queries.version(version.id)
    assert found is not None
    assert queries.digest_of(version.achievement_id, 1, found.content) == queries.digest_of(
        version.achievement_id, 1, told
    )
    for field in fields(Content):
        if field.name not in {"outcomes", "assessments", "alignments"}:
            assert getattr(found.content, field.name) == getattr(told, field.name), field.name


def test_who_chose_a_competency_and_when_outlives_later_edits() -> None:
    college = factories.college()
    version = factories.draft(college)
    (chosen,) = version.content.alignments
    assert chosen.decided_by == "Author Fictif"
    actions.revise(
        version_id=version.id, content=factories.content(weeks=3, alignments=(chosen,)), by=college.actor("author")
    )
    again = queries.version(version.id)
    assert again is not None
    assert again.content.alignments[0].decided_at == chosen.decided_at


STRANGE = {
    "sectors": {"sectors": ("99",)},
    "field_of_study": {"field_of_study": "02"},
    "delivery_mode": {"delivery_mode": "by_owl"},
    "languages": {"languages": ("fr", "xx")},
    "origin": {"origin": "stolen"},
    "transcript": {"transcript": "maybe"},
    "literacy_paths": {"literacy_paths": ("fame",)},
    "prerequisites.0.kind": {"prerequisites": (Prerequisite(Text(en="A"), kind="luck"),)},
    "prerequisites.0.strength": {"prerequisites": (Prerequisite(Text(en="A"), strength="iron"),)},
    "needs.0.kind": {"needs": (NeedProof("rumour"),)},
    "occupations.0": {"occupations": (Occupation("2122"),)},
    "occupations.1": {"occupations": (Occupation("21220"), Occupation("21231.00"))},
}


@pytest.mark.req("R-060")
@pytest.mark.parametrize("where", STRANGE)
def test_a_code_that_its_list_lacks_is_refused_and_nothing_is_written(where: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    with pytest.raises(Refused) as refused:
        actions.revise(
            version_id=version.id,
            content=factories.content(**STRANGE[where]),  # type: ignore[arg-type]
            by=college.actor("author"),
        )
    assert (refused.value.code, refused.value.where) == ("code_unknown", where)
    after = queries.version(version.id)
    assert after is not None
    assert after.content == version.content


COLUMNS = ["Level", "Hierarchical structure", "Code - NOC 2021 V1.0", "Class title", "Class definition"]
CODES = ("21220", "21221", "21222", "21223")


@pytest.mark.req("R-060")
def test_occupations_are_those_of_the_classification_that_is_loaded() -> None:
    rows = [["5", "Unit Group", code, f"Job {code}", ""] for code in CODES]
    english = tables.sheet(tables.NOC_EN.name, COLUMNS, rows)
    skills.import_now(files=[english], told=Told(), by=factories.COMMAND)
    college = factories.college()
    version = factories.draft(college)
    author = college.actor("author")
    four = tuple(Occupation(code, both("Autre", "Other")) for code in CODES)
    actions.revise(version_id=version.id, content=factories.content(occupations=four[:3]), by=author)
    found = queries.version(version.id)
    assert found is not None
    with translation.override("en"):
        first = found.content.occupation_labels[0]
    assert first.startswith("21220 – Job 21220 (National Occupational Classification")
    assert "2021" in first
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=version.id, content=factories.content(occupations=four), by=author)
    assert refused.value.code == "occupations_too_many"
    with pytest.raises(Refused) as refused:
        actions.revise(version_id=version.id, content=factories.content(occupations=(Occupation("99999"),)), by=author)
    assert (refused.value.code, refused.value.where) == ("code_unknown", "occupations.0")


@pytest.mark.req("R-060")
def test_a_code_typed_before_its_classification_came_takes_its_words_when_it_is_saved_again() -> None:
    college = factories.college()
    typed = (Occupation("21231", both("Génie logiciel", "Software")), Occupation("99999"))
    version = factories.draft(college, occupations=typed)
    assert version.content.occupations == typed
    with translation.override("en"):
        assert version.content.occupation_labels == ["21231 – Software", "99999"]
    skills.import_now(files=[tables.NOC_EN, tables.NOC_FR], told=Told(), by=factories.COMMAND)
    author = college.actor("author")
    made = queries.by_code(college.id, version.code)
    assert made is not None
    assert made.content.occupations == typed, "what a version says changes by nobody's import"
    actions.revise(version_id=version.id, content=factories.content(occupations=typed[:1]), by=author)
    found = queries.version(version.id)
    assert found is not None
    (official,) = found.content.occupations
    assert official == Occupation(
        "21231",
        both("Ingénieurs et concepteurs en logiciel", "Software engineers and designers"),
        "noc",
        "2021 1.0",
    )


def test_a_new_version_begins_although_a_code_is_none_any_more() -> None:
    college = factories.college()
    first = factories.published_version(college, occupations=(Occupation("99999"),))
    skills.import_now(files=[tables.NOC_EN], told=Told(), by=factories.COMMAND)
    made = actions.open_new_version(achievement_id=first.achievement_id, by=college.actor("author"))
    found = queries.version(made)
    assert found is not None
    assert found.content.occupations == (Occupation("99999"),)


def test_a_version_that_kept_codes_alone_is_read_and_named_by_what_is_loaded() -> None:
    version = factories.draft(factories.college())
    only_codes(version.id)
    skills.import_now(files=[tables.NOC_EN], told=Told(), by=factories.COMMAND)
    found = queries.version(version.id)
    assert found is not None
    assert found.content.occupations == (Occupation("21231"),)
    with translation.override("en"):
        (label,) = found.content.occupation_labels
    assert label.startswith("21231 – Software engineers and designers (National Occupational Classification")


@action
def only_codes(version_id: UUID) -> None:
    """As the first versions of the product stored it."""
    AchievementVersion.objects.filter(pk=version_id).update(occupations=["21231"])


def test_the_bundled_classifications_are_bilingual_and_say_where_they_come_from() -> None:
    for table, size in ((classifications.sectors(), 20), (classifications.fields_of_study(), 50)):
        assert len(table.entries) == size
        assert all(not words.missing for words in table.entries.values())
        assert not table.name.missing
        assert not table.attribution.missing
        assert table.version
        assert table.source.startswith("https://")
    with translation.override("fr"):
        assert classifications.sectors().label("31-33") == "31-33 – Fabrication"


@pytest.mark.req("R-038")
@pytest.mark.parametrize("needs", [(), (NeedProof("study", "Ministry", date(2025, 1, 1), both("Oui", "Yes")),)])
def test_without_a_dated_consultation_or_statement_nothing_is_submitted(needs: tuple[NeedProof, ...]) -> None:
    college = factories.recognised_college()
    version = factories.draft(college, needs=needs)
    with pytest.raises(Refused) as refused:
        actions.submit(version_id=version.id, by=college.actor("author"))
    assert [reason.code for reason in refused.value.reasons] == ["need_missing"]  # type: ignore[attr-defined]
    actions.revise(version_id=version.id, content=factories.content(), by=college.actor("author"))
    actions.submit(version_id=version.id, by=college.actor("author"))


@pytest.mark.req("R-059")
def test_a_licence_needs_the_name_of_its_regulator() -> None:
    college = factories.recognised_college()
    asked = Prerequisite(both("Être IA ou IAA", "Be an RN or an RPN"), "required", "licence")
    version = factories.draft(college, prerequisites=(asked,))
    with pytest.raises(Refused) as refused:
        actions.submit(version_id=version.id, by=college.actor("author"))
    assert [reason.where for reason in refused.value.reasons] == [  # type: ignore[attr-defined]
        "prerequisites.0.regulator"
    ]
    named = replace(asked, regulator="Ordre des infirmières Exemple")
    actions.revise(version_id=version.id, content=factories.content(prerequisites=(named,)), by=college.actor("author"))
    actions.submit(version_id=version.id, by=college.actor("author"))
