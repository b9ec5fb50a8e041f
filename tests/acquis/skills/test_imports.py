"""An import: examined, confirmed, done in batches; the second one writes what changed and withdraws what is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from acquis.audit.models import Entry
from acquis.platform import files, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.skills import actions, queries, wording
from acquis.skills.layouts.shape import SourceFile, Told
from acquis.skills.models import Framework, Import, Relation, Skill, SkillWord
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.skills import tables

pytestmark = pytest.mark.django_db
V1 = Told(version="1.0")


def bring(given: list[SourceFile], told: Told = V1) -> UUID:
    return actions.import_now(files=given, told=told, by=COMMAND)


def result() -> dict[str, int]:
    last = queries.imports().first()
    assert last is not None
    return {name: last.result[name] for name in ("added", "changed", "withdrawn", "unchanged")}


def label(uri: str, language: str = "fr") -> str:
    found = queries.by_uri(uri)
    assert found is not None
    return found.labels[language]


# — the whole of ESCO, real where it is there —


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[list[SourceFile], UUID]]:
    """The tables and the framework they became; made once for the module."""
    given = tables.real_esco() or tables.esco(2_000)
    with django_db_blocker.unblock(), transaction.atomic():
        yield given, bring(given)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.req("R-071")
def test_esco_is_imported_in_both_languages_with_its_hierarchy(whole: Any) -> None:
    given, framework_id = whole
    expected = sum(file.content.count(b"KnowledgeSkillCompetence,http") for file in given if "skills_fr" in file.name)
    counted = queries.counts(framework_id)
    assert sum(counted[kind] for kind in queries.COMPETENCIES if kind in counted) == expected
    assert counted["occupation"] >= 1
    assert not Skill.objects.filter(framework_id=framework_id, labels__fr=None).exists()
    assert Relation.objects.filter(framework_id=framework_id, kind="broader").exclude(target=None).count() > 1_000


@pytest.mark.slow
def test_a_second_import_of_the_same_files_changes_nothing(whole: Any) -> None:
    given, framework_id = whole
    before = Skill.objects.filter(framework_id=framework_id).count()
    assert bring(given) == framework_id
    assert result() == {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": before}


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["cybersécurité", "gerer", "co", "manage", "équipes travailler", "in"])
def test_a_search_among_all_of_them_reads_few_rows_whatever_is_typed(
    whole: Any, typed: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        assert len(queries.search(typed, "fr", kinds=())) <= 20
    entry = Skill.objects.filter(framework_id=whole[1], labels__has_key="fr").order_by("pk")[0]
    assert entry.pk in {found.id for found in queries.search(entry.labels["fr"], "fr", kinds=())}


# — what an import does —


@pytest.mark.req("R-071")
def test_a_newer_file_changes_what_changed_and_withdraws_what_is_gone() -> None:
    given = tables.esco(40)
    bring(given)
    kept = {skill.uri: skill.pk for skill in Skill.objects.all()}
    newer = tables.reworded(tables.without(given, "skills_", 7), "skills_fr", 3, "preferredLabel", "gérer l’avenir")
    bring(newer)
    assert result() == {"added": 0, "changed": 1, "withdrawn": 1, "unchanged": len(kept) - 2}
    assert {skill.uri: skill.pk for skill in Skill.objects.all()} == kept
    assert label(tables.skill_uri(3)) == "gérer l’avenir"
    gone = queries.by_uri(tables.skill_uri(7))
    assert gone is not None
    assert gone.is_obsolete
    assert queries.skill(gone.id) == gone  # an alignment that points at it still reads it
    assert queries.search("avenir", "fr") != []
    assert gone.id not in {found.id for found in queries.search(gone.labels["fr"], "fr", limit=200)}
    bring(given)
    assert result() == {"added": 0, "changed": 2, "withdrawn": 0, "unchanged": len(kept) - 2}
    assert not Skill.objects.filter(state="obsolete").exists()
    assert queries.search("avenir", "fr") == []


@pytest.mark.req("R-070")
def test_another_version_stands_beside_the_first() -> None:
    first = bring(tables.esco(5))
    second = bring(tables.without(tables.esco(5), "skills_", 0), Told(version="1.1"))
    assert first != second
    assert result()["withdrawn"] == 0
    assert Skill.objects.filter(uri=tables.skill_uri(0)).count() == 1
    assert Skill.objects.filter(uri=tables.skill_uri(1)).count() == 2
    assert {found.framework_version for found in queries.search("networks", "en")} == {"1.1"}
    assert {found.framework_version for found in queries.search("networks", "en", framework_id=first)} == {"1.0"}


def test_relations_follow_the_files() -> None:
    bring(tables.esco(5))
    below = Relation.objects.filter(source__uri=tables.skill_uri(3), kind="broader")
    assert [one.target.uri for one in below.select_related("target") if one.target] == [f"{tables.ESCO}/skill/group"]
    bring(tables.without(tables.esco(5), "broaderRelationsSkillPillar", 3))
    assert not below.exists()
    assert Relation.objects.filter(source__uri=tables.skill_uri(2), kind="broader").exists()


def test_an_interrupted_import_is_taken_up_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = factories.operator()
    by = factories.member(operator, "operator")
    monkeypatch.setattr("acquis.skills.actions.writing.BATCH", 10)
    made = actions.examine(files=tables.esco(40), told=V1, by=by)
    actions.confirm(import_id=made, by=by)

    def away(done: int, total: int) -> None:
        if done >= 20:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        actions.run(import_id=made, by=Actor.system("t"), progress=away)
    half = Skill.objects.count()
    assert 0 < half < 43
    actions.run(import_id=made, by=Actor.system("t"), progress=lambda done, total: None)
    assert result() == {"added": 43, "changed": 0, "withdrawn": 0, "unchanged": 0}
    assert Skill.objects.count() == 43
    assert SkillWord.objects.values("skill_id", "word").distinct().count() == SkillWord.objects.count()


# — the way of an import —


@pytest.fixture
def by() -> Actor:
    return factories.member(factories.operator(), "operator")


def test_files_are_examined_then_confirmed_then_imported(by: Actor) -> None:
    given = tables.esco(30)
    made = actions.examine(files=given, told=V1, by=by)
    one = queries.import_facts(made)
    assert one is not None
    assert one.expected == {"added": 33, "changed": 0, "withdrawn": 0, "unchanged": 0, "relations": 33}
    assert not Framework.objects.exists()
    actions.confirm(import_id=made, by=by)
    jobs.run_due()
    one.refresh_from_db()
    assert (one.state, one.done) == (Import.State.DONE, one.total)
    assert one.framework is not None
    assert queries.counts(one.framework.pk)["occupation"] == 1
    assert one.file_id is None
    assert list(Entry.objects.filter(verb__startswith="skills.").order_by("at").values_list("verb", flat=True)) == [
        *("skills.examine", "skills.confirm", "skills.import")
    ]


def test_the_files_are_kept_only_until_the_import_is_over(by: Actor) -> None:
    made = actions.examine(files=tables.esco(3), told=V1, by=by)
    kept = Import.objects.get(pk=made).file_id
    assert kept is not None
    assert files.read(kept) is not None
    actions.stop(import_id=made, by=by)
    assert files.read(kept) is None
    with pytest.raises(Refused) as refused:
        actions.confirm(import_id=made, by=by)
    assert refused.value.code == "import_unknown"


def test_a_second_import_of_a_framework_waits_for_the_first(by: Actor) -> None:
    first, second = (actions.examine(files=tables.esco(3), told=V1, by=by) for _ in range(2))
    actions.confirm(import_id=first, by=by)
    with pytest.raises(Refused) as refused:
        actions.confirm(import_id=second, by=by)
    assert refused.value.code == "import_running"
    with pytest.raises(Refused):
        bring(tables.esco(3))
    actions.stop(import_id=first, by=by)
    jobs.run_due()
    assert not Framework.objects.exists()
    actions.confirm(import_id=second, by=by)


def test_nothing_is_imported_while_a_row_is_wrong(by: Actor) -> None:
    wrong = tables.reworded(tables.esco(5), "skills_fr", 2, "reuseLevel", "everywhere")
    made = actions.examine(files=wrong, told=V1, by=by)
    one = queries.import_facts(made)
    assert one is not None
    (problem,) = queries.problems(one)
    assert (problem["file"], problem["row"], problem["column"]) == ("skills_fr.csv", 4, "reuselevel")
    assert one.file_id is None
    with pytest.raises(Refused) as refused:
        actions.confirm(import_id=made, by=by)
    assert refused.value.code == "problems_found"
    with pytest.raises(Refused) as told:
        bring(wrong)
    assert "skills_fr.csv · 4 · reuselevel · everywhere" in str(told.value.sentence)


@pytest.mark.parametrize(
    ("given", "told", "code", "where"),
    [
        ([], V1, "files_missing", "files"),
        (tables.esco(2), Told(), "told_missing", "version"),
        (tables.esco(2), Told(version="x" * 41), "told_wrong", "version"),
        (tables.esco(2), Told(version="1", key="with space"), "told_wrong", "key"),
        ([SourceFile("a.zip", b"PK\x03\x04")], V1, "archive_broken", "files"),
    ],
)
def test_what_cannot_be_imported_is_refused_at_its_field(
    by: Actor, given: list[SourceFile], told: Told, code: str, where: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.examine(files=given, told=told, by=by)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert str(refused.value.sentence)


def test_nobody_but_the_operator_imports(by: Actor) -> None:
    made = actions.examine(files=tables.esco(2), told=V1, by=by)
    stranger = factories.member(factories.organization(), "operator", "administrator")
    assert by.organization_id is not None
    colleague = factories.member(by.organization_id, "administrator", "author")
    for other in (stranger, colleague, Actor(None, None, "web", "visitor")):
        for act in (
            lambda who: actions.examine(files=tables.esco(2), told=V1, by=who),
            lambda who: actions.confirm(import_id=made, by=who),
            lambda who: actions.stop(import_id=made, by=who),
            lambda who: actions.import_now(files=tables.esco(2), told=V1, by=who),
        ):
            with pytest.raises(Forbidden):
                act(other)
    assert Import.objects.get().state == Import.State.EXAMINED


def test_a_former_version_says_what_the_files_leave_out() -> None:
    given = [tables.sheet("cadre.csv", ["code", "label_fr"], [["A", "Lire"]])]
    told = Told("cadre", "1", "Bureau", Text(fr="Cadre"), "CC0", Text(fr="Merci"), "https://cadre.example/")
    bring(given, told)
    second = queries.framework(bring(given, Told(key="cadre", version="2")))
    assert second is not None
    assert (second.publisher, second.name, second.version) == ("Bureau", Text(fr="Cadre"), "2")


# — what comes in goes out —


def case_of(framework_id: UUID) -> Any:
    return json.loads(b"".join(queries.case_package(framework_id, "fr")))


@pytest.mark.req("R-076")
def test_a_case_package_goes_out_as_it_came_in() -> None:
    made = bring([tables.document("case.json", tables.case())], Told())
    out = case_of(made)
    for name, key in (("CFItems", "identifier"), ("CFAssociations", "identifier")):
        assert sorted(out[name], key=lambda one: one[key]) == sorted(tables.case()[name], key=lambda one: one[key])
    assert {name: out[name] for name in ("CFDocument", "CFDefinitions")} == {
        name: tables.case()[name] for name in ("CFDocument", "CFDefinitions")
    }


def test_what_a_newer_package_leaves_out_ends_in_the_next_export() -> None:
    bring([tables.document("case.json", tables.case())], Told())
    newer = tables.case()
    gone = newer["CFItems"].pop()
    newer["CFAssociations"] = newer["CFAssociations"][:2]
    out = case_of(bring([tables.document("case.json", newer)], Told()))
    (ended,) = [item for item in out["CFItems"] if "statusEndDate" in item]
    assert ended["identifier"] == gone["identifier"]


@pytest.mark.req("R-076")
def test_another_framework_survives_the_way_through_case() -> None:
    made = bring(tables.esco(8))
    out = case_of(made)
    bring([tables.document("case.json", out)], Told(key="through-case", version="1"))
    columns = ("labels", "alternatives", "descriptions", "kind", "reuse", "code")
    before = {one.uri: [getattr(one, name) for name in columns] for one in Skill.objects.filter(framework_id=made)}
    after = Skill.objects.filter(framework__key="through-case")
    assert {one.uri: [getattr(one, name) for name in columns] for one in after} == before
    said = [
        set(Relation.objects.filter(framework__key=key, kind="broader").values_list("source__uri", "target_uri"))
        for key in ("esco", "through-case")
    ]
    assert said[0] == said[1] != set()


@pytest.mark.req("R-076")
def test_ctdl_asn_says_every_language_and_what_is_broader() -> None:
    graph = json.loads(b"".join(queries.ctdl_asn(bring(tables.esco(8)))))["@graph"]
    assert [one["@type"] for one in graph[:2]] == ["ceasn:CompetencyFramework", "ceasn:Competency"]
    (first,) = [one for one in graph if one["@id"] == tables.skill_uri(0)]
    assert first["ceasn:competencyText"] == {"fr-CA": "gérer les réseaux 0", "en": "manage networks 0"}
    assert first["ceasn:isChildOf"] == [f"{tables.ESCO}/skill/group"]


# — entries —


@pytest.mark.req("R-072")
def test_an_occupation_is_found_and_says_what_it_asks_for() -> None:
    bring([tables.OASIS_EN, tables.OASIS_FR], Told(version="2023 1.0"))
    bring([tables.NOC_EN, tables.NOC_FR], Told())
    assert queries.search("software engineers", "en") == []
    found = queries.search("ingénieurs logiciel", "fr", kinds=["occupation"])
    assert {one.code for one in found} == {"21231", "21231.00"}
    assert next(one.code for one in queries.search("21231", "fr", kinds=["occupation"])) == "21231"
    (rated,) = [one for one in found if one.framework_key == "oasis"]
    entry = queries.entry(rated.id)
    assert entry is not None
    levels = {one.skill.labels["en"]: one.level for one in entry.relations[str(wording.SAYS["rated"])] if one.skill}
    assert levels == {"Reading Comprehension": 4, "Digital Literacy": 5}
    (above,) = entry.relations[str(wording.SAYS["broader"])]
    assert above.skill is not None
    assert (above.skill.code, above.skill.framework_key) == ("21231", "noc")


def test_an_entry_gives_what_an_alignment_of_open_badges_says() -> None:
    bring(tables.esco(3))
    found = queries.by_uri(tables.skill_uri(0))
    assert found is not None
    assert (found.target_type, found.target_framework("en")) == (
        "ceasn:Competency",
        "European Skills, Competences, Qualifications and Occupations (ESCO) 1.0",
    )
    (job,) = queries.search("software developer", "en", kinds=["occupation"])
    assert job.target_type == "ext:Occupation"


def test_an_obsolete_entry_says_what_replaces_it() -> None:
    bring([tables.document("case.json", tables.case())], Told())
    old = queries.by_uri("https://case.example/i/3")
    assert old is not None
    entry = queries.entry(old.id)
    assert entry is not None
    assert [one.skill.labels["fr"] for one in entry.relations[str(wording.SAYS["replaced_by"])] if one.skill] == [
        "Résoudre une équation"
    ]
